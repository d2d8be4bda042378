from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Account
from models.database import writing
from scheduler.accounts.passwords import hashed
from tests.web.site import Site
from tests.web.town import MADE_AT, PASSWORD, email_of

WORK = "/werk/gent/zomer-2027/"


def change(site: Site, who: str, **values: object) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Account).where(Account.email == email_of(who)).values(**values))


def test_the_right_password_leads_to_the_work(any_site: Site) -> None:
    browser = any_site.browser()
    assert browser.sign_in("planner").location == "/werk/"
    assert browser.get("/werk/").location == WORK
    page = browser.get(WORK)
    assert page.status_code == 200
    assert "Planner" in page.text


def test_who_has_several_municipalities_chooses(site: Site) -> None:
    page = site.browser("of both").get("/werk/")
    assert page.status_code == 200
    assert page.text.index("/werk/aalst/") < page.text.index("/werk/gent/")


def test_capitals_and_spaces_around_an_address_do_not_matter(site: Site) -> None:
    email = f"  {email_of('reader').upper()} "
    assert site.browser().post("/aanmelden", email=email, password=PASSWORD).status_code == 302


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("", PASSWORD, "Vul je e-mailadres in."),
        (email_of("reader"), "", "Vul je wachtwoord in."),
        (email_of("reader"), PASSWORD + "x", "Dit e-mailadres en dit wachtwoord horen niet bij"),
        ("nobody@gemeente.example", PASSWORD, "Dit e-mailadres en dit wachtwoord horen niet bij"),
        ("a" * 300, PASSWORD, "Dit is te lang: het mag 254 tekens zijn."),
    ],
)
def test_what_is_wrong_is_said_on_top_and_links_to_the_field(
    site: Site, email: str, password: str, sentence: str
) -> None:
    browser = site.browser()
    page = browser.post("/aanmelden", email=email, password=password)
    assert page.status_code == 422
    assert page.text.count(sentence) == 2
    assert "<title>Fout: Aanmelden" in page.text
    field = "email" if sentence.startswith(("Vul je e-mail", "Dit is te")) else "password"
    assert f'<a href="#{field}">{sentence}' in page.text
    assert password == "" or password not in page.text
    assert browser.get(WORK).status_code == 302


def test_an_account_that_was_disabled_cannot_sign_in_and_its_session_is_over(site: Site) -> None:
    browser = site.browser("reader")
    change(site, "reader", disabled_at=MADE_AT)
    assert browser.get(WORK).location == "/aanmelden"
    assert site.browser().sign_in("reader").status_code == 422


def test_signing_out_ends_every_session_of_the_account(site: Site) -> None:
    one, other = site.browser("reader"), site.browser("reader")
    stolen = one.client.get_cookie("zomerwijzer")
    assert stolen is not None
    site.clock.wait(seconds=1)
    assert one.post("/afmelden").location == "/aanmelden"
    assert "Je bent afgemeld" in one.get("/aanmelden").text
    assert other.get(WORK).status_code == 302
    thief = site.browser()
    thief.client.set_cookie("zomerwijzer", stolen.value)
    assert thief.get(WORK).status_code == 302
    site.clock.wait(seconds=1)
    assert site.browser("reader").get(WORK).status_code == 200


def test_a_session_ends_after_an_hour_without_a_click(site: Site) -> None:
    browser = site.browser("reader")
    for _ in range(3):
        site.clock.wait(minutes=59)
        assert browser.get(WORK).status_code == 200
    site.clock.wait(minutes=60)
    assert browser.get(WORK).status_code == 302
    assert "Je was een tijd weg" in browser.get("/aanmelden").text
    assert browser.sign_in("reader").location == WORK


def test_a_session_ends_after_twelve_hours_in_any_case(site: Site) -> None:
    browser = site.browser("reader")
    for _ in range(23):
        site.clock.wait(minutes=30)
        assert browser.get(WORK).status_code == 200
    site.clock.wait(minutes=30)
    assert browser.get(WORK).status_code == 302


def test_a_role_that_is_taken_away_is_gone_at_once(site: Site) -> None:
    browser = site.browser("coordinator")
    assert browser.get("/werk/gent/mensen").status_code == 200
    with writing(site.engine).begin() as session:
        session.connection().exec_driver_sql("DELETE FROM membership_organiser")
        session.connection().exec_driver_sql("DELETE FROM membership")
    assert browser.get("/werk/gent/mensen").status_code == 404
    assert "nog bij geen gemeente" in browser.get("/werk/").text


def test_a_session_gets_another_token_when_somebody_signs_in(site: Site) -> None:
    browser = site.browser()
    before = browser.client.get("/aanmelden").headers["Set-Cookie"]
    browser.sign_in("reader")
    after = browser.client.get_cookie("zomerwijzer")
    assert after is not None
    assert after.value not in before


def test_a_password_of_older_parameters_is_kept_anew(site: Site) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    change(site, "reader", password_hash=old)
    assert site.browser().sign_in("reader").status_code == 302
    with Session(site.engine) as session:
        kept = session.scalars(
            select(Account.password_hash).where(Account.email == email_of("reader"))
        ).one()
    assert kept is not None
    assert kept != old
    assert kept.split("$")[3] == hashed(PASSWORD, email="x").split("$")[3]


@pytest.mark.parametrize(
    "wanted", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"]
)
def test_nobody_is_sent_elsewhere(site: Site, wanted: str) -> None:
    browser = site.browser()
    with browser.client.session_transaction() as session:
        session["next"] = wanted
    assert browser.sign_in("reader").location == "/werk/"
