"""Refusals (section 6): one row for each wish not granted, and no reason that is not true."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pytest

from solver.check import check, level_values
from solver.plan import Plan, Reason, Refusal
from solver.problem import Problem
from tests.solver.problems import (
    block,
    link,
    location,
    offer,
    pin,
    plan,
    problem,
    pupil,
    refuse,
    room,
    tutor,
    window,
    wish,
)

Groups = dict[str, tuple[str, str]]
ONE: Groups = {"O1 B1 R1": ("T1", "P1")}
SATISFIED, FULL, TOO_FEW = Reason.SATISFIED_ELSEWHERE, Reason.FULL, Reason.TOO_FEW


class Case(NamedTuple):
    problem: Problem
    groups: Groups
    refusal: Refusal
    """The one wish that is not granted, with a reason that is true."""


def made(of: Problem, groups: Groups, *refusals: Refusal) -> Plan:
    bare = plan(of, groups)
    values = level_values(of, bare)
    levels = tuple(values[name] for name in ("placed", "loss", "further"))
    return plan(of, groups, *refusals, levels=levels)


def told(of: Problem, groups: Groups, *refusals: Refusal) -> list[tuple[str, str, str]]:
    return [(v.rule, v.subject, v.detail_en) for v in check(of, made(of, groups, *refusals))]


P1_FIRST = (pupil("P1"), pupil("P2"), wish("P1 O1"))
TWO_BLOCKS = (block("B1"), block("B2", "1"))
CASES = {
    "same offer, no worse": Case(
        problem(offer(blocks="B1 B2"), *TWO_BLOCKS, pupil(), wish("P1 O1 B1"), wish("P1 O1 B2", 2)),
        ONE,
        refuse("P1 O1 B2", SATISFIED, 2),
    ),
    "as many places as asked for": Case(
        problem(offer(), offer("O2", blocks="B2"), *TWO_BLOCKS, pupil(), wish(), wish("P1 O2", 1)),
        ONE,
        refuse("P1 O2", SATISFIED, 1),
    ),
    "a clash": Case(
        problem(
            *(offer(), offer("O2"), room("R1"), room("R2"), pupil(max_places=2)),
            *(wish(), wish("P1 O2", 2)),
        ),
        ONE,
        refuse("P1 O2", SATISFIED, 2),
    ),
    "age": Case(
        problem(offer(), offer("O2", ages=(9, 10)), *P1_FIRST, wish("P2 O2")),
        ONE,
        refuse("P2 O2", Reason.AGE),
    ),
    "not available": Case(
        problem(offer(), pupil("P1"), pupil("P2", windows=window(3)), wish(), wish("P2 O1")),
        ONE,
        refuse("P2 O1", Reason.NOT_AVAILABLE),
    ),
    "too far": Case(
        problem(offer(), pupil("P1"), pupil("P2", east=9, max_travel=9), wish(), wish("P2 O1")),
        ONE,
        refuse("P2 O1", Reason.TOO_FAR),
    ),
    "too far, as the near location has no room for it": Case(
        problem(
            *(offer(locations="L1 L2", features="hall"), location("L1"), location("L2", 9)),
            *(room("R1", features="hall"), room("R2", "L2")),
            *(pupil("P1"), pupil("P2", east=9, max_travel=9), wish(), wish("P2 O1")),
        ),
        ONE,
        refuse("P2 O1", Reason.TOO_FAR),
    ),
    "place need": Case(
        problem(offer(), pupil("P1"), pupil("P2", place="step_free"), wish(), wish("P2 O1")),
        ONE,
        refuse("P2 O1", Reason.NEED_NOT_MET),
    ),
    "support need": Case(
        problem(
            *(offer(), tutor("T1"), tutor("T2", "assistant", skills="extra_adult")),
            *(pupil("P1"), pupil("P2", support="extra_adult"), wish(), wish("P2 O1")),
        ),
        ONE,
        refuse("P2 O1", Reason.NEED_NOT_MET),
    ),
    "small group": Case(
        problem(
            *(offer(), offer("O2", sizes=(9, 12)), pupil("P1"), pupil("P2", small_group=True)),
            *(wish(), wish("P2 O2")),
        ),
        ONE,
        refuse("P2 O2", Reason.NEED_NOT_MET),
    ),
    "companion": Case(
        problem(offer(), room(capacity=1), pupil(companion=True), wish()),
        {},
        refuse("P1 O1", Reason.NEED_NOT_MET),
    ),
    "closed group": Case(
        problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=False)),
        {},
        refuse("P1 O1", Reason.CLOSED_BY_PLANNER),
    ),
    "kept out by the planner": Case(
        problem(offer(), *P1_FIRST, wish("P2 O1"), pin("O1 B1 R1", must=False, pupil_id="P2")),
        ONE,
        refuse("P2 O1", Reason.CLOSED_BY_PLANNER),
    ),
    "full": Case(
        problem(  # P8 is drawn after P1
            offer(sizes=(1, 1)), pupil("P1"), pupil("P8"), wish("P1 O1"), wish("P8 O1")
        ),
        ONE,
        refuse("P8 O1", FULL),
    ),
    "full for two who go together": Case(
        problem(
            *(offer(sizes=(1, 2)), *P1_FIRST, pupil("P3"), wish("P2 O1"), link("P2 P3")),
            wish("P3 O1"),
        ),
        ONE,
        refuse("P2 O1", FULL),
    ),
    "no tutor": Case(
        problem(offer(), tutor(roles="assistant"), pupil(), wish()),
        {},
        refuse("P1 O1", Reason.NO_TUTOR),
    ),
    "no room": Case(
        problem(offer(features="hall"), pupil(), wish()), {}, refuse("P1 O1", Reason.NO_ROOM)
    ),
    "budget": Case(
        problem(offer(group_cents=1), pupil(), wish(), budget=0),
        {},
        refuse("P1 O1", Reason.BUDGET),
    ),
    "too few": Case(problem(offer(sizes=(2, 3)), pupil(), wish()), {}, refuse("P1 O1", TOO_FEW)),
    "too few in a room that some of them cannot use": Case(
        problem(
            *(offer(sizes=(2, 3)), pupil("P1"), pupil("P2", place="step_free")),
            *(wish("P1 O1"), wish("P2 O1")),
        ),
        {},
        refuse("P1 O1", TOO_FEW),
    ),
    "linked": Case(
        problem(offer(), *P1_FIRST, pupil("P3"), wish("P2 O1"), link("P2 P3")),
        ONE,
        refuse("P2 O1", Reason.LINKED),
    ),
    "traded": Case(
        problem(offer(), offer("O2"), *P1_FIRST, wish("P2 O2")),
        ONE,
        refuse("P2 O2", Reason.TRADED),
    ),
}
NEVER_DENIED = {Reason.NO_TUTOR, Reason.NO_ROOM, Reason.TRADED}


def others(refusals: tuple[Refusal, ...], of: Problem) -> tuple[Refusal, ...]:
    """Rows for everybody else who has no place, with a reason that is never denied."""
    named = {refusal.wish for refusal in refusals}
    return tuple(
        Refusal(wish, Reason.TRADED, {})
        for wish in of.wishes
        if wish not in named and wish.pupil_id != "P1"
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_true_reason(case: Case) -> None:
    rest = others((case.refusal,), case.problem)
    assert told(case.problem, case.groups, case.refusal, *rest) == []


REFUSED = problem(
    *(offer(blocks="B1 B2", sizes=(1, 2)), offer("O2", sizes=(2, 3)), *TWO_BLOCKS),
    *(pupil("P1"), pupil("P2", max_places=2), pupil("P3"), wish("P1 O1")),
    *(wish("P2 O1 B2", 2), wish("P2 O1 B1", 1), wish("P3 O2"), wish("P2 O2", 3)),
)
"""P1 and P2 share O1 in B2; P2 would rather have had B1; O2 could have opened."""
SHARED: Groups = {"O1 B2 R1": ("T1", "P1 P2")}
ROWS = (
    refuse("P2 O1 B1", Reason.TRADED, 1),
    refuse("P3 O2", Reason.TRADED),
    refuse("P2 O2", Reason.TRADED, 3),
)


def test_every_row_there() -> None:
    assert told(REFUSED, SHARED, *ROWS) == []


@pytest.mark.parametrize("reason", [r for r in Reason if r not in NEVER_DENIED])
def test_a_reason_that_is_not_true(reason: Reason) -> None:
    rows = (replace(ROWS[0], reason=reason), *ROWS[1:])
    assert told(REFUSED, SHARED, *rows) == [
        ("6", "P2 O1 B1 *", f"The reason {reason.value} is not true.")
    ]


def test_interest_that_suffices_is_not_too_few() -> None:
    rows = (ROWS[0], replace(ROWS[1], reason=TOO_FEW), ROWS[2])
    assert told(REFUSED, SHARED, *rows) == [("6", "P3 O2 * *", "The reason too_few is not true.")]


def test_a_wish_without_a_row() -> None:
    assert told(REFUSED, SHARED, *ROWS[1:]) == [
        ("6", "P2 O1 B1 *", "This wish is among the refusals 0 times, expected: 1.")
    ]


def test_a_wish_with_two_rows() -> None:
    assert told(REFUSED, SHARED, ROWS[0], *ROWS) == [
        ("6", "P2 O1 B1 *", "This wish is among the refusals 2 times, expected: 1.")
    ]


def test_a_row_for_a_wish_that_is_granted() -> None:
    assert told(REFUSED, SHARED, refuse("P1 O1", Reason.TRADED), *ROWS) == [
        ("6", "P1 O1 * *", "This wish is among the refusals 1 times, expected: 0.")
    ]


def test_a_row_for_a_wish_that_nobody_has() -> None:
    assert told(REFUSED, SHARED, refuse("P1 O2", Reason.TRADED), *ROWS) == [
        ("6", "P1 O2 * *", "This wish is among the refusals 1 times, expected: 0.")
    ]


@pytest.mark.parametrize(
    "name", ["same offer, no worse", "as many places as asked for", "age", "not available"]
)
def test_the_first_reason_that_holds(name: str) -> None:
    case = CASES[name]
    later = replace(case.refusal, reason=Reason.TRADED)
    assert [row[2] for row in told(case.problem, case.groups, later)] == [
        f"The reason {case.refusal.reason.value} comes before traded."
    ]


def test_full_is_not_said_of_a_group_that_clashes_with_a_lesser_place() -> None:
    of = problem(
        *(offer("O1", sizes=(1, 3)), offer("O2", sizes=(1, 3)), room("R1"), room("R2")),
        *(tutor("T1"), tutor("T2"), pupil("P1", max_places=2), pupil("P2")),
        *(wish("P1 O1", 2), wish("P1 O2", 1), wish("P2 O2")),
    )
    groups = {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P2")}
    assert told(of, groups, refuse("P1 O2", FULL)) == [
        ("6", "P1 O2 * *", "The reason full is not true.")
    ]
    assert told(of, groups, refuse("P1 O2", Reason.TRADED)) == []
