"""Codes and links: too many to guess, too few tries, and no answer that helps who guesses."""

from __future__ import annotations

import hashlib
import math
import re
import time
from collections import Counter
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from models import SignedLink
from models.database import reading
from scheduler.drafts import keys
from scheduler.season import random_codes, way_in_hashes, ways_in
from tests.web.families.people import open_wishes
from tests.web.family_asking.wizard import ASK, code_on, walk
from tests.web.family_entering.homes import Home, come_in, new_home
from tests.web.queries import counted
from tests.web.site import Browser, Site
from web.by_link import trying
from web.family.asking import opening

WRONG = "KKKKK KKKKK"


@pytest.fixture
def home(site: Site) -> Home:
    open_wishes(site)
    return new_home(site)


def told(answer: TestResponse) -> str:
    """What an answer says, without what differs on every page."""
    page = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r'(value|action|nonce)="[^"]*"', "", page)


def test_codes_are_too_many_to_guess() -> None:
    letters = random_codes.ALPHABET
    assert len(set(letters)) == 31
    assert not set(letters) & set("01OIL")
    for length in (ways_in.CODE_LETTERS, keys.CODE_LETTERS):
        assert length * math.log2(31) > 49
    drawn = [random_codes.random_code(10) for _ in range(2000)]
    assert len(set(drawn)) == len(drawn)
    often = Counter("".join(drawn))
    assert set(often) == set(letters)
    assert all(400 < number < 900 for number in often.values())  # 645, give or take ten sigma
    tokens = {keys.new_key() for _ in range(100)}
    assert (len(tokens), min(map(len, tokens))) == (100, 43)  # 256 bits


def test_a_year_of_guessing_finds_nothing() -> None:
    tries = int(trying.OF_ALL.split()[0]) * 24 * 366
    families = 1000
    assert tries * families / 31**ways_in.CODE_LETTERS < 1 / 10_000
    drafts = int(opening.TRYING.split()[0]) * 24 * 14  # as long as a draft is kept
    assert drafts * families / 31**keys.CODE_LETTERS < 1 / 10_000


@pytest.mark.parametrize(
    ("path", "limit"),
    [("/gent/mijn", trying.BY_ADDRESS), (f"{ASK}/verder", opening.TRYING)],
)
def test_tries_are_counted_by_address_until_the_hour_is_over(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch, path: str, limit: str
) -> None:
    at = time.time()
    monkeypatch.setattr(
        "limits.storage.memory.time", SimpleNamespace(time=lambda: at, sleep=time.sleep)
    )
    browser, most = site.browser(), int(limit.split(maxsplit=1)[0])
    token = browser.token()

    def attempt(code: str) -> int:
        return browser.client.post(path, data={"csrf_token": token, "code": code}).status_code

    assert [attempt("short") for _ in range(most)] == [422] * most
    assert attempt(home.code) == 429
    assert browser.get("/gent/aanbod").status_code == 200  # the rest of the site goes on
    at += 3599
    assert attempt(home.code) == 429
    at += 2
    assert attempt(WRONG) == 422


def test_links_and_calendars_are_counted_too(site: Site, home: Home) -> None:
    browser = site.browser()
    most = int(trying.BY_ADDRESS.split()[0])
    said = [browser.get(f"/gent/link/{'x' * 43}").status_code for _ in range(most + 1)]
    assert said == [404] * most + [429]
    most = int(trying.FEEDS.split()[0])
    feeds = [browser.get(f"/gent/kalender/{n}-x.ics").status_code for n in range(most + 1)]
    assert feeds == [404] * most + [429]


def codes_over(site: Site, home: Home) -> dict[str, str]:
    """What was done to it → the code, of ways in that are over and of one that never was."""
    other = new_home(site, email="ander@voorbeeld.example")
    come_in(site, other).post("/gent/mijn/nieuwe-code")
    return {"unknown": WRONG, "revoked": other.code, "expired": home.code}


