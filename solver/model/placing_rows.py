"""The rows that only the program has that gives out places: how many, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from solver.model.extra_columns import Extra, several
from solver.model.layout import Layout
from solver.model.program import Ints
from solver.model.rule_rows import RuleRows


class PlacingRows(RuleRows):
    """The hard rules, and the meaning of `placed`, `within` and `further`."""

    def __init__(self, layout: Layout, extra: Extra) -> None:
        places_end = len(layout.group_offer) + len(layout.place_pupil) + len(layout.post_tutor)
        self.extra = extra
        self.placed = extra.placed(places_end, len(layout.problem.pupils))
        super().__init__(layout, self.placed)

    def how_many_places(self) -> None:
        """3.1: at most `max_places`, and one for each offer.

        Whatever limits the places of a pupil who may have several is written against their column
        `placed` instead of 1: no place without it, and tighter in the linear relaxation.
        """
        layout = self.layout
        is_several = several(layout)[layout.place_pupil]
        one = np.flatnonzero(~is_several)
        self.rows.group(layout.place_pupil[one], self.take[one], 1.0, upper=1.0)
        more = np.flatnonzero(is_several)
        most = np.array([pupil.max_places for pupil in layout.problem.pupils], dtype=np.float64)
        pupils = np.unique(layout.place_pupil[more])
        self.rows.group(
            np.concatenate([layout.place_pupil[more], pupils]),
            np.concatenate([self.take[more], self.placed[pupils]]),
            np.concatenate([np.ones(len(more)), -most[pupils]]),
            upper=0.0,
        )
        base = len(layout.problem.offers) + 1
        offer = layout.group_offer[layout.place_group[more]]
        key = layout.place_pupil[more] * base + offer
        keys = np.unique(key)
        self.rows.group(
            np.concatenate([key, keys]),
            np.concatenate([self.take[more], self.placed[keys // base]]),
            np.concatenate([np.ones(len(more)), -np.ones(len(keys))]),
            upper=0.0,
        )

    def extras(self) -> None:
        """What `placed`, `within` and `further` mean."""
        layout, extra = self.layout, self.extra
        column = self.extra_from + np.arange(len(extra.kind))
        order = np.argsort(layout.place_pupil, kind="stable")
        pupils = np.arange(len(layout.problem.pupils) + 1)
        starts = np.searchsorted(layout.place_pupil[order], pupils)
        kinds, ranks = extra.kind.tolist(), extra.rank.tolist()
        for kind, pupil, rank, mine in zip(
            kinds, extra.pupil.tolist(), ranks, column.tolist(), strict=True
        ):
            places = order[starts[pupil] : starts[pupil + 1]]
            self.rows.depth = kind
            if kind == Extra.PLACED:
                self._no_more_than(mine, self.take[places])
            elif kind == Extra.WITHIN:
                self._no_more_than(mine, self.take[places[layout.place_rank[places] <= rank]])
                self.rows.add([mine, self.placed[pupil]], [1.0, -1.0], upper=0.0)
            elif rank == 2:
                more = list(self._further(mine, pupil))
                columns = np.concatenate([self.take[places], [self.placed[pupil]], more])
                values = np.concatenate([-np.ones(len(places)), [1.0], np.ones(len(more))])
                self.rows.add(columns, values, upper=0.0)

    def _no_more_than(self, column: int, takes: Ints) -> None:
        self.rows.add(np.append(takes, column), np.append(-np.ones(len(takes)), 1.0), upper=0.0)

    def _further(self, first: int, pupil: int) -> Iterator[int]:
        """The `further` columns of a pupil, which follow each other from `first` on."""
        extra = self.extra
        for number in range(first - self.extra_from, len(extra.kind)):
            if extra.kind[number] != Extra.FURTHER or extra.pupil[number] != pupil:
                return
            yield self.extra_from + number
