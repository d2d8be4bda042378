"""Locations and rooms in a real browser: clean, by keyboard alone, and without scripts."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from models import AvailabilityWindow, Location, Room
from models.database import reading
from models.enums import Phase
from tests.web.browser.visitor import Visitor, visiting
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer

PLACE = f"/werk/gent/{SLUG}/locaties"
EMPTY = "/werk/gent/zomer-2027/locaties"


def put(site: Site) -> tuple[int, int]:
    """A season; numbers of a room that is sometimes closed and of its location."""
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT)
    with reading(site.engine)() as session:
        room = session.scalars(
            select(Room).join(AvailabilityWindow, AvailabilityWindow.room_id == Room.id)
        ).first()
        assert room is not None
        return room.id, room.location_id


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_are_clean_fit_and_break_no_rule(chromium: Browser, served: Site, width: int) -> None:
    room, location = put(served)
    with visiting(chromium, served, width=width) as visitor:
        visitor.sign_in("planner")
        for path in (
            f"{PLACE}/", f"{PLACE}/?zoek=niets-zo", f"{PLACE}/nieuw", f"{PLACE}/{location}",
            f"{PLACE}/{location}/wijzigen", f"{PLACE}/{location}/verwijderen",
            f"{PLACE}/{location}/lokaal", f"{PLACE}/lokalen/", f"{PLACE}/lokalen/samen",
            f"{PLACE}/lokalen/samen?rows={room}", f"{PLACE}/lokalen/{room}/wijzigen",
            f"{PLACE}/lokalen/{room}/verwijderen", f"{PLACE}/lokalen/{room}/gesloten",
            f"{EMPTY}/lokalen/",
        ):  # fmt: skip
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)
        visitor.open(f"{PLACE}/nieuw")
        visitor.page.click("text=Bewaar")
        assert visitor.page.inner_text(".govuk-error-summary h2") == "Er klopt iets niet"
        assert (visitor.violations(), visitor.complaints) == ([], [])


def tab_to(visitor: Visitor, selector: str) -> None:
    """Press Tab until that has the focus."""
    for _ in range(200):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


def test_a_location_and_a_room_by_keyboard_alone(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{EMPTY}/")
        keys = visitor.page.keyboard
        tab_to(visitor, ".map__point")
        assert visitor.page.evaluate("document.activeElement.getAttribute('aria-label')") == (
            "School De Beuk"
        )
        visitor.open(f"{EMPTY}/nieuw")
        tab_to(visitor, "#name")
        keys.type("Jeugdhuis De Zon")
        tab_to(visitor, "#lat")
        keys.type("51,05")
        tab_to(visitor, "#lon")
        keys.type("3,72")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=Voeg nu de lokalen toe.")
        tab_to(visitor, "a[href$='/lokaal']")
        keys.press("Enter")
        visitor.page.wait_for_selector("#capacity")
        tab_to(visitor, "#capacity")
        keys.type("12")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=12 plaatsen")
        tab_to(visitor, "a[href$='/gesloten']")
        keys.press("Enter")
        visitor.page.wait_for_selector("input[name=half]")
        tab_to(visitor, "input[value='2027-07-06-nm']")
        keys.press("Space")
        keys.press("Enter")
        visitor.page.wait_for_selector("text=6 juli, vanaf")
        assert visitor.complaints == []


def test_a_point_is_set_by_tapping_the_map(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{EMPTY}/nieuw")
        ground = visitor.page.locator(".map")
        ground.click(position={"x": 200, "y": 150})
        first = visitor.page.input_value("#lat"), visitor.page.input_value("#lon")
        assert first[0].startswith("51.")
        point = visitor.page.locator(".map__point")
        point.drag_to(ground, target_position={"x": 300, "y": 250})
        dragged = visitor.page.input_value("#lat"), visitor.page.input_value("#lon")
        assert float(dragged[0]) < float(first[0])
        assert float(dragged[1]) > float(first[1])
        assert visitor.complaints == []


def test_dragging_over_the_calendar_paints(chromium: Browser, served: Site) -> None:
    room, _location = put(served)
    with visiting(chromium, served) as visitor:
        visitor.sign_in("planner")
        visitor.open(f"{PLACE}/lokalen/{room}/gesloten")
        for value in ("2028-07-17-vm", "2028-07-18-nm"):
            assert not visitor.page.is_checked(f"input[value='{value}']")
        tile = visitor.page.locator("label.half:has(input[value='2028-07-17-vm'])")
        last = visitor.page.locator("label.half:has(input[value='2028-07-18-nm'])")
        tile.hover()
        visitor.page.mouse.down()
        last.hover()
        visitor.page.mouse.up()
        for value in ("2028-07-17-vm", "2028-07-18-nm"):
            assert visitor.page.is_checked(f"input[value='{value}']")


def test_the_whole_road_without_scripts(chromium: Browser, served: Site) -> None:
    with visiting(chromium, served, width=390, scripts=False) as visitor:
        visitor.sign_in("planner")
        page = visitor.page
        visitor.open(f"{EMPTY}/nieuw")
        page.fill("#name", "Park Zuid")
        page.fill("#postcode", "9000")
        page.click("text=Zet het punt in het midden van de postcode")
        assert page.input_value("#lat").startswith("51.")
        page.click("text=Bewaar")
        page.click("text=Lokaal toevoegen")
        page.fill("#capacity", "20")
        page.check("text=Buitenruimte")
        page.click("text=Bewaar >> nth=0")
        page.click("text=Wanneer gesloten?")
        page.fill("#first_day", "2027-07-05")
        page.fill("#last_day", "2027-07-09")
        page.check("text=De hele dag")
        page.click("text=Bewaar")
        assert "5 juli tot en met 9 juli" in page.inner_text("main")
    with reading(served.engine)() as session:
        made = session.scalars(select(Location).order_by(Location.id)).all()[-1]
        room = session.scalars(select(Room).where(Room.location_id == made.id)).one()
        kept = session.scalars(
            select(AvailabilityWindow.last_day)
            .where(AvailabilityWindow.room_id == room.id)
            .order_by(AvailabilityWindow.first_day)
        ).all()
    assert (room.features, kept) == (("outdoor",), [date(2027, 7, 4), date(2027, 8, 31)])
