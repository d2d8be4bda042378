"""From a dataset to the problem that is planned."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest

from data.dataset import read_dataset
from data.problem import to_problem
from solver.problem import (
    Block,
    Link,
    LinkKind,
    Location,
    Mode,
    Offer,
    Pin,
    Point,
    Policy,
    Problem,
    Pupil,
    Role,
    Room,
    Season,
    Session,
    Tutor,
    Window,
    Wish,
)
from tests.data.small_dataset import small_tables, write_csv


@pytest.fixture
def problem(tmp_path: Path) -> Problem:
    return to_problem(read_dataset(write_csv(small_tables(), tmp_path / "in")))


def test_the_season(problem: Problem) -> None:
    assert problem.season == Season(
        "Zomer 2027", date(2027, 7, 1), date(2027, 8, 31), "zon-27", Policy.BEST, 500_000
    )


def test_blocks_hold_their_sessions_by_time(tmp_path: Path) -> None:
    tables = small_tables()
    tables["sessions"][1:] = reversed(tables["sessions"][1:])
    problem = to_problem(read_dataset(write_csv(tables, tmp_path / "in")))
    day = date(2027, 7, 12)
    assert problem.block_by_id["w2"] == Block(
        "w2", (Session(day, 540, 720), Session(day, 780, 960)), "Week 2"
    )


def test_locations_and_rooms(problem: Problem) -> None:
    assert problem.location_by_id["park"] == Location(
        "park", "Huis in het Park", Point(51.1, 3.6), frozenset({"step_free", "outdoor"})
    )
    assert problem.room_by_id["brug-a"] == Room(
        "brug-a",
        "brug",
        20,
        "Zaal",
        frozenset({"hall"}),
        (Window(date(2027, 7, 1), date(2027, 8, 31), 0, 17 * 60),),
    )


def test_tutors(problem: Problem) -> None:
    assert problem.tutors[:2] == (
        Tutor(
            id="an",
            roles=frozenset({Role.LEAD, Role.ASSISTANT}),
            goals=frozenset({"LO-NED", "SPEL"}),
            ages=(6, 12),
            languages=frozenset({"nl", "fr"}),
            skills=frozenset({"extra_adult"}),
            point=Point(51.11, 3.61),
            mode=Mode.CAR,
            max_travel=30,
            minutes_week=1230,
            hourly_cents=2250,
            windows=(
                Window(date(2027, 7, 5), date(2027, 7, 16), 510, 990),
                Window(date(2027, 8, 2), date(2027, 8, 6)),
            ),
        ),
        Tutor("bo", frozenset({Role.ASSISTANT})),
    )


def test_hours_are_rounded_down_to_minutes(tmp_path: Path) -> None:
    tables = small_tables()
    tables["tutors"][1][11] = "19,999"
    problem = to_problem(read_dataset(write_csv(tables, tmp_path / "in")))
    assert problem.tutors[0].minutes_week == 1199


def test_offers_are_written_out(problem: Problem) -> None:
    assert problem.offers[0] == Offer(
        id="taal",
        title="Taalavontuur",
        kind="programme",
        min_size=4,
        max_size=10,
        max_groups=2,
        leads=1,
        blocks=("w1", "w2"),
        locations=("park",),
        goals=("LO-NED", "SPEL"),
        assistants=1,
        lead_goals=frozenset({"LO-NED"}),
        age_from=6,
        age_to=12,
        language="nl",
        room_features=frozenset({"kitchen"}),
        group_cents=15025,
    )


def test_an_offer_without_locations_may_run_anywhere(problem: Problem) -> None:
    assert problem.offer_by_id["reken"].locations == ("park", "brug")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("", {"LO-NED", "SPEL"}), ("-", set()), ("SPEL", {"SPEL"}), ("NT2", {"NT2"})],
)
def test_goals_of_leads(written: str, meant: set[str], tmp_path: Path) -> None:
    tables = small_tables()
    tables["offers"][1][9] = written
    problem = to_problem(read_dataset(write_csv(tables, tmp_path / "in")))
    assert problem.offers[0].lead_goals == meant


def test_needs_are_split_by_what_meets_them(problem: Problem) -> None:
    assert problem.pupils == (
        Pupil(
            id="p1",
            age=9,
            point=Point(51.1, 3.6),
            max_travel=20,
            place_needs=frozenset({"step_free"}),
            support_needs=frozenset({"extra_adult"}),
            small_group=True,
            max_places=2,
            windows=(Window(date(2027, 7, 5), date(2027, 7, 18)),),
        ),
        Pupil("p2", 10, Point(51.105, 3.61), Mode.FOOT, 30, companion=True),
        Pupil("p3", 11),
        Pupil("p4", 12, Point(51.1, 3.6), Mode.TRANSIT, 45, max_places=0),
    )


def test_ranks_become_dense_per_pupil(problem: Problem) -> None:
    assert problem.wishes == (
        Wish("p1", 1, "taal", "w1", "park", 1),
        Wish("p1", 2, "reken", None, None, 2),
        Wish("p1", 2, "spel", None, "brug", 2),
        Wish("p1", 3, "taal", None, None, 5),
        Wish("p2", 1, "taal", "w1", None, 3),
        Wish("p3", 1, "reken", "les", None, 1),
    )


def test_links_and_pins(problem: Problem) -> None:
    assert problem.links == (
        Link("p1", "p2", LinkKind.SAME_GROUP, strict=True),
        Link("p3", "p1", LinkKind.SAME_SITE, strict=False),
    )
    assert problem.pins == (
        Pin(True, "taal", "w1", "park-a", "an", None),
        Pin(False, "spel", "w1", "park-b", None, "p3"),
    )


def test_a_way_between_sites_holds_in_both_directions(problem: Problem) -> None:
    assert problem.travel.pupils == {("p3", "park"): 12}
    assert problem.travel.tutors == {("bo", "brug"): 25}
    assert problem.travel.locations == {("park", "brug"): 9, ("brug", "park"): 9}


def test_a_way_back_that_is_given_holds(tmp_path: Path) -> None:
    tables = small_tables()
    tables["travel"].append(["location", "brug", "park", "11"])
    problem = to_problem(read_dataset(write_csv(tables, tmp_path / "in")))
    assert problem.travel.locations == {("park", "brug"): 9, ("brug", "park"): 11}


def test_no_name_of_a_person_comes_along(problem: Problem) -> None:
    def texts(part: object) -> set[str]:
        if isinstance(part, str):
            return {part}
        if is_dataclass(part):
            return {t for each in fields(part) for t in texts(getattr(part, each.name))}
        if isinstance(part, dict):
            return texts(tuple(part.items()))
        if isinstance(part, tuple | frozenset):
            return {text for each in part for text in texts(each)}
        return set()

    found = texts(problem)
    assert "Huis in het Park" in found
    assert found.isdisjoint({"An Voorbeeld", "Bo Voorbeeld", "Kind Een", "Kind Twee", "Kind Vier"})
