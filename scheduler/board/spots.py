"""The rooms and blocks where a group could be: what one look at each of them tells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from scheduler.board.names import Kind, named
from scheduler.board.reading import Table
from scheduler.text import Text
from solver.check.permission import Permission
from solver.plan import Group
from solver.problem import Location, Offer, Pupil, Room, Tutor

_LACKS: Final = Text(
    nl="Dit lokaal heeft niet wat het aanbod vraagt.", en="This room lacks what the offer asks for."
)
_SHUT: Final = Text(
    nl="Dit lokaal is dan niet (heel de tijd) open.",
    en="This room is not open then (all the time).",
)
_TAKEN: Final = Text(
    nl="In dit lokaal is dan een andere groep.", en="Another group is in this room then."
)
_SMALL: Final = Text(
    nl="Dit lokaal is te klein voor de kinderen van deze groep.",
    en="This room is too small for the children of this group.",
)
_TUTOR_BUSY: Final = Text(
    nl="{who} is dan niet (heel de tijd) vrij.", en="{who} is not free then (all the time)."
)
_TUTOR_FAR: Final = Text(nl="Hier is het te ver voor {who}.", en="This is too far for {who}.")
_ASKED: Final = Text(
    nl="Niet elk kind van deze groep vroeg hier en dan naar.",
    en="Not every child of this group asked for this place and time.",
)
_CHILD_AWAY: Final = Text(
    nl="Niet elk kind van deze groep is dan vrij.",
    en="Not every child of this group is free then.",
)
_CHILD_FAR: Final = Text(
    nl="Hier is het te ver voor een kind van deze groep.",
    en="This is too far for a child of this group.",
)
_NEEDS: Final = Text(
    nl="Dit lokaal heeft niet wat een kind van deze groep nodig heeft.",
    en="This room lacks what a child of this group needs.",
)


class Spots:
    """All spots of an offer, for one of its groups or for a new one (`group_id` None)."""

    def __init__(self, table: Table, offer_id: str, group_id: int | None) -> None:
        self._table, self._group_id = table, group_id
        self._problem = table.problem
        self._permission = Permission(table.problem)
        self._offer: Offer = table.problem.offer_by_id[offer_id]
        standing = table.standing
        team = () if group_id is None else standing.teams.get(group_id, ())
        tutors = self._problem.tutor_by_id
        names = (named(Kind.TUTOR, tutor) for tutor, _ in team)
        self._team: list[Tutor] = [tutors[name] for name in names if name in tutors]
        children = () if group_id is None else table.held.get(group_id, {})
        pupils = self._problem.pupil_by_id
        seated = (named(Kind.CHILD, child) for child in children)
        self._children: list[Pupil] = [pupils[name] for name in seated if name in pupils]
        self._busy: dict[str, list[str]] = {}
        for number, group in standing.groups.items():
            if number != group_id and group.block_id in self._problem.block_by_id:
                self._busy.setdefault(group.room_id, []).append(group.block_id)

    def all(self) -> Iterator[tuple[Group, Text | None]]:
        """Each spot as the group would be called there, and why it cannot be there; None: judge."""
        blocks = {block: self._block(block) for block in self._offer.blocks}
        for location_id in self._offer.locations:
            site = self._site(self._problem.location_by_id[location_id])
            asked = {b: self._all_asked(b, location_id) for b, why in blocks.items() if why is None}
            for room in self._permission.rooms_at(location_id):
                own = site or self._room(room)
                for block, why in blocks.items():
                    found = own or why or self._then(room, block)
                    if found is None and not asked[block]:
                        found = _ASKED
                    yield Group(self._offer.id, block, room.id), found

    def _block(self, block_id: str) -> Text | None:
        for tutor in self._team:
            if not self._permission.tutor_available(tutor, block_id):
                return self._about(_TUTOR_BUSY, tutor)
        free = (self._permission.pupil_available(child, block_id) for child in self._children)
        return None if all(free) else _CHILD_AWAY

    def _site(self, location: Location) -> Text | None:
        for tutor in self._team:
            if not self._permission.tutor_near(tutor, location.id):
                return self._about(_TUTOR_FAR, tutor)
        near = (self._permission.pupil_near(child, location.id) for child in self._children)
        return None if all(near) else _CHILD_FAR

    def _room(self, room: Room) -> Text | None:
        if not self._offer.room_features <= self._permission.features(room):
            return _LACKS
        if self._seats > room.capacity:
            return _SMALL
        met = (self._permission.place_needs_met(child, room) for child in self._children)
        return None if all(met) else _NEEDS

    def _then(self, room: Room, block_id: str) -> Text | None:
        if not self._permission.room_available(room, block_id):
            return _SHUT
        hours = self._permission.hours
        others = self._busy.get(room.id, ())
        return _TAKEN if any(hours.overlap(block_id, other) for other in others) else None

    def _all_asked(self, block_id: str, location_id: str) -> bool:
        return all(
            self._permission.matching(child.id, self._offer.id, block_id, location_id)
            for child in self._children
        )

    @cached_property
    def _seats(self) -> int:
        return sum(1 + child.companion for child in self._children)

    def _about(self, text: Text, tutor: Tutor) -> Text:
        who = self._table.called.get(tutor.id, "")
        return Text(nl=text.said("nl", who=who), en=text.said("en", who=who))
