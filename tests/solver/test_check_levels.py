"""Levels: their true values by hand, and every way in which a report can be untrue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check, level_values
from solver.plan import Level, Plan, Reason, Status
from solver.problem import Policy, Travel
from tests.solver.problems import (
    block,
    link,
    location,
    offer,
    plan,
    problem,
    pupil,
    refuse,
    room,
    tutor,
    wish,
)

PROBLEM = problem(
    offer("O1", sizes=(1, 2), group_cents=1000),
    offer("O2", sizes=(1, 1), blocks="B2", locations="L1 L2"),
    *(block(), block("B2", "1", end=9 + 10 / 60), location("L1"), location("L2", 1.98)),
    *(room("R1"), room("R2", "L2"), tutor("T1", hourly_cents=1001)),
    pupil("P1", east=0.99, max_places=2),
    *(pupil("P2"), pupil("P3")),
    *(wish("P1 O1", 2), wish("P1 O2", 1), wish("P2 O1", 3), wish("P3 O2", 1)),
    *(link("P1 P2", strict=False), link("P1 P3", "same_site", strict=False)),
    link("P2 P3", strict=False),
    travel=Travel({("P2", "L1"): 9}, {}, {}),
)
FULL = refuse("P3 O2", Reason.FULL)
PLAN = plan(
    PROBLEM,
    {"O1 B1 R1": ("T1", "P1 P2"), "O2 B2 R2": ("T1", "P1")},
    FULL,
    levels=(2, 3, 4),
)


def told(made: Plan) -> list[tuple[str, str, str]]:
    return [(v.rule, v.subject, v.detail_en) for v in check(PROBLEM, made)]


def with_level(number: int, **other: object) -> Plan:
    levels = list(PLAN.levels)
    levels[number] = replace(levels[number], **other)  # type: ignore[arg-type]
    return replace(PLAN, levels=tuple(levels))


def test_values_by_hand() -> None:
    assert level_values(PROBLEM, PLAN) == {
        "placed": 2,
        "loss": 0 + 3,
        "further": 4,
        "together": 0,  # P3 has no place, so no link with P3 is broken
        "near": 7 + 7 + 9,  # a kilometre by bike to either site, and 9 as measured
        "cost": 1000 + 3 * 1001 + 167,  # 166.83 for ten minutes, rounded up with the whole
        "groups": 2,
    }


def test_broken_links_are_those_of_pupils_who_both_have_a_place() -> None:
    made = plan(PROBLEM, {"O1 B1 R1": ("T1", "P1 P2"), "O2 B2 R1": ("T1", "P3")})
    assert level_values(PROBLEM, made)["together"] == 2
    made = plan(PROBLEM, {"O1 B1 R1": ("T1", "P2"), "O2 B2 R1": ("T1", "P1 P3")})
    assert level_values(PROBLEM, made)["together"] == 2


def test_the_value_of_an_empty_plan() -> None:
    assert set(level_values(PROBLEM, plan(PROBLEM, {})).values()) == {0}


@pytest.mark.parametrize("status", [Status.OPTIMAL, Status.FEASIBLE])
def test_a_true_report(status: Status) -> None:
    assert told(replace(PLAN, status=status)) == []


def test_more_levels_may_follow() -> None:
    more = (Level("together", 0, 0, maximise=False), Level("near", 23, 0, maximise=False))
    assert told(replace(PLAN, levels=(*PLAN.levels, *more))) == []


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_value_that_is_not_true(number: int) -> None:
    level = PLAN.levels[number]
    assert told(with_level(number, value=9)) == [
        ("4", level.name, f"The value is {level.value}, not 9.")
    ]


@pytest.mark.parametrize(("number", "bound"), [(0, 1), (1, 4), (2, 3)])
def test_a_bound_on_the_wrong_side(number: int, bound: int) -> None:
    level = PLAN.levels[number]
    assert told(with_level(number, bound=bound)) == [
        ("4", level.name, f"The bound {bound} cannot be: the value is {level.value}.")
    ]


@pytest.mark.parametrize(("number", "bound"), [(0, 3), (1, 0), (2, 11)])
def test_a_bound_that_is_not_reached_is_not_optimal(number: int, bound: int) -> None:
    made = with_level(number, bound=bound)
    assert told(made) == []
    assert told(replace(made, status=Status.OPTIMAL)) == [
        ("4", "status", "Not every level is proven, so the plan may not be called optimal.")
    ]


def test_a_level_in_the_wrong_direction() -> None:
    assert told(with_level(1, maximise=True)) == [
        ("4", "loss", "This level is to be as low as possible.")
    ]


@pytest.mark.parametrize(
    "levels",
    [
        (),
        PLAN.levels[:2],
        PLAN.levels[::-1],
        (*PLAN.levels, PLAN.levels[0]),
        (*PLAN.levels, Level("near", 23, 0, maximise=False)),
    ],
)
def test_levels_that_are_not_the_ones_asked_for(levels: tuple[Level, ...]) -> None:
    names = ", ".join(level.name for level in levels) or "–"
    expected = "placed, loss, further, draw, together, near, cost, groups"
    assert told(replace(PLAN, levels=levels)) == [
        ("4", "levels", f"The levels are {names}; expected: {expected}.")
    ]


def test_the_draw_need_not_report_levels() -> None:
    assert told(replace(PLAN, policy=Policy.DRAW, levels=())) == []


def test_a_plan_shows_that_it_is_possible() -> None:
    assert told(replace(PLAN, status=Status.INFEASIBLE)) == [
        ("6", "status", "There is a plan, so it cannot be impossible.")
    ]


def test_a_rank_that_is_not_that_of_the_best_wish() -> None:
    of = problem(offer(), pupil(), wish("P1 O1 B1", 2), wish("P1 O1", 3))
    made = plan(of, {"O1 B1 R1": ("T1", "P1")}, levels=(1, 1, 0))
    assert check(of, made) == ()
    wrong = replace(made, places=(made.places[0]._replace(rank=3),))
    assert [(v.rule, v.subject, v.detail_en) for v in check(of, wrong)] == [
        ("4", "loss", "The value is 3, not 1."),
        ("6", "P1 O1@B1@R1", "The rank is 2, not 3."),
    ]


def test_check_looks_at_the_hard_rules_too() -> None:
    made = replace(PLAN, assignments=PLAN.assignments[:1])
    assert [(v.rule, v.subject) for v in check(PROBLEM, made)] == [("3.4", "O2@B2@R2")]
