"""The road through the levels: for each a bound, a better plan, and where possible a proof.

Small programs are proven outright. For large ones a first-order method bounds the level from a
coarse relaxation while neighbourhood search already improves the plan; its fractional point then
tells which groups are worth opening.
"""

from __future__ import annotations

import atexit
import math
import threading
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from solver.model.formulation import LOSS, PLACED, PROMISES, Formulation
from solver.model.program import Floats
from solver.plan import Level
from solver.progress import OnProgress, Progress
from solver.search.bounds import Bounds
from solver.search.engines import Engine, relax, round_up, solve_view
from solver.search.guide import Guide
from solver.search.improve import ImproveParams, Improver
from solver.search.incumbent import Incumbent
from solver.search.neighbourhoods import Neighbourhoods
from solver.stopping import Stop

_PAUSE = 0.02
"""Seconds between two looks at the clock and the stopping rule."""


_MOST = 0.9
"""The part of the time left that a proof may take, so that its outcome comes in time."""

_running: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
"""Threads that may still be inside a solver after their search has returned."""


@atexit.register
def _let_threads_end() -> None:
    """A process may not end while foreign code runs in a thread: its last move is soon over."""
    for thread in list(_running):
        thread.join()


@dataclass(frozen=True)
class SearchParams:
    """When a program counts as small, and how time is shared out.

    Programs of at most `outright` columns are first tried as a whole for `at_once` seconds; up to
    `provable` columns a proof is tried beside the improving. `shares` is the part of the time left
    that a level may take (half of it where it is not named, all for the last level); while the
    relaxation is not known, a first plan is sought for `early` seconds; a level in which nothing
    moved for `stall` of its time (and at least `least_stall` seconds) gives the rest to the next.
    """

    outright: int = 4_000
    at_once: float = 20.0
    provable: int = 60_000
    threads: int = 2
    early: float = 4.0
    promising: float = 0.01
    stall: float = 0.3
    least_stall: float = 10.0
    shares: dict[str, float] = field(
        default_factory=lambda: {PROMISES: 0.4, PLACED: 0.7, LOSS: 0.7}
    )
    improve: ImproveParams = field(default_factory=ImproveParams)

    def __post_init__(self) -> None:
        if not 0 <= self.outright <= self.provable or self.threads < 1:
            raise ValueError("0 <= outright <= provable, and at least one thread")
        if not 0 < self.stall <= 1:
            raise ValueError("a stall is a part of the time, above 0 and at most 1")


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
        self._bounds = Bounds(self.formulation)
        self._told: tuple[object, ...] = ()
        self._guide: Guide | None = None
        self._preparing = 0
        self._start = incumbent.snapshot()[0]
        self._failure: BaseException | None = None
        self._lock = threading.Lock()

    def run(self) -> None:
        """Go through all levels; returns when all is proven, or the stopping rule says so."""
        for level in self.formulation.levels:
            started = time.monotonic()
            self._settle(level)
            if level == PROMISES:
                self._start = self.incumbent.snapshot()[0]
            self.seconds[level] = round(time.monotonic() - started, 3)

    def levels(self, of: Incumbent) -> tuple[Level, ...]:
        """The levels with the values of a plan, and the bounds that hold for it."""
        found = []
        for level, cost in zip(self.formulation.levels, of.costs, strict=True):
            sign = -1 if self.formulation.goal(level).maximise else 1
            bound = self._bounds.on(level, of.costs)
            found.append(Level(level, sign * cost, sign * bound, sign < 0))
        return tuple(found)

    def _settle(self, level: str) -> None:
        """Take one level as far as time and the stopping rule allow."""
        if self._proven(level):
            self._tell("settle", level)
            return
        left = self.stop.remaining()
        if left <= 0:
            return
        size = int(
            np.count_nonzero(
                self.formulation.program.column_depth <= self.formulation.goal(level).depth
            )
        )
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
            self._neighbourhoods(level),
            going,
            remaining,
            seed=self.formulation.layout.problem.season.draw_seed,
            params=self.params.improve,
        )

        guided = threading.Event()

        small = size <= self.params.outright

        def bound_then_help() -> None:
            with self._prepare():
                if small and self._prove(level, min(self.params.at_once, _MOST * remaining())):
                    return
                self._relax(level, remaining())
            if self._guide is not None:
                improver.neighbourhoods = self._neighbourhoods(level)
            guided.set()
            self._build(improver, backward=False)
            if size <= self.params.provable and going():
                with self._prepare():
                    self._prove(level, _MOST * remaining())
            improver.run()

        early = time.monotonic() + self.params.early

        def help_then_build() -> None:
            # Something to show soon, then the cores are the relaxation's. Not so for a small
            # season: proven by one thread alone, its plan is the same every time.
            if not small:
                replace(improver, going=lambda: going() and time.monotonic() < early).run()
            while going() and not guided.wait(_PAUSE):
                pass
            self._build(improver, backward=True)
            improver.run()

        jobs = [bound_then_help] + [help_then_build] * (self.params.threads - 1)
        patience = max(self.params.least_stall, self.params.stall * remaining())
        try:
            self._run(level, jobs, patience)
        finally:
            done.set()

    def _run(self, level: str, jobs: Sequence[Callable[[], object]], patience: float) -> None:
        """Do jobs in threads of their own, and look on."""
        threads = [
            threading.Thread(target=self._guarded, args=(job,), daemon=True, name=f"search-{level}")
            for job in jobs
        ]
        for thread in threads:
            _running.add(thread)
            thread.start()
        self._watch(level, threads, patience)
        self._tell("settle", level)

    def _neighbourhoods(self, level: str) -> Neighbourhoods:
        promising = None if self._guide is None else self._guide.promising
        return Neighbourhoods(self.formulation, promising, level)

    def _build(self, improver: Improver, *, backward: bool) -> None:
        """Build a plan anew along the relaxation; what grew before it was known is often worse."""
        if improver.level != PLACED or self._guide is None or not improver.going():
            return
        fresh = Incumbent(self.formulation, self._start)
        with self._prepare():
            replace(improver, incumbent=fresh).sweep(self._guide, backward=backward)
            self.incumbent.adopt(fresh)

    @contextmanager
    def _prepare(self) -> Iterator[None]:
        """Something is under way that shows only when it is done: no reason to lose patience."""
        with self._lock:
            self._preparing += 1
        try:
            yield
        finally:
            with self._lock:
                self._preparing -= 1

    def _watch(self, level: str, threads: Sequence[threading.Thread], patience: float) -> None:
        """Look on until the level is proven, good enough, out of time or stuck, or all gave up."""
        moved, news = time.monotonic(), self._standing(level)
        while alive := [thread for thread in threads if thread.is_alive()]:
            if self._failure is not None:
                raise self._failure
            self._tell("improve", level)
            if self._standing(level) != news or self._preparing:
                moved, news = time.monotonic(), self._standing(level)
            if (
                self._proven(level)
                or self.stop.remaining() <= 0
                or self.stop.enough(self._now("improve", level))
                or time.monotonic() - moved > patience
            ):
                return
            alive[0].join(_PAUSE)
        if self._failure is not None:
            raise self._failure

    def _guarded(self, job: Callable[[], object]) -> None:
        try:
            job()
        except BaseException as failure:  # noqa: BLE001  (told to the caller's thread, which raises it)
            self._failure = failure

    def _before(self, level: str) -> tuple[int, ...]:
        """What the levels before it cost now; none of them may get worse."""
        return self.incumbent.snapshot()[2][: self.formulation.levels.index(level)]

    def _costs_before(self, level: str) -> list[Floats]:
        levels, program = self.formulation.levels, self.formulation.program
        return [program.objectives[other] for other in levels[: levels.index(level)]]

    def _prove(self, level: str, seconds: float) -> bool:
        """Solve the whole program for this level; True where that proved it."""
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
        outcome = solve_view(view, Engine.HIGHS, seconds)
        if outcome.values is not None:
            self.incumbent.offer(view.free, outcome.values)
        if math.isfinite(outcome.bound):
            before = costs[: self.formulation.levels.index(level)]
            self._bounds.note(level, round_up(outcome.bound + float(still)), before)
        return self._proven(level)

    def _relax(self, level: str, seconds: float) -> None:
        """Bound the level by its coarse relaxation, and learn which groups are worth opening."""
        formulation = self.formulation
        before = self._before(level)
        limits = zip(self._costs_before(level), map(float, before), strict=True)
        program = formulation.program.within(list(limits))
        coarse = program.coarse(formulation.goal(level).depth, formulation.parts)
        relaxed = relax(
            coarse.program,
            coarse.program.objectives[level],
            seconds,
            threads=self.params.threads,
        )
        if relaxed is None:
            return
        self._bounds.note(level, round_up(relaxed.bound), before)
        guide = Guide.read(formulation, coarse, relaxed, self.params.promising)
        with self._lock:
            if self._guide is not None:
                guide = replace(guide, promising=guide.promising | self._guide.promising)
            self._guide = guide

    def _bound_on(self, level: str) -> int:
        return self._bounds.on(level, self.incumbent.snapshot()[2])

    def _proven(self, level: str) -> bool:
        return self.incumbent.cost(level) <= self._bound_on(level)

    def _standing(self, level: str) -> tuple[int, int]:
        return self.incumbent.cost(level), self._bound_on(level)

    def _now(self, phase: str, level: str) -> Progress:
        sign = -1 if self.formulation.goal(level).maximise else 1
        seconds = time.monotonic() - self._began
        best, bound = sign * self.incumbent.cost(level), sign * self._bound_on(level)
        return Progress(phase, level, best, bound, round(seconds, 2))

    def _tell(self, phase: str, level: str) -> None:
        now = self._now(phase, level)
        news = (now.phase, now.level, now.best, now.bound)
        if self._listen is not None and news != self._told:
            self._told = news
            self._listen(now)
