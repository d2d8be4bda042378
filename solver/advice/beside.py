"""What a group of one offer would lack beside a plan, for every block and location at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solver.eligibility import Eligibility
from solver.eligibility.timetable import BoolTable
from solver.reasons.standing import Standing

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Team:
    """Whether a whole team is there, or would be with one tutor more; each bool[B, L]."""

    whole: BoolTable
    with_lead: BoolTable
    with_assistant: BoolTable


class Beside:
    """Rooms and tutors for one more group beside a plan. Shapes: B blocks, L locations, R rooms.

    Optimistic on purpose: travel between groups, skills, pins and the budget are left out.
    """

    def __init__(self, tables: Eligibility, standing: Standing) -> None:
        self.tables = tables
        self.problem = tables.problem
        self.standing = standing
        self._capacity = np.array([room.capacity for room in self.problem.rooms], dtype=np.int64)
        self._location = np.array(tables.room_location, dtype=np.int64)

    def largest_room(self, offer: int, least: int, *, free: bool) -> Ints:
        """int64[B, L]: the capacity of the largest suitable room for at least so many, or 0.

        With `free`, only rooms without a group of the plan at that time.
        """
        problem, tables = self.problem, self.tables
        wanted = problem.offers[offer]
        suits = np.array(
            [
                room.location_id in wanted.locations
                and room.capacity >= least
                and wanted.room_features <= features
                for room, features in zip(problem.rooms, tables.room_features, strict=True)
            ],
            dtype=np.bool_,
        )
        there = tables.room_block & suits[:, None]
        if free:
            there = there & self.standing.room_free
        largest = np.zeros((len(problem.locations), len(problem.blocks)), dtype=np.int64)
        np.maximum.at(largest, self._location, there * self._capacity[:, None])
        return largest.T

    def team(self, offer: int, *, free: bool) -> Team:
        """Whether the offer can be staffed; with `free`, by tutors with time beside the plan."""
        tables, wanted = self.tables, self.problem.offers[offer]
        when = tables.tutor_block & self.standing.tutor_time if free else tables.tutor_block
        where = tables.tutor_location.astype(np.int64)
        leads = tables.tutor_offer_lead[:, offer]
        assists = tables.tutor_offer_assist[:, offer]

        def able(tutors: BoolTable) -> Ints:
            counts: Ints = (when & tutors[:, None]).astype(np.int64).T @ where
            return counts

        can_lead, can_assist, either = able(leads), able(assists), able(leads | assists)

        def enough(more_leads: int, more_assistants: int) -> BoolTable:
            found: BoolTable = (
                (can_lead + more_leads >= wanted.leads)
                & (can_assist + more_assistants >= wanted.assistants)
                & (either + more_leads + more_assistants >= wanted.leads + wanted.assistants)
            )
            return found

        none = np.zeros(can_lead.shape, dtype=np.bool_)
        return Team(
            enough(0, 0),
            enough(1, 0) if wanted.leads else none,
            enough(0, 1) if wanted.assistants else none,
        )
