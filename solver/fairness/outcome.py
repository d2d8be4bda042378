"""What a child gets, as far as one is better off than another (contract, section 5)."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from solver.problem import further_gain, loss


class Outcome(NamedTuple):
    """What a child has, in the order in which it counts; of two, the greater is better.

    Ranks are turned round (`best` and `ranks` are negative), so that comparing the tuples is
    comparing as section 5 does: a place where there was none, a lower best rank, more places, a
    lower sum of ranks.
    """

    placed: int
    best: int
    places: int
    ranks: int

    @property
    def worth(self) -> tuple[int, int, int]:
        """What the child adds to levels 1 to 3: placed, loss and further (section 4)."""
        if not self.placed:
            return 0, 0, 0
        return 1, loss(-self.best), further_gain(self.places)


NOTHING = Outcome(0, 0, 0, 0)
"""No place at all."""


def outcome(ranks: Collection[int]) -> Outcome:
    """The outcome of a child whose places have these dense ranks."""
    return Outcome(1, -min(ranks), len(ranks), -sum(ranks)) if ranks else NOTHING
