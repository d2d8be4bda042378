"""What can open and what lacks, against trying every group, room and team one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.gaps.at_once import AtOnce, at_once
from scheduler.gaps.openable import Lack, Shortage, verdicts
from scheduler.gaps.supply import Supply
from solver.problem import Problem
from tests.scheduler.reasons.brute_force import can_open
from tests.solver.problems import (
    Part,
    block,
    location,
    offer,
    pin,
    problem,
    room,
    tutor,
    window,
)
from tests.solver.random_plan import random_plan
from tests.solver.random_problem import random_problem

SEEDS = st.integers(0, 2**32 - 1)


def empty(season: Problem) -> Problem:
    """The season without its children."""
    pins = tuple(
        replace(pin, pupil_id=None)
        for pin in season.pins
        if pin.pupil_id is None or pin.tutor_id is not None
    )
    return replace(season, pupils=(), wishes=(), links=(), pins=pins)


@settings(max_examples=120, deadline=None)
@given(SEEDS)
def test_what_opens_is_what_can_be_opened(seed: int) -> None:
    season = random_problem(seed, size="tiny")
    for found in verdicts(Supply(empty(season))):
        what, when = season.offers[found.offer].id, season.blocks[found.block].id
        assert found.opens == ("" in can_open(season, what, when)), (what, when)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_no_plan_has_more_groups_at_once_than_the_bound(seed: int) -> None:
    season = random_problem(seed, size="small")
    plan = random_plan(season, seed)
    if plan is None:
        return
    supply = Supply(empty(season))
    bounds = {bound.block: bound for bound in at_once(supply, verdicts(supply))}
    for number, each in enumerate(season.blocks):
        groups = sum(group.block_id == each.id for group in plan.groups)
        if groups:
            assert groups <= bounds[number].groups
            assert bounds[number].groups <= min(bounds[number].by_rooms, bounds[number].by_leads)


def lacks(*parts: Part, budget: int | None = None) -> tuple[Shortage, ...]:
    (found,) = verdicts(Supply(problem(*parts, budget=budget)))
    return found.shortages


@pytest.mark.parametrize(
    ("parts", "shortage"),
    [
        ((offer(max_groups=0),), Shortage(Lack.NO_GROUPS)),
        ((offer(), location("L2"), location(), room("R2", "L2")), Shortage(Lack.ROOM_HERE)),
        ((offer(features="hall"),), Shortage(Lack.ROOM_FEATURES, codes=("hall",))),
        ((offer(sizes=(11, 12)),), Shortage(Lack.ROOM_SIZE, 11)),
        ((offer(), room(windows=window(1))), Shortage(Lack.ROOM_TIME)),
        ((offer(), pin("O1 B1 R1", must=False)), Shortage(Lack.ROOM_CLOSED)),
        ((offer(), tutor(roles="assistant")), Shortage(Lack.LEAD_ROLE)),
        ((offer(lead_goals="SPEL"),), Shortage(Lack.LEAD_GOALS, codes=("SPEL",))),
        ((offer(language="fr"), tutor(languages="nl")), Shortage(Lack.LEAD_LANGUAGE)),
        ((offer(ages=(6, 12)), tutor(ages=(6, 9))), Shortage(Lack.LEAD_AGES)),
        ((offer(), tutor(windows=window(1))), Shortage(Lack.LEAD_TIME)),
        ((offer(), tutor(east=50, max_travel=10)), Shortage(Lack.LEAD_FAR)),
        ((offer(), tutor(minutes_week=60)), Shortage(Lack.LEAD_HOURS)),
        ((offer(leads=2),), Shortage(Lack.LEAD_ROLE, 2, 1)),
        (
            (offer(assistants=1), tutor(roles="lead"), tutor("T2", "lead")),
            Shortage(Lack.ASSISTANT_ROLE),
        ),
        ((offer(assistants=1),), Shortage(Lack.TOGETHER)),
    ],
)
def test_the_first_step_at_which_too_little_is_left(
    parts: tuple[Part, ...], shortage: Shortage
) -> None:
    assert lacks(*parts) == (shortage,)


def test_a_group_that_costs_too_much() -> None:
    assert lacks(offer(group_cents=100), budget=99) == (Shortage(Lack.BUDGET),)
    assert lacks(offer(group_cents=100), budget=100) == ()


def test_rooms_and_tutors_can_both_lack() -> None:
    assert lacks(offer(features="hall", assistants=2)) == (
        Shortage(Lack.ROOM_FEATURES, codes=("hall",)),
        Shortage(Lack.ASSISTANT_ROLE, 2, 1),
    )


def test_papers_that_were_not_seen_are_told() -> None:
    season = problem(offer(), tutor(), tutor("T2"))
    assert [v.papers for v in verdicts(Supply(season))] == [True]
    assert [v.papers for v in verdicts(Supply(season, frozenset({"T2"})))] == [False]


def test_rooms_or_leads_bind() -> None:
    season = problem(
        offer(blocks="B1 B2"),
        offer("O2", blocks="B1"),
        offer("O3", leads=0, max_groups=1, blocks="B1"),
        block(),
        block("B2", "1"),
        room(),
        room("R2"),
        room("R3"),
        tutor(),
        tutor("T2", windows=window(0)),
    )
    supply = Supply(season)
    assert at_once(supply, verdicts(supply)) == (
        AtOnce(0, groups=3, by_rooms=3, by_leads=3),
        AtOnce(1, groups=1, by_rooms=3, by_leads=1),
    )
