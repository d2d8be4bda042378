"""What is proven of each level, and under which values of the levels before it."""

from __future__ import annotations

import threading

import numpy as np

from solver.model.formulation import FURTHER, PLACED, PROMISES, Formulation
from solver.problem import further_gain


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
            level: [(plain_bound(formulation, level), ())] for level in self._levels
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


def plain_bound(formulation: Formulation, level: str) -> int:
    """A bound on the cost of a level that needs no solver: everybody gets the dearest of all."""
    layout = formulation.layout
    if level == PROMISES:
        return -len(formulation.promises)
    pairs = np.stack([layout.place_pupil, layout.group_offer[layout.place_group]])
    wanted = np.bincount(np.unique(pairs, axis=1)[0], minlength=len(layout.problem.pupils))
    if level == PLACED:
        return -int(np.count_nonzero(wanted))
    if level == FURTHER:
        most = [pupil.max_places for pupil in layout.problem.pupils]
        return -sum(further_gain(min(k, m)) for k, m in zip(wanted.tolist(), most, strict=True))
    return 0
