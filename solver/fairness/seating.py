"""Who sits where in the open groups of a plan, and who else may: made to be asked very often."""

from __future__ import annotations

from solver.eligibility import Eligibility
from solver.fairness.draw import draw_numbers
from solver.plan import Group, Place, Plan
from solver.problem import SMALL_GROUP, LinkKind, Mode, Problem

Spot = tuple[int, int]
"""When and where, by index: (block, location)."""
Promise = tuple[str, str, str | None]
"""Offer, block and location of a promised place; the location None where it is not known."""


class Seating:
    """The children of one plan, by index, in groups that stay as they are.

    Pupils are numbered as in `problem.pupils`, groups as in `groups`. `held[p]` are the groups of
    a pupil with their dense ranks, `members[g]` is the same the other way round, `could[p]` are
    the open groups that a pupil wished and may have as far as that concerns nobody else (3.1,
    3.6, 3.7, 3.9), with their ranks. `number[p]` is the draw number.

    The plan keeps the hard rules of section 3; with `previous`, its promises too.
    """

    def __init__(
        self,
        problem: Problem,
        plan: Plan,
        *,
        eligibility: Eligibility | None = None,
        previous: Plan | None = None,
    ) -> None:
        self.problem = problem
        self.tables = tables = eligibility or Eligibility(problem)
        self.groups = tuple(sorted(plan.groups))
        self.group_index = {group: position for position, group in enumerate(self.groups)}
        self.spots: list[Spot] = [
            (
                tables.block_index[group.block_id],
                tables.room_location[tables.room_index[group.room_id]],
            )
            for group in self.groups
        ]
        self.offer_of = [group.offer_id for group in self.groups]
        self.least = [problem.offer_by_id[offer_id].min_size for offer_id in self.offer_of]
        self.chairs = [problem.room_by_id[group.room_id].capacity for group in self.groups]
        numbers = draw_numbers(problem.season.draw_seed, problem.pupil_by_id)
        self.number = [numbers[pupil.id] for pupil in problem.pupils]
        self._clashes: dict[tuple[Spot, Spot, Mode], bool] = {}
        self.kept_in: set[tuple[int, int]] = set()
        self.could = self._could(plan)
        self.held: list[dict[int, int]] = [{} for _ in problem.pupils]
        self.members: list[set[int]] = [set() for _ in self.groups]
        self.taken = [0] * len(self.groups)
        for place in plan.places:
            pupil, group = tables.pupil_index[place.pupil_id], self.group_index[place.group]
            self._sit(pupil, group, self.could[pupil].get(group, place.rank))
        self.partners: dict[int, list[tuple[int, LinkKind]]] = {}
        for link in problem.links:
            if link.strict:
                one, other = tables.pupil_index[link.pupil_a], tables.pupil_index[link.pupil_b]
                self.partners.setdefault(one, []).append((other, link.kind))
                self.partners.setdefault(other, []).append((one, link.kind))
        self.promises = {} if previous is None else self._promises(plan, previous)

    def _could(self, plan: Plan) -> list[dict[int, int]]:
        problem, tables = self.problem, self.tables
        skills: list[frozenset[str]] = [frozenset()] * len(self.groups)
        for assignment in plan.assignments:
            group = self.group_index[assignment.group]
            skills[group] |= problem.tutor_by_id[assignment.tutor_id].skills
        barred: set[tuple[int, int]] = set()
        for pin in problem.pins:
            position = self.group_index.get(Group(pin.offer_id, pin.block_id, pin.room_id))
            if position is not None and pin.pupil_id is not None:
                place = (tables.pupil_index[pin.pupil_id], position)
                (self.kept_in if pin.must else barred).add(place)
        by_offer: dict[str, list[int]] = {}
        for position, offer_id in enumerate(self.offer_of):
            by_offer.setdefault(offer_id, []).append(position)
        rooms = [tables.room_index[group.room_id] for group in self.groups]
        found: list[dict[int, int]] = [{} for _ in problem.pupils]
        for wish in problem.wishes:
            pupil = tables.pupil_index[wish.pupil_id]
            offer = tables.offer_index[wish.offer_id]
            if not tables.pupil_offer_age[pupil, offer]:
                continue
            needed = problem.pupils[pupil].support_needs
            for group in by_offer.get(wish.offer_id, ()):
                block, location = self.spots[group]
                if (
                    wish.block_id in (None, self.groups[group].block_id)
                    and wish.location_id in (None, problem.locations[location].id)
                    and tables.pupil_block[pupil, block]
                    and tables.pupil_location[pupil, location]
                    and tables.pupil_room_place[pupil, rooms[group]]
                    and needed <= skills[group]
                    and (pupil, group) not in barred
                ):
                    found[pupil][group] = min(wish.rank, found[pupil].get(group, wish.rank))
        return found

    def _promises(self, plan: Plan, previous: Plan) -> dict[int, list[Promise]]:
        """The promises that the plan keeps, and has to go on keeping (3.11)."""
        lost = {(row.pupil_id, row.group) for row in plan.lost_promises}
        found: dict[int, list[Promise]] = {}
        for place in previous.places:
            pupil = self.tables.pupil_index.get(place.pupil_id)
            if pupil is None or (place.pupil_id, place.group) in lost:
                continue
            room = self.problem.room_by_id.get(place.group.room_id)
            promise = (*place.group[:2], None if room is None else room.location_id)
            if self._keeps(promise, set(self.held[pupil])):
                found.setdefault(pupil, []).append(promise)
        return found

    def _keeps(self, promise: Promise, mine: set[int]) -> bool:
        offer_id, block_id, location_id = promise
        return any(
            self.groups[group][:2] == (offer_id, block_id)
            and location_id in (None, self.problem.locations[self.spots[group][1]].id)
            for group in mine
        )

    def _sit(self, pupil: int, group: int, rank: int) -> None:
        self.held[pupil][group] = rank
        self.members[group].add(pupil)
        self.taken[group] += 1 + self.problem.pupils[pupil].companion

    def move(self, pupil: int, leaves: int | None, takes: int | None) -> None:
        """Let a pupil leave one group, take another, or both; rules are not looked at."""
        if leaves is not None:
            del self.held[pupil][leaves]
            self.members[leaves].remove(pupil)
            self.taken[leaves] -= 1 + self.problem.pupils[pupil].companion
        if takes is not None:
            self._sit(pupil, takes, self.could[pupil][takes])

    def in_the_way(self, pupil: int, group: int, leaving: int | None = None) -> list[int]:
        """A pupil's groups that cannot go with this one: same offer, overlap or travel (3.1, 3.6).

        `leaving` is not counted.
        """
        mode, spot = self.problem.pupils[pupil].mode, self.spots[group]
        offer_id = self.offer_of[group]
        return [
            own
            for own in self.held[pupil]
            if own != leaving
            and (self.offer_of[own] == offer_id or self._clash(self.spots[own], spot, mode))
        ]

    def _clash(self, one: Spot, other: Spot, mode: Mode) -> bool:
        key = (one, other, mode)
        known = self._clashes.get(key)
        if known is None:
            known = self._clashes[key] = self.tables.clash(*one, *other, mode)
        return known

    def seats_instead(self, pupil: int, other: int, group: int) -> bool:
        """Whether a pupil has a seat in a group when this other leaves it (3.2, 3.7)."""
        pupils = self.problem.pupils
        chairs = self.taken[group] + pupils[pupil].companion - pupils[other].companion
        return chairs <= self.chairs[group] and not (
            pupils[pupil].small_group and len(self.members[group]) > SMALL_GROUP
        )

    def bonds_hold(self, after: dict[int, set[int]]) -> bool:
        """Whether strict links (3.8) and promises (3.11) of these pupils hold in these groups."""
        for pupil, mine in after.items():
            for partner, kind in self.partners.get(pupil, ()):
                theirs = after.get(partner, self.held[partner].keys())
                if kind is LinkKind.SAME_GROUP:
                    if mine != theirs:
                        return False
                elif {self.spots[g] for g in mine} != {self.spots[g] for g in theirs}:
                    return False
            if not all(self._keeps(promise, mine) for promise in self.promises.get(pupil, ())):
                return False
        return True

    def places(self) -> tuple[Place, ...]:
        """All places as they are now, sorted."""
        return tuple(
            sorted(
                Place(self.problem.pupils[pupil].id, self.groups[group], rank)
                for pupil, mine in enumerate(self.held)
                for group, rank in mine.items()
            )
        )
