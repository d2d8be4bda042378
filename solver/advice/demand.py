"""How many children an extra group could serve, where and when: optimistic counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from solver.eligibility import Eligibility
from solver.plan import Place
from solver.reasons.openings import Cell

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_BY_MOVING = 0.5
"""What a child counts who would leave a seat for another one, where a waiting child counts 1."""

_WITH_NEEDS = 0.5
"""What a waiting child with needs counts."""


class Demand:
    """Who wished a group of an offer in a block at a location, and could come.

    Age, availability and distance count; needs, links and pins do not, so that no count is too
    low. A child who asks the same twice may be counted twice.

    Shapes: P pupils, B blocks, L locations. `waiting` bool[P] are the pupils with a wish and
    without any place; `movable` bool[P] those with a place where a waiting pupil could come too,
    so that a place for them elsewhere leaves a seat for another child. `chance` float[P] guesses
    how surely another group would place a child by each of these.
    """

    def __init__(self, tables: Eligibility, places: Sequence[Place]) -> None:
        self.tables = tables
        self.problem = tables.problem
        pupils = self.problem.pupils
        self._wishes = self._wish_arrays()
        may = np.array([pupil.max_places > 0 for pupil in pupils], dtype=np.bool_)
        wishing = np.zeros(len(pupils), dtype=np.bool_)
        for rows in self._wishes.values():
            wishing[rows[0]] = True
        placed = np.zeros(len(pupils), dtype=np.bool_)
        self.cells_of: dict[int, list[Cell]] = {}
        for place in places:
            pupil = tables.pupil_index[place.pupil_id]
            placed[pupil] = True
            room = tables.room_location[tables.room_index[place.group.room_id]]
            offer, block = place.group.offer_id, place.group.block_id
            self.cells_of.setdefault(pupil, []).append(
                Cell(tables.offer_index[offer], tables.block_index[block], room)
            )
        self.wishing = wishing & may
        self.waiting: Bools = self.wishing & ~placed
        self.chance: Floats = np.where(self.waiting, self._ease(), 0.0)
        self._note_movers()
        self.movable: Bools = (self.chance > 0) & ~self.waiting

    def count(self, offer: int, who: Bools) -> Ints:
        """int64[B, L]: how many of the pupils `who` (bool[P]) wished it and could come."""
        shape = (len(self.problem.blocks), len(self.problem.locations))
        rows = self._rows(offer, who)
        if rows is None:
            return np.zeros(shape, dtype=np.int64)
        when, where, _ = rows
        counts: Ints = (when.astype(np.int64).T @ where.astype(np.int64)).reshape(shape)
        return counts

    def likely(self, offer: int) -> Floats:
        """float64[B, L]: how many children another group would likely place, seats aside."""
        rows = self._rows(offer, self.chance > 0)
        if rows is None:
            return np.zeros((len(self.problem.blocks), len(self.problem.locations)))
        when, where, pupils = rows
        weighted = when.astype(np.float64) * self.chance[pupils][:, None]
        sums: Floats = weighted.T @ where.astype(np.float64)
        return sums

    def who(self, cell: Cell, among: Bools) -> Bools:
        """bool[P]: which of the pupils `among` wished a group there and could come."""
        found = np.zeros(len(self.problem.pupils), dtype=np.bool_)
        rows = self._rows(cell.offer, among)
        if rows is not None:
            when, where, pupils = rows
            found[pupils[when[:, cell.block] & where[:, cell.location]]] = True
        return found

    def _rows(self, offer: int, who: Bools) -> tuple[Bools, Bools, Ints] | None:
        """Of each wish of `who` for an offer: bool[n, B] when, bool[n, L] where, and whose."""
        if offer not in self._wishes:
            return None
        pupils, blocks, locations = self._wishes[offer]
        mine = who[pupils] & self.tables.pupil_offer_age[pupils, offer]
        pupils, blocks, locations = pupils[mine], blocks[mine], locations[mine]
        when = self.tables.pupil_block[pupils].copy()
        named = np.flatnonzero(blocks >= 0)
        when[named] &= np.arange(when.shape[1]) == blocks[named, None]
        where = self.tables.pupil_location[pupils].copy()
        named = np.flatnonzero(locations >= 0)
        where[named] &= np.arange(where.shape[1]) == locations[named, None]
        return when, where, pupils

    def _ease(self) -> Floats:
        """float[P]: less for pupils with needs, which not every group meets."""
        return np.array(
            [
                _WITH_NEEDS if p.support_needs or p.place_needs or p.small_group else 1.0
                for p in self.problem.pupils
            ]
        )

    def _note_movers(self) -> None:
        """The seats of a cell are worth no more than the children who wait for them."""
        seated: dict[Cell, list[int]] = {}
        for pupil, cells in self.cells_of.items():
            for cell in cells:
                seated.setdefault(cell, []).append(pupil)
        for cell, pupils in seated.items():
            wanted = int(self.who(cell, self.waiting).sum())
            share = _BY_MOVING * min(1.0, wanted / len(pupils))
            self.chance[pupils] = np.maximum(self.chance[pupils], share)

    def _wish_arrays(self) -> dict[int, Ints]:
        """Of each offer int64[3, n]: pupil, block and location of the wishes, -1 where any."""
        tables = self.tables
        rows: dict[int, list[tuple[int, int, int]]] = {}
        for wish in self.problem.wishes:
            rows.setdefault(tables.offer_index[wish.offer_id], []).append(
                (
                    tables.pupil_index[wish.pupil_id],
                    -1 if wish.block_id is None else tables.block_index[wish.block_id],
                    -1 if wish.location_id is None else tables.location_index[wish.location_id],
                )
            )
        return {offer: np.array(found, dtype=np.int64).T for offer, found in rows.items()}
