"""Who could be where, one by one: what every rule about a single person, room or offer allows.

Built once from a problem and shared by the search and the explanations; `check` has its own
reading of the rules on purpose. All tables are numpy arrays whose rows and columns follow the
problem's own tuples (`problem.pupils`, `.blocks`, `.locations`, `.rooms`, `.tutors`, `.offers`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from solver.eligibility.distance import (
    UNKNOWN_MINUTES,
    IntTable,
    location_table,
    minutes_between,
    minutes_table,
    put_measured,
)
from solver.eligibility.timetable import (
    BoolTable,
    block_table,
    gap_table,
    minutes_by_week,
    overlap_table,
)
from solver.problem import Mode, Offer, Problem, Pupil, Role, Room, Tutor

__all__ = ["Eligibility", "minutes_between", "suits_ages"]


def suits_ages(ages: tuple[int, int] | None, offer: Offer) -> bool:
    """Whether a tutor with these ages works with all ages of the offer (contract, 3.4).

    An offer without a limit on one side asks for all ages on that side, so that only tutors of
    all ages suit it.
    """
    if ages is None:
        return True
    return (
        offer.age_from is not None
        and offer.age_to is not None
        and ages[0] <= offer.age_from
        and offer.age_to <= ages[1]
    )


class Eligibility:
    """Tables of what is allowed one by one, each worked out when first asked for.

    Shapes: P pupils, B blocks, L locations, R rooms, T tutors, O offers. The rules behind each
    are those of the contract, section 3, that concern no more than the two things named.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.pupil_index = _index(pupil.id for pupil in problem.pupils)
        self.block_index = _index(block.id for block in problem.blocks)
        self.location_index = _index(location.id for location in problem.locations)
        self.room_index = _index(room.id for room in problem.rooms)
        self.tutor_index = _index(tutor.id for tutor in problem.tutors)
        self.offer_index = _index(offer.id for offer in problem.offers)
        self.room_location: tuple[int, ...] = tuple(
            self.location_index[room.location_id] for room in problem.rooms
        )
        self.room_features: tuple[frozenset[str], ...] = tuple(
            room.features | problem.location_by_id[room.location_id].features
            for room in problem.rooms
        )

    @cached_property
    def pupil_block(self) -> BoolTable:
        """bool[P, B]: the pupil is available for every session of the block (3.6)."""
        return block_table([pupil.windows for pupil in self.problem.pupils], self.problem.blocks)

    @cached_property
    def tutor_block(self) -> BoolTable:
        """bool[T, B]: the tutor is available for every session of the block (3.4)."""
        return block_table([tutor.windows for tutor in self.problem.tutors], self.problem.blocks)

    @cached_property
    def room_block(self) -> BoolTable:
        """bool[R, B]: the room is available for every session of the block (3.3)."""
        return block_table([room.windows for room in self.problem.rooms], self.problem.blocks)

    @cached_property
    def pupil_minutes(self) -> IntTable:
        """int32[P, L]: one-way minutes from home, measured where given; -1 where unknown."""
        return self._home_minutes(self.problem.pupils, self.problem.travel.pupils, self.pupil_index)

    @cached_property
    def pupil_location(self) -> BoolTable:
        """bool[P, L]: within the pupil's travel limit, or without limit (3.6)."""
        return _within(self.pupil_minutes, [p.max_travel for p in self.problem.pupils])

    @cached_property
    def tutor_minutes(self) -> IntTable:
        """int32[T, L]: one-way minutes from home, measured where given; -1 where unknown."""
        return self._home_minutes(self.problem.tutors, self.problem.travel.tutors, self.tutor_index)

    @cached_property
    def tutor_location(self) -> BoolTable:
        """bool[T, L]: within the tutor's travel limit, or without limit (3.4)."""
        return _within(self.tutor_minutes, [t.max_travel for t in self.problem.tutors])

    def _home_minutes(
        self,
        people: Sequence[Pupil] | Sequence[Tutor],
        measured: Mapping[tuple[str, str], int],
        index: Mapping[str, int],
    ) -> IntTable:
        table = minutes_table(
            [(person.point, person.mode) for person in people],
            [location.point for location in self.problem.locations],
        )
        put_measured(table, measured, rows=index, columns=self.location_index)
        return table

    @cached_property
    def pupil_offer_age(self) -> BoolTable:
        """bool[P, O]: the pupil's age is from `age_from` to `age_to` (3.6)."""
        ages = np.array([pupil.age for pupil in self.problem.pupils], dtype=np.int64)
        offers = self.problem.offers
        lows = [ages.min(initial=0) if o.age_from is None else o.age_from for o in offers]
        highs = [ages.max(initial=0) if o.age_to is None else o.age_to for o in offers]
        table: BoolTable = (ages[:, None] >= np.array(lows, dtype=np.int64)[None, :]) & (
            ages[:, None] <= np.array(highs, dtype=np.int64)[None, :]
        )
        return table

    @cached_property
    def tutor_offer_lead(self) -> BoolTable:
        """bool[T, O]: could lead it: role, ages, language and every lead goal (3.4)."""
        return self._tutor_offer(Role.LEAD)

    @cached_property
    def tutor_offer_assist(self) -> BoolTable:
        """bool[T, O]: could assist in it: role, ages and language (3.4)."""
        return self._tutor_offer(Role.ASSISTANT)

    def _tutor_offer(self, role: Role) -> BoolTable:
        table = np.zeros((len(self.problem.tutors), len(self.problem.offers)), dtype=np.bool_)
        for row, tutor in enumerate(self.problem.tutors):
            if role in tutor.roles:
                for column, offer in enumerate(self.problem.offers):
                    table[row, column] = _suits(tutor, offer, role)
        return table

    @cached_property
    def room_offer(self) -> BoolTable:
        """bool[R, O]: at a location of the offer, with its features and `min_size` seats (3.3)."""
        table = np.zeros((len(self.problem.rooms), len(self.problem.offers)), dtype=np.bool_)
        for column, offer in enumerate(self.problem.offers):
            places = set(offer.locations)
            for row, room in enumerate(self.problem.rooms):
                table[row, column] = room.location_id in places and self._furnished(
                    room, row, offer
                )
        return table

    def _furnished(self, room: Room, row: int, offer: Offer) -> bool:
        return offer.room_features <= self.room_features[row] and room.capacity >= offer.min_size

    @cached_property
    def pupil_room_place(self) -> BoolTable:
        """bool[P, R]: every place need of the pupil is met by the room or its location (3.7)."""
        return self._met_by_rooms([pupil.place_needs for pupil in self.problem.pupils])

    def _met_by_rooms(self, needs: Sequence[frozenset[str]]) -> BoolTable:
        distinct = list(dict.fromkeys(needs))
        number = {need: row for row, need in enumerate(distinct)}
        met = np.zeros((len(distinct), len(self.room_features)), dtype=np.bool_)
        for row, need in enumerate(distinct):
            met[row] = [need <= features for features in self.room_features]
        return met[[number[need] for need in needs]]

    @cached_property
    def block_minutes_by_week(self) -> tuple[Mapping[tuple[int, int], int], ...]:
        """Session minutes per ISO (year, week), one mapping for each block (3.5)."""
        return tuple(minutes_by_week(block) for block in self.problem.blocks)

    @cached_property
    def block_overlap(self) -> BoolTable:
        """bool[B, B]: some sessions of the two overlap in time; True on the diagonal (3.3, 3.5)."""
        return overlap_table(self.problem.blocks)

    @cached_property
    def block_gap(self) -> IntTable:
        """int32[B, B]: minutes from a session of the first to a later one of the second, same day.

        The smallest over all such pairs of sessions, `NEVER` (-1) where there is none.
        """
        return gap_table(self.problem.blocks)

    def travel_gap(self, block_a: int, block_b: int) -> int:
        """The smallest gap in minutes between sessions of the two on one day, either way round.

        -1 where they never share a day (or where all that share one overlap).
        """
        gaps = [
            int(gap)
            for gap in (self.block_gap[block_a, block_b], self.block_gap[block_b, block_a])
            if gap >= 0
        ]
        return min(gaps, default=-1)

    @cached_property
    def location_minutes(self) -> Mapping[Mode, IntTable]:
        """int32[L, L] for each mode: minutes from location to location, measured where given."""
        measured = self.problem.travel.locations
        return {mode: location_table(self.problem.locations, measured, mode) for mode in Mode}

    def clash(
        self, block_a: int, location_a: int, block_b: int, location_b: int, mode: Mode
    ) -> bool:
        """Whether one person cannot attend both: sessions overlap, or travel does not fit (3.5).

        Travel counts in the direction in which it is made, between all sessions on one day.
        """
        if self.block_overlap[block_a, block_b]:
            return True
        if location_a == location_b:
            return False
        minutes = self.location_minutes[mode]
        there, back = self.block_gap[block_a, block_b], self.block_gap[block_b, block_a]
        return bool(
            0 <= there < minutes[location_a, location_b]
            or 0 <= back < minutes[location_b, location_a]
        )


def _index(ids: Iterable[str]) -> Mapping[str, int]:
    return {name: position for position, name in enumerate(ids)}


def _within(minutes: IntTable, limits: Sequence[int | None]) -> BoolTable:
    anywhere = np.iinfo(np.int32).max
    bound = np.array([anywhere if limit is None else limit for limit in limits], dtype=np.int64)
    table: BoolTable = (minutes <= bound[:, None]) | (minutes == UNKNOWN_MINUTES)
    return table


def _suits(tutor: Tutor, offer: Offer, role: Role) -> bool:
    return (
        role in tutor.roles
        and suits_ages(tutor.ages, offer)
        and (not offer.language or not tutor.languages or offer.language in tutor.languages)
        and (role is not Role.LEAD or offer.lead_goals <= tutor.goals)
    )
