"""What a worker does: plan or arrange one part of the region, from where it stands.

All of it pickles. A part is small enough to be relaxed by itself, which tells more of it than the
relaxation of the whole did: who and what was allotted to it is known by now.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from solver.arrangement.arrange import ARRANGING, arrange
from solver.clock import Clock, WallClock, WorkClock
from solver.model.canonical import canonical
from solver.model.formulation import LOSS, PLACED, PROMISES, formulate
from solver.model.layout import lay_out
from solver.model.program import Impossible
from solver.plan import Plan
from solver.problem import Problem
from solver.region.halt import Halt, Heeding
from solver.region.standing import Parts, Standing
from solver.search.assemble import parts_of, point_of
from solver.search.improve import ImproveParams
from solver.search.incumbent import Incumbent
from solver.search.moves import Moves, SearchParams
from solver.stopping import FirstOf, Stop, TimeLimit

_Outcome = TypeVar("_Outcome")

_SHARES = {PROMISES: 0.3, PLACED: 0.85, LOSS: 0.7}
"""The part of the time left that a level may take; the last one takes all."""

_RELAXING = 0.3
"""The part of a level's time that its relaxation may take."""

_PROVING = 0.9
"""The part of a level's time that solving it outright may take."""

_LEAST = 0.01
"""Seconds that stand for "none left"."""


@dataclass(frozen=True)
class Task:
    """A part of the region as a problem of its own.

    `start` keeps every rule of it. `build`: make a plan anew along the part's relaxation first.
    `arrange`: change nothing of what children get, but arrange it (contract, 4, levels 5 to 7).
    """

    problem: Problem
    start: Parts
    previous: Plan | None
    improve: ImproveParams
    seconds: float = 0.0
    build: bool = False
    arrange: bool = False
    halt: Halt | None = None

    @property
    def size(self) -> int:
        """How much work it is: its wishes."""
        return len(self.problem.wishes) + 1


def timed(
    job: Callable[..., _Outcome], repeatable: bool, /, *given: object, **options: object
) -> tuple[_Outcome, float]:
    """A job done by a clock of its own, and the seconds it took (of work where repeatable)."""
    clock: Clock = WorkClock() if repeatable else WallClock()
    began = clock.now()
    return job(*given, clock=clock, **options), clock.now() - began


def work(task: Task, *, clock: Clock) -> Parts:
    """A plan for the part, no worse than where it started."""
    limit = TimeLimit(max(_LEAST, task.seconds), clock=clock.now)
    stop = limit if task.halt is None else FirstOf(limit, Heeding(task.halt))
    layout = lay_out(canonical(task.problem))
    try:
        formulation = formulate(layout, task.previous)
    except Impossible:
        return task.start
    at = point_of(formulation, Standing(task.start).plan)
    if not formulation.program.feasible(at) or parts_of(formulation, at) != task.start:
        return task.start
    if task.arrange:
        params = replace(ARRANGING, threads=1)
        arranged = arrange(
            task.problem,
            *task.start,
            stop,
            layout=layout,
            previous=task.previous,
            clock=clock,
            params=params,
        )
        return arranged.groups, arranged.assignments, arranged.places
    incumbent = Incumbent(formulation, at)
    moves = Moves(incumbent, clock, SearchParams(threads=1, improve=task.improve))
    for level in formulation.levels:
        seconds = max(_LEAST, _SHARES.get(level, 1.0) * min(1e9, stop.remaining()))
        _settle(moves, level, FirstOf(stop, TimeLimit(seconds, clock=clock.now)), build=task.build)
        if level == PROMISES:
            moves.start = incumbent.snapshot()[0]
    return parts_of(formulation, incumbent.snapshot()[0])


def _settle(moves: Moves, level: str, stop: Stop, *, build: bool) -> None:
    """Take one level as far as its time allows: outright, else relaxed, built and improved."""

    def going() -> bool:
        return stop.remaining() > 0 and not moves.proven(level)

    if not going():
        return
    params = moves.params
    if moves.size(level) <= params.outright:
        seconds = min(params.at_once, _PROVING * stop.remaining())
        if moves.prove(level, seconds):
            return
    improver = moves.improver(level, going, stop.remaining)
    if level == PLACED and going():
        moves.relax(level, _RELAXING * stop.remaining(), 1)
        improver.neighbourhoods = moves.neighbourhoods(level)
        if build:
            # from August back: better than from July on in most pieces, and time is short for both
            moves.build(improver, backward=True)
    if going():
        moves.reseat(level, stop.remaining)
    improver.run()