def test_a_code_that_is_over_is_answered_as_one_that_never_was(
    site: Site, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = codes_over(site, home)
    hashes: list[int] = []
    made = hashlib.scrypt

    def heard(*given: object, **named: object) -> bytes:
        hashes.append(1)
        return made(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(way_in_hashes, "scrypt", heard)
    site.clock.at = site.clock.at.replace(year=2028)  # over for everybody
    answers = {}
    for why, code in codes.items():
        browser = site.browser()
        browser.token()
        hashes.clear()
        with counted(site) as asked:
            answer = browser.post("/gent/mijn", code=code)
        answers[why] = (answer.status_code, told(answer), len(hashes), len(asked))
    assert answers["revoked"] == answers["expired"] == answers["unknown"]
    assert answers["unknown"][::2] == (422, 1)


def test_a_link_that_is_over_is_answered_as_one_that_never_was(site: Site, home: Home) -> None:
    revoked = new_home(site, email="ander@voorbeeld.example")
    come_in(site, revoked).post("/gent/mijn/nieuwe-code")
    claimed = new_home(site, email="derde@voorbeeld.example")
    site.browser().post(claimed.path)
    site.clock.wait(days=31)  # and so `home` is too old
    paths = [f"/gent/link/{'x' * 43}", revoked.path, claimed.path, home.path]
    for method in ("get", "post"):
        answers = []
        for path in paths:
            browser = site.browser()
            browser.token()
            with counted(site) as asked:
                answer = getattr(browser, method)(path)
            answers.append((answer.status_code, told(answer), len(asked)))
        assert answers[0][0] == 404
        assert len(set(answers)) == 1


def test_a_draft_that_is_over_is_answered_as_one_that_never_was(site: Site, home: Home) -> None:
    family = site.browser()
    walk(site, family, upto="waar")
    code = code_on(family.get(f"{ASK}/bereiken").text)
    site.clock.wait(days=15)
    answers = {told(site.browser().post(f"{ASK}/verder", code=each)) for each in (code, WRONG)}
    assert len(answers) == 1
    assert "Deze code kennen we niet" in answers.pop()


def test_a_link_is_of_no_use_in_a_log(site: Site, home: Home) -> None:
    browser = site.browser()
    page = browser.get(home.path)
    # Styles, scripts and links of the page are asked for without its address.
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert browser.get("/gent/aanbod").headers["Referrer-Policy"] == "same-origin"
    token = home.path.rpartition("/")[2]
    # Whoever reads the log and opens it has not come in, and its owner still can.
    assert browser.get("/gent/mijn/overzicht").location == "/gent/mijn"
    assert browser.post(home.path).location == "/gent/mijn/overzicht"
    # From then on it opens nothing, in this browser neither.
    for reader in (browser, site.browser()):
        assert reader.post(home.path).status_code == 404
    with reading(site.engine)() as session:
        kept = session.scalars(select(SignedLink.token_hash)).all()
    assert all(token not in each for each in kept)


def test_what_was_made_useless_opens_nothing_however_it_is_sent(site: Site, home: Home) -> None:
    browser = site.browser()
    forged = browser.token()
    come_in(site, home).post("/gent/mijn/nieuwe-code")
    body = {"csrf_token": forged}
    for _ in range(2):
        assert browser.client.post(home.path, data=body).status_code == 404
        assert browser.client.post(f"{home.path}?x=1", data=body).status_code == 404
        code = {**body, "code": home.code}
        assert browser.client.post("/gent/mijn", data=code).status_code == 422
    assert browser.get("/gent/mijn/overzicht").location == "/gent/mijn"


def test_a_code_is_of_its_municipality_alone(site: Site, home: Home) -> None:
    aalst = new_home(site, place="aalst", email="aalst@voorbeeld.example")
    for place, code in (("gent", aalst.code), ("aalst", home.code)):
        assert site.browser().post(f"/{place}/mijn", code=code).status_code == 422
    for place, path in (("gent", aalst.path), ("aalst", home.path)):
        token = path.rpartition("/")[2]
        assert site.browser().post(f"/{place}/link/{token}").status_code == 404


def cookie(browser: Browser) -> str:
    found = browser.client.get_cookie("zomerwijzer")
    assert found is not None
    return found.value


@pytest.mark.parametrize("change", ["cut", "letter", "mark", "empty"])
def test_a_changed_cookie_lets_nobody_in(site: Site, home: Home, change: str) -> None:
    good = cookie(come_in(site, home))
    bad = {
        "cut": good[:-1],
        "letter": ("A" if good[0] != "A" else "B") + good[1:],
        "mark": good.replace(".", ",", 1),
        "empty": "",
    }[change]
    browser = site.browser()
    browser.client.set_cookie("zomerwijzer", bad)
    assert browser.get("/gent/mijn/overzicht").location == "/gent/mijn"
    browser.client.set_cookie("zomerwijzer", good)
    assert browser.get("/gent/mijn/overzicht").status_code == 200
