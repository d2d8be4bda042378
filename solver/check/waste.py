"""No simple waste (section 4): nobody misses a free seat that they could simply take."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.agreements import pin_group
from solver.check.case import Case
from solver.check.violation import Violation
from solver.plan import Group
from solver.problem import SMALL_GROUP, LinkKind, Pupil


class Seats:
    """Who could still sit down in an open group, when nothing else changes."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._free: dict[Group, tuple[int, int]] = {}
        self._skills: dict[Group, set[str]] = {}
        self._groups: dict[str, list[Group]] = {}
        for group in sorted(case.groups):
            size, room = len(case.pupils_in[group]), case.room(group)
            most = min(case.offer(group).max_size, room.capacity)
            if any(pupil.small_group for pupil in case.pupils_in[group]):
                most = min(most, SMALL_GROUP)
            self._free[group] = (most - size, room.capacity - case.seats_taken(group))
            self._skills[group] = {s for tutor, _ in case.team_of[group] for s in tutor.skills}
            self._groups.setdefault(group.offer_id, []).append(group)
        self._barred = {
            (pin.pupil_id, pin_group(pin))
            for pin in case.problem.pins
            if not pin.must and pin.pupil_id is not None
        }
        self._partners: dict[str, list[tuple[str, LinkKind]]] = {}
        for link in case.problem.links:
            if link.strict:
                self._partners.setdefault(link.pupil_a, []).append((link.pupil_b, link.kind))
                self._partners.setdefault(link.pupil_b, []).append((link.pupil_a, link.kind))

    def groups_of(self, offer_id: str) -> list[Group]:
        """The open groups of an offer, by id."""
        return self._groups.get(offer_id, [])

    def partners(self, pupil_id: str) -> list[tuple[str, LinkKind]]:
        """Those strictly linked to a pupil."""
        return self._partners.get(pupil_id, [])

    def welcome(self, pupil: Pupil, group: Group) -> bool:
        """Whether a pupil may be in a group as far as it does not depend on others (3.6 to 3.9)."""
        case = self._case
        return (
            (pupil.id, group) not in self._barred
            and case.permission.pupil_may_come(pupil, case.offer(group), *case.spot(group))
            and case.permission.place_needs_met(pupil, case.room(group))
        )

    def has_seat(self, pupil: Pupil, group: Group, others: int = 0) -> bool:
        """Whether a group has a seat for a pupil, its companion and so many others.

        Counts the seats of offer and room, small groups, and the skills of its tutors.
        """
        size = len(self._case.pupils_in[group]) + 1 + others
        free, chairs = self._free[group]
        return (
            free >= 1 + others
            and chairs >= (2 if pupil.companion else 1) + others
            and self._case.permission.small_group_fits(pupil, size)
            and self.supports(pupil, group)
        )

    def supports(self, pupil: Pupil, group: Group) -> bool:
        """Whether the tutors of a group together have every skill that a pupil needs (3.7)."""
        return pupil.support_needs <= self._skills[group]

    def clashes(self, pupil: Pupil, spot: tuple[str, str]) -> list[int]:
        """The ranks of a pupil's places that cannot go together with this (block, location)."""
        return [
            place.rank
            for place in self._case.places_of.get(pupil.id, ())
            if self._case.permission.hours.clash(self._case.spot(place.group), spot, pupil.mode)
        ]

    def links_allow(self, pupil: Pupil, group: Group) -> bool:
        """Whether every strict link of a pupil would hold with this place added (3.8)."""
        for partner_id, kind in self.partners(pupil.id):
            mine = [place.group for place in self._case.places_of.get(pupil.id, ())] + [group]
            theirs = [place.group for place in self._case.places_of.get(partner_id, ())]
            if kind is LinkKind.SAME_GROUP and set(mine) != set(theirs):
                return False
            if kind is LinkKind.SAME_SITE and set(map(self._case.spot, mine)) != set(
                map(self._case.spot, theirs)
            ):
                return False
        return True


def check_waste(case: Case, seats: Seats) -> Iterator[Violation]:
    """One row for each pupil who could take one more place; the dearest is named."""
    for pupil_id, wishes in case.problem.wishes_by_pupil.items():
        pupil = case.problem.pupil_by_id[pupil_id]
        places = case.places_of.get(pupil_id, [])
        if len(places) >= pupil.max_places:
            continue
        had = {place.group.offer_id for place in places}
        free = (
            group
            for wish in wishes
            if wish.offer_id not in had
            for group in seats.groups_of(wish.offer_id)
            if wish.matches(group.offer_id, *case.spot(group))
            and seats.has_seat(pupil, group)
            and seats.welcome(pupil, group)
            and not seats.clashes(pupil, case.spot(group))
            and seats.links_allow(pupil, group)
        )
        group = next(free, None)
        if group is not None:
            yield Violation(
                "4",
                f"{pupil_id} {group.id}",
                f"{pupil_id} kan zo een vrije plaats in {group.id} nemen.",
                f"{pupil_id} could simply take a free seat in {group.id}.",
            )
