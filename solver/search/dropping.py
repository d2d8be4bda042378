"""What of a plan can stand: the least sure parts are dropped until every rule holds again.

No solver is asked, so it is quick and always ends: in the worst case with the empty plan.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from solver.model.formulation import Formulation
from solver.model.program import TOLERANCE, Floats, Ints


def what_stands(formulation: Formulation, at: Floats) -> Floats:
    """A part of a point that keeps every rule; pins that ask for more are left unheld.

    A child is dropped rather than a group closed; of children the last in the draw (and of one
    child the place they like least), of groups the one with the fewest children. A group that has
    become too small, or lacks a tutor, is closed, and whoever is strictly linked goes too.

    Args:
        formulation: the program of the season.
        at: float[N], whole numbers; may break any rule.
    """
    return _Dropping(formulation, at).run()


class _Dropping:
    def __init__(self, formulation: Formulation, at: Floats) -> None:
        self.formulation = formulation
        self.program = formulation.program
        self.at = formulation.complete(np.minimum(at, self.program.column_upper))
        groups = np.arange(len(formulation.layout.group_offer) + 1)
        self._first_place = np.searchsorted(formulation.layout.place_group, groups)
        self._first_post = np.searchsorted(formulation.layout.post_group, groups)

    def run(self) -> Floats:
        program = self.program
        while True:
            activity = program.matrix @ self.at
            broken = np.flatnonzero(
                (activity > program.row_upper + TOLERANCE)
                | (activity < program.row_lower - TOLERANCE)
            )
            if not len(broken):
                return self.at
            rows = sparse.csr_array(program.matrix[:, self.at > TOLERANCE])[broken]
            columns = np.flatnonzero(self.at > TOLERANCE)
            eased = False
            for number, row in enumerate(broken.tolist()):
                entries = slice(rows.indptr[number], rows.indptr[number + 1])
                mine, values = columns[rows.indices[entries]], rows.data[entries]
                eased |= self._ease(row, mine, values)
            if not eased:
                return self.at
            self.at = self.formulation.complete(self.at)

    def _ease(self, row: int, columns: Ints, values: Floats) -> bool:
        """Drop what breaks a row, one by one; False where nothing could be dropped."""
        eased = False
        while True:
            activity = float(values @ self.at[columns])
            if activity > self.program.row_upper[row] + TOLERANCE:
                to_blame = values > 0
            elif activity < self.program.row_lower[row] - TOLERANCE:
                to_blame = values < 0
            else:
                return eased
            real = columns < self.formulation.works.stop
            blamed = columns[to_blame & real & (self.at[columns] > TOLERANCE)]
            if not len(blamed):
                return eased
            self._drop(blamed)
            eased = True

    def _drop(self, columns: Ints) -> None:
        """Drop one of some columns: a place, else a group, else a post."""
        formulation, layout = self.formulation, self.formulation.layout
        takes, works = formulation.takes, formulation.works
        places = columns[(columns >= takes.start) & (columns < takes.stop)] - takes.start
        if len(places):
            worst = np.lexsort((layout.place_rank[places], layout.place_pupil[places]))[-1]
            self.at[takes.start + places[worst]] = 0.0
            return
        groups = columns[columns < takes.start]
        if len(groups):
            self._close(self._smallest(groups, groups))
            return
        posts = columns - works.start
        self.at[works.start + self._smallest(posts, layout.post_group[posts])] = 0.0

    def _smallest(self, of: Ints, groups: Ints) -> int:
        """That of some things whose group has the fewest children; of equals the last."""
        takes = self.at[self.formulation.takes]
        size = [
            takes[self._first_place[group] : self._first_place[group + 1]].sum()
            for group in groups.tolist()
        ]
        return int(of[np.lexsort((-np.arange(len(of)), np.array(size)))[0]])

    def _close(self, group: int) -> None:
        takes, works = self.formulation.takes, self.formulation.works
        self.at[group] = 0.0
        for start, first in ((takes.start, self._first_place), (works.start, self._first_post)):
            self.at[start + first[group] : start + first[group + 1]] = 0.0
