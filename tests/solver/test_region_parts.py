"""Cutting a region, allotting what is shared, and what prices prove."""

from __future__ import annotations

import pickle
import random

import numpy as np
import pytest

from solver.check import check_rules
from solver.clock import WallClock
from solver.model.canonical import canonical
from solver.model.layout import lay_out
from solver.plan import Plan, Status
from solver.problem import Policy, Problem
from solver.region.allot import Pull, allot
from solver.region.cut import cut, cuts, pairings, ties
from solver.region.fluid import Fluid
from solver.region.part import Dividing
from solver.region.pour import Prices, pour
from solver.region.proof import gains, most_placed
from solver.region.standing import Standing
from solver.region.task import Task, work
from solver.search.improve import ImproveParams
from tests.solver.exact import exact_levels, exact_plan
from tests.solver.random_region import random_region

CHUNKS = 3

FEW = ImproveParams(patience=3)


def proven(fluid: Fluid, prices: Prices) -> float:
    return most_placed(fluid.agenda, gains(fluid, prices), fluid.limit, 60.0)


def any_prices(fluid: Fluid, rng: random.Random) -> Prices:
    draw = np.random.default_rng(rng.randrange(2**32))
    spots = len(fluid.spot_offer)
    return Prices(
        draw.random((spots, 2)) * rng.choice((0, 1, 3)),
        draw.random(spots) * rng.choice((0, 0.3, 1)),
        draw.random(spots) * rng.choice((0, 0.1)),
        draw.random(len(fluid.pair_pupil)) * rng.choice((0, 0.3)),
        draw.random(len(fluid.wanted)) * rng.choice((0, 1)),
    )


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_any_prices_prove_something_true(chunk: int) -> None:
    tight = 0
    for seed in range(chunk, 30, CHUNKS):
        of = canonical(random_region(seed))
        exact = exact_levels(of)
        if exact is None:
            continue
        rng = random.Random(seed)
        fluid = Fluid.of(lay_out(of))
        for _ in range(3):
            bound = proven(fluid, any_prices(fluid, rng))
            assert (seed, bound >= exact["placed"] - 1e-6) == (seed, True)
        flow = pour(fluid.sampled(2, "x"), 60.0, accuracy=1e-4, threads=1)
        assert flow is not None
        bound = proven(fluid, flow.prices)
        assert (seed, bound >= exact["placed"] - 1e-6) == (seed, True)
        tight += bound < exact["placed"] + 1
    assert tight > 2


def divided(of: Problem, plan: Plan, seed: int) -> tuple[Dividing, Standing]:
    """A plan cut at random, so that people have places and posts in several pieces."""
    rng = random.Random(seed)
    layout = lay_out(of)
    fluid = Fluid.of(layout)
    piece = np.array([rng.randrange(2) for _ in of.locations])
    piece = np.asarray(np.unique(piece, return_inverse=True)[1], dtype=np.int64).ravel()
    now = Standing((plan.groups, plan.assignments, plan.places))
    allotment = allot(of, piece, Pull.of(layout, fluid, fluid, None), now)
    return Dividing(of, piece, allotment, now), now


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_parts_keep_the_rules_and_fit_together(chunk: int) -> None:
    across = 0
    for seed in range(chunk, 45, CHUNKS):
        of = canonical(random_region(seed))
        solved = exact_plan(of)
        if solved is None:
            continue
        dividing, now = divided(of, solved[0], seed)
        after = now
        for number in range(dividing.pieces):
            part, start = dividing.part(number), dividing.start(number)
            begun = Plan(Policy.BEST, Status.FEASIBLE, *start)
            assert (seed, number, check_rules(part, begun)) == (seed, number, ())
            across += sum(
                tutor.windows != of.tutor_by_id[tutor.id].windows for tutor in part.tutors
            )
            for arrange in (False, True):
                task = Task(part, start, None, FEW, 30.0, arrange=arrange)
                found = work(pickle.loads(pickle.dumps(task)), clock=WallClock())  # noqa: S301
                after = after.changed(start, found)
                start = found
        assert (seed, check_rules(of, after.plan)) == (seed, ())
        assert (seed, after.value("placed")) >= (seed, now.value("placed"))
    assert across > 2


