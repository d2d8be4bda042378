"""Planning a part of a season again, exactly, from a plan that is there."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace

from solver.advice.part import Part
from solver.model.canonical import canonical
from solver.model.formulation import FURTHER, LOSS, PLACED, PROMISES, formulate
from solver.model.layout import lay_out
from solver.plan import Plan
from solver.problem import Problem
from solver.search.assemble import parts_of, point_of
from solver.search.engines import Engine, round_up, solve_view
from solver.search.incumbent import Incumbent
from solver.stopping import Stop


@dataclass(frozen=True)
class Replanned:
    """What planning again came to: values of levels 1 to 3, and a proven bound on the first.

    `most` is the most children that any plan of the part could place that keeps as many promises;
    `kept`: no plan keeps more. `settled`: it is proven that levels 2 and 3 cannot be better with so
    many children placed. `plan` has groups, tutors and places only, no reasons and no levels.
    """

    placed: int
    loss: int
    further: int
    most: int
    kept: bool
    settled: bool
    plan: Plan

    @property
    def proven(self) -> bool:
        """Whether nothing in the part can place more children."""
        return self.kept and self.placed >= self.most


class Replanning:
    """Plans a part again: earlier promises and level 1 first, and levels 2 and 3 when asked.

    Args:
        problem: the part's problem, or the same with an addition.
        part: what may change.
        start: a plan that keeps its rules (and is kept where nothing better is found).
        previous: an earlier plan; what `start` keeps of its promises stays kept (contract, 3.11).

    Raises:
        ValueError: `start` breaks rules of `problem`.
    """

    def __init__(
        self, problem: Problem, part: Part, start: Plan, previous: Plan | None = None
    ) -> None:
        self._formulation = formulate(lay_out(canonical(problem)), previous)
        self._start = start
        begin = point_of(self._formulation, start)
        if not self._formulation.program.feasible(begin):
            raise ValueError("the plan to start from breaks rules")
        self._incumbent = Incumbent(self._formulation, begin)
        self._free = part.free(self._formulation, begin)
        self.most = len(self._formulation.layout.problem.pupils)
        self._settled = False
        self._kept = True
        if previous is not None:
            all_kept = self._formulation.goal(PROMISES).plain
            self._kept = self._incumbent.cost(PROMISES) <= all_kept

    @property
    def placed(self) -> int:
        """How many children have a place in the plan at hand."""
        return -self._incumbent.cost(PLACED)

    def place(self, seconds: float, stop: Stop) -> None:
        """Promises that may be kept again, then level 1, for at most so many seconds together."""
        until = time.monotonic() + seconds
        if not self._kept:
            bound = self._solve(PROMISES, min(0.3 * seconds, stop.remaining()))
            self._kept = self._incumbent.cost(PROMISES) <= _whole(bound)
        bound = self._solve(PLACED, min(until - time.monotonic(), stop.remaining()))
        if math.isfinite(bound):
            self.most = max(self.placed, -round_up(bound))

    def settle(self, seconds: float, stop: Stop) -> None:
        """Levels 2 and 3, without placing fewer, for at most so many seconds together."""
        until = time.monotonic() + seconds
        proven = []
        for level, share in ((LOSS, 0.7), (FURTHER, 1.0)):
            left = share * (until - time.monotonic())
            bound = self._solve(level, min(left, stop.remaining()))
            proven.append(self._incumbent.cost(level) <= _whole(bound))
        self._settled = all(proven)

    def _solve(self, level: str, seconds: float) -> float:
        """Better the level; a lower bound on its cost in any plan of the part."""
        if seconds <= 0:
            return -math.inf
        formulation = self._formulation
        program = formulation.program
        at, activity, _ = self._incumbent.snapshot()
        cost = program.objectives[level]
        before = formulation.levels[: formulation.levels.index(level)]
        view = program.view(
            self._free,
            at,
            activity,
            cost,
            depth=formulation.goal(level).depth,
            no_worse=[program.objectives[earlier] for earlier in before],
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
            kept=self._kept,
            settled=self._settled,
            plan=replace(
                self._start,
                groups=groups,
                assignments=assignments,
                places=places,
                refusals=(),
                levels=(),
            ),
        )


def _whole(bound: float) -> float:
    """The least whole number at or above a bound, where there is one."""
    return round_up(bound) if math.isfinite(bound) else bound
