"""What a worker does: plan one part of the region, from where it stands. All of it pickles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from solver.clock import WallClock
from solver.model.canonical import canonical
from solver.model.formulation import LOSS, PLACED, PROMISES, Formulation, formulate
from solver.model.layout import Layout, lay_out
from solver.model.program import Floats, Impossible
from solver.plan import Group, Plan
from solver.problem import Problem
from solver.region.standing import Parts, Standing
from solver.search.assemble import parts_of, point_of
from solver.search.guide import Guide
from solver.search.improve import ImproveParams, Improver
from solver.search.incumbent import Incumbent
from solver.search.neighbourhoods import Neighbourhoods
from solver.stopping import TimeLimit

_SHARES = {PROMISES: 0.3, PLACED: 0.8, LOSS: 0.7}
"""The part of the time left that a level may take; the last one takes all."""

_LEAST = 0.01
"""Seconds that stand for "none left"."""

Pair = tuple[str, str, str, str]
"""Pupil, offer, block and location."""


@dataclass(frozen=True)
class Hint:
    """What the relaxation of the whole says about a part: good groups, and who goes where."""

    groups: frozenset[Group]
    shares: Mapping[Pair, float]


@dataclass(frozen=True)
class Task:
    """A part of the region as a problem of its own.

    `start` keeps every rule of it; `build` asks for a plan built anew along the hint first.
    """

    problem: Problem
    start: Parts
    previous: Plan | None
    hint: Hint | None
    seconds: float
    build: bool
    improve: ImproveParams

    @property
    def size(self) -> int:
        """How much work it is: its wishes."""
        return len(self.problem.wishes) + 1


def work(task: Task) -> Parts:
    """A plan for the part, no worse than where it started."""
    stop = TimeLimit(max(_LEAST, task.seconds))
    layout = lay_out(canonical(task.problem))
    try:
        formulation = formulate(layout, task.previous)
    except Impossible:
        return task.start
    at = point_of(formulation, Standing(task.start).plan)
    if not formulation.program.feasible(at):
        return task.start
    incumbent = Incumbent(formulation, at)
    guide = None if task.hint is None else _guide(formulation, task.hint)
    for level in formulation.levels:
        share = TimeLimit(max(_LEAST, _SHARES.get(level, 1.0) * stop.remaining()))
        _improve(incumbent, level, guide, task, share)
    return parts_of(formulation, incumbent.snapshot()[0])


def _improve(
    incumbent: Incumbent, level: str, guide: Guide | None, task: Task, stop: TimeLimit
) -> None:
    formulation = incumbent.formulation
    plain, clock = formulation.goal(level).plain, WallClock()

    def going() -> bool:
        return stop.remaining() > 0 and incumbent.cost(level) > plain

    neighbourhoods = Neighbourhoods(formulation, None if guide is None else guide.promising, level)
    seed = formulation.layout.problem.season.draw_seed
    improver = Improver(
        incumbent,
        level,
        neighbourhoods,
        going,
        stop.remaining,
        seed=seed,
        clock=clock,
        params=task.improve,
    )
    if task.build and level == PLACED and guide is not None:
        begun = incumbent.snapshot()[0]
        for backward in (False, True):
            fresh = Incumbent(formulation, begun)
            replace(improver, incumbent=fresh).sweep(guide, backward=backward)
            incumbent.adopt(fresh)
    improver.run()


def _guide(formulation: Formulation, hint: Hint) -> Guide:
    layout = formulation.layout
    promising = np.array([group in hint.groups for group in layout.groups], dtype=np.bool_)
    minutes = layout.eligibility.block_minutes_by_week
    weeks = tuple(sorted({week for taken in minutes for week in taken}))
    number = {week: position for position, week in enumerate(weeks)}
    first = [min((number[week] for week in taken), default=0) for taken in minutes]
    return Guide(
        formulation, promising, _shares(layout, hint), weeks, np.array(first, dtype=np.int64)
    )


def _shares(layout: Layout, hint: Hint) -> Floats:
    """float[X]: how far the relaxation gives each place, spread over the rooms of its spot."""
    problem, spots = layout.problem, layout.spots
    rooms = np.bincount(spots) if len(spots) else np.zeros(0, dtype=np.int64)
    names = [
        (problem.offers[o].id, problem.blocks[b].id, problem.locations[at].id)
        for o, b, at in zip(
            layout.group_offer.tolist(),
            layout.group_block.tolist(),
            layout.group_location.tolist(),
            strict=True,
        )
    ]
    found = [
        hint.shares.get((problem.pupils[pupil].id, *names[group]), 0.0) / rooms[spots[group]]
        for pupil, group in zip(
            layout.place_pupil.tolist(), layout.place_group.tolist(), strict=True
        )
    ]
    return np.array(found, dtype=np.float64)
