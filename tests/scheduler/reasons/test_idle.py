"""Why a tutor has no group, against trying every group and team one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.reasons.case import Case
from scheduler.reasons.idle import Idle, IdleTutor, idle_tutors, why_idle
from solver.check import check_rules
from solver.plan import Group, Plan
from tests.scheduler.reasons.brute_force import can_open
from tests.solver.problems import (
    Part,
    group,
    location,
    offer,
    pin,
    plan,
    problem,
    pupil,
    tutor,
    window,
    wish,
)
from tests.solver.random_plan import random_plan
from tests.solver.random_problem import random_problem

TEAM_RULES = {"3.4", "3.5", "3.9"}


def fits_in(case: Case, tutor_id: str, there: Group) -> bool:
    """Whether the tutor could take somebody's part in an open group."""
    before = {v for v in check_rules(case.problem, case.plan) if v.rule in TEAM_RULES}
    return any(
        {
            v
            for v in check_rules(case.problem, exchanged(case.plan, number, tutor_id))
            if v.rule in TEAM_RULES
        }
        <= before
        for number, each in enumerate(case.plan.assignments)
        if each.group == there
    )


def exchanged(made: Plan, number: int, tutor_id: str) -> Plan:
    assignments = list(made.assignments)
    assignments[number] = assignments[number]._replace(tutor_id=tutor_id)
    return replace(made, assignments=tuple(assignments))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_is_said_of_an_idle_tutor_is_so(seed: int) -> None:
    season = random_problem(seed, size="tiny")
    season = replace(season, pins=tuple(pin for pin in season.pins if not pin.must))
    made = random_plan(season, seed)
    if made is None:
        return
    case = Case(season, made)
    for found in idle_tutors(case):
        possible = any(
            found.tutor_id in can_open(season, each.id, when)
            for each in season.offers
            for when in each.blocks
        )
        if found.why.always:
            assert not possible
        fitting = tuple(g for g in made.groups if fits_in(case, found.tutor_id, g))
        assert found.groups == fitting
        assert (found.why is Idle.NOT_NEEDED) == bool(fitting)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((offer(), tutor(roles="assistant")), Idle.ROLE),
        ((offer(lead_goals="SPEL"),), Idle.GOALS),
        ((offer(language="fr"), tutor(languages="nl")), Idle.LANGUAGE),
        ((offer(ages=(6, 12)), tutor(ages=(6, 9))), Idle.AGES),
        ((offer(), tutor(windows=window(1))), Idle.TIME),
        ((offer(), tutor(east=50, max_travel=10)), Idle.FAR),
        ((offer(), tutor(minutes_week=60)), Idle.HOURS),
        ((offer(features="hall"),), Idle.ROOMS),
        ((offer(), pin("O1 B1 R1", must=False, tutor_id="T1")), Idle.ROOMS),
        ((offer(),), Idle.NOT_OPEN),
    ],
)
def test_the_first_step_at_which_nothing_is_left(parts: tuple[Part, ...], why: Idle) -> None:
    assert why_idle(Case(problem(*parts), plan(problem(*parts), {})), "T1").why is why


def test_who_is_not_needed_hears_where_they_could_be() -> None:
    season = problem(offer(), location(), pupil(), wish(), tutor(), tutor("T2"))
    made = plan(season, {"O1 B1 R1": ("T1", "P1")})
    assert idle_tutors(Case(season, made)) == (
        IdleTutor("T2", Idle.NOT_NEEDED, (0,), (group("O1 B1 R1"),)),
    )
