"""Links that are wishes (contract, section 4, level 5) as columns: who is together where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from solver.model.layout import Bools, Ints, Layout
from solver.model.program import Floats, Rows
from solver.problem import LinkKind


@dataclass(frozen=True)
class Bonds:
    """The links that are not strict, of two pupils who both have a place.

    Shapes: L links with their pupils `pupil_a` and `pupil_b` and whether a group is to be shared,
    `same_group`, rather than a (block, location); S *meetings*, each of a link `meeting_link` at
    a spot (a number that the rooms of a spot share) where both could be. `at_a` and `at_b` are
    S × X: which places of the one and of the other are there.

    A link is broken unless some meeting comes about, and a meeting asks for a place of each there.
    """

    pupil_a: Ints
    pupil_b: Ints
    same_group: Bools
    meeting_link: Ints
    meeting_spot: Ints
    at_a: sparse.csr_array
    at_b: sparse.csr_array

    @classmethod
    def of(cls, layout: Layout) -> Bonds:
        """The bonds of a layout in which no place is listed of a pupil who has none."""
        index = layout.eligibility.pupil_index
        mine = np.argsort(layout.place_pupil, kind="stable")
        starts = np.searchsorted(
            layout.place_pupil[mine], np.arange(len(layout.problem.pupils) + 1)
        )
        sites = layout.group_block * (len(layout.problem.locations) + 1) + layout.group_location
        links: list[tuple[int, int, bool]] = []
        meetings: list[tuple[int, int]] = []
        there: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        for link in layout.problem.links:
            pair = index[link.pupil_a], index[link.pupil_b]
            places = [mine[starts[pupil] : starts[pupil + 1]] for pupil in pair]
            if link.strict or pair[0] == pair[1] or not all(map(len, places)):
                continue
            together = link.kind is LinkKind.SAME_GROUP
            groups = [layout.place_group[of] for of in places]
            keys = groups if together else [sites[of] for of in groups]
            for key in np.intersect1d(*keys).tolist():
                spot = int(layout.spots[key]) if together else key
                for side in (0, 1):
                    at = places[side][keys[side] == key].tolist()
                    there[side].extend((len(meetings), place) for place in at)
                meetings.append((len(links), spot))
            links.append((*pair, together))
        table = np.array(links, dtype=np.int64).reshape(-1, 3)
        pairs = np.array(meetings, dtype=np.int64).reshape(-1, 2)
        shape = len(meetings), len(layout.place_pupil)
        at_a, at_b = (_marks(np.array(found, np.int64).reshape(-1, 2), shape) for found in there)
        return cls(table[:, 0], table[:, 1], table[:, 2] > 0, pairs[:, 0], pairs[:, 1], at_a, at_b)

    @property
    def never(self) -> Bools:
        """bool[L]: broken whatever is arranged, for the two could be together nowhere."""
        found: Bools = np.bincount(self.meeting_link, minlength=len(self.pupil_a)) == 0
        return found

    @cached_property
    def parts(self) -> Ints:
        """int[L + S]: meetings of a link in rooms of one spot share a number."""
        links = len(self.pupil_a)
        keys = np.stack([self.meeting_link, self.meeting_spot])
        if not keys.shape[1]:
            return np.arange(links)
        number = np.unique(keys, axis=1, return_inverse=True)[1]
        return np.concatenate([np.arange(links), links + np.asarray(number).ravel()])

    def worked_out(self, takes: Floats) -> Floats:
        """float[L + S]: which links are broken, and which meetings come about, by the places."""
        met = (self.at_a @ takes > 0.5) & (self.at_b @ takes > 0.5)
        times = np.bincount(self.meeting_link, weights=met, minlength=len(self.pupil_a))
        return np.concatenate([times < 0.5, met]).astype(np.float64)

    def concerning(self, pupils: Bools) -> Bools:
        """bool[L + S]: what may change with the places of these pupils, bool[P]."""
        links = pupils[self.pupil_a] | pupils[self.pupil_b]
        found: Bools = np.concatenate([links, links[self.meeting_link]])
        return found

    def write(self, rows: Rows, take: Ints, start: int) -> None:
        """Write down what the columns mean.

        Args:
            rows: where to.
            take: int[X], the column of each place.
            start: the first column of these.
        """
        links, meetings = len(self.pupil_a), len(self.meeting_link)
        meeting = start + links + np.arange(meetings)
        for at in (self.at_a, self.at_b):
            entries = sparse.coo_array(at)
            rows.group(
                np.concatenate([np.arange(meetings), entries.coords[0]]),
                np.concatenate([meeting, take[entries.coords[1]]]),
                np.concatenate([np.ones(meetings), -np.ones(len(entries.data))]),
                upper=0.0,
                sums=self.parts[links:],
            )
        rows.group(
            np.concatenate([np.arange(links), self.meeting_link]),
            np.concatenate([start + np.arange(links), meeting]),
            1.0,
            lower=1.0,
        )


def _marks(found: Ints, shape: tuple[int, int]) -> sparse.csr_array:
    ones = np.ones(len(found))
    return sparse.csr_array((ones, (found[:, 0], found[:, 1])), shape=shape)
