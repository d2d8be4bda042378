"""The rows that only the program has that arranges: every child keeps what they get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from solver.arrangement.bonds import Bonds
from solver.model.extra_columns import several
from solver.model.layout import Ints, Layout
from solver.model.rule_rows import RuleRows


class ArrangingRows(RuleRows):
    """The hard rules, the ranks that every pupil has, kept promises, and what a bond means.

    Args:
        layout: as `solver.arrangement.held.left_open` makes it.
        held: how many places of each rank each pupil has, by (pupil's position, rank).
        promises: for each promise that is kept, the places that keep it.
    """

    def __init__(
        self,
        layout: Layout,
        held: Mapping[tuple[int, int], int],
        promises: Iterable[Ints],
        bonds: Bonds,
    ) -> None:
        super().__init__(layout)
        self._held = held
        self._promises = promises
        self._bonds = bonds

    def how_many_places(self) -> None:
        """As many places of each rank as each pupil has; of one offer at most one (3.1)."""
        layout = self.layout
        ranks = int(layout.place_rank.max(initial=0)) + 1
        key = layout.place_pupil * ranks + layout.place_rank
        count = np.array(
            [self._held[divmod(one, ranks)] for one in np.unique(key).tolist()], dtype=np.float64
        )
        self.rows.group(key, self.take, 1.0, lower=count, upper=count)
        more = np.flatnonzero(several(layout)[layout.place_pupil])
        offer = layout.group_offer[layout.place_group[more]]
        self.rows.group(
            layout.place_pupil[more] * (len(layout.problem.offers) + 1) + offer,
            self.take[more],
            1.0,
            upper=1.0,
        )

    def extras(self) -> None:
        """Promises that are kept stay kept (3.11); what broken links and meetings are."""
        for places in self._promises:
            self.rows.add(self.take[places], 1.0, lower=1.0)
        self._bonds.write(self.rows, self.take, self.extra_from)
