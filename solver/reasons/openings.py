"""What it takes to open one more group beside a plan: a room, a team, money and enough children."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from solver.eligibility import Eligibility
from solver.problem import SMALL_GROUP, Pin
from solver.reasons.standing import Standing
from solver.reasons.team import Candidate, cheapest_team

NO_SKILLS: frozenset[str] = frozenset()
NOBODY: frozenset[int] = frozenset()

Indices = npt.NDArray[np.int64]


class Cell(NamedTuple):
    """Where and when a group of an offer could be: indices of offer, block and location."""

    offer: int
    block: int
    location: int


class Closures:
    """What the planner's `must=no` pins close, by index: groups, and people in groups."""

    def __init__(self, tables: Eligibility, pins: Sequence[Pin]) -> None:
        self.groups: set[tuple[int, int, int]] = set()
        self.pupils: dict[tuple[int, int, int], set[int]] = {}
        self.tutors: dict[tuple[int, int, int], frozenset[int]] = {}
        for pin in pins:
            if pin.must:
                continue
            group = (
                tables.offer_index[pin.offer_id],
                tables.block_index[pin.block_id],
                tables.room_index[pin.room_id],
            )
            if pin.tutor_id is None and pin.pupil_id is None:
                self.groups.add(group)
            if pin.tutor_id is not None:
                tutor = tables.tutor_index[pin.tutor_id]
                self.tutors[group] = self.tutors.get(group, NOBODY) | {tutor}
            if pin.pupil_id is not None:
                self.pupils.setdefault(group, set()).add(tables.pupil_index[pin.pupil_id])

    def bars(self, pupil: int, cell: Cell, room: int) -> bool:
        """Whether the group in that room is closed, or closed to this pupil."""
        group = (cell.offer, cell.block, room)
        return group in self.groups or pupil in self.pupils.get(group, ())

    def barred_tutors(self, cell: Cell, room: int) -> frozenset[int]:
        """The tutors who may not be in the group in that room."""
        return self.tutors.get((cell.offer, cell.block, room), NOBODY)


