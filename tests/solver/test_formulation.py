"""The program of a season: points keep the rows exactly where plans keep the rules."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from solver.check import check_rules, level_values
from solver.model.canonical import canonical
from solver.model.formulation import FURTHER, LOSS, PLACED, PROMISES, Formulation, formulate
from solver.model.layout import lay_out
from solver.model.program import Impossible
from solver.plan import Assignment, Place, Plan, Status
from solver.problem import Policy, Problem, Role
from solver.search.assemble import parts_of, point_of
from tests.solver.exact import exact_plan
from tests.solver.problems import offer, pin, plan, problem, pupil, random_problem, tutor, wish
from tests.solver.solved import kept


def formulated(of: Problem, previous: Plan | None = None) -> Formulation:
    return formulate(lay_out(canonical(of)), previous)


def damaged(formulation: Formulation, made: Plan, seed: int) -> Iterator[Plan]:
    """Plans one step away from a plan, made of decisions that are there: whole, or just not."""
    rng = random.Random(seed)
    layout = formulation.layout
    people, staff = layout.problem.pupils, layout.problem.tutors
    for _ in range(12):
        groups, places, team = list(made.groups), list(made.places), list(made.assignments)
        step = rng.randrange(4)
        if step == 0 and len(layout.place_pupil):
            at = rng.randrange(len(layout.place_pupil))
            group = layout.groups[layout.place_group[at]]
            extra = Place(people[layout.place_pupil[at]].id, group, int(layout.place_rank[at]))
            places = sorted({*places, extra})
        elif step == 1 and places:
            places.pop(rng.randrange(len(places)))
        elif step == 2 and len(layout.post_tutor):
            at = rng.randrange(len(layout.post_tutor))
            role = (Role.LEAD, Role.ASSISTANT)[layout.post_role[at]]
            name = staff[layout.post_tutor[at]].id
            extra_post = Assignment(layout.groups[layout.post_group[at]], name, role)
            if team and rng.random() < 0.7:
                team.pop(rng.randrange(len(team)))
            team = sorted({*team, extra_post})
        elif step == 3 and groups:
            shut = groups.pop(rng.randrange(len(groups)))
            if rng.random() < 0.7:
                places = [place for place in places if place.group != shut]
                team = [post for post in team if post.group != shut]
        yield replace(made, groups=tuple(groups), places=tuple(places), assignments=tuple(team))


@pytest.mark.parametrize("chunk", range(4))
def test_a_plan_keeps_the_rows_exactly_where_it_keeps_the_rules(chunk: int) -> None:
    whole = broken = 0
    for seed in range(chunk, 100, 4):
        of = random_problem(seed)
        solved = exact_plan(of)
        if solved is None:
            continue
        formulation = formulated(of)
        for made in (solved[0], *damaged(formulation, solved[0], seed)):
            at = point_of(formulation, made)
            assert parts_of(formulation, at) == (made.groups, made.assignments, made.places)
            fits, right = formulation.program.feasible(at), not check_rules(of, made)
            assert (seed, fits) == (seed, right)
            whole, broken = whole + right, broken + (not right)
    assert whole > 40
    assert broken > 40


@pytest.mark.parametrize("chunk", range(2))
def test_costs_are_the_levels_of_the_contract(chunk: int) -> None:
    for seed in range(chunk, 60, 2):
        of = random_problem(seed)
        solved = exact_plan(of)
        if solved is None:
            continue
        formulation = formulated(of, solved[0])
        program = formulation.program
        for made in (solved[0], *damaged(formulation, solved[0], seed)):
            if check_rules(of, made):
                continue
            at, true = point_of(formulation, made), level_values(of, made)
            assert program.value(PLACED, at) == -true["placed"]
            assert program.value(LOSS, at) == true["loss"]
            assert program.value(FURTHER, at) == -true["further"]
            assert program.value(PROMISES, at) == -kept(of, made, solved[0])


PLAIN = problem(offer(), pupil(), wish())


def test_levels_in_order_and_their_sign() -> None:
    alone = formulated(PLAIN)
    assert alone.levels == (PLACED, LOSS, FURTHER)
    assert PROMISES not in alone.program.objectives
    first = plan(PLAIN, {"O1 B1 R1": ("T1", "P1")})
    again = formulated(PLAIN, first)
    assert again.levels == (PROMISES, PLACED, LOSS, FURTHER)
    assert {place: columns.tolist() for place, columns in again.promises.items()} == {
        first.places[0]: [1]
    }
    assert [goal.maximise for goal in again.goals] == [True, True, False, True]


def test_columns_say_whose_they_are() -> None:
    of = replace(PLAIN, pupils=(pupil(max_places=3),))
    formulation = formulated(of)
    assert (formulation.takes, formulation.works) == (slice(1, 2), slice(2, 3))
    assert formulation.column_group.tolist() == [0, 0, 0, -1, -1, -1]
    assert formulation.column_pupil.tolist() == [-1, 0, -1, 0, 0, 0]
    assert formulation.program.column_depth.tolist() == [0, 0, 0, 0, 2, 2]
    assert formulation.program.integer.tolist() == [True] * 3 + [False] * 3
    assert formulation.empty().tolist() == [0] * 6
    whole = formulation.complete(np.array([1.0, 1, 1, 0, 1, 1]))
    assert whole.tolist() == [1, 1, 1, 1, 0, 0]


def test_parts_are_the_same_place_in_other_rooms() -> None:
    for seed in range(30):
        formulation = formulated(random_problem(seed))
        layout, parts = formulation.layout, formulation.parts
        assert sorted(set(parts.tolist())) == list(range(int(parts.max(initial=-1)) + 1))
        taken = zip(
            layout.place_pupil.tolist(), layout.spots[layout.place_group].tolist(), strict=True
        )
        number: dict[int, tuple[int, int]] = {}
        for part, key in zip(parts[formulation.takes].tolist(), taken, strict=True):
            assert number.setdefault(part, key) == key
        assert len(set(number.values())) == len(number)
        for cost in formulation.program.objectives.values():
            for part in set(parts.tolist()):
                assert len(set(cost[parts == part].tolist())) == 1


@pytest.mark.parametrize(
    "of",
    [
        replace(PLAIN, wishes=(), pins=(pin("O1 B1 R1", must=True, pupil_id="P1"),)),
        replace(PLAIN, pins=(pin("O1 B1 R1", must=True), pin("O1 B1 R1", must=False))),
        replace(
            PLAIN,
            tutors=(tutor("T1"), tutor("T2", "assistant")),
            pins=(pin("O1 B1 R1", must=True, tutor_id="T2"),),
        ),
    ],
    ids=["a place not wished", "open and closed", "a tutor who cannot"],
)
def test_limits_that_contradict_each_other_outright(of: Problem) -> None:
    with pytest.raises(Impossible):
        formulated(of)


def test_an_empty_plan_breaks_no_row() -> None:
    for seed in range(30):
        of = replace(random_problem(seed), pins=())
        formulation = formulated(of)
        empty = Plan(Policy.BEST, Status.FEASIBLE, (), (), ())
        assert formulation.program.feasible(formulation.empty())
        assert point_of(formulation, empty).tolist() == formulation.empty().tolist()
