"""When to stop searching: small rules that combine, one class each."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import Protocol

from solver.progress import Progress


class Stop(Protocol):
    """A stopping rule. It is asked often, so it answers fast and never blocks."""

    def remaining(self) -> float:
        """Seconds the whole search may still take (`math.inf`: no limit, 0: stop now)."""

    def enough(self, progress: Progress) -> bool:
        """Whether the level in `progress` is good enough to go on to the next one."""


class TimeLimit:
    """Stops `seconds` after it was made.

    Raises:
        ValueError: `seconds` is not positive.
    """

    def __init__(self, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        if not seconds > 0:
            raise ValueError(f"a time limit is more than 0 seconds, not {seconds}")
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self) -> float:
        """Seconds until the limit, never below 0."""
        return max(0.0, self._end - self._clock())

    def enough(self, progress: Progress) -> bool:  # noqa: ARG002  (the protocol's signature)
        """Time says nothing about one level."""
        return False


class GapLimit:
    """A level is good enough once its relative gap to the proven bound is at most `gap`.

    Raises:
        ValueError: `gap` is not from 0 to 1.
    """

    def __init__(self, gap: float) -> None:
        if not 0 <= gap <= 1:
            raise ValueError(f"a gap is from 0 to 1, not {gap}")
        self.gap = gap

    def remaining(self) -> float:
        """A gap never ends the whole search."""
        return math.inf

    def enough(self, progress: Progress) -> bool:
        """Whether the gap of the level at hand is small enough."""
        return progress.gap is not None and progress.gap <= self.gap


class NoProgress:
    """A level is good enough after `seconds` in which neither its best nor its bound moved.

    Raises:
        ValueError: `seconds` is not positive.
    """

    def __init__(self, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        if not seconds > 0:
            raise ValueError(f"a pause is more than 0 seconds, not {seconds}")
        self._seconds = seconds
        self._clock = clock
        self._last: tuple[str, int | None, int | None] | None = None
        self._since = clock()

    def remaining(self) -> float:
        """A pause ends a level, not the whole search."""
        return math.inf

    def enough(self, progress: Progress) -> bool:
        """Whether nothing moved on this level for long enough."""
        now = (progress.level, progress.best, progress.bound)
        if now != self._last:
            self._last = now
            self._since = self._clock()
            return False
        return self._clock() - self._since >= self._seconds


class Requested:
    """Stops as soon as somebody asks for it, from any thread or signal handler."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def request(self) -> None:
        """Ask the search to stop and keep the best plan so far."""
        self._event.set()

    @property
    def asked(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def remaining(self) -> float:
        """0 once asked."""
        return 0.0 if self.asked else math.inf

    def enough(self, progress: Progress) -> bool:  # noqa: ARG002  (idem)
        """A request ends everything at once."""
        return self.asked


class FirstOf:
    """Stops as soon as one of several rules does."""

    def __init__(self, *rules: Stop) -> None:
        self._rules = rules

    def remaining(self) -> float:
        """The least of what the rules leave."""
        return min((rule.remaining() for rule in self._rules), default=math.inf)

    def enough(self, progress: Progress) -> bool:
        """Whether one rule finds the level good enough (every rule is asked, some keep time)."""
        return any([rule.enough(progress) for rule in self._rules])  # noqa: C419  (no rule is skipped)


class LeaveTime:
    """Stops as another rule does, but leaves `seconds` of its time for what comes after."""

    def __init__(self, rule: Stop, seconds: float) -> None:
        self._rule = rule
        self._seconds = seconds

    def remaining(self) -> float:
        """What the other rule leaves, less the time set aside."""
        return max(0.0, self._rule.remaining() - self._seconds)

    def enough(self, progress: Progress) -> bool:
        """As the other rule."""
        return self._rule.enough(progress)
