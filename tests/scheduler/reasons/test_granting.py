"""Ways to give a child a wish, each held against the referee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.reasons.case import Case
from scheduler.reasons.changes import LargerGroup, changed
from scheduler.reasons.granting import Grant, Granting
from scheduler.reasons.what_changes import Way, ways
from solver.advice import LowerMinimum, MoreGroup
from solver.check import check_rules
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Problem, Wish
from tests.scheduler.reasons.brute_force import teams
from tests.solver.problems import group, offer, plan, problem, pupil, room, tutor, wish
from tests.solver.random_plan import random_plan
from tests.solver.random_problem import random_problem

SEEDS = st.integers(0, 2**32 - 1)


def refused(case: Case) -> Iterator[Wish]:
    for each in case.problem.wishes:
        mine = case.plan.places_by_pupil.get(each.pupil_id, ())
        if not any(matches(case.problem, each, place.group) for place in mine):
            yield each


def matches(season: Problem, asked: Wish, there: Group) -> bool:
    site = season.room_by_id[there.room_id].location_id
    return asked.matches(there.offer_id, there.block_id, site)


def carried_out(season: Problem, made: Plan, grant: Grant) -> Iterator[Plan]:
    """The plans that do what a grant says: one for each team that a new group could have."""
    there = Group(
        season.offers[grant.cell.offer].id,
        season.blocks[grant.cell.block].id,
        season.rooms[grant.room].id,
    )
    left = {
        (
            season.pupils[grant.coming[0]].id,
            season.offers[own.offer].id,
            season.blocks[own.block].id,
        )
        for own in grant.gives_up
    }
    new = [
        Place(name, there, best_rank(season, name, there))
        for name in (season.pupils[n].id for n in (*grant.coming, *grant.joined))
    ]
    kept = [p for p in made.places if (p.pupil_id, *p.group[:2]) not in left]
    places = tuple(sorted([*kept, *new]))
    if not grant.new:
        assert there in made.groups
        yield replace(made, places=places)
        return
    assert there not in made.groups
    for team in teams(season, there):
        assignments: tuple[Assignment, ...] = tuple(sorted([*made.assignments, *team]))
        groups = tuple(sorted([*made.groups, there]))
        yield replace(made, groups=groups, assignments=assignments, places=places)


def best_rank(season: Problem, name: str, there: Group) -> int:
    return min(w.rank for w in season.wishes_by_pupil[name] if matches(season, w, there))


def holds(season: Problem, made: Plan, grant: Grant) -> bool:
    return any(not check_rules(season, each) for each in carried_out(season, made, grant))


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.sampled_from(["tiny", "small"]))
def test_every_grant_can_be_carried_out(seed: int, size: str) -> None:
    season = random_problem(seed, size=size)
    made = random_plan(season, seed)
    if made is None:
        return
    case = Case(season, made)
    for asked in refused(case):
        found = Granting(case, asked.pupil_id).grant(asked)
        if found is not None:
            assert season.pupils[found.coming[0]].id == asked.pupil_id
            assert holds(season, made, found)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_every_change_gives_what_it_says_and_takes_nothing(seed: int) -> None:
    season = random_problem(seed, size="tiny")
    made = random_plan(season, seed)
    if made is None:
        return
    case = Case(season, made)
    for asked in refused(case):
        for way in ways(case, asked):
            after = reduce(changed, way.changes, season)
            again = Granting(Case(after, made), asked.pupil_id).grant(asked)
            assert again is not None
            assert holds(after, made, again)
            others = {p for p in made.places if p.pupil_id != asked.pupil_id}
            assert others <= set(next(carried_out(after, made, again)).places)


def full_group() -> tuple[Case, Wish]:
    season = problem(
        offer(sizes=(1, 1), max_groups=1),
        room(),
        room("R2"),
        tutor(),
        tutor("T2"),
        pupil(),
        pupil("P2"),
        wish(),
        wish("P2 O1"),
    )
    made = plan(season, {"O1 B1 R1": ("T1", "P1")})
    return Case(season, made), wish("P2 O1")


def test_a_full_group_may_grow_or_get_another_beside_it() -> None:
    case, asked = full_group()
    assert [way.changes for way in ways(case, asked)] == [
        (LargerGroup("O1", 2),),
        (MoreGroup("O1"),),
    ]


def test_what_can_be_already_is_told_alone() -> None:
    case, asked = full_group()
    roomy = Case(changed(case.problem, LargerGroup("O1", 2)), case.plan)
    (way,) = ways(roomy, asked)
    assert (way.changes, way.helps, way.grant.new) == ((), 1, False)


def test_the_highest_minimum_that_is_enough() -> None:
    children = [part for n in (1, 2, 3) for part in (pupil(f"P{n}"), wish(f"P{n} O1"))]
    season = problem(offer(sizes=(5, 9)), *children)
    (way,) = ways(Case(season, plan(season, {})), wish())
    assert (way.changes, way.helps) == ((LowerMinimum("O1", 3),), 3)


def test_two_changes_where_one_is_not_enough() -> None:
    season = problem(offer(sizes=(3, 9), max_groups=0), pupil(), wish(), pupil("P2"), wish("P2 O1"))
    (way,) = ways(Case(season, plan(season, {})), wish())
    assert way == Way((LowerMinimum("O1", 2), MoreGroup("O1")), way.grant)
    assert way.helps == 2
    assert group("O1 B1 R1") not in plan(season, {}).groups
