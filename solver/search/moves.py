"""What can be done for a level of a plan: prove it, relax it, build anew, improve."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from solver.clock import Clock
from solver.model.formulation import FURTHER, LOSS, PLACED, PROMISES, Formulation
from solver.model.program import Floats
from solver.search.bounds import Bounds
from solver.search.engines import Engine, relax, round_up, solve_view
from solver.search.guide import Guide
from solver.search.improve import ImproveParams, Improver
from solver.search.incumbent import Incumbent
from solver.search.neighbourhoods import Neighbourhoods
from solver.search.whole_moves import Move, WholeMoves

_RESEATED: Final = {PLACED: (PLACED,), LOSS: (PLACED, LOSS), FURTHER: (FURTHER,)}
"""For which levels children are seated anew; a place that is found in time is not lost later."""


@dataclass(frozen=True)
class SearchParams:
    """When a program counts as small, and how time is shared out.

    Programs of at most `outright` columns are first tried as a whole for `at_once` seconds, during
    the first `head_start` of which nothing else is done; up to `provable` columns a proof is tried
    beside the improving. `shares` is the part of the time left that a level may take (half of it
    where it is not named, all for the last level); one thread alone seeks a first plan for `early`
    seconds before it relaxes; a level in which nothing moved for `stall` of its time (and at least
    `least_stall` seconds) gives the rest to the next.
    """

    outright: int = 4_000
    at_once: float = 20.0
    head_start: float = 1.0
    provable: int = 60_000
    threads: int = 2
    early: float = 4.0
    promising: float = 0.01
    stall: float = 0.3
    least_stall: float = 10.0
    shares: dict[str, float] = field(
        default_factory=lambda: {PROMISES: 0.15, PLACED: 0.85, LOSS: 0.7}
    )
    improve: ImproveParams = field(default_factory=ImproveParams)

    def __post_init__(self) -> None:
        if not 0 <= self.outright <= self.provable or self.threads < 1:
            raise ValueError("0 <= outright <= provable, and at least one thread")
        if not 0 < self.stall <= 1:
            raise ValueError("a stall is a part of the time, above 0 and at most 1")


class Moves:
    """All moves on one plan, and what is proven so far; safe to share by threads.

    Args:
        incumbent: a plan that keeps every rule.
        clock: what time is measured by.
    """

    def __init__(self, incumbent: Incumbent, clock: Clock, params: SearchParams) -> None:
        self.incumbent = incumbent
        self.clock = clock
        self.params = params
        self.formulation: Formulation = incumbent.formulation
        self.bounds = Bounds(self.formulation)
        self.guide: Guide | None = None
        self.whole = WholeMoves(incumbent, clock)
        self.start = incumbent.snapshot()[0]
        self._preparing = 0
        self._lock = threading.Lock()

    def standing(self, level: str) -> tuple[int, int]:
        """The cost on a level, and the bound proven on it."""
        costs = self.incumbent.costs
        return costs[self.formulation.levels.index(level)], self.bounds.on(level, costs)

    def proven(self, level: str) -> bool:
        """Whether no plan costs less, given the levels before."""
        cost, bound = self.standing(level)
        return cost <= bound

    @property
    def preparing(self) -> bool:
        """Whether something is under way that shows only when it is done."""
        return self._preparing > 0

    def size(self, level: str) -> int:
        """How many columns matter for a level."""
        depth = self.formulation.goal(level).depth
        return int(np.count_nonzero(self.formulation.program.column_depth <= depth))

    def improver(
        self, level: str, going: Callable[[], bool], remaining: Callable[[], float]
    ) -> Improver:
        """A neighbourhood search for a level."""
        return Improver(
            self.incumbent,
            level,
            self.neighbourhoods(level),
            going,
            remaining,
            seed=self.formulation.layout.problem.season.draw_seed,
            clock=self.clock,
            params=self.params.improve,
        )

    def neighbourhoods(self, level: str) -> Neighbourhoods:
        """Neighbourhoods that know what the relaxation told."""
        promising = None if self.guide is None else self.guide.promising
        return Neighbourhoods(self.formulation, promising, level)

    def build(self, improver: Improver, *, backward: bool) -> None:
        """Build a plan anew along the relaxation; what grew before it was known is often worse."""
        if improver.level != PLACED or self.guide is None or not improver.going():
            return
        fresh = Incumbent(self.formulation, self.start)
        with self._prepare():
            replace(improver, incumbent=fresh).sweep(self.guide, backward=backward)
            WholeMoves(fresh, self.clock).make(PLACED, (Move.SEATS,), improver.remaining)
            self.incumbent.adopt(fresh)

    def reseat(self, level: str, remaining: Callable[[], float]) -> None:
        """Seat all children anew in the groups that are open, as well as the level asks."""
        for one in _RESEATED.get(level, ()):
            with self._prepare():
                self.whole.make(one, (Move.SEATS,), remaining)

    def prove(self, level: str, seconds: float) -> bool:
        """Solve the whole program for a level; True where that proved it."""
        formulation = self.formulation
        program = formulation.program
        at, activity, costs = self.incumbent.snapshot()
        free = np.flatnonzero(program.column_lower < program.column_upper)
        view = program.view(
            free,
            at,
            activity,
            program.objectives[level],
            depth=formulation.goal(level).depth,
            no_worse=self._costs_before(level),
        )
        still = (
            program.objectives[level] @ at - program.objectives[level][view.free] @ at[view.free]
        )
        with self._prepare():
            outcome = solve_view(view, Engine.HIGHS, seconds, clock=self.clock)
        if outcome.values is not None:
            self.incumbent.offer(view.free, outcome.values)
        if math.isfinite(outcome.bound):
            before = costs[: formulation.levels.index(level)]
            self.bounds.note(level, round_up(outcome.bound + float(still)), before)
        return self.proven(level)

    def relax(self, level: str, seconds: float, threads: int) -> None:
        """Bound a level by its coarse relaxation, and learn which groups are worth opening."""
        formulation = self.formulation
        before = self.incumbent.costs[: formulation.levels.index(level)]
        limits = zip(self._costs_before(level), map(float, before), strict=True)
        program = formulation.program.within(list(limits))
        coarse = program.coarse(formulation.goal(level).depth, formulation.parts)
        with self._prepare():
            relaxed = relax(
                coarse.program,
                coarse.program.objectives[level],
                seconds,
                threads=threads,
                clock=self.clock,
            )
        if relaxed is None:
            return
        self.bounds.note(level, round_up(relaxed.bound), before)
        guide = Guide.read(formulation, coarse, relaxed, self.params.promising)
        with self._lock:
            if self.guide is not None:
                guide = replace(guide, promising=guide.promising | self.guide.promising)
            self.guide = guide

    def _costs_before(self, level: str) -> list[Floats]:
        levels, program = self.formulation.levels, self.formulation.program
        return [program.objectives[other] for other in levels[: levels.index(level)]]

    @contextmanager
    def _prepare(self) -> Iterator[None]:
        with self._lock:
            self._preparing += 1
        try:
            yield
        finally:
            with self._lock:
                self._preparing -= 1
