"""The calendar of blocks in a real browser: clean, by keyboard alone, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy import func, select

from models import Block, BlockSession
from models.database import reading
from models.enums import Phase
from tests.web.browser.test_sites import tab_to
from tests.web.browser.visitor import visiting
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer

FULL = f"/werk/gent/{SLUG}/kalender"
EMPTY = "/werk/gent/zomer-2027/kalender"


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_are_clean_fit_and_break_no_rule(chromium: Browser, served: Site, width: int) -> None:
    put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.DRAFT)
    with reading(served.engine)() as session:
        block = session.scalars(select(Block.id).order_by(Block.id)).first()
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("planner")
        for path in (
            f"{EMPTY}/", f"{FULL}/?week=28", f"{FULL}/?zoek=niets-zo", f"{FULL}/{block}",
            f"{FULL}/{block}/wijzigen", f"{FULL}/{block}/verwijderen", f"{FULL}/nieuw",
            f"{FULL}/nieuw?van={block}", f"{FULL}/weken", f"{FULL}/reeks", f"{FULL}/samen",
            f"{FULL}/samen?rows={block}",
        ):  # fmt: skip
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        visitor.open(f"{FULL}/nieuw")
        visitor.page.fill("input[name=day] >> nth=0", "2028-07-21")
        visitor.page.click("text=Bewaar >> nth=0")
        assert visitor.page.inner_text(".govuk-error-summary h2") == "Er klopt iets niet"
        assert (visitor.violations(), visitor.complaints) == ([], [])


def test_weeks_by_keyboard_alone_with_a_preview(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{EMPTY}/")
        keys = visitor.page.keyboard
        tab_to(visitor, "a[href$='/weken']")
        keys.press("Enter")
        visitor.page.wait_for_selector("input[name=weeks]")
        tab_to(visitor, "input[name=weeks][value='27']")
        keys.press("Space")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=Dit wordt 1 blok")
        assert visitor.violations() == []
        tab_to(visitor, "button[value=maak]")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=1 blok staat op de kalender.")
        assert (visitor.path, visitor.complaints) == (f"{EMPTY}/", [])


def test_a_block_is_painted_by_keyboard_and_then_its_hours_changed(
    chromium: Browser, served: Site
) -> None:
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{EMPTY}/nieuw")
        keys = visitor.page.keyboard
        tab_to(visitor, "input[value='2027-07-05-vm']")
        keys.press("Space")
        tab_to(visitor, "button[value=kijk]")
        keys.press("Enter")
        visitor.page.wait_for_selector("input[name=day][value='2027-07-05']")
        visitor.page.fill("input[name=to] >> nth=0", "11:00")
        tab_to(visitor, "main form button:not([name])")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=is bewaard.")
    with reading(served.engine)() as session:
        times = select(BlockSession.start_min, BlockSession.end_min)
        assert [tuple(row) for row in session.execute(times)] == [(540, 660)]


def test_the_whole_road_without_scripts(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served, width=390, scripts=False) as visitor:
        visitor.sign_in("planner")
        page = visitor.page
        visitor.open(f"{EMPTY}/reeks")
        page.fill("#label", "Bijles")
        page.check("input[name=days][value='1']")
        page.check("input[name=days][value='3']")
        page.click("text=Toon wat dit wordt")
        page.click("text=Zet op de kalender")
        visitor.open(f"{EMPTY}/nieuw")
        page.locator("input[value='2027-07-05-vm']").check()
        page.fill("#label", "Muziek")
        page.click("text=Bewaar >> nth=0")
        visitor.open(f"{EMPTY}/")
        for box in page.locator("input[name=rows]").all():
            box.check()
        page.click("text=Wijzig wat ik aanvinkte")
        page.check("text=Later beginnen en eindigen")
        page.fill("#minutes", "30")
        page.click("text=Doe het")
        assert "Klaar: 2 blokken gewijzigd." in page.inner_text("main")
    with reading(served.engine)() as session:
        starts = session.scalars(select(func.distinct(BlockSession.start_min))).all()
    assert starts == [570]
