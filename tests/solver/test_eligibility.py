"""Every table of eligibility equals the contract's own words, written out plainly."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from solver.eligibility import Eligibility, minutes_between, suits_ages
from solver.eligibility.distance import IntTable, minutes_table
from solver.eligibility.timetable import BoolTable, covers
from solver.problem import (
    Block,
    Location,
    Mode,
    Offer,
    Point,
    Problem,
    Pupil,
    Role,
    Room,
    Season,
    Session,
    Travel,
    Tutor,
    Window,
)

FIRST = date(2027, 7, 1)
PeopleTable = tuple[Sequence[Pupil | Tutor], Mapping[tuple[str, str], int], IntTable, BoolTable]
SPEED = {Mode.FOOT: (4.5, 0), Mode.BIKE: (13, 1), Mode.TRANSIT: (18, 8), Mode.CAR: (32, 4)}
FEATURES = ("hall", "kitchen", "step_free", "quiet_space")


def plain_minutes(a: Point, b: Point, mode: Mode) -> int:
    if a == b:
        return 0
    p, q = math.radians(a.lat), math.radians(b.lat)
    h = (
        math.sin((q - p) / 2) ** 2
        + math.cos(p) * math.cos(q) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    )
    speed, fixed = SPEED[mode]
    km = 2 * 6371.0088 * math.asin(math.sqrt(h))
    return math.ceil(60 * 1.3 * km / speed + fixed)


def plain_available(windows: tuple[Window, ...], block: Block) -> bool:
    return not windows or all(
        all(
            any(w.first_day <= s.day <= w.last_day and w.start <= m < w.end for w in windows)
            for m in range(s.start, s.end)
        )
        for s in block.sessions
    )


def a_point(rng: random.Random) -> Point:
    return Point(round(51 + rng.random() / 5, 4), round(4.4 + rng.random() / 5, 4))


def some_windows(rng: random.Random) -> tuple[Window, ...]:
    found = []
    for _ in range(rng.choice((0, 1, 2, 4))):
        first = FIRST + timedelta(rng.randrange(20))
        start, end = rng.choice(((0, 1440), (540, 720), (720, 960), (600, 840), (540, 960)))
        found.append(Window(first, first + timedelta(rng.randrange(14)), start, end))
    return tuple(found)


def some_features(rng: random.Random) -> frozenset[str]:
    return frozenset(f for f in FEATURES if rng.random() < 0.5)


def a_problem(seed: int) -> Problem:
    rng = random.Random(seed)
    blocks = []
    for number in range(8):
        sessions = []
        for day in sorted(rng.sample(range(21), rng.randint(1, 4))):
            starts = rng.choice(((540,), (780,), (540, 780), (600,)))
            sessions += [Session(FIRST + timedelta(day), s, s + 120) for s in starts]
        blocks.append(Block(f"B{number}", tuple(sessions)))
    points = [a_point(rng) for _ in range(6)]
    locations = tuple(
        Location(f"L{n}", f"Site {n}", p, some_features(rng)) for n, p in enumerate(points)
    )
    rooms = tuple(
        Room(
            f"R{n}",
            f"L{rng.randrange(6)}",
            rng.randint(2, 12),
            "",
            some_features(rng),
            some_windows(rng),
        )
        for n in range(9)
    )
    tutors = tuple(
        Tutor(
            f"T{n}",
            frozenset(r for r in Role if rng.random() < 0.7),
            frozenset(g for g in ("A", "B", "C") if rng.random() < 0.6),
            rng.choice((None, (6, 12), (0, 99), (8, 10))),
            frozenset(g for g in ("nl", "fr") if rng.random() < 0.5),
            point=rng.choice((None, a_point(rng))),
            mode=rng.choice(tuple(Mode)),
            max_travel=rng.choice((None, 10, 30)),
            windows=some_windows(rng),
        )
        for n in range(12)
    )
    offers = tuple(
        Offer(
            f"O{n}",
            f"Aanbod {n}",
            "programme",
            rng.randint(1, 6),
            8,
            2,
            1,
            ("B0",),
            tuple(rng.sample([f"L{k}" for k in range(6)], rng.randint(1, 6))),
            lead_goals=frozenset(g for g in ("A", "B", "C") if rng.random() < 0.4),
            age_from=rng.choice((None, 6, 8)),
            age_to=rng.choice((None, 10, 12)),
            language=rng.choice(("", "nl", "fr")),
            room_features=frozenset(f for f in FEATURES if rng.random() < 0.2),
        )
        for n in range(7)
    )
    pupils = tuple(
        Pupil(
            f"P{n}",
            rng.randint(4, 14),
            rng.choice((None, a_point(rng), points[0], points[1])),
            rng.choice(tuple(Mode)),
            rng.choice((None, 5, 15, 30)),
            frozenset(f for f in FEATURES if rng.random() < 0.2),
            windows=some_windows(rng),
        )
        for n in range(60)
    )
    travel = Travel(
        {(f"P{rng.randrange(60)}", f"L{rng.randrange(6)}"): rng.randint(1, 60) for _ in range(9)},
        {(f"T{rng.randrange(12)}", f"L{rng.randrange(6)}"): rng.randint(1, 60) for _ in range(9)},
        {("L0", "L1"): 3, ("L1", "L0"): 44, ("L2", "L3"): 55},
    )
    season = Season("Zomer", FIRST, FIRST + timedelta(60), "lot")
    return Problem(
        season, tuple(blocks), locations, rooms, tutors, offers, pupils, (), travel=travel
    )


SEEDS = pytest.mark.parametrize("seed", range(5))


@SEEDS
def test_availability_is_the_union_of_the_windows_of_the_day(seed: int) -> None:
    problem = a_problem(seed)
    tables = Eligibility(problem)
    for owners, table in (
        (problem.pupils, tables.pupil_block),
        (problem.tutors, tables.tutor_block),
        (problem.rooms, tables.room_block),
    ):
        expected = [[plain_available(o.windows, b) for b in problem.blocks] for o in owners]
        assert table.tolist() == expected


@SEEDS
def test_home_travel_follows_the_formula_and_measured_rows(seed: int) -> None:
    problem = a_problem(seed)
    tables = Eligibility(problem)
    both: tuple[PeopleTable, PeopleTable] = (
        (problem.pupils, problem.travel.pupils, tables.pupil_minutes, tables.pupil_location),
        (problem.tutors, problem.travel.tutors, tables.tutor_minutes, tables.tutor_location),
    )
    for people, measured, minutes, allowed in both:
        expected = []
        for person in people:
            row = []
            for location in problem.locations:
                estimate = (
                    -1
                    if person.point is None
                    else plain_minutes(person.point, location.point, person.mode)
                )
                row.append(measured.get((person.id, location.id), estimate))
            expected.append(row)
        assert minutes.tolist() == expected
        assert allowed.tolist() == [
            [p.max_travel is None or m <= p.max_travel for m in row]
            for p, row in zip(people, expected, strict=True)
        ]


@SEEDS
def test_ages_and_tutors_suit_offers_as_the_rules_say(seed: int) -> None:
    problem = a_problem(seed)
    tables = Eligibility(problem)
    assert tables.pupil_offer_age.tolist() == [
        [
            (o.age_from is None or p.age >= o.age_from) and (o.age_to is None or p.age <= o.age_to)
            for o in problem.offers
        ]
        for p in problem.pupils
    ]

    def suits(tutor: Tutor, offer: Offer, role: Role) -> bool:
        speaks = not offer.language or not tutor.languages or offer.language in tutor.languages
        return role in tutor.roles and suits_ages(tutor.ages, offer) and speaks

    assert tables.tutor_offer_assist.tolist() == [
        [suits(t, o, Role.ASSISTANT) for o in problem.offers] for t in problem.tutors
    ]
    assert tables.tutor_offer_lead.tolist() == [
        [suits(t, o, Role.LEAD) and o.lead_goals <= t.goals for o in problem.offers]
        for t in problem.tutors
    ]


@SEEDS
def test_rooms_suit_offers_and_place_needs(seed: int) -> None:
    problem = a_problem(seed)
    tables = Eligibility(problem)
    features = [r.features | problem.location_by_id[r.location_id].features for r in problem.rooms]
    assert tables.room_offer.tolist() == [
        [
            r.location_id in o.locations and o.room_features <= f and r.capacity >= o.min_size
            for o in problem.offers
        ]
        for r, f in zip(problem.rooms, features, strict=True)
    ]
    assert tables.pupil_room_place.tolist() == [
        [p.place_needs <= f for f in features] for p in problem.pupils
    ]


@SEEDS
def test_blocks_overlap_and_leave_gaps(seed: int) -> None:
    problem = a_problem(seed)
    tables = Eligibility(problem)
    for a, one in enumerate(problem.blocks):
        for b, other in enumerate(problem.blocks):
            pairs = [(s, t) for s in one.sessions for t in other.sessions if s.day == t.day]
            overlap = any(s.start < t.end and t.start < s.end for s, t in pairs)
            there = min((t.start - s.end for s, t in pairs if t.start >= s.end), default=-1)
            either = [t.start - s.end for s, t in pairs if t.start >= s.end]
            either += [s.start - t.end for s, t in pairs if s.start >= t.end]
            assert bool(tables.block_overlap[a, b]) is overlap
            assert int(tables.block_gap[a, b]) == there
            assert tables.travel_gap(a, b) == min(either, default=-1)


@SEEDS
def test_travel_between_locations_is_measured_in_both_directions(seed: int) -> None:
    problem = a_problem(seed)
    tables = Eligibility(problem)
    for mode in Mode:
        expected = [
            [plain_minutes(a.point, b.point, mode) for b in problem.locations]
            for a in problem.locations
        ]
        expected[0][1], expected[1][0] = 3, 44
        expected[2][3] = expected[3][2] = 55
        assert tables.location_minutes[mode].tolist() == expected


def test_a_clash_counts_travel_in_the_direction_in_which_it_is_made() -> None:
    base = a_problem(0)
    morning = Block("early", (Session(FIRST, 540, 720),))
    noon = Block("late", (Session(FIRST, 730, 800),))
    problem = replace(
        base,
        blocks=(morning, noon),
        offers=tuple(replace(o, blocks=("early",)) for o in base.offers),
    )
    tables = Eligibility(problem)
    assert not tables.clash(0, 0, 1, 1, Mode.BIKE)  # 3 minutes there, 10 to go
    assert tables.clash(0, 1, 1, 0, Mode.BIKE)  # 44 minutes back
    assert not tables.clash(0, 2, 1, 2, Mode.BIKE)
    assert tables.clash(0, 2, 0, 2, Mode.BIKE)


def test_minutes_of_a_block_are_counted_per_iso_week() -> None:
    base = a_problem(0)
    sunday, monday = date(2027, 7, 4), date(2027, 7, 5)
    block = Block("w", (Session(sunday, 540, 600), Session(monday, 540, 720)))
    problem = replace(
        base, blocks=(block,), offers=tuple(replace(o, blocks=("w",)) for o in base.offers)
    )
    assert Eligibility(problem).block_minutes_by_week == ({(2027, 26): 60, (2027, 27): 180},)


def test_windows_that_touch_join_but_a_gap_of_a_minute_does_not() -> None:
    session = Session(FIRST, 600, 840)
    morning, afternoon = Window(FIRST, FIRST, 540, 720), Window(FIRST, FIRST, 720, 960)
    late = Window(FIRST, FIRST, 721, 960)
    assert covers((), session)
    assert covers((afternoon, morning), session)
    assert not covers((morning, late), session)
    assert not covers((Window(FIRST + timedelta(1), FIRST + timedelta(1)),), session)


@pytest.mark.parametrize(
    ("ages", "limits", "expected"),
    [
        (None, (None, None), True),
        ((0, 99), (None, None), False),
        ((0, 12), (None, 12), False),
        ((6, 12), (None, 12), False),
        ((6, 12), (6, 12), True),
        ((6, 12), (5, 12), False),
        ((6, 12), (6, 13), False),
    ],
)
def test_a_tutor_works_with_all_ages_of_the_offer(
    ages: tuple[int, int] | None, limits: tuple[int | None, int | None], expected: bool
) -> None:
    offer = Offer(
        "O", "", "programme", 1, 8, 1, 1, ("B",), ("L",), age_from=limits[0], age_to=limits[1]
    )
    assert suits_ages(ages, offer) is expected


def test_equal_places_are_zero_minutes_by_any_mode() -> None:
    here = Point(51.05, 4.45)
    assert [minutes_between(here, here, mode) for mode in Mode] == [0, 0, 0, 0]


def test_the_table_equals_the_formula_where_minutes_are_nearly_whole() -> None:
    home = Point(51.0, 4.4)
    radius = 6371.0088
    step = math.degrees(1 / radius)
    # due north, so far that the formula lands on whole numbers up to the last bits
    targets = [Point(51.0 + step * n * 13 / (60 * 1.3), 4.4) for n in range(1, 400)]
    table = minutes_table([(home, Mode.BIKE)], targets)
    assert table.tolist() == [[minutes_between(home, t, Mode.BIKE) for t in targets]]
    assert np.array_equal(table[0], [plain_minutes(home, t, Mode.BIKE) for t in targets])
