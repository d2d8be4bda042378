"""What the linear relaxation tells about a good plan: groups worth opening, and who goes where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solver.model.formulation import Formulation
from solver.model.program import Bools, Coarse, Floats, Ints
from solver.search.engines import Relaxation


@dataclass(frozen=True)
class Guide:
    """A fractional plan, as far as it guides.

    Shapes: `promising` bool[G], groups worth opening; `share` float[X], the part of each place that
    is taken; `first_week` int[B], the first week of each block as a number (`weeks` are the ISO
    weeks in order).
    """

    formulation: Formulation
    promising: Bools
    share: Floats
    weeks: tuple[tuple[int, int], ...]
    first_week: Ints

    @classmethod
    def read(
        cls, formulation: Formulation, coarse: Coarse, relaxed: Relaxation, threshold: float
    ) -> Guide:
        """Read a relaxation; groups open above `threshold` count as promising."""
        layout = formulation.layout
        value = np.zeros(formulation.program.columns)
        value[coarse.columns] = relaxed.point[coarse.column]
        parts = np.bincount(coarse.column)
        alike = np.ones(formulation.program.columns)
        alike[coarse.columns] = parts[coarse.column]
        minutes = layout.eligibility.block_minutes_by_week
        weeks = tuple(sorted({week for weeks in minutes for week in weeks}))
        number = {week: position for position, week in enumerate(weeks)}
        first = [min((number[week] for week in taken), default=0) for taken in minutes]
        return cls(
            formulation,
            value[: len(layout.group_offer)] > threshold,
            (value / alike)[formulation.takes],
            weeks,
            np.array(first, dtype=np.int64),
        )

    def still_to_come(self, undecided: set[tuple[int, int]]) -> Floats:
        """float[P]: how much of a place each pupil would have in weeks that are not decided yet."""
        layout = self.formulation.layout
        open_weeks = np.array([week in undecided for week in self.weeks], dtype=np.bool_)
        block = layout.group_block[layout.place_group]
        later = open_weeks[self.first_week[block]] if len(self.weeks) else np.zeros(0, np.bool_)
        found = np.zeros(len(layout.problem.pupils))
        np.add.at(found, layout.place_pupil[later], self.share[later])
        return np.minimum(found, 1.0)
