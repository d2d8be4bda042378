"""Where each kind of addition could help one offer: optimistic and cheap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from solver.advice.addition import (
    Addition,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
    period_of,
)
from solver.advice.beside import Beside
from solver.advice.demand import Demand
from solver.eligibility.timetable import BoolTable
from solver.problem import SMALL_GROUP
from solver.reasons.openings import Cell

Ints = npt.NDArray[np.int64]

_MOST_CELLS = 40
"""Cells kept for each offer and kind of addition: the best ones."""

_OTHER_LACKS = np.array([1.0, 0.3, 0.1, 0.05, 0.02])
"""What an estimate counts for where 0, 1, 2, … other things are short in the plan as it stands."""

_MOST_MINIMA = 3
"""Lower minima tried for each offer."""


class Entry(NamedTuple):
    """One more group in `cell` that an addition would make possible.

    At most `value` children would get a place by it alone; `score` says how many that likely are,
    less where something else is short there too, so that the plan would have to change elsewhere.
    """

    addition: Addition
    cell: Cell
    value: int
    score: float


class OfferScreening:
    """Screens one offer. Tables are of shape [B, L]: blocks and locations.

    `pool` counts the children to whom one more group could give a place: waiting for one
    themselves, or with a place that a waiting child could take.
    """

    def __init__(self, demand: Demand, beside: Beside, number: int) -> None:
        self.demand = demand
        self.problem = demand.problem
        self.number = number
        self.offer = offer = self.problem.offers[number]
        self.pool = demand.count(number, demand.waiting | demand.movable)
        self.likely = demand.likely(number)
        self.interest = demand.count(number, demand.wishing)
        index = demand.tables.block_index
        runs = np.zeros(len(self.problem.blocks), dtype=np.bool_)
        runs[[index[block] for block in offer.blocks]] = True
        self.runs = runs[:, None]
        sites = [location.id in offer.locations for location in self.problem.locations]
        self.here = np.array(sites, dtype=np.bool_)[None, :] & (self.pool > 0)
        self.room = beside.largest_room(number, offer.min_size, free=False)
        self.free_room = beside.largest_room(number, offer.min_size, free=True)
        self.small_room = beside.largest_room(number, 1, free=False)
        self.possible = beside.team(number, free=False)
        self.team = beside.team(number, free=True)
        self.is_open = sum(group.offer == number for group in beside.standing.open.values())
        self.no_group = int(self.is_open >= offer.max_groups)
        self.no_room = (self.free_room == 0).astype(np.int64)
        one_short = self.team.with_lead | self.team.with_assistant
        self.no_team = np.where(self.team.whole, 0, np.where(one_short, 1, 2))
        self.enough = self.interest >= offer.min_size
        self.open_rooms = [
            (group, self.problem.rooms[group.room].capacity)
            for group in beside.standing.open.values()
            if group.offer == number
        ]

    def entries(self) -> Iterator[Entry]:
        """All of this offer."""
        if not self.here.any() or not self.offer.max_size:
            return
        yield from self._leads()
        yield from self._assistants()
        yield from self._rooms()
        yield from self._larger_rooms()
        yield from self._groups()
        yield from self._blocks()
        yield from self._minima()

    def _ranked(
        self, value: Ints, lacks: Ints, where: BoolTable, make: Callable[[Cell], Addition]
    ) -> Iterator[Entry]:
        """The best cells of `where`, each with the addition that `make` says."""
        value = np.where(where & self.here, value, 0)
        likely = np.minimum(value, self.likely)
        score = likely * _OTHER_LACKS[np.minimum(lacks, len(_OTHER_LACKS) - 1)]
        flat = score.ravel()
        for position in np.argsort(-flat, kind="stable")[:_MOST_CELLS].tolist():
            if flat[position] <= 0:
                return
            block, location = divmod(position, score.shape[1])
            if self.problem.blocks[block].sessions:
                cell = Cell(self.number, block, location)
                worth = int(value[block, location])
                yield Entry(make(cell), cell, worth, float(flat[position]))

    def _seats(self) -> Ints:
        """Seats of one more group: in the largest free room, or else in the largest."""
        room = np.where(self.free_room > 0, self.free_room, self.room)
        return np.minimum(np.minimum(self.offer.max_size, room), self.pool)

    def _leads(self) -> Iterator[Entry]:
        goals = self.offer.lead_goals
        where = self.runs & self.enough & ~self.team.whole & (self.offer.leads > 0)
        others = np.where(self.team.with_lead, 0, 1) + self.no_room + self.no_group
        yield from self._ranked(
            self._seats(), others, where, lambda cell: MoreLead(goals, self._period(cell))
        )

    def _assistants(self) -> Iterator[Entry]:
        where = self.runs & self.enough & ~self.team.whole & (self.offer.assistants > 0)
        others = np.where(self.team.with_assistant, 0, 1) + self.no_room + self.no_group
        yield from self._ranked(
            self._seats(), others, where, lambda cell: MoreAssistant(self._period(cell))
        )

    def _period(self, cell: Cell) -> Period:
        return period_of(self.problem.blocks[cell.block])

    def _new_room(self, cell: Cell, needs: frozenset[str] = frozenset()) -> MoreRoom:
        location = self.problem.locations[cell.location]
        features = (self.offer.room_features | needs) - location.features
        return MoreRoom(location.id, features, self.offer.max_size, self._period(cell))

    def _rooms(self) -> Iterator[Entry]:
        """A room for one more group, and one that also meets what waiting children need."""
        able = self.possible.whole & self.runs & self.enough
        seats = np.minimum(self.offer.max_size, self.pool)
        more = seats - np.minimum(self.free_room, seats)
        others = self.no_team + self.no_group
        unmet = np.zeros_like(seats)
        for needs in self._place_needs():
            missing = self._unmet(needs)
            unmet += missing
            with_needs = np.minimum(self.offer.max_size, more + missing)
            make = partial(self._new_room, needs=needs)
            yield from self._ranked(with_needs, others, able & (missing > 0), make)
        yield from self._ranked(more - np.minimum(unmet, more), others, able, self._new_room)

    def _place_needs(self) -> list[frozenset[str]]:
        waiting = np.flatnonzero(self.demand.waiting).tolist()
        held = {self.problem.pupils[pupil].place_needs for pupil in waiting}
        return sorted((needs for needs in held if needs), key=sorted)

    def _unmet(self, needs: frozenset[str]) -> Ints:
        """How many waiting children with these needs find no room that meets them."""
        pupils = self.problem.pupils
        mine = np.array([pupil.place_needs == needs for pupil in pupils], dtype=np.bool_)
        tables = self.demand.tables
        met = np.zeros(len(self.problem.locations), dtype=np.bool_)
        for room, features in enumerate(tables.room_features):
            if tables.room_offer[room, self.number] and needs <= features:
                met[tables.room_location[room]] = True
        return self.demand.count(self.number, self.demand.waiting & mine) * ~met[None, :]

    def _larger_rooms(self) -> Iterator[Entry]:
        """A room with more seats for a group that is open now."""
        for group, capacity in self.open_rooms:
            cell = Cell(self.number, group.block, group.location)
            pool = int(self.pool[group.block, group.location])
            value = min(self.offer.max_size - capacity, pool)
            if value > 0:
                likely = float(self.likely[group.block, group.location])
                yield Entry(self._new_room(cell), cell, value, min(value, likely))

    def _groups(self) -> Iterator[Entry]:
        where = self.runs & self.enough & self.possible.whole & bool(self.no_group)
        others = self.no_room + self.no_team
        addition = MoreGroup(self.offer.id)
        yield from self._ranked(self._seats(), others, where, partial(_same, addition))

    def _blocks(self) -> Iterator[Entry]:
        where = ~self.runs & self.enough & self.possible.whole
        others = self.no_room + self.no_team + self.no_group
        blocks = self.problem.blocks
        yield from self._ranked(
            self._seats(),
            others,
            where,
            lambda cell: MoreBlock(self.offer.id, blocks[cell.block].id),
        )

    def _minima(self) -> Iterator[Entry]:
        """A few lower minima: the highest at which most is gained, and lower ones that gain more.

        What stands in the way of a group now is too few who wish it, too small rooms, or that it
        would take children away from other groups; or that a child needs a small group.
        """
        offer = self.offer
        small = np.array([pupil.small_group for pupil in self.problem.pupils], dtype=np.bool_)
        needing = self.demand.count(self.number, self.demand.waiting & small)
        others = self.no_team + self.no_group
        room = np.maximum(self.room, self.small_room)
        seats = np.minimum(np.minimum(offer.max_size, room), self.pool)
        able = self.runs & self.possible.whole
        found: list[tuple[float, list[Entry]]] = []
        for least in range(offer.min_size - 1, 0, -1):
            stuck = (self.pool < offer.min_size) | (self.room == 0)
            opened = stuck & (self.pool >= least) & (room >= least)
            value = np.where(opened, seats, 0)
            if least <= SMALL_GROUP < offer.min_size:
                value = np.maximum(value, np.where(room >= least, needing, 0))
            lower = LowerMinimum(offer.id, least)
            entries = list(self._ranked(value, others, able, partial(_same, lower)))
            best = entries[0].score if entries else 0.0
            if best > max((score for score, _ in found), default=0.0):
                found.append((best, entries))
        found.sort(key=lambda pair: -pair[0])
        for _, entries in found[:_MOST_MINIMA]:
            yield from entries


def _same(addition: Addition, cell: Cell) -> Addition:
    """The same addition, whatever the cell."""
    del cell
    return addition
