"""How a finished plan stands: who is where, which seats, rooms and tutors are still free."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from solver.eligibility import Eligibility
from solver.eligibility.timetable import BoolTable
from solver.plan import Assignment, Group, Place
from solver.problem import SMALL_GROUP, Offer, Pupil


class Seat(Enum):
    """What an open group has for one pupil who is not in it."""

    FREE = "free"
    TAKEN = "taken"
    """No seat for anybody."""
    UNFIT = "unfit"
    """A seat for somebody, but not with what this pupil needs."""


class Own(NamedTuple):
    """A place of one pupil, by index; `rank` is dense."""

    offer: int
    block: int
    location: int
    room: int
    rank: int


class OpenGroup:
    """An open group with what fills it."""

    def __init__(self, tables: Eligibility, group: Group) -> None:
        self.offer = tables.offer_index[group.offer_id]
        self.block = tables.block_index[group.block_id]
        self.room = tables.room_index[group.room_id]
        self.location = tables.room_location[self.room]
        self.size = 0
        self.companions = 0
        self.small = False
        self.skills: frozenset[str] = frozenset()

    def add(self, pupil: Pupil) -> None:
        """Seat a pupil."""
        self.size += 1
        self.companions += pupil.companion
        self.small = self.small or pupil.small_group

    def holds(self, offer: Offer, capacity: int, pupils: Sequence[Pupil]) -> bool:
        """Whether these pupils too have a seat, by numbers alone (contract, 3.2 and 3.7)."""
        size = self.size + len(pupils)
        companions = self.companions + sum(pupil.companion for pupil in pupils)
        small = self.small or any(pupil.small_group for pupil in pupils)
        return (
            size <= offer.max_size
            and size + companions <= capacity
            and not (small and size > SMALL_GROUP)
        )


_ANYBODY = Pupil("", 0)


class Standing:
    """A plan by index, made once; without groups it is the empty summer."""

    def __init__(
        self,
        tables: Eligibility,
        groups: Sequence[Group] = (),
        assignments: Sequence[Assignment] = (),
        places: Sequence[Place] = (),
    ) -> None:
        self.tables = tables
        self.problem = tables.problem
        self.open = {group: OpenGroup(tables, group) for group in groups}
        self.places: dict[int, list[Own]] = {}
        for place in places:
            group, pupil = self.open[place.group], tables.pupil_index[place.pupil_id]
            group.add(self.problem.pupils[pupil])
            self.places.setdefault(pupil, []).append(
                Own(group.offer, group.block, group.location, group.room, place.rank)
            )
        self.teaching: dict[int, list[OpenGroup]] = {}
        for assignment in assignments:
            group, tutor = self.open[assignment.group], tables.tutor_index[assignment.tutor_id]
            group.skills |= self.problem.tutors[tutor].skills
            self.teaching.setdefault(tutor, []).append(group)
        self.by_offer: dict[int, list[OpenGroup]] = {}
        for group in self.open.values():
            self.by_offer.setdefault(group.offer, []).append(group)

    def seat(self, pupil: int, group: OpenGroup) -> Seat:
        """What the group has for a pupil who is not in it."""
        who = self.problem.pupils[pupil]
        offer, room = self.problem.offers[group.offer], self.problem.rooms[group.room]
        if not group.holds(offer, room.capacity, [_ANYBODY]):
            return Seat.TAKEN
        fits = (
            group.holds(offer, room.capacity, [who])
            and who.support_needs <= group.skills
            and bool(self.tables.pupil_room_place[pupil, group.room])
        )
        return Seat.FREE if fits else Seat.UNFIT

    @cached_property
    def room_free(self) -> BoolTable:
        """bool[R, B]: no group of the plan in the room meets during the block (3.3)."""
        free = np.ones((len(self.problem.rooms), len(self.problem.blocks)), dtype=np.bool_)
        for group in self.open.values():
            free[group.room] &= ~self.tables.block_overlap[group.block]
        return free

    @cached_property
    def tutor_time(self) -> BoolTable:
        """bool[T, B]: the block overlaps no group of the tutor and fits the weekly limit (3.5).

        Travel depends on the location too and is left to `tutor_travels`.
        """
        tables, tutors = self.tables, self.problem.tutors
        weeks = sorted({week for minutes in tables.block_minutes_by_week for week in minutes})
        column = {week: position for position, week in enumerate(weeks)}
        per_block = np.zeros((len(self.problem.blocks), len(weeks)), dtype=np.int64)
        for row, minutes in enumerate(tables.block_minutes_by_week):
            for week, amount in minutes.items():
                per_block[row, column[week]] = amount
        used = np.zeros((len(tutors), len(weeks)), dtype=np.int64)
        free = np.ones((len(tutors), len(self.problem.blocks)), dtype=np.bool_)
        for tutor, groups in self.teaching.items():
            for group in groups:
                used[tutor] += per_block[group.block]
                free[tutor] &= ~tables.block_overlap[group.block]
        endless = np.iinfo(np.int64).max
        limit = np.array(
            [endless if t.minutes_week is None else t.minutes_week for t in tutors], dtype=np.int64
        )
        for position in range(len(weeks)):
            asked = per_block[:, position]
            left = (limit - used[:, position])[:, None] >= asked[None, :]
            free &= left | (asked == 0)[None, :]
        return free

    def tutor_travels(self, tutor: int, block: int, location: int) -> bool:
        """Whether the tutor gets from and to their other groups in time (3.5)."""
        mode = self.problem.tutors[tutor].mode
        return not any(
            self.tables.clash(group.block, group.location, block, location, mode)
            for group in self.teaching.get(tutor, ())
        )

    @cached_property
    def cost(self) -> int:
        """Total cost in sixtieths of a cent, so that hours need no rounding (3.10)."""
        problem = self.problem
        total = sum(60 * problem.offers[group.offer].group_cents for group in self.open.values())
        for tutor, groups in self.teaching.items():
            for group in groups:
                total += problem.tutors[tutor].hourly_cents * self.block_minutes[group.block]
        return total

    @cached_property
    def block_minutes(self) -> tuple[int, ...]:
        """Session minutes of each block."""
        return tuple(sum(minutes.values()) for minutes in self.tables.block_minutes_by_week)
