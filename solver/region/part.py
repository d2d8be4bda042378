"""A piece of the region as a problem of its own, with the part of the plan that lies in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from solver.model.program import Ints
from solver.plan import Assignment, Place, Plan
from solver.problem import Link, Pin, Problem, Travel, Tutor, Window, Wish
from solver.region.allot import Allotment, pieces_of_rooms
from solver.region.standing import Parts, Standing

_NEVER = Window(date.min, date.min, 0, 0)
"""A window that holds no session: a tutor without windows would always be there."""


class Dividing:
    """Makes the parts of one round.

    Args:
        problem: the whole, canonical.
        piece: int[L], the piece of each location.
        allotment: who belongs where.
        now: the plan so far.
    """

    def __init__(self, problem: Problem, piece: Ints, allotment: Allotment, now: Standing) -> None:
        self.problem = problem
        self.allotment = allotment
        self.pieces = int(piece.max(initial=-1)) + 1
        self._room = pieces_of_rooms(problem, piece)
        self._site = {
            location.id: int(piece[number]) for number, location in enumerate(problem.locations)
        }
        self._start: list[Parts] = [
            self._lying_in(now.parts, number) for number in range(self.pieces)
        ]
        self._touches = {
            block.id: {session.day.isocalendar()[:2] for session in block.sessions}
            for block in problem.blocks
        }
        self._wishes: dict[str, list[Wish]] = {}
        for wish in problem.wishes:
            self._wishes.setdefault(wish.pupil_id, []).append(wish)

    def _lying_in(self, parts: Parts, number: int) -> Parts:
        groups, assignments, places = parts
        return (
            tuple(group for group in groups if self._room[group.room_id] == number),
            tuple(row for row in assignments if self._room[row.group.room_id] == number),
            tuple(row for row in places if self._room[row.group.room_id] == number),
        )

    def start(self, number: int) -> Parts:
        """What of the plan so far lies in a piece."""
        return self._start[number]

    def previous(self, number: int, previous: Plan | None) -> Plan | None:
        """What of an earlier plan lies in a piece (promises elsewhere are not its own)."""
        if previous is None:
            return None
        groups, assignments, places = previous.groups, previous.assignments, previous.places
        return replace(
            previous,
            groups=tuple(g for g in groups if self._room.get(g.room_id) == number),
            assignments=tuple(a for a in assignments if self._room.get(a.group.room_id) == number),
            places=tuple(p for p in places if self._room.get(p.group.room_id) == number),
        )

    def part(self, number: int) -> Problem:
        """A piece as a problem; what lies in it of the plan so far keeps all its rules."""
        whole, allotment = self.problem, self.allotment
        locations = tuple(p for p in whole.locations if self._site[p.id] == number)
        sites = {location.id for location in locations}
        offers = tuple(
            replace(
                offer,
                locations=tuple(site for site in offer.locations if site in sites),
                max_groups=allotment.groups.get((offer.id, number), 0),
            )
            for offer in whole.offers
            if allotment.groups.get((offer.id, number), 0) > 0 and sites & set(offer.locations)
        )
        _, assignments, places = self._start[number]
        blocks = {block for offer in offers for block in offer.blocks}
        staying = self._staying(number, assignments)
        put = {row.tutor_id for row in staying}
        tutors = tuple(
            self._tutor(tutor, number, staying)
            for tutor in whole.tutors
            if (tutor.id, number) in allotment.weeks or tutor.id in put
        )
        pupils = [p for p in whole.pupils if number in allotment.pupils[p.id]]
        several = {p.id for p in pupils if len(allotment.pupils[p.id]) > 1}
        held: dict[str, list[Place]] = {}
        for place in places:
            held.setdefault(place.pupil_id, []).append(place)
        known = {offer.id for offer in offers}
        wishes = tuple(
            wish
            for pupil in pupils
            for wish in (
                self._held_wishes(held.get(pupil.id, []))
                if pupil.id in several
                else self._own_wishes(pupil.id, sites, known)
            )
        )
        asking = {wish.pupil_id for wish in wishes}
        cents = None if allotment.cents is None else allotment.cents[number]
        part = Problem(
            replace(whole.season, budget_cents=cents),
            tuple(block for block in whole.blocks if block.id in blocks),
            locations,
            tuple(room for room in whole.rooms if room.location_id in sites),
            tutors,
            offers,
            tuple(
                replace(p, max_places=len(held.get(p.id, []))) if p.id in several else p
                for p in pupils
                if p.id in asking
            ),
            wishes,
            _links(whole.links, asking),
        )
        stay = (Pin(True, *row.group, tutor_id=row.tutor_id) for row in staying)
        pins = (*self._pins(part), *stay)
        return replace(part, pins=pins, travel=_travel(whole.travel, part))

    def _own_wishes(
        self, pupil_id: str, sites: Collection[str], offers: Collection[str]
    ) -> list[Wish]:
        return [
            wish
            for wish in self._wishes.get(pupil_id, ())
            if wish.offer_id in offers and (wish.location_id is None or wish.location_id in sites)
        ]

    def _held_wishes(self, places: Sequence[Place]) -> list[Wish]:
        """Of somebody with places elsewhere too: nothing but what they have here."""
        rooms = self.problem.room_by_id
        return [
            Wish(
                place.pupil_id,
                place.rank,
                place.group.offer_id,
                place.group.block_id,
                rooms[place.group.room_id].location_id,
                place.rank,
            )
            for place in places
        ]

    def _staying(self, number: int, assignments: Sequence[Assignment]) -> list[Assignment]:
        """Posts in a piece that touch a week in which their tutor works in another one too."""
        weeks = self.allotment.weeks
        return [
            row
            for row in assignments
            if not self._touches[row.group.block_id] <= weeks.get((row.tutor_id, number), set())
        ]

    def _tutor(self, tutor: Tutor, number: int, staying: Sequence[Assignment]) -> Tutor:
        """A tutor as this piece may have them: in their weeks here, and for posts that stay."""
        weeks = self.allotment.weeks.get((tutor.id, number), frozenset())
        spans = [(date.fromisocalendar(*w, 1), date.fromisocalendar(*w, 7)) for w in sorted(weeks)]
        windows = [
            replace(w, first_day=max(w.first_day, first), last_day=min(w.last_day, last))
            for first, last in spans
            for w in tutor.windows or (Window(first, last),)
            if w.first_day <= last and first <= w.last_day
        ]
        windows += [
            Window(session.day, session.day, session.start, session.end)
            for row in staying
            if row.tutor_id == tutor.id
            for session in self.problem.block_by_id[row.group.block_id].sessions
        ]
        return replace(tutor, windows=tuple(windows) or (_NEVER,))

    def _pins(self, part: Problem) -> list[Pin]:
        """The planner's pins on this piece, without those that forbid what is not here anyway."""
        return [
            pin
            for pin in self.problem.pins
            if pin.room_id in part.room_by_id
            and pin.offer_id in part.offer_by_id
            and pin.block_id in part.block_by_id
            and (pin.tutor_id is None or pin.tutor_id in part.tutor_by_id)
            and (pin.pupil_id is None or pin.pupil_id in part.pupil_by_id)
        ]


def _links(links: Sequence[Link], pupils: Collection[str]) -> tuple[Link, ...]:
    return tuple(k for k in links if k.pupil_a in pupils and k.pupil_b in pupils)


def _travel(travel: Travel, part: Problem) -> Travel:
    sites = part.location_by_id
    return Travel(
        {k: v for k, v in travel.pupils.items() if k[0] in part.pupil_by_id and k[1] in sites},
        {k: v for k, v in travel.tutors.items() if k[0] in part.tutor_by_id and k[1] in sites},
        {k: v for k, v in travel.locations.items() if k[0] in sites and k[1] in sites},
    )
