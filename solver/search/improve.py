"""Large-neighbourhood search: free a part of the plan, solve it exactly, keep what is better."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import numpy as np

from solver.clock import Clock
from solver.model.program import Floats, Ints, View
from solver.search.engines import Engine, solve_view
from solver.search.guide import Guide
from solver.search.incumbent import Incumbent
from solver.search.neighbourhoods import Neighbourhood, Neighbourhoods

_CHOICES = 4
"""From how many neighbourhoods the one that is least in another thread's way is taken."""

_FINENESS = 10
"""Into how many parts a child's worth is cut, so that costs stay whole numbers."""


@dataclass(frozen=True)
class ImproveParams:
    """How the search sizes its neighbourhoods.

    A neighbourhood of `first_size` spots is solved for at most `seconds`; its idea's next one is
    larger after an easy one (proven within `easy` seconds) and smaller after one that was not
    proven. After `patience` neighbourhoods in a row without gain the search gives up.
    """

    first_size: int = 60
    least_size: int = 12
    seconds: float = 4.0
    easy: float = 1.0
    grow: float = 1.15
    shrink: float = 0.8
    patience: int = 400

    def __post_init__(self) -> None:
        if not 0 < self.least_size <= self.first_size:
            raise ValueError("sizes are above 0, the least no larger than the first")
        if not (self.shrink < 1 < self.grow and 0 < self.easy <= self.seconds):
            raise ValueError("shrink < 1 < grow and 0 < easy <= seconds")


@dataclass
class Improver:
    """Improves one level of an incumbent, in any number of threads at once.

    `going` is asked between moves; `neighbourhoods` may be exchanged for better informed ones
    while the search runs.
    """

    incumbent: Incumbent
    level: str
    neighbourhoods: Neighbourhoods
    going: Callable[[], bool]
    remaining: Callable[[], float]
    seed: str
    clock: Clock
    params: ImproveParams = field(default_factory=ImproveParams)
    idle: int = 0

    def __post_init__(self) -> None:
        self._sizes = dict.fromkeys(Neighbourhoods.IDEAS, float(self.params.first_size))
        self._count = 0
        self._lock = threading.Lock()
        self._at_work: dict[int, Ints] = {}

    def sweep(self, guide: Guide, *, backward: bool = False) -> None:
        """Once through the season, week by week, for a thorough first plan.

        A child counts less in a week the more of a place the relaxation has for them in the weeks
        still to come, so that seats go to whom nobody else can serve.
        """
        random = Random(f"{self.seed}|sweep")
        weeks = list(self.neighbourhoods.weeks)
        if backward:
            weeks.reverse()
        program = self.incumbent.formulation.program
        gaining = np.flatnonzero(program.objectives[self.level] < 0)
        pupil = self.incumbent.formulation.column_pupil[gaining]
        for number, week in enumerate(weeks):
            if not self.going():
                return
            later = guide.still_to_come(set(weeks[number + 1 :]))
            worth = np.maximum(1.0, np.round(_FINENESS * (1.0 - later)))
            cost = program.objectives[self.level].copy()
            cost[gaining] *= worth[pupil]
            at = self.incumbent.snapshot()[0]
            self._solve(self.neighbourhoods.of_week(week, at, random), cost)

    def run(self) -> None:
        """Move after move, until told to stop or nothing has helped for long."""
        while self.going() and self.idle < self.params.patience:
            with self._lock:
                self._count += 1
                random = Random(f"{self.seed}|{self.level}|{self._count}")
            idea = random.choice(Neighbourhoods.IDEAS)
            size = max(self.params.least_size, int(self._sizes[idea]))
            at = self.incumbent.snapshot()[0]
            parts = [self.neighbourhoods.choose(idea, size, at, random) for _ in range(_CHOICES)]
            part = min(parts, key=self._shared)
            self._at_work[threading.get_ident()] = part.free
            self._solve(part, self.incumbent.formulation.program.objectives[self.level])

    def _shared(self, part: Neighbourhood) -> int:
        """How many columns it shares with what other threads are solving at the moment.

        Two that change the same groups and tutors cannot both be taken in.
        """
        me = threading.get_ident()
        others = [free for thread, free in self._at_work.copy().items() if thread != me]
        return sum(len(np.intersect1d(part.free, free, assume_unique=True)) for free in others)

    def _solve(self, part: Neighbourhood, cost: Floats) -> None:
        view = self._view(part.free, self.incumbent.snapshot()[0], cost)
        seconds = min(self.params.seconds, self.remaining())
        outcome = solve_view(view, Engine.HIGHS, seconds, clock=self.clock)
        gained = False
        if outcome.values is not None:
            gained = bool(self.incumbent.offer(view.free, outcome.values))
        with self._lock:
            self.idle = 0 if gained else self.idle + 1
            if outcome.proven and outcome.seconds < self.params.easy:
                self._sizes[part.idea] *= self.params.grow
            elif not outcome.proven or outcome.seconds > self.params.seconds:
                self._sizes[part.idea] *= self.params.shrink

    def _view(self, free: Ints, at: Floats, cost: Floats) -> View:
        formulation = self.incumbent.formulation
        program, levels = formulation.program, formulation.levels
        return program.view(
            free,
            at,
            program.matrix @ at,
            cost,
            depth=formulation.goal(self.level).depth,
            no_worse=[program.objectives[level] for level in levels[: levels.index(self.level)]],
        )
