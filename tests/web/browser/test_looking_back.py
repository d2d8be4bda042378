"""The logo beside the name, and how it was: both looked at, told by keyboard, without scripts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser
from sqlalchemy import select

from models import AnswerCount, Season
from models.database import reading, writing
from models.enums import Phase
from scheduler.accounts.logo_drawing import drawn_logo
from scheduler.accounts.logos import set_logo
from scheduler.rights import account
from tests.web.browser.visitor import Visitor, visiting
from tests.web.family_entering.homes import Home, home_of, publish_offers
from tests.web.family_looking_back.test_telling import two_children
from tests.web.reports.test_looking_back import COUNTS, count
from tests.web.site import Site
from tests.web.summer import put_summer

MINE = "/gent/mijn"
PAGE = f"{MINE}/terugblik"


@pytest.fixture
def home(served: Site) -> Home:
    """A family of two, when all is over, in a municipality with a logo."""
    summer = put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.RUNNING)
    publish_offers(served, summer.season)
    file = BytesIO()
    Image.new("RGB", (400, 160), (200, 30, 30)).save(file, "PNG")
    with writing(served.engine).begin() as session:
        session.get_one(Season, summer.season).last_day = date(2028, 8, 31)
        set_logo(
            session,
            actor=account(served.town.accounts["coordinator"]),
            municipality_id=served.town.gent,
            expected=0,
            drawn=drawn_logo(file.getvalue()),
            words="Stad Gent",
            now=served.clock.at,
        )
    served.clock.at = datetime(2028, 9, 1, 10, tzinfo=UTC)
    return two_children(served, summer)[0]


def come_in(visitor: Visitor, site: Site, home: Home) -> None:
    visitor.open(MINE)
    visitor.page.fill("#code", home_of(site, home.children[0]).code)
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url(f"**{MINE}/overzicht")


def looks_right(visitor: Visitor, path: str) -> None:
    visitor.open(path)
    assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)


@pytest.mark.parametrize("width", [320, 1200])
def test_the_pages_are_clean_fit_and_show_the_logo(
    chromium: Browser, served: Site, home: Home, width: int
) -> None:
    with visiting(chromium, served, width=width) as visitor:
        come_in(visitor, served, home)
        for path in ("/gent/", f"{MINE}/overzicht", PAGE):
            looks_right(visitor, path)
        shown = visitor.page.locator(".top__name img")
        assert shown.get_attribute("alt") == "Stad Gent"
        assert shown.evaluate("image => image.complete && image.naturalWidth") == 400
        visitor.page.click("main form button[type=submit]")
        visitor.page.wait_for_selector(".govuk-error-summary")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        assert visitor.complaints == []
    count(served, COUNTS)
    served.clock.at = datetime(2028, 9, 25, 10, tzinfo=UTC)
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("coordinator")
        looks_right(visitor, "/werk/gent/gemeente/logo")
        looks_right(visitor, "/werk/gent/zomer-2028/verslag")
        assert visitor.complaints == []


def test_by_keyboard_and_without_scripts_a_family_tells_how_it_was(
    chromium: Browser, served: Site, home: Home
) -> None:
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        come_in(visitor, served, home)
        page, keys = visitor.page, visitor.page.keyboard
        page.get_by_text("Hoe was het? Je mag het vertellen").click()
        page.wait_for_url(f"**{PAGE}")
        page.locator("#how_was_it").focus()
        keys.press("ArrowDown")  # the first arrow chooses the second face
        keys.press("Enter")
        page.wait_for_selector(".told")
        assert "Dank je wel." in page.inner_text(".told")
    with reading(served.engine)() as session:
        rows = session.scalars(select(AnswerCount).where(AnswerCount.number > 0)).all()
        assert [(row.question.value, row.answer.value, row.number) for row in rows] == [
            ("how_was_it", "nice", 1)
        ]
