"""Free seats of open groups: given to whoever can simply take one, or would rather sit there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.model.objective import PROMISES
from solver.model.program import TOLERANCE, Ints
from solver.search.incumbent import Incumbent


def fill_free_seats(incumbent: Incumbent) -> None:
    """Give free seats of open groups to whoever can simply take one, in the order of the draw.

    Those with the fewest places come first (so those without any), each takes the dearest seat
    they can, and then all stand in line again: afterwards no seat is simply wasted (contract,
    section 4).
    """
    seats = _Seats(incumbent)
    while seats.one_round():
        pass
    seats.hand_over()


def move_to_dearer_seats(incumbent: Incumbent) -> bool:
    """Let children exchange a place for a free seat that they would rather have, by the draw.

    Only where every rule still holds, no promise is left and no level loses: where what they leave
    would become too small, they stay. Each move gives one child a dearer place and nobody else
    another, so it ends. Returns whether anybody moved.
    """
    seats = _Seats(incumbent)
    moved = seats.exchange()
    if moved:
        seats.hand_over()
    return moved


class _Seats:
    """A plan under one hand: places change one by one, and every hard rule is kept each time."""

    def __init__(self, incumbent: Incumbent) -> None:
        self._incumbent = incumbent
        self._formulation = formulation = incumbent.formulation
        self._layout = layout = formulation.layout
        self._program = program = formulation.program
        at, activity, _ = incumbent.snapshot()
        self._at, self._activity = at.copy(), activity.copy()
        self._hard = program.row_depth == 0
        self._matrix = program.matrix
        self._start = formulation.takes.start
        self._most = np.array([p.max_places for p in layout.problem.pupils], dtype=np.int64)
        self._changed: set[int] = set()

    @property
    def _taken(self) -> Ints:
        return np.flatnonzero(self._at[self._formulation.takes] > 0.5)

    def _free(self) -> Ints:
        """int[n]: places that nobody holds, in open groups with a seat left."""
        layout, taken = self._layout, self._taken
        size = np.bincount(layout.place_group[taken], minlength=len(layout.group_offer))
        free = (self._at[: len(size)] > 0.5) & (size < layout.group_seats)
        could = free[layout.place_group] & (layout.place_upper > 0)
        could[taken] = False
        return np.flatnonzero(could)

    def one_round(self) -> bool:
        """One more place to each of those with the fewest who can take one; whether any did."""
        layout = self._layout
        count = np.bincount(layout.place_pupil[self._taken], minlength=len(self._most))
        could = self._free()
        could = could[(count < self._most)[layout.place_pupil[could]]]
        pupil = layout.place_pupil[could]
        line = could[np.lexsort((could, layout.place_rank[could], pupil, count[pupil]))]
        helped: set[int] = set()
        fewest = 0
        for place in line.tolist():
            owner = int(layout.place_pupil[place])
            if helped and count[owner] > fewest:
                break
            if owner not in helped and self._take(place, owner):
                helped.add(owner)
                fewest = int(count[owner])
        return bool(helped)

    def exchange(self) -> bool:
        """Each in turn leaves a place for a dearer free seat; whether anybody did."""
        layout = self._layout
        held: dict[int, list[int]] = {}
        for place in self._taken.tolist():
            held.setdefault(int(layout.place_pupil[place]), []).append(place)
        could = self._free()
        order = np.lexsort((could, layout.place_rank[could], layout.place_pupil[could]))
        moved = False
        for place in could[order].tolist():
            mine = held.get(int(layout.place_pupil[place]), [])
            for number, own in enumerate(mine):
                worse = layout.place_rank[own] > layout.place_rank[place]
                if worse and self._change(place, own):
                    mine[number] = place
                    moved = True
                    break
        return moved

    def hand_over(self) -> None:
        """Make it the incumbent's plan."""
        columns = np.array(sorted(self._changed), dtype=np.int64)
        self._incumbent.offer(columns, self._at[columns])

    def _take(self, place: int, owner: int) -> bool:
        column = self._start + place
        placed = int(self._formulation.placed[owner])
        added = [column] if placed < 0 or self._at[placed] > 0.5 else [column, placed]
        return self._step(added, [1.0] * len(added))

    def _change(self, gains: int, leaves: int) -> bool:
        columns = [self._start + gains, self._start + leaves]
        promise = self._program.objectives.get(PROMISES)
        if promise is not None and promise[columns[0]] > promise[columns[1]]:
            return False
        return self._step(columns, [1.0, -1.0])

    def _step(self, columns: Sequence[int], by: Sequence[float]) -> bool:
        """Change columns where every hard rule still holds; whether it did."""
        matrix, program = self._matrix, self._program
        spans = [slice(matrix.indptr[c], matrix.indptr[c + 1]) for c in columns]
        entries = np.concatenate([matrix.indices[span] for span in spans])
        values = np.concatenate([b * matrix.data[s] for b, s in zip(by, spans, strict=True)])
        rows, row = np.unique(entries, return_inverse=True)
        step = np.bincount(row, weights=values, minlength=len(rows))
        after = self._activity[rows] + step
        broken = (after > program.row_upper[rows] + TOLERANCE) & (step > 0)
        broken |= (after < program.row_lower[rows] - TOLERANCE) & (step < 0)
        if np.any(broken & self._hard[rows]):
            return False
        self._activity[rows] = after
        for column, value in zip(columns, by, strict=True):
            self._at[column] += value
            self._changed.add(column)
        return True
