"""Random plans that keep every rule, good or bad: for what is said about any plan at all."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

from ortools.sat.python import cp_model

from solver.plan import LostPromise, Plan
from solver.problem import Problem, Wish
from tests.solver.exact import build
from tests.solver.random_problem import changed, random_problem


def random_plan(problem: Problem, seed: int, *, previous: Plan | None = None) -> Plan | None:
    """A plan that keeps the rules and is best by weights that mean nothing; None: there is none.

    With `previous` it also keeps as many of its places as can be. Some weights are below zero,
    so that seats stay free and children without a place are left out.
    """
    rng = random.Random(seed)
    exact = build(problem, previous)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if previous is not None:
        kept = exact.levels["kept"][0]
        exact.model.maximize(kept)
        if solver.solve(exact.model) != cp_model.OPTIMAL:
            return None
        exact.model.add(kept == round(solver.objective_value))
    low = rng.choice((-3, -1, 1))
    exact.model.maximize(
        cp_model.LinearExpr.sum(
            [rng.randint(low, 6) * var for var in exact.taken.values()]
            + [rng.randint(-1, 4) * var for var in exact.opened.values()]
        )
    )
    if solver.solve(exact.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return exact.plan(solver)


def eager(problem: Problem, seed: int) -> Problem:
    """The same season where everybody wishes every offer, in an order of their own.

    Then seats are worth something to many, so that exchanges come in every kind.
    """
    rng = random.Random(seed)
    wishes, pupils = [], []
    for pupil in problem.pupils:
        offers = rng.sample(problem.offers, len(problem.offers))
        wishes += [
            Wish(pupil.id, rank, offer.id, None, None, rank)
            for rank, offer in enumerate(offers, start=1)
        ]
        pupils.append(replace(pupil, max_places=rng.choice((1, 1, 2, 3))))
    return replace(problem, pupils=tuple(pupils), wishes=tuple(wishes))


@cache
def made_up(seed: int) -> tuple[Problem, Plan, Plan | None] | None:
    """A problem of this seed with a plan, in one of four with an earlier plan to keep."""
    of = eager(random_problem(seed), seed) if seed % 3 else random_problem(seed)
    previous = None
    if seed % 4 == 0:
        previous = random_plan(of, seed)
        if previous is None:
            return None
        of = changed(of, seed)
    made = random_plan(of, seed + 1, previous=previous)
    if made is None:
        return None
    if previous is None:
        return of, made, None
    at = {one.id: one.location_id for one in of.rooms}
    had = {(p.pupil_id, *p.group[:2], at[p.group.room_id]) for p in made.places}
    lost = tuple(
        LostPromise(p.pupil_id, p.group, "traded", {})
        for p in previous.places
        if (p.pupil_id, *p.group[:2], at[p.group.room_id]) not in had
    )
    return of, replace(made, lost_promises=lost), previous
