from __future__ import annotations

import re

from sqlalchemy import select

from models import Child, Place
from models.database import reading, writing
from models.enums import Phase, PlaceStatus
from tests.web.family_entering.homes import come_in, held_place, home_of
from tests.web.site import Site
from tests.web.summer import put_summer

MINE = "/gent/mijn"
OVERVIEW = f"{MINE}/overzicht"


def test_the_calendar_has_the_places_without_the_name_at_a_secret_address(
    site: Site,
) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    place, child = held_place(site, summer.season)
    with writing(site.engine).begin() as session:
        session.get_one(Child, child).first_name = "Noortje"
    browser = come_in(site, home_of(site, child))
    path = f"{MINE}/kind/{child}/kalender"
    assert ".ics" not in browser.get(path).text
    found = re.search(
        r'href="http://localhost(/gent/kalender/[^"]+\.ics)"', browser.post(path).text
    )
    assert found is not None
    address = found[1]
    feed = site.browser().get(address)
    assert (feed.status_code, feed.mimetype) == (200, "text/calendar")
    assert feed.data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"SUMMARY:" in feed.data
    assert "Noortje" not in feed.text
    assert all(len(line) <= 75 for line in feed.data.split(b"\r\n"))
    other = held_place_of_another(site, summer.season, child)
    wrong = (
        address.replace(f"/{child}-", f"/{other}-"),
        address.replace("/gent/", "/aalst/"),
        address[:-5] + ".ics",
        "/gent/kalender/1-x.ics",
        "/gent/kalender/99999999999999999999-x.ics",
    )
    assert [site.browser().get(each).status_code for each in wrong] == [404] * 5
    browser.post(f"{MINE}/plaats/{place}/teruggeven")
    assert site.browser().get(address).status_code == 200
    assert browser.post(f"{MINE}/kalenders/stop").location == OVERVIEW
    assert site.browser().get(address).status_code == 404


def held_place_of_another(site: Site, season_id: int, child: int) -> int:
    with reading(site.engine)() as session:
        found: int = session.scalars(
            select(Place.child_id).where(
                Place.season_id == season_id,
                Place.child_id != child,
                Place.status == PlaceStatus.HELD,
            )
        ).first()  # type: ignore[assignment]
        return found
