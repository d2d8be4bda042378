"""Locations and rooms: lists, forms and who may do what."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from models import Location, Room
from models.database import reading, writing
from models.enums import Phase, StaffRole
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import SLUG, put_summer
from tests.web.town import EVERYBODY, OTHER

PLACE = f"/werk/gent/{SLUG}/locaties"
EMPTY = "/werk/gent/zomer-2027/locaties"
NEW = {"name": "Jeugdhuis De Zon", "code": "Z1", "lat": "51,05", "lon": "3.72"}


@pytest.fixture
def summer(site: Site) -> Site:
    """A site with a season of four locations and nine rooms."""
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.DRAFT)
    return site


def rows(site: Site, model: Any, *where: Any) -> list[Any]:
    with reading(site.engine)() as session:
        return list(session.scalars(select(model).where(*where).order_by(model.id)))


def season_of(site: Site) -> int:
    return int(rows(site, Location)[-1].season_id)


def own_rooms(site: Site) -> list[Room]:
    return rows(site, Room, Room.season_id == season_of(site))


def names(page: str) -> list[str]:
    return re.findall(r'<th scope="row" class="govuk-table__header">\s*<a[^>]*>([^<]+)</a>', page)


def test_the_list_shows_rooms_and_seats_and_sorts(summer: Site) -> None:
    browser = summer.browser("reader")
    found = names(browser.get(f"{PLACE}/").text)
    assert len(found) == 4
    assert found == sorted(found, key=str.lower)
    assert names(browser.get(f"{PLACE}/?sorteer=-naam").text) == found[::-1]
    with reading(summer.engine)() as session:
        counts = session.execute(
            select(Location.name, func.count(Room.id))
            .join(Room, Room.location_id == Location.id)
            .where(Location.season_id == season_of(summer))
            .group_by(Location.name)
        ).all()
    by_rooms = [number for _name, number in sorted(counts, key=lambda each: each[1])]
    page = browser.get(f"{PLACE}/?sorteer=lokalen").text
    assert [dict(counts)[name] for name in names(page)] == by_rooms


def test_the_list_is_searched_and_filtered_in_the_address(summer: Site) -> None:
    browser = summer.browser("desk")
    own = rows(summer, Location, Location.season_id == season_of(summer))
    rooms = own_rooms(summer)
    with_ramp = sorted(place.name for place in own if "step_free" in place.features)
    assert sorted(names(browser.get(f"{PLACE}/?zondertrap=ja").text)) == with_ramp
    assert sorted(names(browser.get(f"{PLACE}/?zondertrap=nee").text)) == sorted(
        place.name for place in own if place.name not in with_ramp
    )
    stage = {room.location_id for room in rooms if "stage" in room.features}
    assert sorted(names(browser.get(f"{PLACE}/?kenmerk=stage").text)) == sorted(
        place.name for place in own if place.id in stage
    )
    assert names(browser.get(f"{PLACE}/?zoek={own[1].name.split()[-2]}").text) == [own[1].name]
    assert "Neem een filter weg" in browser.get(f"{PLACE}/?zoek=zzz").text
    assert len(names(browser.get(f"{PLACE}/?kenmerk=niets&postcode=1").text)) == 4


def test_an_empty_season_says_what_to_do(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(delete(Location))
    assert (
        "Begin met de plek die je het best kent." in site.browser("planner").get(f"{EMPTY}/").text
    )
    assert "Er zijn nog geen lokalen." in site.browser("planner").get(f"{EMPTY}/lokalen/").text


def test_a_location_is_made_with_a_code_that_was_proposed(site: Site) -> None:
    browser = site.browser("planner")
    assert 'value="L2"' in browser.get(f"{EMPTY}/nieuw").text
    answer = browser.post(f"{EMPTY}/nieuw", **NEW, features="step_free", version="0")
    made = rows(site, Location)[-1]
    assert (answer.status_code, answer.location) == (302, f"{EMPTY}/{made.id}")
    assert (made.name, made.lat, made.lon, made.features) == (
        "Jeugdhuis De Zon",
        51.05,
        3.72,
        ("step_free",),
    )
    page = browser.get(answer.location).text
    assert "Voeg nu de lokalen toe." in page
    assert "Toegang zonder trappen" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "Vul de naam in."),
        ({"lat": "noord"}, "Zet een punt op de kaart of vul het in."),
        ({"lon": "181"}, "Zet een punt op de kaart of vul het in."),
        ({"lat": "nan"}, "Zet een punt op de kaart of vul het in."),
        ({"code": "L1"}, "deze code is er al."),
        ({"features": "helipad"}, ""),
    ],
)
def test_what_cannot_be_is_said_and_kept_in_the_form(
    site: Site, change: dict[str, str], said: str
) -> None:
    before = len(rows(site, Location))
    answer = site.browser("planner").post(f"{EMPTY}/nieuw", **{**NEW, **change})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="3.72"' in answer.text or "lon" in change
    assert len(rows(site, Location)) == before


def test_a_point_starts_in_the_middle_of_the_postcode_and_nothing_is_saved(site: Site) -> None:
    before = len(rows(site, Location))
    browser = site.browser("planner")
    answer = browser.post(f"{EMPTY}/nieuw", name="Zon", postcode="2000", doe="midden")
    assert answer.status_code == 200
    assert 'value="51.2' in answer.text
    assert 'value="4.3' in answer.text
    own = browser.post(f"{EMPTY}/nieuw", doe="midden").text
    assert 'value="51.' in own
    assert 'value="3.' in own
    assert len(rows(site, Location)) == before


def test_a_location_is_changed_unless_somebody_else_did(site: Site) -> None:
    here = rows(site, Location)[0]
    browser = site.browser("coordinator")
    path = f"{EMPTY}/{here.id}/wijzigen"
    assert 'value="School De Beuk"' in browser.get(path).text
    assert browser.post(path, **NEW, version=str(here.version)).status_code == 302
    again = browser.post(path, **{**NEW, "name": "Anders"}, version=str(here.version))
    assert (again.status_code, "heeft dit intussen gewijzigd" in again.text) == (422, True)
    assert rows(site, Location)[0].name == "Jeugdhuis De Zon"


def test_a_location_goes_in_two_steps_and_not_while_it_has_rooms(summer: Site) -> None:
    browser = summer.browser("planner")
    here = rows(summer, Location, Location.season_id == season_of(summer))[0]
    path = f"{PLACE}/{here.id}/verwijderen"
    assert "lokalen zijn er nog" in browser.get(path).text
    refused = browser.post(path, version=str(here.version))
    assert (refused.status_code, "het wordt nog gebruikt" in refused.text) == (422, True)
    lone = rows(summer, Location)[0]
    path = f"{EMPTY}/{lone.id}/verwijderen"
    assert "Niets noemt deze locatie nog." in browser.get(path).text
    assert browser.post(path, version=str(lone.version)).location == f"{EMPTY}/"
    assert lone.id not in {each.id for each in rows(summer, Location)}


def test_a_room_is_made_changed_and_removed(site: Site) -> None:
    browser = site.browser("planner")
    here = rows(site, Location)[0]
    assert 'value="L1-A"' in browser.get(f"{EMPTY}/{here.id}/lokaal").text
    for bad in ("", "0", "twee"):
        answer = browser.post(f"{EMPTY}/{here.id}/lokaal", code="L1-A", capacity=bad)
        assert answer.status_code == 422
    made = browser.post(
        f"{EMPTY}/{here.id}/lokaal", code="L1-A", capacity="12", features="kitchen", doe="nog"
    )
    assert made.location == f"{EMPTY}/{here.id}/lokaal"
    assert 'value="L1-B"' in browser.get(made.location).text
    room = rows(site, Room)[0]
    assert (room.capacity, room.features, room.name) == (12, ("kitchen",), "")
    path = f"{EMPTY}/lokalen/{room.id}"
    changed = browser.post(
        f"{path}/wijzigen", code="L1-A", capacity="9", name="Turnzaal", version=str(room.version)
    )
    assert changed.location == f"{EMPTY}/{here.id}"
    page = browser.get(changed.location).text
    assert "Turnzaal" in page
    assert "9 plaatsen" in page
    assert "De hele zomer open." in page
    assert "Geen enkel plan gebruikt dit lokaal." in browser.get(f"{path}/verwijderen").text
    late = browser.post(f"{path}/verwijderen", version=str(room.version))
    assert late.status_code == 422
    version = str(rows(site, Room)[0].version)
    assert browser.post(f"{path}/verwijderen", version=version).status_code == 302
    assert rows(site, Room) == []


def test_a_room_of_a_plan_stays(site: Site) -> None:
    put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PLANNED)
    used = list(own_rooms(site))
    browser = site.browser("planner")
    pages = [browser.get(f"{PLACE}/lokalen/{room.id}/verwijderen").text for room in used]
    kept = next(r for r, page in zip(used, pages, strict=True) if "Dat kan niet:" in page)
    answer = browser.post(f"{PLACE}/lokalen/{kept.id}/verwijderen", version=str(kept.version))
    assert (answer.status_code, "het wordt nog gebruikt" in answer.text) == (422, True)


def test_english_speaks_english(summer: Site) -> None:
    browser = summer.browser("planner")
    browser.post("/taal", language="en", back="/")
    page = browser.get(f"{PLACE}/").text
    assert "Step-free access" in page
    assert "New location" in page


def writes(site: Site) -> list[str]:
    place = rows(site, Location)[0]
    return [
        f"{EMPTY}/nieuw",
        f"{EMPTY}/{place.id}/wijzigen",
        f"{EMPTY}/{place.id}/verwijderen",
        f"{EMPTY}/{place.id}/lokaal",
        f"{EMPTY}/lokalen/samen",
    ]


@pytest.mark.parametrize("who", [str(each) for each in EVERYBODY])
def test_readers_and_the_desk_look_and_planners_change(site: Site, who: str) -> None:
    browser = site.browser(who)
    place = rows(site, Location)[0]
    looks = [f"{EMPTY}/", f"{EMPTY}/{place.id}", f"{EMPTY}/lokalen/"]
    status = {OTHER: 404, "organiser": 403}.get(who, 200)
    assert [browser.get(path).status_code for path in looks] == [status] * 3
    planner = who in {StaffRole.COORDINATOR, StaffRole.PLANNER}
    status = 200 if planner else 404 if who == OTHER else 403
    assert [browser.get(path).status_code for path in writes(site)] == [status] * 5
    assert ("Nieuwe locatie" in browser.get(looks[0]).text) == planner


def test_rows_of_another_municipality_are_not_there(summer: Site) -> None:
    there = put_summer(
        summer.engine, summer.town, at=summer.clock.at, municipality="aalst", phase=Phase.DRAFT
    )
    theirs = rows(summer, Room, Room.season_id == there.season)[0]
    place = theirs.location_id
    browser = summer.browser("coordinator")
    paths = [
        f"{PLACE}/{place}",
        f"{PLACE}/{place}/wijzigen",
        f"{PLACE}/{place}/verwijderen",
        f"{PLACE}/{place}/lokaal",
        *(f"{PLACE}/lokalen/{theirs.id}/{w}" for w in ("wijzigen", "verwijderen", "gesloten")),
        f"{PLACE}/lokalen/samen?rows={theirs.id}",
    ]
    assert [browser.get(path).status_code for path in paths] == [404] * 8
    fields = {
        **NEW,
        "capacity": "3",
        "version": str(theirs.version),
        "rows": str(theirs.id),
        "action": "wis",
        "sure": "y",
        f"version-{theirs.id}": "1",
    }
    assert [browser.post(path, **fields).status_code for path in paths[1:]] == [404] * 7
    after = rows(summer, Room, Room.season_id == there.season)[0]
    assert (after.version, after.capacity) == (theirs.version, theirs.capacity)


def selects(said: list[str]) -> list[str]:
    return [each for each in said if each.lstrip().startswith("SELECT")]


@pytest.mark.parametrize("query", ["", "?kenmerk=stage&zondertrap=ja", "lokalen/?kenmerk=stage"])
def test_a_list_asks_the_database_as_often_for_many_as_for_few(summer: Site, query: str) -> None:
    browser = summer.browser("reader")
    browser.get(f"{PLACE}/")
    with counted(summer) as few:
        assert browser.get(f"{PLACE}/{query}").status_code == 200
    own = season_of(summer)
    with writing(summer.engine).begin() as session:
        place = session.scalars(select(Location).where(Location.season_id == own)).first()
        assert place is not None
        home: dict[str, Any] = {"municipality_id": place.municipality_id, "season_id": own}
        session.add_all(
            [
                *(
                    Location(**home, code=f"X{n}", name=f"X{n}", lat=51.0, lon=3.7)
                    for n in range(30)
                ),
                *(
                    Room(
                        **home, code=f"Y{n}", location_id=place.id, capacity=9, features=("stage",)
                    )
                    for n in range(100)
                ),
            ]
        )
    with counted(summer) as many:
        assert browser.get(f"{PLACE}/{query}").status_code == 200
    assert len(many) == len(few)
    assert len(selects(many)) <= 8, many
