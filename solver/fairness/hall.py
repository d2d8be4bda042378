"""The open groups and the parties that want in: what does not change while places are given."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from solver.eligibility import Eligibility
from solver.fairness.parties import Party, parties_of
from solver.fairness.seating import Seating
from solver.plan import Assignment, Group, Plan, Status
from solver.problem import Mode, Policy, Problem


class Hall:
    """Groups by index, as they stand in `groups`; `spot_of[g]` numbers their (block, location).

    `place_in_order[g]` is the position of a group by group_id; `most[g]` is min(max_size,
    capacity), `chairs[g]` the capacity, `least[g]` the minimum. `pinned` are the groups that a
    pin holds open. `seat_of[p]` is the (party, crew) of a pupil, `parties_at[spot]` who could go
    there, `alone_in[g]` the parties of one crew who could be in a group, all in the order of the
    draw.
    """

    def __init__(
        self,
        problem: Problem,
        groups: Sequence[Group],
        assignments: Sequence[Assignment],
        eligibility: Eligibility,
    ) -> None:
        empty = Plan(Policy.DRAW, Status.FEASIBLE, tuple(groups), tuple(assignments), ())
        self.seating = seating = Seating(problem, empty, eligibility=eligibility)
        self.problem = problem
        self.groups = seating.groups
        self.index = seating.group_index
        self.offer_of = seating.offer_of
        self.least = seating.least
        self.chairs = seating.chairs
        self.most = [
            min(problem.offer_by_id[offer_id].max_size, chairs)
            for offer_id, chairs in zip(self.offer_of, self.chairs, strict=True)
        ]
        ids = [group.id for group in self.groups]
        by_id = {group_id: position for position, group_id in enumerate(sorted(ids))}
        self.place_in_order = [by_id[group_id] for group_id in ids]
        self.spots = sorted(set(seating.spots))
        number = {spot: position for position, spot in enumerate(self.spots)}
        self.spot_of = [number[spot] for spot in seating.spots]
        self.parties: list[Party] = parties_of(seating, self.spot_of, self.place_in_order)
        self.parties_at: list[list[Party]] = [[] for _ in self.spots]
        self.alone_in: list[list[Party]] = [[] for _ in self.groups]
        for party in self.parties:
            for spot in party.sites:
                self.parties_at[spot].append(party)
            for run in party.runs:
                for choice in run:
                    self.alone_in[choice].append(party)
        self.seat_of = {
            pupil: (party.index, position)
            for party in self.parties
            for position, crew in enumerate(party.crews)
            for pupil in crew.members
        }
        self.pinned = frozenset(
            self.index[group]
            for pin in problem.pins
            if pin.must and (group := Group(pin.offer_id, pin.block_id, pin.room_id)) in self.index
        )
        self.clash = lru_cache(maxsize=None)(self._clash)

    def _clash(self, one: int, other: int, modes: frozenset[Mode]) -> bool:
        """Whether somebody who travels in one of these ways cannot attend both spots (3.6)."""
        return any(
            self.seating.tables.clash(*self.spots[one], *self.spots[other], mode) for mode in modes
        )
