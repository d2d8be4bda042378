"""Earlier promises (3.11), and the two that `check` cannot see without the earlier plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check_rules
from solver.plan import Group, LostPromise, Plan
from solver.problem import Problem
from tests.solver.problems import (
    block,
    group,
    location,
    offer,
    plan,
    problem,
    pupil,
    room,
    tutor,
    window,
    wish,
)

PROBLEM = problem(
    offer(blocks="B1 B2", locations="L1 L2"),
    *(block(), block("B2", start=13, end=16), location("L1"), location("L2", 1)),
    *(room("R1"), room("R2"), room("R3", "L2"), tutor("T1"), tutor("T2")),
    *(pupil("P1"), pupil("P2", windows=window(1)), wish("P1 O1"), wish("P2 O1")),
)
PROMISED = plan(PROBLEM, {"O1 B1 R1": ("T1", "P1")})
EMPTY = plan(PROBLEM, {})
LOST = "P1 O1@B1@R1"


def told(made: Plan, previous: Plan = PROMISED, of: Problem = PROBLEM) -> list[tuple[str, ...]]:
    found = check_rules(of, made, previous=previous)
    return [(v.rule, v.subject, v.detail_en) for v in found]


def losing(reason: str, *, of: Problem = PROBLEM, pupil_id: str = "P1") -> Plan:
    return replace(
        plan(of, {}),
        lost_promises=(LostPromise(pupil_id, group("O1 B1 R1"), reason, {}),),
    )


@pytest.mark.parametrize("where", ["O1 B1 R1", "O1 B1 R2"])
def test_kept_in_the_same_location_with_another_tutor(where: str) -> None:
    assert told(plan(PROBLEM, {where: ("T2", "P1")})) == []


@pytest.mark.parametrize("where", ["O1 B2 R1", "O1 B1 R3"])
def test_another_block_or_location_does_not_keep_it(where: str) -> None:
    assert told(plan(PROBLEM, {where: ("T1", "P1")})) == [
        ("3.11", LOST, "P1 was promised this place and no longer has it.")
    ]


def test_lost_without_a_word() -> None:
    assert told(EMPTY) == [("3.11", LOST, "P1 was promised this place and no longer has it.")]


def test_lost_and_listed() -> None:
    assert told(losing("no_tutor")) == []


def test_nothing_is_asked_without_the_earlier_plan() -> None:
    assert check_rules(PROBLEM, EMPTY) == ()


def test_a_withdrawn_wish_binds_nothing() -> None:
    without = replace(PROBLEM, wishes=PROBLEM.wishes[1:])
    assert told(plan(without, {}), of=without) == []
    assert told(losing("not_wished", of=without), of=without) == []


def test_a_pupil_who_left_binds_nothing() -> None:
    without = replace(PROBLEM, pupils=PROBLEM.pupils[1:], wishes=PROBLEM.wishes[1:])
    assert told(plan(without, {}), of=without) == []


@pytest.mark.parametrize("reason", ["not_wished", "age", "not_available", "too_far"])
def test_a_reason_that_is_not_true(reason: str) -> None:
    assert told(losing(reason)) == [("3.11", LOST, f"The reason {reason} is not true.")]


def test_a_reason_that_is_true() -> None:
    promised = plan(PROBLEM, {"O1 B1 R1": ("T1", "P2")})
    assert told(losing("not_available", pupil_id="P2"), promised) == []


def test_listed_but_never_promised() -> None:
    assert told(losing("no_tutor"), EMPTY) == [
        ("3.11", LOST, "This is listed as a lost promise, but was not promised.")
    ]


def test_listed_but_kept() -> None:
    made = replace(PROMISED, lost_promises=losing("no_tutor").lost_promises)
    assert told(made) == [
        (
            "3.11",
            LOST,
            "This promise is listed as lost though it is kept, or it is listed twice.",
        )
    ]


def test_listed_twice() -> None:
    made = replace(EMPTY, lost_promises=losing("no_tutor").lost_promises * 2)
    assert [row[:2] for row in told(made)] == [("3.11", LOST)]


def test_a_room_that_is_no_longer_there() -> None:
    gone = replace(PROMISED, places=(PROMISED.places[0]._replace(group=Group("O1", "B1", "R9")),))
    assert told(plan(PROBLEM, {"O1 B1 R3": ("T1", "P1")}), gone) == []
    assert [row[:2] for row in told(EMPTY, gone)] == [("3.11", "P1 O1@B1@R9")]
