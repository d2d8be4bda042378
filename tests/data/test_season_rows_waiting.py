"""Who waits for a seat in which group, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.season_rows import waiting
from solver.check import check_rules
from solver.fairness.draw import digest, draw_numbers
from solver.plan import Place, Plan
from solver.problem import Pin, Problem
from tests.data.sample_plans import greedy_plan, sample_problem


@pytest.fixture
def problem() -> Problem:
    return sample_problem(150, 7)


@pytest.fixture
def plan() -> Plan:
    return greedy_plan(150, 7)


def test_who_waits_for_what_bears_the_draw_and_the_dearest_rank(
    problem: Problem, plan: Plan
) -> None:
    numbers = draw_numbers(problem.season.draw_seed, problem.pupil_by_id)
    entries = waiting(plan, problem)
    assert list(entries) == sorted(entries, key=lambda each: (each.group, each.number))
    for each in entries:
        ranks = [
            wish.rank
            for wish in problem.wishes_by_pupil[each.pupil_id]
            if wish.matches(*each.group[:2], problem.room_by_id[each.group.room_id].location_id)
        ]
        assert each == (
            each.group,
            digest(problem.season.draw_seed, each.pupil_id),
            numbers[each.pupil_id],
            each.pupil_id,
            min(ranks),
        )


def test_who_waits_is_who_could_join_if_there_were_seats(problem: Problem, plan: Plan) -> None:
    """Held against the check, which shares no code with it: seats, links and sizes aside."""
    places = plan.places[::3]
    groups = tuple(sorted({place.group for place in places}))
    team = tuple(each for each in plan.assignments if each.group in groups)
    thin = replace(plan, groups=groups, assignments=team, places=places)
    roomy = replace(
        problem,
        offers=tuple(replace(offer, min_size=1, max_size=1000) for offer in problem.offers),
        rooms=tuple(replace(room, capacity=1000) for room in problem.rooms),
        pupils=tuple(replace(pupil, small_group=False) for pupil in problem.pupils),
        links=(),
    )
    assert check_rules(roomy, thin) == ()
    asked = {(wish.offer_id, wish.pupil_id) for wish in problem.wishes[:150]}
    pupils = {pupil for _, pupil in asked}
    could = {
        (group, pupil)
        for group in groups
        for pupil in pupils
        if (group.offer_id, pupil) in asked
        and not check_rules(roomy, replace(thin, places=(*places, Place(pupil, group, 1))))
    }
    waits = {
        (each.group, each.pupil_id)
        for each in waiting(thin, problem)
        if (each.group.offer_id, each.pupil_id) in asked
    }
    assert waits == could
    assert len(could) > 10


def test_a_pin_against_a_child_keeps_it_off_the_list(problem: Problem, plan: Plan) -> None:
    entries = waiting(plan, problem)
    first = entries[0]
    pin = Pin(False, *first.group, pupil_id=first.pupil_id)
    assert waiting(plan, replace(problem, pins=(*problem.pins, pin))) == entries[1:]
