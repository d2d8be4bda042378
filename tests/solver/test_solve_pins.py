"""Pins hold in every plan; where they cannot, those to blame are named (contract, 3.9)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from solver.check import check
from solver.pins.conflict import Conflict
from solver.pins.conflicts import pin_conflicts
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Pin, Problem, Role
from solver.search.levels import SearchParams
from solver.solve import NoPlan, NoPlanInTime, solve
from solver.stopping import TimeLimit
from tests.solver.exact import exact_levels
from tests.solver.problems import (
    block,
    link,
    location,
    offer,
    permuted,
    pin,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.solved import PROVEN_BESIDE, SEARCHED, planned, values


def pinned(seed: int) -> Problem:
    """A random problem with some pins more, of which most could hold one by one."""
    rng = random.Random(seed)
    of = random_problem(seed)
    pins = list(of.pins)
    for _ in range(rng.randint(1, 3)):
        offer_ = rng.choice(of.offers)
        site = rng.choice(of.rooms).location_id
        if site not in offer_.locations:
            continue
        room_ = rng.choice([room for room in of.rooms if room.location_id == site])
        where = (offer_.id, rng.choice(offer_.blocks), room_.id)
        wishers = sorted(
            {w.pupil_id for w in of.wishes if w.matches(*where[:2], room_.location_id)}
        )
        must = rng.random() < 0.6 and len(wishers) >= offer_.min_size
        pins.append(
            Pin(
                must,
                *where,
                rng.choice(of.tutors).id if rng.random() < 0.2 else None,
                rng.choice(wishers) if wishers and rng.random() < 0.3 else None,
            )
        )
    return replace(of, pins=tuple(dict.fromkeys(pins)))


def plan_or_conflicts(of: Problem) -> tuple[Plan | None, tuple[Conflict, ...]]:
    """The plan, or what `solve` says is in the way of one."""
    try:
        return solve(of, TimeLimit(60)), ()
    except NoPlan as none:
        return None, none.conflicts


def conflicts(of: Problem) -> tuple[Conflict, ...]:
    """What is in the way; nothing where there is a plan."""
    return plan_or_conflicts(of)[1]


SEEDS = 210
CHUNKS = 6


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_pins_hold_or_are_named(chunk: int) -> None:
    impossible = 0
    for seed in range(chunk, SEEDS, CHUNKS):
        of = pinned(seed)
        exact = exact_levels(of)
        made, named = plan_or_conflicts(of)
        assert (seed, values(made)) == (seed, exact)
        if made is None:
            impossible += 1
            assert (seed, misnamed(of, named)) == (seed, [])
        else:
            assert (seed, check(of, made)) == (seed, ())
    assert 0 < impossible < SEEDS / CHUNKS


def misnamed(of: Problem, named: tuple[Conflict, ...]) -> list[Conflict]:
    """Conflicts that are none; or, of those found by searching, that name a pin too many."""
    wrong = [c for c in named if exact_levels(replace(of, pins=c.pins)) is not None]
    if pin_conflicts(of) or not named:
        return wrong if named else [Conflict((), "", {})]
    fewer = [tuple(pin for pin in c.pins if pin is not one) for c in named for one in c.pins]
    if len(named) > 1 or any(exact_levels(replace(of, pins=pins)) is None for pins in fewer):
        wrong.extend(named)
    return wrong


@pytest.mark.parametrize("params", [SEARCHED, PROVEN_BESIDE], ids=["searched", "proven-beside"])
def test_pins_hold_in_a_searched_plan(params: SearchParams) -> None:
    for seed in range(30):
        of = pinned(seed)
        made, exact = planned(of, params=params), exact_levels(of)
        assert (seed, made is None) == (seed, exact is None)
        if made is not None:
            assert (seed, check(of, made)) == (seed, ())


def test_the_order_of_rows_changes_no_conflict() -> None:
    for seed in range(40):
        of = pinned(seed)
        assert (seed, conflicts(of)) == (seed, conflicts(permuted(of, seed)))


TWO_ROOMS = problem(
    *(room("R1"), room("R2"), tutor("T1"), tutor("T2")),
    *(offer("O1", max_groups=1), offer("O2")),
    *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P1 O2", 2), wish("P2 O1"), wish("P2 O2", 2)),
)


@pytest.mark.parametrize("params", [None, SEARCHED], ids=["outright", "searched"])
def test_a_pinned_group_is_open_though_it_costs_dear(params: SearchParams | None) -> None:
    made = planned(replace(TWO_ROOMS, pins=(pin("O2 B1 R2", must=True),)), params=params)
    assert made is not None
    assert made.groups[-1:] == (Group("O2", "B1", "R2"),)
    assert values(made) == {"placed": 2, "loss": 1, "further": 0}


def test_a_pinned_place_is_given() -> None:
    made = planned(replace(TWO_ROOMS, pins=(pin("O2 B1 R2", must=True, pupil_id="P1"),)))
    assert made is not None
    assert made.places_by_pupil["P1"] == (Place("P1", Group("O2", "B1", "R2"), 2),)


def test_a_pinned_tutor_works_there_in_any_role() -> None:
    of = replace(TWO_ROOMS, pins=(pin("O1 B1 R1", must=True, tutor_id="T2"),))
    made = planned(of)
    assert made is not None
    assert made.assignments == (Assignment(Group("O1", "B1", "R1"), "T2", Role.LEAD),)
    helped = replace(of, offers=(offer("O1", assistants=1), offer("O2")))
    made = planned(replace(helped, tutors=(tutor("T1"), tutor("T2", "assistant"))))
    assert made is not None
    assert Assignment(Group("O1", "B1", "R1"), "T2", Role.ASSISTANT) in made.assignments


NOT_THERE_BY_T2 = pin("O1 B1 R2", must=False, tutor_id="T2")


@pytest.mark.parametrize(
    ("pins", "left"),
    [
        ((pin("O1 B1 R1", must=False), NOT_THERE_BY_T2), ("R2", "T1")),
        ((pin("O1 B1 R1", must=False, pupil_id="P1"), NOT_THERE_BY_T2), ("R2", "T1")),
        (
            (pin("O1 B1 R1", must=False, tutor_id="T1"), pin("O1 B1 R2", must=False)),
            ("R1", "T2"),
        ),
    ],
    ids=["group", "pupil", "tutor"],
)
def test_what_is_pinned_away_is_not_there(pins: tuple[Pin, ...], left: tuple[str, str]) -> None:
    """One group of both children can be, in either room by either tutor: the pins leave one way."""
    offers = (offer("O1", sizes=(2, 9), max_groups=1), offer("O2", sizes=(9, 9)))
    only = replace(TWO_ROOMS, offers=offers, pins=pins)
    made = planned(only)
    assert made is not None
    assert check(only, made) == ()
    assert [(one.group.room_id, one.tutor_id) for one in made.assignments] == [left]


def test_a_contradiction_that_shows_only_in_the_whole_plan() -> None:
    """Three groups at once ask for three of two tutors; a fourth pin has no part in it."""
    rooms = [room(f"R{n}") for n in range(4)]
    of = problem(
        *(block("B1", "0"), block("B2", "1"), tutor("T1"), tutor("T2")),
        *rooms,
        offer("O1", blocks="B1 B2"),
        *(pupil(f"P{n}") for n in range(4)),
        *(wish(f"P{n} O1") for n in range(4)),
        *(pin(f"O1 B1 R{n}", must=True) for n in range(3)),
        pin("O1 B2 R3", must=True),
    )
    assert pin_conflicts(of) == ()
    (found,) = conflicts(of)
    assert found.pins == tuple(pin(f"O1 B1 R{n}", must=True) for n in range(3))


def test_a_pin_that_no_rule_allows() -> None:
    of = problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=True, tutor_id="T1"))
    assert conflicts(of) == ()
    found = conflicts(replace(of, tutors=(tutor("T1", "assistant"),)))
    assert [(conflict.rule, conflict.pins) for conflict in found] == [("3.4", of.pins)] * 2
    assert str(NoPlan(found)) == "; ".join(conflict.detail["en"] for conflict in found)


def test_a_pin_that_a_strict_link_makes_impossible() -> None:
    of = problem(
        *(location("L1"), location("L2"), room("R1", "L1"), room("R2", "L2")),
        *(tutor("T1"), tutor("T2")),
        offer("O1", locations="L1 L2"),
        *(pupil("P1"), pupil("P2"), wish("P1 O1 * L1"), wish("P2 O1 * L2"), link("P1 P2")),
        pin("O1 B1 R1", must=True, pupil_id="P1"),
    )
    (found,) = conflicts(of)
    assert found.pins == of.pins


def test_time_too_short_to_hold_the_pins() -> None:
    """Either a plan that holds them, or the truth: there was no time to find out."""
    of = pinned_town()
    try:
        made = solve(of, TimeLimit(1e-3))
    except NoPlanInTime:
        return
    assert check(of, made) == ()


def pinned_town() -> Problem:
    """A larger season whose first groups must run."""
    of = random_problem(2, size="medium")
    made = planned(of)
    assert made is not None
    return replace(of, pins=tuple(Pin(True, *group) for group in made.groups[:6]))
