"""When a room is closed, on the page where people paint it; and many rooms at once."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from models import AvailabilityWindow, Location, Room, Season, SeasonChange
from models.database import reading, writing
from scheduler.season.availability import WindowDraft
from scheduler.season.closures import closures_of, windows_of
from tests.scheduler.season.test_closures import FIRST, drafts, season
from tests.web.site import Site
from web.staff.sites.closing import Painted, closures, hours_of, key_of_hours, painted

PLACE = "/werk/gent/zomer-2027/locaties"
DAY = date(2027, 7, 6)
JULY, AUGUST = date(2027, 7, 1), date(2027, 8, 31)


class Kept(NamedTuple):
    """A window as the database has it."""

    first_day: date
    last_day: date
    start_min: int | None = None
    end_min: int | None = None


def put_rooms(site: Site, count: int = 1) -> list[Room]:
    with writing(site.engine).begin() as session:
        place = session.scalars(select(Location).order_by(Location.id)).first()
        assert place is not None
        home: dict[str, Any] = {
            "municipality_id": place.municipality_id,
            "season_id": place.season_id,
        }
        session.add_all(
            Room(**home, code=f"R{n}", name=f"Zaal {n}", location_id=place.id, capacity=10)
            for n in range(count)
        )
    return rooms(site)


def rooms(site: Site) -> list[Room]:
    with reading(site.engine)() as session:
        return list(session.scalars(select(Room).order_by(Room.id)))


def windows(site: Site, room: Room) -> list[Kept]:
    with reading(site.engine)() as session:
        return [
            Kept(each.first_day, each.last_day, each.start_min, each.end_min)
            for each in session.scalars(
                select(AvailabilityWindow)
                .where(AvailabilityWindow.room_id == room.id)
                .order_by(AvailabilityWindow.first_day, AvailabilityWindow.id)
            )
        ]


def send(site: Site, path: str, **fields: Any) -> Any:
    browser = site.browser("planner")
    return browser.client.post(path, data={"csrf_token": browser.token(), **fields})


def ticked(page: str) -> list[str]:
    return re.findall(r'name="half" value="([^"]+)" checked', page)


@settings(deadline=None)
@given(some.lists(drafts(), max_size=4).map(tuple))
def test_what_is_painted_says_all_of_what_was_closed(given_: tuple[WindowDraft, ...]) -> None:
    shown = painted(given_, season())
    assert closures(shown, season()) == closures_of(given_, season())
    again = Painted(shown.halves, hours_of(key_of_hours(each) for each in shown.hours))
    assert again == shown
    assert painted(windows_of(closures(shown, season()), season()), season()) == shown


def test_half_days_are_painted_and_other_hours_are_words() -> None:
    kept = windows_of(
        [
            WindowDraft(first_day=FIRST, last_day=FIRST, start_min=750),
            WindowDraft(first_day=DAY, last_day=DAY, start_min=600, end_min=900),
        ],
        season(),
    )
    shown = painted(kept, season())
    assert shown.halves == {(FIRST, "nm")}
    assert [key_of_hours(each) for each in shown.hours] == ["2027-07-06_2027-07-06_600_900"]


@pytest.mark.parametrize(
    "key", ["", "x_y_0_1", "2027-07-06_2027-07-05_0_9", "2027-07-06_2027-07-06_9_9",
            "2027-07-06_2027-07-06_0_1441", "2027-07-06_2027-07-06_-1_9"]
)  # fmt: skip
def test_hours_that_are_none_are_left_out(key: str) -> None:
    assert hours_of([key]) == ()


def test_painted_half_days_close_a_room_and_come_back(site: Site) -> None:
    [room] = put_rooms(site)
    path = f"{PLACE}/lokalen/{room.id}/gesloten"
    assert ticked(site.browser("planner").get(path).text) == []
    halves = ["2027-07-06-vm", "2027-07-06-nm", "2027-07-07-nm"]
    answer = send(site, path, half=halves, version=str(room.version))
    assert (answer.status_code, answer.location) == (302, path)
    assert windows(site, room) == [
        Kept(JULY, date(2027, 7, 5)),
        Kept(date(2027, 7, 7), date(2027, 7, 7), None, 750),
        Kept(date(2027, 7, 8), AUGUST),
    ]
    page = site.browser("planner").get(path).text
    assert ticked(page) == halves
    assert "<li>6 juli</li>" in page
    assert "<li>7 juli, vanaf 12:30</li>" in page
    again = send(site, path, version=str(rooms(site)[0].version))
    assert (again.status_code, windows(site, room)) == (302, [])


def test_days_are_closed_without_painting(site: Site) -> None:
    [room] = put_rooms(site)
    path = f"{PLACE}/lokalen/{room.id}/gesloten"
    send(site, path, first_day="2027-07-05", last_day="2027-07-09", part="vm",
         hours="2027-08-02_2027-08-02_0_600", version=str(room.version))  # fmt: skip
    page = site.browser("planner").get(path).text
    assert ticked(page) == [f"2027-07-0{n}-vm" for n in range(5, 10)]
    assert 'value="2027-08-02_2027-08-02_0_600" checked' in page
    location = site.browser("reader").get(f"{PLACE}/{room.location_id}").text
    assert "5 juli tot en met 9 juli, tot 12:30" in location


@pytest.mark.parametrize(
    "days",
    [
        {"first_day": "2027-07-09", "last_day": "2027-07-05"},
        {"last_day": "2027-07-05"},
        {"first_day": "2027-06-09"},
        {"first_day": "2027-08-09", "last_day": "2027-09-01"},
        {"first_day": "morgen"},
    ],
)
def test_days_outside_the_summer_or_reversed_are_not_closed(
    site: Site, days: dict[str, str]
) -> None:
    [room] = put_rooms(site)
    path = f"{PLACE}/lokalen/{room.id}/gesloten"
    answer = send(site, path, **days, half="2027-07-06-vm", version=str(room.version))
    assert answer.status_code == 422
    assert ticked(answer.text) == ["2027-07-06-vm"]
    assert windows(site, room) == []


def test_what_somebody_else_closed_meanwhile_stands(site: Site) -> None:
    [room] = put_rooms(site)
    path = f"{PLACE}/lokalen/{room.id}/gesloten"
    send(site, path, half="2027-07-06-vm", version=str(room.version))
    answer = send(site, path, half="2027-07-08-vm", version=str(room.version))
    assert (answer.status_code, "heeft dit intussen gewijzigd" in answer.text) == (422, True)
    assert len(windows(site, room)) == 3


def test_a_closure_can_be_undone(site: Site) -> None:
    [room] = put_rooms(site)
    path = f"{PLACE}/lokalen/{room.id}/gesloten"
    send(site, path, half="2027-07-06-vm", version=str(room.version))
    with reading(site.engine)() as session:
        kept = [(each.part, each.what) for each in session.scalars(select(SeasonChange))]
    assert kept == [("sites", "set_room_windows")]
    assert "undo__button" in site.browser("planner").get(f"{PLACE}/").text
    assert "undo__button" not in site.browser("reader").get(f"{PLACE}/").text


def chosen(which: list[Room]) -> dict[str, Any]:
    return {
        "rows": [str(room.id) for room in which],
        **{f"version-{room.id}": str(room.version) for room in which},
    }


def test_a_feature_is_given_to_many_rooms_and_taken(site: Site) -> None:
    two = put_rooms(site, 2)
    path = f"{PLACE}/lokalen/samen"
    page = site.browser("planner").get(f"{path}?rows={two[0].id}&rows={two[1].id}").text
    assert "Zaal 0, School De Beuk" in page
    done = send(site, path, **chosen(two), action="kenmerk", feature="kitchen")
    assert (done.status_code, done.location) == (302, f"{PLACE}/lokalen/")
    assert [room.features for room in rooms(site)] == [("kitchen",)] * 2
    send(site, path, **chosen(rooms(site)), action="weg", feature="kitchen")
    assert [room.features for room in rooms(site)] == [()] * 2
    send(site, path, **chosen(rooms(site)), action="plaatsen", capacity="7")
    assert [(room.capacity, room.name) for room in rooms(site)] == [(7, "Zaal 0"), (7, "Zaal 1")]


def test_many_rooms_are_closed_and_opened(site: Site) -> None:
    two = put_rooms(site, 2)
    path = f"{PLACE}/lokalen/samen"
    days = {"first_day": "2027-07-05", "last_day": "2027-07-09"}
    send(site, path, **chosen(two), action="sluit", **days, part="dag")
    closed = [Kept(JULY, date(2027, 7, 4)), Kept(date(2027, 7, 10), AUGUST)]
    assert [windows(site, room) for room in two] == [closed] * 2
    send(site, path, **chosen(rooms(site)), action="open", **days, part="nm")
    middle = Kept(date(2027, 7, 5), date(2027, 7, 9), 750, None)
    assert [windows(site, room) for room in two] == [[closed[0], middle, closed[1]]] * 2
    send(site, path, **chosen(rooms(site)), action="open", **days)
    assert [windows(site, room) for room in two] == [[]] * 2
    assert send(site, path, **chosen(rooms(site)), action="open", **days).status_code == 302


def test_rooms_closed_all_summer_are_not_open(site: Site) -> None:
    two = put_rooms(site, 2)
    days = {"first_day": "2027-07-01", "last_day": "2027-08-31"}
    send(site, f"{PLACE}/lokalen/samen", **chosen(two), action="sluit", **days)
    with reading(site.engine)() as session:
        own = session.get_one(Season, site.town.season)
    assert [closures_of(windows(site, room), own) for room in two] == [
        (WindowDraft(first_day=JULY, last_day=AUGUST),)
    ] * 2


def test_many_rooms_are_removed_when_somebody_is_sure(site: Site) -> None:
    two = put_rooms(site, 2)
    path = f"{PLACE}/lokalen/samen"
    unsure = send(site, path, **chosen(two), action="wis")
    assert (unsure.status_code, len(rooms(site))) == (422, 2)
    assert "Zet een vinkje als je het zeker weet." in unsure.text
    assert send(site, path, **chosen(two), action="wis", sure="y").status_code == 302
    assert rooms(site) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Kies wat je wil doen."),
        ({"action": "plaatsen", "capacity": "0"}, "Vul een getal in, vanaf 1."),
        ({"action": "sluit"}, "Kies vanaf welke dag."),
        ({"action": "open"}, "Kies vanaf welke dag."),
        ({"action": "kenmerk", "feature": "helipad"}, ""),
    ],
)
def test_what_a_change_of_many_lacks_is_said(site: Site, fields: dict[str, str], said: str) -> None:
    two = put_rooms(site, 2)
    answer = send(site, f"{PLACE}/lokalen/samen", **chosen(two), **fields)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert [(room.capacity, room.features) for room in rooms(site)] == [(10, ())] * 2


def test_a_change_of_many_is_of_all_or_of_none(site: Site) -> None:
    two = put_rooms(site, 2)
    old = {**chosen(two), f"version-{two[1].id}": "9"}
    answer = send(site, f"{PLACE}/lokalen/samen", **old, action="plaatsen", capacity="7")
    assert answer.status_code == 422
    assert "Er is niets gewijzigd. Kijk naar Zaal 1." in answer.text
    assert [room.capacity for room in rooms(site)] == [10, 10]


def test_nothing_chosen_says_so(site: Site) -> None:
    assert "Zet eerst in de lijst" in site.browser("planner").get(f"{PLACE}/lokalen/samen").text
    assert "Zet eerst in de lijst" in send(site, f"{PLACE}/lokalen/samen", action="wis").text
