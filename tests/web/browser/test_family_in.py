from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from models import Child, Place, Wish
from models.database import reading, writing
from models.enums import Phase, PlaceStatus
from tests.web.browser.visitor import Visitor, visiting
from tests.web.families.people import open_wishes
from tests.web.family_entering.homes import (
    Home,
    held_place,
    home_of,
    new_home,
    publish_offers,
    waiting_child,
)
from tests.web.site import Site
from tests.web.summer import put_summer

MINE = "/gent/mijn"


def type_code(visitor: Visitor, home: Home) -> None:
    visitor.open(MINE)
    visitor.page.fill("#code", home.code)
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url(f"**{MINE}/overzicht")


def leave(visitor: Visitor) -> None:
    visitor.page.click("text=Stop en wis dit toestel")
    visitor.page.wait_for_url(f"**{MINE}")


@pytest.mark.parametrize("width", [320, 1200])
def test_pages_of_a_family_are_clean_fit_and_break_no_rule(
    chromium: Browser, served: Site, width: int
) -> None:
    open_wishes(served)
    asking = new_home(served, names=("Noor", "Sam"))
    summer = put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.PUBLISHED)
    publish_offers(served, summer.season)
    place, child = held_place(served, summer.season)
    group, waiting = waiting_child(served, summer.season)
    first, second = asking.children
    with reading(served.engine)() as session:
        wish = session.scalars(select(Wish.id).where(Wish.child_id == first)).first()
    one = f"gegevens/kind/{first}"
    before = ("", "/nieuwe-link")
    open_to_all = (
        "/overzicht", f"/wens/{wish}/stop", f"/kind/{first}/stop", "/alles-stop",
        f"/kind/{first}/volgorde", f"/kind/{first}/vrij", f"/kind/{second}/kalender",
        "/gegevens", "/gegevens/wie-keek", f"/{one}/verbeteren", f"/{one}/iemand-erbij",
        "/gegevens/contact", "/gegevens/wissen", "/nieuwe-code",
    )  # fmt: skip
    with visiting(chromium, served, width=width) as visitor:

        def looks_right(path: str) -> None:
            visitor.open(path)
            assert (path, visitor.violations(), visitor.is_too_wide()) == (path, [], False)

        for path in before:
            looks_right(f"{MINE}{path}")
        looks_right(asking.path)
        looks_right("/gent/link/no-such-link")
        visitor.open(MINE)
        visitor.page.click("main form button[type=submit]")
        visitor.page.wait_for_selector(".govuk-error-summary")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        type_code(visitor, asking)
        for path in open_to_all:
            looks_right(f"{MINE}{path}")
        visitor.open(f"{MINE}/kind/{second}/kalender")
        visitor.page.click("text=Maak een adres")
        visitor.page.wait_for_selector(".feed")
        assert (visitor.violations(), visitor.is_too_wide()) == ([], False)
        leave(visitor)
        type_code(visitor, home_of(served, child))
        looks_right(f"{MINE}/overzicht")
        looks_right(f"{MINE}/plaats/{place}/teruggeven")
        leave(visitor)
        type_code(visitor, home_of(served, waiting))
        looks_right(f"{MINE}/overzicht")
        looks_right(f"{MINE}/kind/{waiting}/wachten/{group}/stop")
        looks_right(f"{MINE}/kind/{waiting}/kan-nog")
        assert visitor.complaints == []


def test_by_keyboard_alone_a_code_leads_in_and_a_wish_goes(chromium: Browser, served: Site) -> None:
    open_wishes(served)
    home = new_home(served)
    with visiting(chromium, served) as visitor:
        visitor.open(MINE)
        page, keys = visitor.page, visitor.page.keyboard

        def to(text: str) -> None:
            for _ in range(60):
                if visitor.focused().startswith(text):
                    return
                keys.press("Tab")
            raise AssertionError(text)

        to("code")
        keys.type(home.code.lower())
        keys.press("Enter")
        page.wait_for_url(f"**{MINE}/overzicht")
        to("Haal weg")
        keys.press("Enter")
        page.wait_for_url("**/stop")
        to("Ja, haal weg")
        keys.press("Enter")
        page.wait_for_url(f"**{MINE}/overzicht")
        assert page.inner_text(".told") == "De wens is weg. De andere wensen blijven."


def test_without_scripts_a_place_is_given_back_and_the_device_cleared(
    chromium: Browser, served: Site
) -> None:
    summer = put_summer(served.engine, served.town, at=served.clock.at, phase=Phase.PUBLISHED)
    place, child = held_place(served, summer.season)
    home = home_of(served, child)
    with writing(served.engine).begin() as session:
        session.get_one(Child, child).first_name = "Noor"
    with visiting(chromium, served, width=320, scripts=False) as visitor:
        visitor.open(home.path)
        page = visitor.page
        page.click("text=Ga verder")
        page.wait_for_url(f"**{MINE}/overzicht")
        page.click("text=Geef terug")
        page.click("text=Ja, geef terug")
        page.wait_for_url(f"**{MINE}/overzicht")
        assert "De plaats is teruggegeven." in page.inner_text(".told")
        leave(visitor)
        visitor.open(f"{MINE}/overzicht")
        assert visitor.path == MINE
    with reading(served.engine)() as session:
        assert session.get_one(Place, place).status is PlaceStatus.GIVEN_BACK
