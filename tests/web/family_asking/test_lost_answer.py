"""The answer to the last page got lost on the way: the family comes in all the same."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from models import Child, Contact, Message, Season, SignedLink
from models.database import writing
from models.enums import Phase
from tests.web.family_asking.wizard import (
    ASK,
    asked,
    code_on,
    count,
    form_of,
    rows,
    send,
    walk,
)
from tests.web.site import Browser, Site

KEPT = "Ben je ze kwijt?"
AGAIN = "Toon een nieuwe code"


def send_and_lose(site: Site, browser: Browser) -> str:
    """All pages filled in and sent; what comes back is dropped. The code to go on later."""
    walk(site, browser)
    page = browser.get(f"{ASK}/nakijken").text
    other = site.app.test_client()
    for cookie in (browser.client._cookies or {}).values():
        other.set_cookie(cookie.key, cookie.value)
    lost = other.post(f"{ASK}/nakijken", data=form_of(page).found)
    assert lost.location == f"{ASK}/klaar"
    return code_on(page)


def press(browser: Browser) -> TestResponse:
    """Once more on the button that sends; the receipt."""
    assert browser.post(f"{ASK}/nakijken").location == f"{ASK}/klaar"
    return browser.get(f"{ASK}/klaar")


def codes_on(page: str) -> list[str]:
    return re.findall(r'class="big"><bdi dir="ltr">([^<]+)', page)


def counts(site: Site) -> list[int]:
    return [count(site, model) for model in (Child, Contact, Message, SignedLink)]


def test_sent_again_it_is_one_request_and_the_receipt_has_a_code(open_site: Site) -> None:
    browser = open_site.browser()
    send_and_lose(open_site, browser)
    assert counts(open_site) == [1, 1, 1, 2]
    receipt = press(browser).text
    assert counts(open_site) == [1, 1, 1, 4]  # the mail that is on its way keeps its link
    (code,) = codes_on(receipt)
    entered = open_site.browser().post("/gent/mijn", code=code)
    assert entered.location == "/gent/mijn/overzicht"
    assert codes_on(press(browser).text) == [code]  # no other one for who has one
    assert counts(open_site) == [1, 1, 1, 4]


def test_who_reloads_asks_for_the_code_with_a_button(open_site: Site) -> None:
    browser = open_site.browser()
    send_and_lose(open_site, browser)
    assert browser.get(f"{ASK}/nakijken").location == f"{ASK}/klaar"
    page = browser.get(f"{ASK}/klaar").text
    assert (codes_on(page), AGAIN in page, KEPT in page) == ([], True, False)
    assert counts(open_site) == [1, 1, 1, 2]  # who only looks changes nothing
    receipt = press(browser).text
    assert (len(codes_on(receipt)), AGAIN in receipt) == (1, False)


def test_who_closed_the_browser_comes_back_with_the_code_of_the_draft(open_site: Site) -> None:
    typed = send_and_lose(open_site, open_site.browser())
    browser = open_site.browser()
    assert browser.post(f"{ASK}/verder", code=typed).location == f"{ASK}/nakijken"
    assert browser.get(f"{ASK}/nakijken").location == f"{ASK}/klaar"
    assert len(codes_on(press(browser).text)) == 1


def test_it_works_when_asking_has_closed_meanwhile(open_site: Site) -> None:
    browser = open_site.browser()
    send_and_lose(open_site, browser)
    with writing(open_site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.CLOSED))
    assert len(codes_on(press(browser).text)) == 1


@pytest.mark.parametrize(("minutes", "codes"), [(59, 1), (61, 0)])
def test_it_is_for_an_hour(open_site: Site, minutes: int, codes: int) -> None:
    browser = open_site.browser()
    typed = send_and_lose(open_site, browser)
    open_site.clock.wait(hours=minutes / 60)
    page = press(browser).text
    assert (len(codes_on(page)), KEPT in page) == (codes, not codes)
    assert counts(open_site)[:3] == [1, 1, 1]
    entered = open_site.browser().post(f"{ASK}/verder", code=typed)
    assert entered.status_code == (302 if codes else 422)


@pytest.mark.parametrize(("minutes", "codes"), [(-10, 1), (0, 0)])
def test_who_closed_all_ways_in_since_gets_none_this_way(
    open_site: Site, minutes: int, codes: int
) -> None:
    browser = open_site.browser()
    send_and_lose(open_site, browser)
    at = open_site.clock.at + timedelta(minutes=minutes)
    with writing(open_site.engine).begin() as session:
        session.execute(update(SignedLink).values(created_at=at, revoked_at=at))
    page = press(browser).text
    assert (len(codes_on(page)), KEPT in page) == (codes, not codes)


def test_new_ways_in_are_few(open_site: Site) -> None:
    """Also for who sends the same old cookie each time."""
    browser = open_site.browser()
    send_and_lose(open_site, browser)
    token = browser.token()
    cookies = list((browser.client._cookies or {}).values())
    answers = []
    for _ in range(6):
        client = open_site.app.test_client()
        for cookie in cookies:
            client.set_cookie(cookie.key, cookie.value)
        answers.append(client.post(f"{ASK}/nakijken", data={"csrf_token": token}).status_code)
    assert answers == [302] * 5 + [429]


def test_who_leaves_the_device_leaves_no_way_in_there(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser)
    typed = code_on(browser.get(f"{ASK}/nakijken").text)
    assert send(browser, "nakijken").location == f"{ASK}/klaar"
    assert browser.post(f"{ASK}/stop").location == ASK
    assert browser.get(f"{ASK}/klaar").location == ASK
    assert browser.post(f"{ASK}/verder", code=typed).status_code == 422


def test_another_browser_gets_nothing(open_site: Site) -> None:
    asked(open_site, open_site.browser())
    other = open_site.browser()
    assert other.post(f"{ASK}/nakijken").location == ASK
    assert len(rows(open_site, SignedLink)) == 2
