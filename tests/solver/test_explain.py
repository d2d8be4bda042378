"""A wish that is not granted has the first reason that is true: one case per way out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check
from solver.plan import Plan, Reason
from solver.problem import Problem
from solver.reasons.explain import explain, explain_lost
from solver.reasons.sentences import lost_detail, refusal_detail
from tests.solver.exact import exact_plan
from tests.solver.planned_refusals import PLANNED
from tests.solver.problems import (
    changed,
    group,
    offer,
    pin,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    window,
    wish,
)
from tests.solver.refusal_cases import (
    BOTH,
    FULL_GROUP,
    PERSONAL,
    ROOMS,
    SITES,
    TAKEN,
    TWO,
    TWO_ROOMS,
    TWO_TUTORS,
    Case,
    Groups,
)

CASES = (*PERSONAL, *PLANNED)


def explained(of: Problem, groups: Groups, previous: Plan | None = None) -> Plan:
    made = plan(of, groups)
    refusals = explain(of, made.groups, made.assignments, made.places, previous=previous)
    return replace(made, refusals=refusals)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_first_reason_that_is_true(case: Case) -> None:
    made = explained(case.problem, case.groups)
    mine = [refusal for refusal in made.refusals if refusal.wish.pupil_id == "P1"]
    assert [(r.reason, r.detail) for r in mine] == [
        (case.reason, refusal_detail(case.problem, mine[0].wish, case.reason, case.variant))
    ]
    assert [row for row in check(case.problem, made) if row.rule == "6"] == []


def test_refusals_are_those_wishes_that_no_place_grants_in_order() -> None:
    of = problem(
        *BOTH,
        offer(blocks="B1 B2"),
        offer("O2"),
        pupil("P2"),
        pupil(),
        wish("P2 O1"),
        wish("P1 O2", 2),
        wish("P1 O1 B2"),
        wish("P1 O1"),
    )
    made = explained(of, {"O1 B2 R1": ("T1", "P1")})
    assert [r.wish for r in made.refusals] == [wish("P1 O2", 2), wish("P2 O1")]


def test_a_promised_place_is_named_where_it_stands_in_the_way() -> None:
    of = problem(*TWO_ROOMS, *TWO_TUTORS, *TWO, pupil(), wish(), wish("P1 O2", 2), *TAKEN)
    groups = {**FULL_GROUP, "O2 B1 R2": ("T2", "P1")}
    before = plan(of, {"O2 B1 R1": ("T1", "P1")})
    refusal = explained(of, groups, before).refusals[0]
    assert refusal.detail == refusal_detail(of, wish(), Reason.TRADED, "promised")


def lost(of: Problem, before: Plan, groups: Groups) -> list[tuple[str, str, str]]:
    made = plan(of, groups)
    rows = explain_lost(of, before, made.groups, made.assignments, made.places)
    return [(row.pupil_id, row.group.id, row.reason) for row in rows]


BEFORE = problem(*BOTH, *SITES, *ROOMS, offer(blocks="B1 B2", locations="L1 L2"), pupil(), wish())
PROMISED = plan(BEFORE, {"O1 B1 R1": ("T1", "P1")})


def test_a_place_in_another_room_of_the_same_location_is_kept() -> None:
    of = replace(BEFORE, rooms=(*BEFORE.rooms, room("R9")))
    assert lost(of, PROMISED, {"O1 B1 R9": ("T1", "P1")}) == []


def test_a_place_in_a_room_that_is_gone_is_kept_at_the_same_time() -> None:
    of = replace(BEFORE, rooms=(room("R2", "L2"),))
    assert lost(of, PROMISED, {"O1 B1 R2": ("T1", "P1")}) == []
    assert lost(of, PROMISED, {}) == [("P1", "O1@B1@R1", "closed_by_planner")]


def test_a_place_at_another_location_is_not_kept() -> None:
    assert lost(BEFORE, PROMISED, {"O1 B1 R2": ("T1", "P1")}) == [
        ("P1", "O1@B1@R1", "satisfied_elsewhere")
    ]


@pytest.mark.parametrize(
    ("of", "reason"),
    [
        (replace(BEFORE, wishes=(wish("P1 O1 B2"),)), "not_wished"),
        (replace(BEFORE, pupils=(), wishes=()), "not_wished"),
        (replace(BEFORE, offers=(offer("O2"),), wishes=(wish("P1 O2"),)), "not_wished"),
        (replace(BEFORE, offers=(offer(blocks="B1 B2", ages=(9, 9)),)), "age"),
        (replace(BEFORE, pupils=(pupil(windows=window(1)),)), "not_available"),
        (replace(BEFORE, pupils=(pupil(east=9, max_travel=20),)), "too_far"),
        (replace(BEFORE, pupils=(pupil(place="step_free"),)), "need_not_met"),
        (replace(BEFORE, pins=(pin("O1 B1 R1", must=False),)), "closed_by_planner"),
        (replace(BEFORE, tutors=(tutor(windows=window(1)),)), "no_tutor"),
        (replace(BEFORE, rooms=(room(windows=window(1)), room("R2", "L2"))), "no_room"),
        (replace(BEFORE, offers=(offer(sizes=(2, 9), blocks="B1 B2"),)), "too_few"),
        (replace(BEFORE, pupils=(pupil(max_places=0),)), "satisfied_elsewhere"),
    ],
)
def test_a_promise_is_lost_for_a_reason(of: Problem, reason: str) -> None:
    assert lost(of, PROMISED, {}) == [("P1", "O1@B1@R1", reason)]


def test_a_lost_promise_is_said_in_one_sentence_about_the_promise() -> None:
    of = replace(BEFORE, tutors=(tutor(windows=window(1)),))
    row = explain_lost(of, PROMISED, (), (), ())[0]
    asked = wish("P1 O1 B1 L1")
    assert row.detail == lost_detail(refusal_detail(of, asked, Reason.NO_TUTOR, "none"))
    assert row.group == group("O1 B1 R1")


@pytest.mark.parametrize("seed", range(60))
def test_the_referee_finds_every_reason_true(seed: int) -> None:
    of = random_problem(seed)
    solved = exact_plan(of)
    if solved is None:
        return
    best = solved[0]
    refusals = explain(of, best.groups, best.assignments, best.places)
    rows = check(of, replace(best, refusals=refusals))
    assert [row for row in rows if row.rule == "6"] == []


@pytest.mark.parametrize("seed", range(60, 90))
def test_every_lost_promise_has_a_reason(seed: int) -> None:
    first = exact_plan(random_problem(seed))
    later = changed(random_problem(seed), seed)
    second = None if first is None else exact_plan(later, first[0])
    if first is None or second is None:
        return
    before, best = first[0], second[0]
    site = {r.id: r.location_id for r in later.rooms}
    kept = {(p.pupil_id, p.group[:2], site[p.group.room_id]) for p in best.places}
    expected = [
        (p.pupil_id, p.group)
        for p in sorted(before.places)
        if p.group.room_id in site and (p.pupil_id, p.group[:2], site[p.group.room_id]) not in kept
    ]
    rows = explain_lost(later, before, best.groups, best.assignments, best.places)
    assert [(row.pupil_id, row.group) for row in rows if row.group.room_id in site] == expected