class Openings:
    """Answers about one more group in a cell beside a plan, each worked out once.

    With the standing of an empty plan the answers say what is possible at all.
    """

    def __init__(self, standing: Standing, closures: Closures) -> None:
        self.standing = standing
        self.tables = standing.tables
        self.problem = standing.problem
        self.closures = closures
        self._rooms: dict[Cell, tuple[int, ...]] = {}
        self._teams: dict[tuple[Cell, frozenset[str], frozenset[int], bool], int | None] = {}
        self._interest: dict[Cell, int] = {}
        self._wishes: dict[int, Indices] | None = None
        self._rooms_at: dict[int, list[int]] = {}
        for room, location in enumerate(self.tables.room_location):
            self._rooms_at.setdefault(location, []).append(room)

    def rooms(self, cell: Cell) -> tuple[int, ...]:
        """Rooms that suit the offer and are available for the block, taken or not (3.2, 3.3)."""
        if cell not in self._rooms:
            self._rooms[cell] = tuple(
                room
                for room in self._rooms_at.get(cell.location, ())
                if self.tables.room_offer[room, cell.offer]
                and self.tables.room_block[room, cell.block]
            )
        return self._rooms[cell]

    def has_way(self, pupil: int, cell: Cell) -> bool:
        """Whether some room of whatever size has the features, then, and is not closed to them."""
        needed = self.problem.offers[cell.offer].room_features
        return any(
            needed <= self.tables.room_features[room]
            and bool(self.tables.room_block[room, cell.block])
            and bool(self.tables.pupil_room_place[pupil, room])
            and not self.closures.bars(pupil, cell, room)
            for room in self._rooms_at.get(cell.location, ())
        )

    def rooms_for(self, pupil: int, cell: Cell) -> tuple[int, ...]:
        """Those of `rooms` that meet the pupil's place needs, companion included (3.7).

        A companion needs one seat more than the `min_size` pupils of the smallest group.
        """
        who = self.problem.pupils[pupil]
        if not who.place_needs and not who.companion:
            return self.rooms(cell)
        least = self.problem.offers[cell.offer].min_size + who.companion
        return tuple(
            room
            for room in self.rooms(cell)
            if self.tables.pupil_room_place[pupil, room]
            and self.problem.rooms[room].capacity >= least
        )

    def team(
        self,
        cell: Cell,
        skills: frozenset[str] = NO_SKILLS,
        barred: frozenset[int] = NOBODY,
        *,
        whole: bool = True,
    ) -> int | None:
        """Hourly cents of the cheapest free team with these skills; None where there is none.

        Where there is no budget any team will do and 0 is answered. With `whole` False it is
        enough that some seats of a team can be filled so that the skills are there, however
        many minutes per week that takes.
        """
        key = (cell, skills, barred, whole)
        if key not in self._teams:
            self._teams[key] = self._find_team(cell, skills, barred, whole=whole)
        return self._teams[key]

    def remember(self, other: Openings, *, but: Set[Cell]) -> None:
        """Take over which teams another worked out, but for the cells where tutors differ."""
        for key, price in other._teams.copy().items():
            if key[0] not in but:
                self._teams.setdefault(key, price)

    def _find_team(
        self, cell: Cell, skills: frozenset[str], barred: frozenset[int], *, whole: bool
    ) -> int | None:
        tables, offer = self.tables, self.problem.offers[cell.offer]
        there = tables.tutor_block[:, cell.block] & tables.tutor_location[:, cell.location]
        if whole:
            there = there & self.standing.tutor_time[:, cell.block]
        leads = there & tables.tutor_offer_lead[:, cell.offer]
        assists = there & tables.tutor_offer_assist[:, cell.offer]
        free = [
            tutor
            for tutor in np.flatnonzero(leads | assists).tolist()
            if tutor not in barred and self.standing.tutor_travels(tutor, cell.block, cell.location)
        ]
        if whole and not skills and self.problem.season.budget_cents is None:
            enough = (
                len(free) >= offer.leads + offer.assistants
                and sum(bool(leads[t]) for t in free) >= offer.leads
                and sum(bool(assists[t]) for t in free) >= offer.assistants
            )
            return 0 if enough else None
        tutors = self.problem.tutors
        candidates = [
            Candidate(bool(leads[t]), bool(assists[t]), tutors[t].skills, tutors[t].hourly_cents)
            for t in free
        ]
        if not whole:
            candidates += [Candidate(True, True, NO_SKILLS, 0)] * (offer.leads + offer.assistants)
        return cheapest_team(
            candidates, leads=offer.leads, assistants=offer.assistants, skills=skills
        )

    def affordable(self, cell: Cell, hourly_cents: int) -> bool:
        """Whether the budget allows one more group with a team at that price (3.10)."""
        budget = self.problem.season.budget_cents
        if budget is None:
            return True
        extra = 60 * self.problem.offers[cell.offer].group_cents
        extra += hourly_cents * self.standing.block_minutes[cell.block]
        return self.standing.cost + extra <= 60 * budget

    def could_meet(self, pupil: int, cell: Cell) -> bool:
        """Whether a room and tutors there could meet the pupil's needs (3.7).

        Where no room suits the offer at all, that is not for the sake of this pupil's needs.
        """
        who = self.problem.pupils[pupil]
        if who.small_group and self.problem.offers[cell.offer].min_size > SMALL_GROUP:
            return False
        if self.rooms(cell) and not self.rooms_for(pupil, cell):
            return False
        needed = who.support_needs
        return not needed or self.team(cell, needed, whole=False) is not None

    def attends(self, pupil: int, cell: Cell) -> bool:
        """Whether the pupil alone could be in a group there: 3.6, 3.7 and pins, not the wish."""
        tables = self.tables
        return (
            bool(tables.pupil_offer_age[pupil, cell.offer])
            and bool(tables.pupil_block[pupil, cell.block])
            and bool(tables.pupil_location[pupil, cell.location])
            and self.could_meet(pupil, cell)
            and any(
                not self.closures.bars(pupil, cell, room) for room in self.rooms_for(pupil, cell)
            )
        )

    def interest(self, cell: Cell) -> int:
        """How many pupils wished a group there and could come: age, availability and distance.

        Their needs are left out, so that "too few" is never said too soon.
        """
        if cell not in self._interest:
            self._interest[cell] = len(self.interested(cell))
        return self._interest[cell]

    def interested(self, cell: Cell) -> Indices:
        """Who wished a group there and could come: age, availability and distance, int64[n]."""
        if self._wishes is None:
            self._wishes = self._wish_arrays()
        if cell.offer not in self._wishes:
            return np.zeros(0, dtype=np.int64)
        pupils, blocks, locations = self._wishes[cell.offer]
        matching = ((blocks == -1) | (blocks == cell.block)) & (
            (locations == -1) | (locations == cell.location)
        )
        found = np.unique(pupils[matching])
        able = (
            self.tables.pupil_offer_age[found, cell.offer]
            & self.tables.pupil_block[found, cell.block]
            & self.tables.pupil_location[found, cell.location]
        )
        chosen: Indices = found[able]
        return chosen

    def _wish_arrays(self) -> dict[int, Indices]:
        tables = self.tables
        rows: dict[int, list[tuple[int, int, int]]] = {}
        for wish in self.problem.wishes:
            pupil = tables.pupil_index[wish.pupil_id]
            block = -1 if wish.block_id is None else tables.block_index[wish.block_id]
            location = -1 if wish.location_id is None else tables.location_index[wish.location_id]
            offer = tables.offer_index[wish.offer_id]
            rows.setdefault(offer, []).append((pupil, block, location))
        return {offer: np.array(found, dtype=np.int64).T for offer, found in rows.items()}
