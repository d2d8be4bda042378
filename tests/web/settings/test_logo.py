"""The logo of a municipality: sent, shown, described, and taken away."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from models import AuditEntry, Logo
from tests.web.queries import counted
from tests.web.site import Browser, Site

PAGE = "/werk/gent/gemeente/logo"
AWAY = f"{PAGE}/weg"
SHOWN = re.compile(
    r'<img class="logo" src="(/gent/logo-[0-9a-f]{16}\.png)" width="(\d+)" height="(\d+)"'
    r' alt="([^"]*)">'
)


def picture(colour: Any = (200, 30, 30), size: tuple[int, int] = (200, 80)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def send(
    browser: Browser, content: bytes | None, *, version: int = 0, words: str = "", to: str = PAGE
) -> TestResponse:
    """Send the form, with a file or without; the file has the name of another kind."""
    fields: dict[str, Any] = {
        "csrf_token": browser.token(),
        "version": str(version),
        "words": words,
        "image": (BytesIO(b"" if content is None else content), "" if content is None else "a.exe"),
    }
    return browser.client.post(to, data=fields)


def kept(site: Site) -> list[tuple[int, str, int]]:
    with Session(site.engine) as session:
        found = session.scalars(select(Logo).order_by(Logo.id))
        return [(row.municipality_id, row.words, row.version) for row in found]


def deeds(site: Site) -> list[str]:
    with Session(site.engine) as session:
        mine = AuditEntry.subject_kind == "logo"
        return list(session.scalars(select(AuditEntry.verb).where(mine).order_by(AuditEntry.id)))


@pytest.fixture
def coordinator(site: Site) -> Browser:
    browser = site.browser("coordinator")
    assert send(browser, picture()).location == PAGE
    return browser


def test_a_logo_is_shown_on_every_page_of_its_municipality(
    site: Site, coordinator: Browser
) -> None:
    for page in ("/gent/", "/gent/mijn", "/gent/aanbod", "/werk/gent/zomer-2027/", PAGE):
        (shown,) = SHOWN.findall(coordinator.get(page).text)
        assert shown[1:] == ("200", "80", "Gent")
    for page in ("/", "/aalst/", "/account"):
        text = coordinator.get(page).text
        assert ('class="logo"' in text, 'class="top__sun"' in text) == (False, True)
    assert (kept(site), deeds(site)) == ([(site.town.gent, "Gent", 1)], ["set_logo"])


def test_the_file_may_be_kept_for_a_year_by_anybody(site: Site, coordinator: Browser) -> None:
    (address, *_rest) = SHOWN.findall(coordinator.get("/gent/").text)[0]
    answer = site.browser().get(address)
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in answer.headers
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert site.browser().get(address.replace("gent", "aalst")).status_code == 404
    assert site.browser().get("/gent/logo-0000000000000000.png").status_code == 404


def test_another_logo_has_another_address(site: Site, coordinator: Browser) -> None:
    before = SHOWN.findall(coordinator.get("/gent/").text)[0][0]
    assert send(coordinator, picture((0, 0, 200)), version=1).location == PAGE
    after = SHOWN.findall(coordinator.get("/gent/").text)[0][0]
    assert before != after
    assert site.browser().get(before).status_code == 404
    assert deeds(site) == ["set_logo", "set_logo"]


def test_it_is_described_in_own_words_without_being_sent_again(
    site: Site, coordinator: Browser
) -> None:
    assert send(coordinator, None, version=1, words=" De  toren <b> ").location == PAGE
    assert kept(site) == [(site.town.gent, "De toren <b>", 2)]
    assert SHOWN.findall(coordinator.get("/gent/").text)[0][3] == "De toren &lt;b&gt;"
    assert send(coordinator, None, version=2, words="a" * 121).status_code == 422


def test_it_is_taken_away(site: Site, coordinator: Browser) -> None:
    assert coordinator.post(AWAY, version="1").location == PAGE
    page = coordinator.get(PAGE).text
    assert ("Het logo is weg." in page, "top__sun" in page) == (True, True)
    assert (kept(site), deeds(site)) == ([], ["set_logo", "remove_logo"])
    again = coordinator.post(AWAY, version="0")
    assert (again.status_code, "Kies eerst een bestand." in again.text) == (422, True)


def test_who_comes_second_is_told(site: Site, coordinator: Browser) -> None:
    for answer in (
        send(coordinator, picture((0, 0, 0)), version=0),
        send(coordinator, None, version=7, words="Toren"),
        coordinator.post(AWAY, version="0"),
    ):
        assert (answer.status_code, "heeft dit intussen gewijzigd" in answer.text) == (422, True)
    assert kept(site) == [(site.town.gent, "Gent", 1)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Kies eerst een bestand."),
        (b"dag", "Dit bestand konden we niet openen."),
        (b"<svg></svg>", "Een SVG kan code bevatten"),
        (b"0" * 200_001, "Dit bestand is te groot."),
        (b"0" * 400_000, "Dit bestand is te groot."),
        (picture(size=(300, 4)), "Dit beeld is te klein of te smal."),
    ],
    ids=("nothing", "text", "svg", "large", "larger", "narrow"),
)
def test_what_is_no_logo_is_not_kept(site: Site, content: bytes | None, said: str) -> None:
    answer = send(site.browser("coordinator"), content, words="Toren")
    assert (answer.status_code, said in answer.text) == (422, True)
    assert ('value="Toren"' in answer.text, kept(site), deeds(site)) == (True, [], [])


@pytest.mark.parametrize("who", ["planner", "desk", "organiser", "reader"])
def test_only_a_coordinator_changes_it(site: Site, who: str) -> None:
    browser = site.browser(who)
    assert send(browser, picture()).status_code == 403
    assert browser.post(AWAY, version="0").status_code == 403
    assert kept(site) == []


def test_nobody_changes_the_logo_of_another_municipality(site: Site, coordinator: Browser) -> None:
    other = site.browser("of another municipality")
    assert send(other, picture(), version=1).status_code == 404
    assert other.post(AWAY, version="1").status_code == 404
    assert send(coordinator, picture(), to="/werk/aalst/gemeente/logo").status_code == 404
    assert kept(site) == [(site.town.gent, "Gent", 1)]


def test_a_logo_asks_nothing_more_of_the_database(site: Site) -> None:
    browser = site.browser("coordinator")
    browser.get("/gent/")
    with counted(site) as before:
        browser.get("/gent/")
    assert send(browser, picture()).location == PAGE
    with counted(site) as after:
        browser.get("/gent/")
    assert (len(after), any("logo.content" in said for said in after)) == (len(before), False)


def test_the_poster_and_the_sheet_show_it(site: Site) -> None:
    browser = site.browser("coordinator")
    path = "/gent/voor-scholen/affiche.pdf"
    without = browser.get(path)
    assert send(browser, picture((200, 30, 30))).location == PAGE
    shown = PdfReader(BytesIO(browser.get(path).data))
    images = [len(PdfReader(BytesIO(without.data)).pages[0].images), len(shown.pages[0].images)]
    assert (images, len(shown.pages)) == ([0, 1], 1)
