"""What a search measures its time by: the wall's clock, or the work that was done.

With the wall's clock a plan depends on how fast and how busy the machine is. A `WorkClock` counts
what the solvers did instead, in seconds of an idle machine of today, roughly; limits then fall at
the same point of the same search, every time.
"""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Tells how far a search is; `repeatable` where it is the same in every run."""

    @property
    def repeatable(self) -> bool:
        """Whether two runs of the same search read the same times."""

    def now(self) -> float:
        """Seconds since some moment in the past."""

    def spend(self, seconds: float) -> None:
        """Work that would take an idle machine about so long has been done."""


class WallClock:
    """Time as everybody knows it."""

    repeatable = False

    def now(self) -> float:
        """Seconds since some moment in the past."""
        return time.monotonic()

    def spend(self, seconds: float) -> None:
        """Time passes by itself."""


class WorkClock:
    """Time that only passes by work, for one thread."""

    repeatable = True

    def __init__(self) -> None:
        self._spent = 0.0

    def now(self) -> float:
        """Seconds' worth of work since the clock was made."""
        return self._spent

    def spend(self, seconds: float) -> None:
        """Let the clock go on.

        Raises:
            ValueError: `seconds` is negative.
        """
        if seconds < 0:
            raise ValueError(f"work takes time, not {seconds} seconds")
        self._spent += seconds
