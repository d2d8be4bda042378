"""The road through the levels: for each a bound, a better plan, and where possible a proof.

Small programs are proven outright. For large ones a first-order method bounds the level from a
coarse relaxation while neighbourhood search already improves the plan; its fractional point then
tells which groups are worth opening.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from solver.engines import Engine, relax, round_up, solve_view
from solver.formulation import DEPTH, FURTHER, LOSS, PLACED, PROMISES, Formulation
from solver.improve import ImproveParams, Improver
from solver.incumbent import Incumbent
from solver.neighbourhoods import Neighbourhoods
from solver.plan import Level
from solver.problem import further_gain
from solver.program import Bools, Floats
from solver.progress import OnProgress, Progress
from solver.stopping import Stop

_PAUSE = 0.02
"""Seconds between two looks at the clock and the stopping rule."""


@dataclass(frozen=True)
class SearchParams:
    """When a program counts as small, and how time is shared out.

    Programs of at most `outright` columns are proven at once; up to `provable` columns a proof is
    tried beside the improving; `shares` is the part of the time left that a level may take.
    """

    outright: int = 4_000
    provable: int = 60_000
    threads: int = 2
    promising: float = 0.01
    shares: dict[str, float] = field(
        default_factory=lambda: {PROMISES: 0.4, PLACED: 0.7, LOSS: 0.7, FURTHER: 1.0}
    )
    improve: ImproveParams = field(default_factory=ImproveParams)

    def __post_init__(self) -> None:
        if not 0 <= self.outright <= self.provable or self.threads < 1:
            raise ValueError("0 <= outright <= provable, and at least one thread")


class Search:
    """Improves an incumbent level by level, and keeps the proven bounds.

    Args:
        incumbent: a plan that keeps every rule.
        stop: when to stop; asked every few hundredths of a second.
        listen: told about every new best or bound.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        stop: Stop,
        listen: OnProgress | None = None,
        params: SearchParams | None = None,
    ) -> None:
        self.incumbent = incumbent
        self.formulation: Formulation = incumbent.formulation
        self.stop = stop
        self.params = params or SearchParams()
        self.seconds: dict[str, float] = {}
        self._listen = listen
        self._began = time.monotonic()
        self._bounds = {level: self._plain_bound(level) for level in self.formulation.levels}
        self._told: tuple[object, ...] = ()
        self._promising: Bools | None = None
        self._failure: BaseException | None = None
        self._lock = threading.Lock()

    def run(self) -> None:
        """Go through all levels; returns when all is proven, or the stopping rule says so."""
        for level in self.formulation.levels:
            started = time.monotonic()
            self._settle(level)
            self.seconds[level] = round(time.monotonic() - started, 3)

    def levels(self) -> tuple[Level, ...]:
        """The levels with the values of the incumbent, and their bounds."""
        found = []
        for level in self.formulation.levels:
            sign = -1 if self.formulation.maximised(level) else 1
            cost, bound = self.incumbent.cost(level), self._bounds[level]
            found.append(Level(level, sign * cost, sign * min(bound, cost), sign < 0))
        return tuple(found)

    def _plain_bound(self, level: str) -> int:
        """A bound that needs no solver: everybody gets the dearest of everything."""
        formulation, layout = self.formulation, self.formulation.layout
        if level == PROMISES:
            return -len(formulation.promises)
        pupils, offers = np.unique(
            np.stack([layout.place_pupil, layout.group_offer[layout.place_group]]), axis=1
        )
        wanted = np.bincount(pupils, minlength=len(layout.problem.pupils))
        del offers
        if level == PLACED:
            return -int(np.count_nonzero(wanted))
        if level == FURTHER:
            most = [p.max_places for p in layout.problem.pupils]
            return -sum(further_gain(min(k, m)) for k, m in zip(wanted.tolist(), most, strict=True))
        return 0

    def _settle(self, level: str) -> None:
        """Take one level as far as time and the stopping rule allow."""
        if self._proven(level):
            self._tell("settle", level)
            return
        left = self.stop.remaining()
        if left <= 0:
            return
        size = int(np.count_nonzero(self.formulation.program.column_depth <= DEPTH[level]))
        if size <= self.params.outright and self._prove(level, left):
            self._tell("prove", level)
            return
        share = self.params.shares[level]
        until = time.monotonic() + share * left if math.isfinite(left) else math.inf
        self._with_threads(level, until, size)

    def _with_threads(self, level: str, until: float, size: int) -> None:
        done = threading.Event()

        def remaining() -> float:
            return max(0.0, min(until - time.monotonic(), self.stop.remaining()))

        def going() -> bool:
            return not done.is_set() and remaining() > 0 and not self._proven(level)

        improver = Improver(
            self.incumbent,
            level,
            Neighbourhoods(self.formulation, self._promising),
            going,
            remaining,
            seed=self.formulation.layout.problem.season.draw_seed,
            params=self.params.improve,
        )

        def bound_then_help() -> None:
            self._relax(level, remaining())
            if self._promising is not None:
                improver.neighbourhoods = Neighbourhoods(self.formulation, self._promising)
            if level in (PROMISES, PLACED) and going():
                improver.sweep()
            if size <= self.params.provable and going():
                self._prove(level, remaining())
            improver.run()

        jobs: list[Callable[[], None]] = [bound_then_help]
        jobs += [improver.run] * (self.params.threads - 1)
        threads = [
            threading.Thread(target=self._guarded, args=(job,), daemon=True, name=f"search-{level}")
            for job in jobs
        ]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            if self._failure is not None:
                raise self._failure
            self._tell("improve", level)
            if self._proven(level) or self.stop.remaining() <= 0 or self.stop.enough(self._now("improve", level)):
                done.set()
                break
            time.sleep(_PAUSE)
        done.set()
        if self._failure is not None:
            raise self._failure
        self._tell("settle", level)

    def _guarded(self, job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as failure:  # noqa: BLE001  (told to the caller's thread, which raises it)
            self._failure = failure

    def _before(self, level: str) -> list[tuple[Floats, float]]:
        """The levels before it may not get worse than they are."""
        levels, program = self.formulation.levels, self.formulation.program
        return [
            (program.objectives[other], float(self.incumbent.cost(other)))
            for other in levels[: levels.index(level)]
        ]

    def _prove(self, level: str, seconds: float) -> bool:
        """Solve the whole program for this level; True where that proved it."""
        formulation = self.formulation
        program = formulation.program
        at, activity, _ = self.incumbent.snapshot()
        free = np.flatnonzero(program.column_lower < program.column_upper)
        view = program.view(
            free,
            at,
            activity,
            program.objectives[level],
            depth=DEPTH[level],
            no_worse=[cost for cost, _ in self._before(level)],
        )
        still = program.objectives[level] @ at - program.objectives[level][view.free] @ at[view.free]
        outcome = solve_view(view, Engine.HIGHS, seconds)
        if outcome.values is not None:
            self.incumbent.offer(view.free, outcome.values)
        if math.isfinite(outcome.bound):
            self._bound(level, round_up(outcome.bound + float(still)))
        return self._proven(level)

    def _relax(self, level: str, seconds: float) -> None:
        """Bound the level by its coarse relaxation, and learn which groups are worth opening."""
        formulation = self.formulation
        program = formulation.program.within(self._before(level))
        coarse = program.coarse(DEPTH[level], formulation.parts)
        relaxed = relax(
            coarse.program,
            coarse.program.objectives[level],
            seconds,
            threads=1,
        )
        if relaxed is None:
            return
        self._bound(level, round_up(relaxed.bound))
        groups = len(formulation.layout.group_offer)
        inside = coarse.columns < groups
        promising = np.zeros(groups, dtype=np.bool_)
        worth = relaxed.point[coarse.column[inside]] > self.params.promising
        promising[coarse.columns[inside]] = worth
        with self._lock:
            self._promising = promising if self._promising is None else self._promising | promising

    def _bound(self, level: str, bound: int) -> None:
        with self._lock:
            self._bounds[level] = max(self._bounds[level], bound)

    def _proven(self, level: str) -> bool:
        return self.incumbent.cost(level) <= self._bounds[level]

    def _now(self, phase: str, level: str) -> Progress:
        sign = -1 if self.formulation.maximised(level) else 1
        seconds = time.monotonic() - self._began
        best, bound = sign * self.incumbent.cost(level), sign * self._bounds[level]
        return Progress(phase, level, best, bound, round(seconds, 2))

    def _tell(self, phase: str, level: str) -> None:
        now = self._now(phase, level)
        news = (now.phase, now.level, now.best, now.bound)
        if self._listen is not None and news != self._told:
            self._told = news
            self._listen(now)
