"""The columns that give meaning to several places of one pupil, beside those of the places.

Pupils who may have one place at most need none: there each place says all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.model.layout import Layout
from solver.model.program import Bools, Ints
from solver.problem import loss


def several(layout: Layout) -> Bools:
    """bool[P]: may have several places."""
    return np.array([pupil.max_places > 1 for pupil in layout.problem.pupils], dtype=np.bool_)


@dataclass(frozen=True)
class Extra:
    """The columns beside groups, places and posts: what kind, whose, and how good.

    Shapes: `kind`, `pupil` and `rank` int[E]. `rank` is r for `WITHIN` (has a place ranked r or
    better), k for `FURTHER` (has at least k places), 1 for `PLACED` (has a place). The kinds are
    numbered by the depth of the objective from which they matter (`solver.model.objective.DEPTH`).
    """

    PLACED = 0
    WITHIN = 1
    FURTHER = 2

    kind: Ints
    pupil: Ints
    rank: Ints

    @classmethod
    def of(cls, layout: Layout) -> Extra:
        """List the extra columns of a layout."""
        rows: list[tuple[int, int, int]] = []
        mine = several(layout)[layout.place_pupil]
        pairs = np.unique(
            np.stack([layout.place_pupil[mine], layout.place_rank[mine]], axis=1), axis=0
        )
        ranks: dict[int, list[int]] = {}
        for pupil, rank in pairs.tolist():
            ranks.setdefault(pupil, []).append(rank)
        for pupil, found in ranks.items():
            rows.append((cls.PLACED, pupil, 1))
            steps = range(found[0], found[-1])
            rows.extend((cls.WITHIN, pupil, r) for r in steps if loss(r + 1) > loss(r))
            most = min(layout.problem.pupils[pupil].max_places, 5)
            rows.extend((cls.FURTHER, pupil, k) for k in range(2, most + 1))
        table = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return cls(table[:, 0], table[:, 1], table[:, 2])

    def placed(self, start: int, pupils: int) -> Ints:
        """int[P]: the column `placed` of each pupil who has one, else -1.

        Args:
            start: the number of the first extra column.
            pupils: how many pupils there are.
        """
        found = np.full(pupils, -1)
        mine = np.flatnonzero(self.kind == self.PLACED)
        found[self.pupil[mine]] = start + mine
        return found
