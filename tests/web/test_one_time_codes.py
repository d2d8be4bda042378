from __future__ import annotations

import re

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Account, AuditEntry
from tests.web.site import Browser, Site
from tests.web.town import email_of

WORK = "/werk/gent/zomer-2027/"


def code(site: Site, secret: str, *, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(site.clock.at, counter_offset=steps)


def set_up(site: Site, browser: Browser) -> str:
    """Turn codes on; the secret that the app has then."""
    page = browser.get("/account/code").text
    shown = re.search(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)
    assert shown is not None
    secret = shown[1].replace(" ", "")
    answer = browser.post("/account/code", code=code(site, secret))
    assert answer.location == "/account"
    return secret


def row(site: Site) -> Account:
    with Session(site.engine) as session:
        return session.scalars(select(Account).where(Account.email == email_of("planner"))).one()


def verbs(site: Site) -> list[str]:
    with Session(site.engine) as session:
        own = AuditEntry.subject_id == site.town.accounts["planner"]
        found = session.scalars(
            select(AuditEntry.verb)
            .where(own, AuditEntry.verb != "role_given")
            .order_by(AuditEntry.id)
        )
        return list(found)


def test_with_codes_a_password_is_not_enough(any_site: Site) -> None:
    secret = set_up(any_site, any_site.browser("planner"))
    any_site.clock.wait(seconds=60)
    browser = any_site.browser()
    assert browser.sign_in("planner").location == "/aanmelden/code"
    assert browser.get(WORK).status_code == 302
    assert browser.get("/aanmelden/code").status_code == 200
    answer = browser.post("/aanmelden/code", code=code(any_site, secret))
    assert answer.location == WORK
    assert browser.get(WORK).status_code == 200
    assert verbs(any_site) == ["one_time_codes_on"]


def test_the_page_shows_the_secret_as_a_drawing_and_keeps_it_nowhere(site: Site) -> None:
    browser = site.browser("planner")
    page = browser.get("/account/code").text
    assert "<svg" in page
    assert page == page.replace("style=", "")  # the drawing needs no styles of its own
    assert row(site).totp_secret is None
    again = browser.get("/account/code").text
    secret = re.search(r'<code dir="ltr">(.*)</code>', page)
    assert secret is not None
    assert secret[0] in again
    assert secret[0] not in site.browser("planner").get("/account/code").text


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_a_code_of_just_before_or_after_counts_too(site: Site, steps: int, status: int) -> None:
    secret = set_up(site, site.browser("planner"))
    site.clock.wait(minutes=5)
    browser = site.browser()
    browser.sign_in("planner")
    answer = browser.post("/aanmelden/code", code=code(site, secret, steps=steps))
    assert answer.status_code == status


def test_a_code_is_good_once(any_site: Site) -> None:
    secret = set_up(any_site, any_site.browser("planner"))
    any_site.clock.wait(minutes=5)
    now = code(any_site, secret)
    answers = []
    for _ in range(2):
        browser = any_site.browser()
        browser.sign_in("planner")
        answers.append(browser.post("/aanmelden/code", code=now).status_code)
    assert answers == [302, 422]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "0" * 40])
def test_what_is_no_code_is_refused(site: Site, typed: str) -> None:
    set_up(site, site.browser("planner"))
    browser = site.browser()
    browser.sign_in("planner")
    assert browser.post("/aanmelden/code", code=typed).status_code == 422


def test_spaces_in_a_code_do_not_matter(site: Site) -> None:
    secret = set_up(site, site.browser("planner"))
    site.clock.wait(minutes=5)
    browser = site.browser()
    browser.sign_in("planner")
    now = code(site, secret)
    assert browser.post("/aanmelden/code", code=f" {now[:3]} {now[3:]}").status_code == 302


def test_who_waits_ten_minutes_begins_again(site: Site) -> None:
    secret = set_up(site, site.browser("planner"))
    browser = site.browser()
    browser.sign_in("planner")
    site.clock.wait(minutes=10)
    answer = browser.post("/aanmelden/code", code=code(site, secret))
    assert answer.location == "/aanmelden"
    assert browser.get(WORK).status_code == 302


def test_codes_cannot_be_guessed_for_long(site: Site) -> None:
    set_up(site, site.browser("planner"))
    answers = []
    for _ in range(11):
        browser = site.browser()
        browser.sign_in("planner")
        answers.append(browser.post("/aanmelden/code", code="000000").status_code)
    assert answers == [422] * 10 + [429]


def test_codes_are_turned_off_with_one_more(site: Site) -> None:
    browser = site.browser("planner")
    secret = set_up(site, browser)
    assert browser.get("/account/code").location == "/account"
    site.clock.wait(minutes=5)
    assert browser.post("/account/code/uit", code="000000").status_code == 422
    assert row(site).totp_secret == secret
    assert browser.post("/account/code/uit", code=code(site, secret)).location == "/account"
    assert row(site).totp_secret is None
    assert verbs(site) == ["one_time_codes_on", "one_time_codes_off"]
    assert site.browser().sign_in("planner").location == "/werk/"


def test_a_wrong_first_code_turns_nothing_on(site: Site) -> None:
    browser = site.browser("planner")
    assert browser.post("/account/code", code="000000").status_code == 422
    assert row(site).totp_secret is None
