"""The best plan so far, shared by everyone who searches."""

from __future__ import annotations

import threading
from enum import Enum

import numpy as np

from solver.model.formulation import Formulation
from solver.model.program import TOLERANCE, Floats, Ints


class Verdict(Enum):
    """What became of an offered plan; true where it made the plan better."""

    BETTER = "better"
    EQUAL = "equal"
    TURNED_DOWN = "turned down"

    def __bool__(self) -> bool:
        return self is Verdict.BETTER


class Incumbent:
    """A plan as a point of the program, with its value on every level; safe to share by threads.

    Only points that keep every row get in, and only where they are no worse: levels are compared
    in order.
    """

    def __init__(self, formulation: Formulation, at: Floats) -> None:
        self.formulation = formulation
        self._lock = threading.Lock()
        self._at = at
        self._activity = formulation.program.matrix @ at
        self._values = self._measure(at)

    def _measure(self, at: Floats) -> tuple[int, ...]:
        program = self.formulation.program
        return tuple(program.value(level, at) for level in self.formulation.levels)

    def snapshot(self) -> tuple[Floats, Floats, tuple[int, ...]]:
        """The point, its row activity, and its cost on every level; not to be written to."""
        with self._lock:
            return self._at, self._activity, self._values

    @property
    def costs(self) -> tuple[int, ...]:
        """The cost on every level."""
        return self.snapshot()[2]

    def cost(self, level: str) -> int:
        """The cost on one level."""
        return self.snapshot()[2][self.formulation.levels.index(level)]

    def offer(self, free: Ints, values: Floats) -> Verdict:
        """Take these values of the columns `free` if the plan stays whole and gets better.

        Others may have changed the plan meanwhile: what no longer fits is turned down. A point as
        good as the one at hand is taken too, so that the search moves on.
        """
        program = self.formulation.program
        with self._lock:
            at = self._at.copy()
            at[free] = values
            at = self.formulation.complete(at)
            changed = np.flatnonzero(at != self._at)
            step = at[changed] - self._at[changed]
            activity = self._activity + program.matrix[:, changed] @ step
            if np.any(activity > program.row_upper + TOLERANCE) or np.any(
                activity < program.row_lower - TOLERANCE
            ):
                return Verdict.TURNED_DOWN
            found = self._measure(at)
            if found > self._values:
                return Verdict.TURNED_DOWN
            verdict = Verdict.BETTER if found < self._values else Verdict.EQUAL
            self._at, self._activity, self._values = at, activity, found
            return verdict

    def adopt(self, other: Incumbent) -> bool:
        """Take over another plan of the same program if it is better."""
        at, activity, values = other.snapshot()
        with self._lock:
            if values >= self._values:
                return False
            self._at, self._activity, self._values = at, activity, values
            return True
