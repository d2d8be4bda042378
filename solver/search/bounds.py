"""What is proven of each level, and under which values of the levels before it."""

from __future__ import annotations

import threading

from solver.model.formulation import Formulation


class Bounds:
    """Lower bounds on the cost of every level; safe to share by threads.

    A bound is proven while the levels before cost no more than certain limits. A late move may
    better a first level at the expense of a second: what was proven of a third under the old
    limits then no longer holds, and is not used.
    """

    def __init__(self, formulation: Formulation) -> None:
        self._levels = formulation.levels
        self._lock = threading.Lock()
        self._known: dict[str, list[tuple[int, tuple[int, ...]]]] = {
            goal.name: [(goal.plain, ())] for goal in formulation.goals
        }

    def note(self, level: str, bound: int, before: tuple[int, ...]) -> None:
        """Keep a bound, proven while the levels before cost no more than `before`."""
        with self._lock:
            self._known[level].append((bound, before))

    def on(self, level: str, costs: tuple[int, ...]) -> int:
        """The best bound on a level that holds where the levels cost `costs`.

        A bound above what a plan does cost would be a solver's mistake: it is not believed.
        """
        mine = costs[self._levels.index(level)]
        with self._lock:
            return max(
                bound
                for bound, before in self._known[level]
                if bound <= mine
                and all(cost <= limit for cost, limit in zip(costs, before, strict=False))
            )
