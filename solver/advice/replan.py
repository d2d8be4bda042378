"""Planning a part of a season again, exactly, from a plan that is there."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

from solver.advice.part import Part
from solver.model.canonical import canonical
from solver.model.formulation import DEPTH, FURTHER, LOSS, PLACED, formulate
from solver.model.layout import lay_out
from solver.plan import Plan
from solver.problem import Problem
from solver.search.assemble import parts_of, point_of
from solver.search.engines import Engine, round_up, solve_view
from solver.search.incumbent import Incumbent

_LEVELS = (PLACED, LOSS, FURTHER)


@dataclass(frozen=True)
class Replanned:
    """What planning again came to: values of levels 1 to 3, and a proven bound on the first.

    `most` is the most children that any plan of the part could place; `plan` has groups, tutors
    and places only, no reasons and no levels.
    """

    placed: int
    loss: int
    further: int
    most: int
    plan: Plan

    @property
    def proven(self) -> bool:
        """Whether nothing in the part can place more children."""
        return self.placed >= self.most


class Replanning:
    """Plans a part again: level 1 first, and levels 2 and 3 when asked.

    Args:
        problem: the part's problem, or the same with an addition.
        part: what may change.
        start: a plan that keeps its rules (and is kept where nothing better is found).

    Raises:
        ValueError: `start` breaks rules of `problem`.
    """

    def __init__(self, problem: Problem, part: Part, start: Plan) -> None:
        self._formulation = formulate(lay_out(canonical(problem)))
        self._start = start
        begin = point_of(self._formulation, start)
        if not self._formulation.program.feasible(begin):
            raise ValueError("the plan to start from breaks rules")
        self._incumbent = Incumbent(self._formulation, begin)
        self._free = part.free(self._formulation, begin)
        self.most = len(self._formulation.layout.problem.pupils)

    @property
    def placed(self) -> int:
        """How many children have a place in the plan at hand."""
        return -self._incumbent.cost(PLACED)

    def place(self, seconds: float) -> None:
        """Level 1, for at most so many seconds."""
        bound = self._solve(PLACED, seconds)
        if math.isfinite(bound):
            self.most = max(self.placed, -round_up(bound))

    def settle(self, seconds: float) -> None:
        """Levels 2 and 3, without placing fewer, for at most so many seconds together."""
        until = time.monotonic() + seconds
        self._solve(LOSS, 0.7 * seconds)
        self._solve(FURTHER, max(0.0, until - time.monotonic()))

    def _solve(self, level: str, seconds: float) -> float:
        """Better the level; a lower bound on its cost in any plan of the part."""
        program = self._formulation.program
        at, activity, _ = self._incumbent.snapshot()
        cost = program.objectives[level]
        view = program.view(
            self._free,
            at,
            activity,
            cost,
            depth=DEPTH[level],
            no_worse=[program.objectives[before] for before in _LEVELS[: _LEVELS.index(level)]],
        )
        outcome = solve_view(view, Engine.HIGHS, seconds)
        if outcome.values is not None:
            self._incumbent.offer(view.free, outcome.values)
        return outcome.bound + float(cost @ at - cost[view.free] @ at[view.free])

    def result(self) -> Replanned:
        """What it came to."""
        at = self._incumbent.snapshot()[0]
        groups, assignments, places = parts_of(self._formulation, at)
        return Replanned(
            placed=self.placed,
            loss=self._incumbent.cost(LOSS),
            further=-self._incumbent.cost(FURTHER),
            most=self.most,
            plan=replace(
                self._start,
                groups=groups,
                assignments=assignments,
                places=places,
                refusals=(),
                levels=(),
            ),
        )
