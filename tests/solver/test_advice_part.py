"""The part around an addition: a season in which the rest of the plan goes on as it is."""

from __future__ import annotations

import pytest

from solver.advice import additions
from solver.advice.demand import Demand
from solver.advice.elsewhere import held_elsewhere
from solver.advice.part import around
from solver.check import check_rules
from solver.eligibility import Eligibility
from solver.model.canonical import canonical
from solver.plan import Plan
from solver.problem import Problem
from tests.solver.problems import random_problem
from tests.solver.solved import planned

SEEDS = range(5)
"""All of these have a plan."""


def season(seed: int) -> tuple[Problem, Plan]:
    of = canonical(random_problem(seed, size="crowd"))
    start = planned(of)
    assert start is not None
    return of, start


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_goes_on_where_all_else_is_held(seed: int) -> None:
    of, start = season(seed)
    for blocks in ([], [of.blocks[0].id], [block.id for block in of.blocks]):
        held = held_elsewhere(of, start, blocks)
        assert check_rules(held, start) == ()
        before, after = Eligibility(of), Eligibility(held)
        assert not (after.room_block & ~before.room_block).any()
        assert not (after.tutor_block & ~before.tutor_block).any()
        free = [before.block_index[block] for block in blocks]
        assert (after.room_block[:, free] == before.room_block[:, free]).all()
        assert (after.tutor_block[:, free] == before.tutor_block[:, free]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_part_holds_the_whole_plan(seed: int) -> None:
    of, start = season(seed)
    demand = Demand(Eligibility(of), start.places)
    for candidate in additions(of, start):
        near = around(demand, start, candidate.cells, most=8)
        far = around(demand, start, candidate.cells, most=40, rings=4)
        assert near.blocks == far.blocks
        for part in (near, far):
            assert {wish.pupil_id for wish in part.problem.wishes} >= set(start.places_by_pupil)
            assert check_rules(part.problem, start) == ()
