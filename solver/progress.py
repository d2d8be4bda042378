"""What a search tells while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from solver.clock import Clock


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a search is: its phase, the level at hand, the best value and the proven bound.

    `phase` is one of `compile`, `bound`, `construct`, `improve`, `prove`, `settle`, `arrange`;
    `level` is the name of a level (`placed`, `loss`, `further`, …); `seconds` since the search
    began. `best` and `bound` are None as long as there is none.
    """

    phase: str
    level: str
    best: int | None
    bound: int | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """The relative gap, or None while value or bound are unknown."""
        if self.best is None or self.bound is None:
            return None
        return abs(self.bound - self.best) / max(1, abs(self.bound), abs(self.best))


class OnProgress(Protocol):
    """Somebody who listens to a search."""

    def __call__(self, progress: Progress) -> None:
        """Take note; return quickly, the search waits."""


class Teller:
    """Tells a listener where a search is, with the seconds since the teller was made.

    What was just told is not told again. Used by one thread.
    """

    def __init__(self, listen: OnProgress | None, clock: Clock) -> None:
        self._listen = listen
        self._clock = clock
        self._began = clock.now()
        self._told: tuple[object, ...] = ()

    def at(
        self, phase: str, level: str, best: int | None = None, bound: int | None = None
    ) -> Progress:
        """Where the search is now."""
        return Progress(phase, level, best, bound, round(self._clock.now() - self._began, 2))

    def tell(self, now: Progress) -> None:
        """Tell it, unless it is no news."""
        news = (now.phase, now.level, now.best, now.bound)
        if self._listen is not None and news != self._told:
            self._told = news
            self._listen(now)
