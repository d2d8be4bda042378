"""How pieces that are planned elsewhere hear that it is time to stop."""

from __future__ import annotations

import math
import time
from typing import Protocol

from solver.progress import Progress

_LOOK = 0.25
"""Seconds between two looks at whether somebody called: it may be a question over a network."""


class Halt(Protocol):
    """A call to stop that reaches other processes: it pickles, and is given once."""

    def call(self) -> None:
        """Let everybody stop who has it."""

    def called(self) -> bool:
        """Whether somebody called; asked where the piece is planned."""


class Heeding:
    """A stopping rule that stops once somebody called."""

    def __init__(self, halt: Halt) -> None:
        self._halt = halt
        self._called = False
        self._looked = -math.inf

    def remaining(self) -> float:
        """0 once called."""
        now = time.monotonic()
        if not self._called and now - self._looked >= _LOOK:
            self._looked = now
            self._called = self._halt.called()
        return 0.0 if self._called else math.inf

    def enough(self, progress: Progress) -> bool:  # noqa: ARG002  (the protocol's signature)
        """A call ends everything at once."""
        return self.remaining() <= 0
