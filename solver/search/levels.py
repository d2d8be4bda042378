"""The road through the levels: for each a bound, a better plan, and where possible a proof.

Small programs are proven outright. For large ones a first-order method bounds the level from a
coarse relaxation while neighbourhood search already improves the plan; its fractional point then
tells which groups are worth opening.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from solver.clock import Clock, WallClock
from solver.model.formulation import PROMISES
from solver.plan import Level
from solver.progress import Progress, Teller
from solver.search.improve import Improver
from solver.search.incumbent import Incumbent
from solver.search.moves import Moves, SearchParams
from solver.search.side_by_side import PAUSE, side_by_side
from solver.stopping import Stop

__all__ = ["Search", "SearchParams"]

_MOST = 0.9
"""The part of the time left that a proof may take, so that its outcome comes in time."""


_RELAXING = 0.5
"""The part of the time left that a relaxation may take; one that is cut short bounds too."""


class Search:
    """Improves an incumbent level by level, and keeps the proven bounds.

    Args:
        incumbent: a plan that keeps every rule.
        stop: when to stop; asked every few hundredths of a second.
        teller: told about every new best or bound.
        clock: what time is measured by; where it is repeatable all is done by one thread.
    """

    def __init__(
        self,
        incumbent: Incumbent,
        stop: Stop,
        teller: Teller | None = None,
        params: SearchParams | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.incumbent = incumbent
        self.formulation = incumbent.formulation
        self.stop = stop
        self.params = params or SearchParams()
        self.clock = clock or WallClock()
        self.seconds: dict[str, float] = {}
        self.teller = teller or Teller(None, self.clock)
        self.moves = Moves(incumbent, self.clock, self.params)

    def run(self) -> None:
        """Go through all levels; returns when all is proven, or the stopping rule says so."""
        for level in self.formulation.levels:
            started = self.clock.now()
            self.settle(level)
            if level == PROMISES:
                self.moves.start = self.incumbent.snapshot()[0]
            self.seconds[level] = round(self.clock.now() - started, 3)

    def levels(self, of: Incumbent) -> tuple[Level, ...]:
        """The levels with the values of a plan, and the bounds that hold for it."""
        found = []
        for goal, cost in zip(self.formulation.goals, of.costs, strict=True):
            sign = -1 if goal.maximise else 1
            bound = self.moves.bounds.on(goal.name, of.costs)
            found.append(Level(goal.name, sign * cost, sign * bound, goal.maximise))
        return tuple(found)

    def settle(self, level: str) -> None:
        """Take one level as far as time and the stopping rule allow."""
        left = self.stop.remaining()
        if not self.moves.proven(level) and left > 0:
            share = self.params.shares.get(level, 0.5)
            if level == self.formulation.levels[-1]:
                share = 1.0
            until = self.clock.now() + share * left if math.isfinite(left) else math.inf
            turn = _Turn(level, self.moves, self.stop, until)
            if self.clock.repeatable:
                turn.alone(self._look)
            else:
                turn.with_others(self._look)
        self.teller.tell(self._now("settle", level))

    def _look(self, level: str) -> Progress:
        """Tell where the level is."""
        now = self._now("improve", level)
        self.teller.tell(now)
        return now

    def _now(self, phase: str, level: str) -> Progress:
        sign = -1 if self.formulation.goal(level).maximise else 1
        cost, bound = self.moves.standing(level)
        return self.teller.at(phase, level, sign * cost, sign * bound)


@dataclass
class _Turn:
    """One level's turn, until a moment of the clock at the latest."""

    level: str
    moves: Moves
    stop: Stop
    until: float

    def __post_init__(self) -> None:
        self._params = self.moves.params
        self._clock = self.moves.clock
        self._small = self.moves.size(self.level) <= self._params.outright
        self._over = False
        self._patience = max(
            self._params.least_stall, self._params.stall * min(self.remaining(), 1e9)
        )
        self._news = self.moves.standing(self.level)
        self._moved = self._clock.now()

    def remaining(self) -> float:
        """Seconds that this level may still take."""
        return max(0.0, min(self.until - self._clock.now(), self.stop.remaining()))

    def going(self) -> bool:
        """Whether to go on."""
        return not self._over and self.remaining() > 0 and not self.moves.proven(self.level)

    def over(self, look: Callable[[str], Progress]) -> bool:
        """Whether the level is proven, good enough, out of time or stuck: then it stays over."""
        now, news = look(self.level), self.moves.standing(self.level)
        if news != self._news or self.moves.preparing:
            self._news, self._moved = news, self._clock.now()
        self._over |= (
            self.moves.proven(self.level)
            or self.stop.remaining() <= 0
            or self.stop.enough(now)
            or self._clock.now() - self._moved > self._patience
        )
        return self._over

    def alone(self, look: Callable[[str], Progress]) -> None:
        """Everything one after the other, and a look between every two moves."""
        improver = self._improver(lambda: not self.over(look) and self.going())
        if self._small and self._prove(at_once=True):
            return
        if not self._small:
            self.moves.reseat(self.level, self.remaining)
            self._early(improver)
        self._bound(improver)
        self.moves.build(improver, backward=False)
        if self._small and improver.going():
            self._prove()
        improver.run()
        self.over(look)

    def with_others(self, look: Callable[[str], Progress]) -> None:
        """One thread bounds the level while the others look for better plans, then all do."""
        improver = self._improver(self.going)
        guided = threading.Event()

        def bound_then_help() -> None:
            if self._small and self._prove(at_once=True):
                return
            self._bound(improver)
            guided.set()
            self.moves.build(improver, backward=False)
            if self.moves.size(self.level) <= self._params.provable and self.going():
                self._prove()
            improver.run()

        def help_then_build() -> None:
            # A small season proven soon is proven by one thread: its plan is the same every time.
            alone = self._clock.now() + (self._params.head_start if self._small else 0.0)
            while self.going() and self._clock.now() < alone and not guided.wait(PAUSE):
                pass
            if self.going():
                self.moves.reseat(self.level, self.remaining)
            replace(improver, going=lambda: self.going() and not guided.is_set()).run()
            while self.going() and not guided.wait(PAUSE):
                pass
            self.moves.build(improver, backward=True)
            improver.run()

        jobs = [bound_then_help] + [help_then_build] * (self._params.threads - 1)
        try:
            side_by_side(jobs, lambda: self.over(look), name=f"search-{self.level}")
        finally:
            self._over = True

    def _improver(self, going: Callable[[], bool]) -> Improver:
        return self.moves.improver(self.level, going, self.remaining)

    def _prove(self, *, at_once: bool = False) -> bool:
        seconds = _MOST * self.remaining()
        return self.moves.prove(
            self.level, min(self._params.at_once, seconds) if at_once else seconds
        )

    def _early(self, improver: Improver) -> None:
        early = self._clock.now() + self._params.early

        def remaining() -> float:
            return min(improver.remaining(), max(0.0, early - self._clock.now()))

        def going() -> bool:
            return improver.going() and remaining() > 0

        replace(improver, going=going, remaining=remaining).run()

    def _bound(self, improver: Improver) -> None:
        if self.remaining() > 0:
            threads = self._params.threads if self._clock.repeatable else 1
            self.moves.relax(self.level, _RELAXING * self.remaining(), threads)
        if self.moves.guide is not None:
            improver.neighbourhoods = self.moves.neighbourhoods(self.level)
