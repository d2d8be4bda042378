"""The parts of a refusal's reason that a plan and its problem show to be true or false.

How each is read stands at the top of `solver.check.refusals`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from solver.check.agreements import pin_group
from solver.check.case import Case
from solver.check.waste import Seats
from solver.plan import Group, Reason
from solver.problem import SMALL_GROUP, LinkKind, Offer, Pupil, Room, Wish


class Statements:
    """One method per reason that can be verified; each takes a wish that no place grants."""

    def __init__(self, case: Case, seats: Seats) -> None:
        self._case = case
        self._seats = seats
        self._permission = case.permission
        self._wishers: dict[str, list[tuple[Pupil, list[Wish]]]] = {}
        for pupil_id, wishes in case.problem.wishes_by_pupil.items():
            by_offer: dict[str, list[Wish]] = {}
            for wish in wishes:
                by_offer.setdefault(wish.offer_id, []).append(wish)
            for offer_id, mine in by_offer.items():
                pupil = case.problem.pupil_by_id[pupil_id]
                self._wishers.setdefault(offer_id, []).append((pupil, mine))
        forbidden = [pin for pin in case.problem.pins if not pin.must]
        self._closed = {
            pin_group(pin) for pin in forbidden if pin.tutor_id is None and pin.pupil_id is None
        }
        self._barred = {(pin.pupil_id, pin_group(pin)) for pin in forbidden if pin.pupil_id}
        self._rooms: dict[tuple[str, str, str], list[Room]] = {}
        self._interest: dict[Group, bool] = {}

    def hold(self, wish: Wish, reason: Reason) -> bool:
        """Whether a reason is a true statement, or one that a plan cannot deny."""
        statements = {
            Reason.SATISFIED_ELSEWHERE: self.satisfied,
            Reason.AGE: self.age,
            Reason.NOT_AVAILABLE: self.not_available,
            Reason.TOO_FAR: self.too_far,
            Reason.NEED_NOT_MET: self.need_not_met,
            Reason.CLOSED_BY_PLANNER: self.closed,
            Reason.FULL: self.full,
            Reason.BUDGET: self.budget,
            Reason.TOO_FEW: self.too_few,
            Reason.LINKED: self.linked,
        }
        return reason not in statements or statements[reason](wish)

    def plainly_satisfied(self, wish: Wish) -> bool:
        """A place in the same offer, or as many places as asked for, that rank no worse."""
        places = self._case.places_of.get(wish.pupil_id, [])
        if any(p.group.offer_id == wish.offer_id and p.rank <= wish.rank for p in places):
            return True
        most = self._pupil(wish).max_places
        return len(places) >= most and all(place.rank <= wish.rank for place in places)

    def satisfied(self, wish: Wish) -> bool:
        """Plainly satisfied, or every way clashes with a place that ranks no worse."""
        if self.plainly_satisfied(wish):
            return True
        ways = list(self._attendable(wish))
        return bool(ways) and all(self._no_worse_clash(wish, way) for way in ways)

    def age(self, wish: Wish) -> bool:
        """The pupil is too young or too old for the offer."""
        return not self._permission.age_fits(self._pupil(wish), self._offer(wish))

    def not_available(self, wish: Wish) -> bool:
        """The pupil is available for no block that the wish allows."""
        pupil = self._pupil(wish)
        return not any(self._permission.pupil_available(pupil, b) for b in self._blocks(wish))

    def every_site_too_far(self, wish: Wish) -> bool:
        """No location that the wish allows is within the pupil's travel limit."""
        pupil = self._pupil(wish)
        return not any(self._permission.pupil_near(pupil, site) for site in self._sites(wish))

    def too_far(self, wish: Wish) -> bool:
        """No location that could house the offer is within the pupil's travel limit."""
        features = self._offer(wish).room_features
        housing = [
            site
            for site in self._sites(wish)
            if any(
                features <= self._permission.features(room)
                for room in self._permission.rooms_at(site)
            )
        ]
        pupil = self._pupil(wish)
        return self.every_site_too_far(wish) or (
            bool(housing) and not any(self._permission.pupil_near(pupil, s) for s in housing)
        )

    def need_not_met(self, wish: Wish) -> bool:
        """No way has what the pupil needs."""
        pupil, offer = self._pupil(wish), self._offer(wish)
        if not (pupil.place_needs or pupil.support_needs or pupil.small_group or pupil.companion):
            return False
        seats = max(offer.min_size, 1) + pupil.companion
        if pupil.small_group and offer.min_size > SMALL_GROUP:
            return True
        return not any(
            room.capacity >= seats and self._some_tutor_helps(pupil, offer, block_id, room)
            for block_id, room in self._attendable(wish)
        )

    def closed(self, wish: Wish) -> bool:
        """A pin closes a matching group, or keeps the pupil out of one."""
        rooms = self._case.problem.room_by_id
        return any(
            wish.matches(group.offer_id, group.block_id, rooms[group.room_id].location_id)
            for group in self._closed
            | {group for pupil_id, group in self._barred if pupil_id == wish.pupil_id}
        )

    def full(self, wish: Wish) -> bool:
        """Matching groups are open, and none has a seat that the pupil could take."""
        pupil = self._pupil(wish)
        groups = [
            group
            for group in self._seats.groups_of(wish.offer_id)
            if wish.matches(group.offer_id, *self._case.spot(group))
            and self._seats.welcome(pupil, group)
            and not self._no_worse_clash(wish, (group.block_id, self._case.room(group)))
        ]
        partners = {p for p, kind in self._seats.partners(pupil.id) if kind is LinkKind.SAME_GROUP}
        return bool(groups) and not any(
            self._seats.has_seat(pupil, group, self._absent(partners, group)) for group in groups
        )

    def budget(self, wish: Wish) -> bool:
        """There is a budget at all."""
        del wish
        return self._case.problem.season.budget_cents is not None

    def too_few(self, wish: Wish) -> bool:
        """Each way has fewer interested pupils than the offer's least size."""
        pupil, offer = self._pupil(wish), self._offer(wish)
        ways = list(self._attendable(wish))
        if ways:
            return not any(self._enough(offer, block_id, room) for block_id, room in ways)
        return not any(
            sum(1 for _ in islice(self._coming(offer, block_id, site), offer.min_size))
            >= offer.min_size
            for block_id in self._blocks(wish)
            for site in self._sites(wish)
            if self._permission.pupil_may_come(pupil, offer, block_id, site)
        )

    def linked(self, wish: Wish) -> bool:
        """The pupil has a strict link."""
        return bool(self._seats.partners(wish.pupil_id))

    def _pupil(self, wish: Wish) -> Pupil:
        return self._case.problem.pupil_by_id[wish.pupil_id]

    def _offer(self, wish: Wish) -> Offer:
        return self._case.problem.offer_by_id[wish.offer_id]

    def _blocks(self, wish: Wish) -> list[str]:
        return [b for b in self._offer(wish).blocks if wish.block_id in (None, b)]

    def _sites(self, wish: Wish) -> list[str]:
        return [s for s in self._offer(wish).locations if wish.location_id in (None, s)]

    def _attendable(self, wish: Wish) -> Iterator[tuple[str, Room]]:
        """The usable ways (block id, room) that the pupil may attend, place needs included."""
        pupil, offer = self._pupil(wish), self._offer(wish)
        if not self._permission.age_fits(pupil, offer):
            return
        sites = [site for site in self._sites(wish) if self._permission.pupil_near(pupil, site)]
        for block_id in self._blocks(wish):
            if not self._permission.pupil_available(pupil, block_id):
                continue
            for site in sites:
                for room in self._usable(offer, block_id, site):
                    if self._permission.place_needs_met(pupil, room) and (
                        (pupil.id, Group(offer.id, block_id, room.id)) not in self._barred
                    ):
                        yield block_id, room

    def _usable(self, offer: Offer, block_id: str, site: str) -> list[Room]:
        """The rooms of a location that could house an offer, and that no pin closes to it."""
        key = (offer.id, block_id, site)
        if key not in self._rooms:
            self._rooms[key] = [
                room
                for room in self._permission.rooms_at(site)
                if Group(offer.id, block_id, room.id) not in self._closed
                and self._permission.room_suits(room, offer, block_id)
            ]
        return self._rooms[key]

    def _no_worse_clash(self, wish: Wish, way: tuple[str, Room]) -> bool:
        block_id, room = way
        ranks = self._seats.clashes(self._pupil(wish), (block_id, room.location_id))
        return any(rank <= wish.rank for rank in ranks)

    def _some_tutor_helps(self, pupil: Pupil, offer: Offer, block_id: str, room: Room) -> bool:
        return not pupil.support_needs or any(
            pupil.support_needs <= tutor.skills
            and self._permission.tutor_may_serve(tutor, offer, block_id, room.location_id)
            for tutor in self._case.problem.tutors
        )

    def _absent(self, pupil_ids: set[str], group: Group) -> int:
        return len(pupil_ids - {pupil.id for pupil in self._case.pupils_in[group]})

    def _coming(self, offer: Offer, block_id: str, location_id: str) -> Iterator[Pupil]:
        """Everyone who wishes an offer there and whom age, time and distance allow to come."""
        for pupil, wishes in self._wishers.get(offer.id, ()):
            if any(wish.matches(offer.id, block_id, location_id) for wish in wishes) and (
                self._permission.pupil_may_come(pupil, offer, block_id, location_id)
            ):
                yield pupil

    def _enough(self, offer: Offer, block_id: str, room: Room) -> bool:
        """Whether `min_size` of those could sit in this room: place needs and pins looked at."""
        group = Group(offer.id, block_id, room.id)
        if group not in self._interest:
            welcome = (
                pupil
                for pupil in self._coming(offer, block_id, room.location_id)
                if self._permission.place_needs_met(pupil, room)
                and (pupil.id, group) not in self._barred
            )
            found = sum(1 for _ in islice(welcome, offer.min_size))
            self._interest[group] = found >= offer.min_size
        return self._interest[group]
