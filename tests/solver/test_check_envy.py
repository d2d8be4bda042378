"""The referee's own count of draw envy, and what it says about a plan's level `draw`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check, check_rules
from solver.check.envy import LISTED, better_off, draw_order
from solver.fairness.draw import draw_numbers
from solver.fairness.envy import envious_pairs
from solver.plan import Level, LostPromise, Plan, Reason, Status
from solver.problem import Policy, Problem
from tests.solver.brute_envy import brute_pairs
from tests.solver.problems import (
    group,
    offer,
    plan,
    problem,
    pupil,
    refuse,
    wish,
)
from tests.solver.random_plan import made_up

CONTEST = problem(offer(sizes=(1, 1)), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1"))
"""One seat; P2 comes before P1 in the draw."""
UNFAIR = plan(CONTEST, {"O1 B1 R1": ("T1", "P1")}, refuse("P2 O1", Reason.FULL), levels=(1, 0, 0))
FAIR = plan(CONTEST, {"O1 B1 R1": ("T1", "P2")}, refuse("P1 O1", Reason.FULL), levels=(1, 0, 0))
TOLD = (
    "5",
    "P2 P1 O1@B1@R1",
    "P2 comes before P1 in the draw and could have had the place in O1@B1@R1 at no cost to the "
    "whole.",
)


def told(made: Plan, of: Problem = CONTEST, previous: Plan | None = None) -> list[tuple[str, ...]]:
    return [(v.rule, v.subject, v.detail_en) for v in check(of, made, previous=previous)]


def with_draw(made: Plan, value: int, bound: int = 0, *, maximise: bool = False) -> Plan:
    return replace(made, levels=(*made.levels, Level("draw", value, bound, maximise)))


def test_the_draw_is_recomputed_alike() -> None:
    names = [f"P{n}" for n in range(50)]
    assert draw_order("seed", names) == draw_numbers("seed", names)


@pytest.mark.parametrize(
    ("before", "after", "better"),
    [
        ([], [9], True),
        ([9], [], False),
        ([], [], False),
        ([2], [1], True),
        ([1], [2, 3], False),
        ([1], [1, 9], True),
        ([1, 3], [1, 2], True),
        ([1, 2], [2, 1], False),
    ],
)
def test_when_a_child_is_better_off(before: list[int], after: list[int], better: bool) -> None:
    assert better_off(before, after) is better


@pytest.mark.parametrize("chunk", range(4))
def test_the_count_is_that_of_the_search_and_of_brute_force(chunk: int) -> None:
    several = 0
    for seed in range(chunk, 240, 4):
        case = made_up(seed)
        if case is None:
            continue
        of, made, previous = case
        assert check_rules(of, made, previous=previous) == ()
        found = [v.subject.split() for v in check(of, made, previous=previous) if v.rule == "5"]
        pairs = [(a, b) for a, b, _ in found]
        assert (seed, len(pairs)) == (seed, len(set(pairs)))
        ours = {(e.pupil_a, e.pupil_b) for e in envious_pairs(of, made, previous=previous)}
        assert (seed, set(pairs)) == (seed, ours)
        assert (seed, ours) == (seed, brute_pairs(of, made, previous=previous))
        several += len(pairs) > 1
    assert several > 1


def test_envy_is_told_whether_or_not_the_plan_reports_the_draw() -> None:
    assert told(UNFAIR) == [TOLD]
    assert told(with_draw(UNFAIR, 1)) == [TOLD]
    assert told(FAIR) == []
    assert told(with_draw(FAIR, 0)) == []


def test_a_count_that_is_not_true() -> None:
    assert told(with_draw(UNFAIR, 0)) == [("4", "draw", "The value is 1, not 0."), TOLD]
    assert told(with_draw(FAIR, 3)) == [("4", "draw", "The value is 0, not 3.")]
    assert told(with_draw(FAIR, 0, 1)) == [("4", "draw", "The bound 1 cannot be: the value is 0.")]
    assert told(with_draw(FAIR, 0, maximise=True)) == [
        ("4", "draw", "This level is to be as low as possible.")
    ]


def test_a_plan_with_envy_is_not_called_optimal() -> None:
    assert told(with_draw(replace(UNFAIR, status=Status.OPTIMAL), 1)) == [
        ("4", "status", "Not every level is proven, so the plan may not be called optimal."),
        TOLD,
    ]
    assert told(replace(FAIR, status=Status.OPTIMAL)) == []
    assert told(with_draw(replace(FAIR, status=Status.OPTIMAL), 0)) == []


def test_the_draw_comes_fourth() -> None:
    together = Level("together", 0, 0, maximise=False)
    levels = (*with_draw(FAIR, 0).levels, together)
    assert told(replace(FAIR, levels=levels)) == []
    names = "placed, loss, further, together, draw"
    assert told(replace(FAIR, levels=(*FAIR.levels, together, levels[3]))) == [
        (
            "4",
            "levels",
            f"The levels are {names}; expected: "
            "placed, loss, further, draw, together, near, cost, groups.",
        )
    ]


def test_under_the_policy_draw_envy_says_nothing() -> None:
    assert told(replace(UNFAIR, policy=Policy.DRAW)) == []


def test_promises_are_kept_in_every_exchange() -> None:
    assert told(UNFAIR, previous=UNFAIR) == []
    lost = LostPromise("P2", group("O1 B1 R1"), "full", {})
    listed = replace(UNFAIR, lost_promises=(lost,))
    promised = plan(CONTEST, {"O1 B1 R1": ("T1", "P2")})
    assert told(listed, previous=promised) == [TOLD]
    assert told(listed) == []  # without the earlier plan it is taken at its word


def test_where_a_rule_is_broken_no_exchange_keeps_them_all() -> None:
    assert [rule for rule, *_ in told(replace(UNFAIR, assignments=()))] == ["3.4"]


def test_a_long_list_is_cut_and_counted() -> None:
    names = [f"Q{n:03}" for n in range(60)]
    late = max(names, key=draw_numbers("seed", names).__getitem__)
    of = problem(
        offer(sizes=(1, 1)), *(part for n in names for part in (pupil(n), wish(f"{n} O1")))
    )
    made = plan(of, {"O1 B1 R1": ("T1", late)}, levels=(1, 0, 0))
    found = [one for one in told(made, of) if one[0] == "5"]
    assert len(found) == LISTED + 1
    assert ("5", "draw", "There are 9 more such pairs: 59 in all.") in found


def test_it_is_said_in_dutch_too() -> None:
    (found,) = check(CONTEST, UNFAIR)
    assert found.detail_nl == (
        "P2 gaat in de loting voor op P1 en had de plaats in O1@B1@R1 kunnen krijgen zonder nadeel "
        "voor het geheel."
    )