def test_quotas_add_up() -> None:
    for seed in range(20):
        of = canonical(random_region(seed))
        solved = exact_plan(of)
        if solved is None:
            continue
        dividing, _ = divided(of, solved[0], seed)
        parts = [dividing.part(number) for number in range(dividing.pieces)]
        for offer in of.offers:
            given = [
                part.offer_by_id[offer.id].max_groups
                for part in parts
                if offer.id in part.offer_by_id
            ]
            assert (seed, offer.id, sum(given) <= offer.max_groups) == (seed, offer.id, True)
        if of.season.budget_cents is not None:
            spent = [part.season.budget_cents or 0 for part in parts]
            assert (seed, sum(spent) <= of.season.budget_cents) == (seed, True)


def blocks_of_ties(towns: int, sites: int) -> tuple[np.ndarray, np.ndarray]:
    """Towns whose sites share much, and a little with the next town."""
    count = towns * sites
    tied = np.zeros((count, count))
    for town in range(towns):
        here = slice(town * sites, (town + 1) * sites)
        tied[here, here] = 5.0
        if town:
            tied[town * sites, town * sites - 1] = tied[town * sites - 1, town * sites] = 1.0
    np.fill_diagonal(tied, 0.0)
    return tied, np.ones(count)


def test_towns_are_cut_where_they_share_little() -> None:
    tied, mass = blocks_of_ties(4, 5)
    piece = cut(tied, mass, 4)
    assert [len(set(piece[town * 5 : town * 5 + 5])) for town in range(4)] == [1, 1, 1, 1]
    assert sorted(set(piece.tolist())) == [0, 1, 2, 3]


def test_sites_that_share_nothing_still_fill_few_pieces() -> None:
    piece = cut(np.zeros((6, 6)), np.ones(6), 2)
    assert np.bincount(piece).tolist() == [3, 3]


def ring_of_ties(count: int) -> np.ndarray:
    """Sites around a lake, each tied to the next three on either side, less the further."""
    away = np.abs(np.subtract.outer(np.arange(count), np.arange(count)))
    away = np.minimum(away, count - away)
    return np.where((away > 0) & (away <= 3), 4.0 - away, 0.0)


def test_later_cuts_part_what_earlier_ones_kept() -> None:
    tied, mass = ring_of_ties(20), np.ones(20)
    found = cuts(tied, mass, 4, 3)
    assert np.array_equal(found[0], cut(tied, mass, 4))
    assert len({piece.tobytes() for piece in found}) == 3
    together = [piece[:, None] == piece[None, :] for piece in found]
    assert (together[0] & ~together[1]).any()
    assert (together[1] & ~together[0]).any()


def test_where_there_is_no_other_cut_there_is_one() -> None:
    tied, mass = blocks_of_ties(2, 1)
    assert len(cuts(tied, mass, 2, 3)) == 1


def test_neighbours_are_paired_and_never_twice() -> None:
    tied, mass = blocks_of_ties(4, 5)
    piece = cut(tied, mass, 4)
    found = pairings(tied, piece, 3)
    pairs = [
        {tuple(sorted(set(piece[merged == m].tolist()))) for m in set(merged.tolist())}
        for merged in found
    ]
    both = [{pair for pair in one if len(pair) == 2} for one in pairs]
    assert all(both)
    assert sum(len(one) for one in both) == len(set().union(*both))


def test_ties_count_people_who_reach_both() -> None:
    of = canonical(random_region(11))
    tied, mass = ties(Fluid.of(lay_out(of)), len(of.locations))
    assert np.array_equal(tied, tied.T)
    assert not np.diag(tied).any()
    assert mass.sum() <= len(of.pupils) + 1e-9
