"""Whether an offer could meet what a child needs: with its rooms, and with who could lead it.

The rules are those of the contract (3.2 to 3.4 and 3.7) for one child alone: that others want
the same room or tutor is for the plan. What the municipality has not filled in yet is no reason
against: an offer for which nobody can lead at all so far, or that no room holds, may still come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from data import references
from data.references import NeedKind
from models import AvailabilityWindow, Location, Offer, Room, Season, Tutor
from models.enums import TutorRole
from scheduler.season.availability import WindowDraft
from solver.eligibility import suits_ages
from solver.eligibility.distance import minutes_between
from solver.eligibility.timetable import covers
from solver.problem import Mode, Point, Window
from solver.problem import Session as Meeting

SMALL_GROUP: Final = 8

Meetings = Mapping[int, Sequence[Meeting]]
"""The sessions of each block."""


class _Space(NamedTuple):
    """A room, with the features of its location too."""

    site: int
    capacity: int
    features: frozenset[str]
    windows: tuple[Window, ...]


_Person = tuple[Tutor, tuple[Window, ...]]

_NO_BLOCK: Final = 0
"""Where an offer has no block yet: any time will do."""


@dataclass(frozen=True)
class NeedsMet:
    """What there is to meet a child's needs with; nothing is read where it needs nothing."""

    needs: frozenset[str]
    meetings: Meetings
    sites: Mapping[int, Location] = field(default_factory=dict)
    rooms: Sequence[_Space] = ()
    tutors: Sequence[_Person] = ()

    @classmethod
    def of(
        cls, session: Session, season: Season, needs: Iterable[str], meetings: Meetings
    ) -> NeedsMet:
        """Read what is needed: four questions at most, however much there is."""
        asked = frozenset(needs) - references.need_codes(NeedKind.INFO)
        if not asked:
            return cls(asked, meetings)
        here = season.id
        windows = _windows(session, season)
        sites = {
            site.id: site
            for site in session.scalars(
                select(Location).where(Location.season_id == here).order_by(Location.id)
            )
        }
        rooms = [
            _Space(
                room.location_id,
                room.capacity,
                frozenset({*room.features, *sites[room.location_id].features}),
                windows.get(("room", room.id), ()),
            )
            for room in session.scalars(
                select(Room).where(Room.season_id == here).order_by(Room.id)
            )
        ]
        tutors: Sequence[Tutor] = ()
        if asked & references.need_codes(NeedKind.SUPPORT):
            tutors = session.scalars(
                select(Tutor).where(Tutor.season_id == here).order_by(Tutor.id)
            ).all()
        return cls(
            asked,
            meetings,
            sites,
            rooms,
            [(tutor, windows.get(("tutor", tutor.id), ())) for tutor in tutors],
        )

    def can_be(self, offer: Offer, blocks: Collection[int], sites: Collection[int]) -> bool:
        """Whether all needs could be met in one of these blocks, at one of these locations."""
        if self._in_need(NeedKind.GROUP) and offer.min_size > SMALL_GROUP:
            return False
        when: Collection[int] = blocks or (_NO_BLOCK,)
        held = [
            (room, block)
            for room in self.rooms
            if room.site in sites and _holds(room, offer)
            for block in when
            if self._is_there(room.windows, block)
        ]
        found = {(room.site, block) for room, block in held if self._meets(room, offer)}
        if not held:
            found = {(site, block) for site in sites if self._has_place(site) for block in when}
        support = self._in_need(NeedKind.SUPPORT)
        could = [each for each in self.tutors if _roles(each[0], offer)] if support else []
        if not support or (not could and offer.leads + offer.assistants):
            return bool(found)
        if not support <= {skill for tutor, _ in could for skill in tutor.skills}:
            return False
        return any(self._has_team(could, offer, block, site) for site, block in sorted(found))

    def _has_team(self, could: Sequence[_Person], offer: Offer, block: int, site: int) -> bool:
        """Whether those of these people who can come there and then could give all the support."""
        needs = self._in_need(NeedKind.SUPPORT)
        there = [
            tutor
            for tutor, windows in could
            if self._is_there(windows, block) and _reaches(tutor, self.sites[site])
        ]
        return not there or _team(needs, offer, there)

    def _in_need(self, kind: NeedKind) -> frozenset[str]:
        return self.needs & references.need_codes(kind)

    def _meets(self, room: _Space, offer: Offer) -> bool:
        seats = offer.min_size + bool(self._in_need(NeedKind.COMPANION))
        return self._in_need(NeedKind.PLACE) <= room.features and seats <= room.capacity

    def _has_place(self, site: int) -> bool:
        """Where no room is known that holds the offer: whether the site has what is needed."""
        wanted = self._in_need(NeedKind.PLACE)
        rooms = [room.features for room in self.rooms if room.site == site]
        return any(wanted <= features for features in [set(self.sites[site].features), *rooms])

    def _is_there(self, windows: tuple[Window, ...], block: int) -> bool:
        return is_free(windows, self.meetings.get(block, ()))


def is_free(windows: Sequence[Window], meetings: Iterable[Meeting]) -> bool:
    """Whether windows hold all of these sessions; no windows: always."""
    return all(covers(windows, each) for each in meetings)


def as_windows(rows: Iterable[WindowDraft | AvailabilityWindow]) -> tuple[Window, ...]:
    """Windows as the rules read them."""
    return tuple(
        Window(
            row.first_day,
            row.last_day,
            row.start_min or 0,
            24 * 60 if row.end_min is None else row.end_min,
        )
        for row in rows
    )


def _windows(session: Session, season: Season) -> Mapping[tuple[str, int], tuple[Window, ...]]:
    found: dict[tuple[str, int], list[AvailabilityWindow]] = {}
    for row in session.scalars(
        select(AvailabilityWindow)
        .where(
            AvailabilityWindow.season_id == season.id,
            AvailabilityWindow.child_id.is_(None),
        )
        .order_by(AvailabilityWindow.id)
    ):
        whose = ("room", row.room_id) if row.tutor_id is None else ("tutor", row.tutor_id)
        found.setdefault(cast("tuple[str, int]", whose), []).append(row)
    return {whose: as_windows(rows) for whose, rows in found.items()}


def _holds(room: _Space, offer: Offer) -> bool:
    return set(offer.room_features) <= room.features and offer.min_size <= room.capacity


def _roles(tutor: Tutor, offer: Offer) -> frozenset[TutorRole]:
    """What a tutor could do in a group of the offer (3.4)."""
    ages = None
    if tutor.age_from is not None and tutor.age_to is not None:
        ages = tutor.age_from, tutor.age_to
    speaks = not offer.language or not tutor.languages or offer.language in tutor.languages
    if not speaks or not suits_ages(ages, cast("Any", offer)):
        return frozenset()
    led = offer.goals if offer.lead_goals is None else offer.lead_goals
    found = set()
    if offer.leads and TutorRole.LEAD in tutor.roles and set(led) <= set(tutor.goals):
        found.add(TutorRole.LEAD)
    if offer.assistants and TutorRole.ASSISTANT in tutor.roles:
        found.add(TutorRole.ASSISTANT)
    return frozenset(found)


def _reaches(tutor: Tutor, site: Location) -> bool:
    if tutor.lat is None or tutor.lon is None or tutor.max_travel_min is None:
        return True
    journey = minutes_between(
        Point(tutor.lat, tutor.lon), Point(site.lat, site.lon), Mode(tutor.travel_mode.value)
    )
    return journey <= tutor.max_travel_min


def _team(needs: frozenset[str], offer: Offer, tutors: Sequence[Tutor]) -> bool:
    """Whether a team of the offer's size, of these tutors, has a skill for every need."""
    useful = {
        (skills, _roles(tutor, offer))
        for tutor in tutors
        if (skills := needs & frozenset(tutor.skills))
    }

    # Who is alike is needed once: another one like that would add no skill.
    def met(left: frozenset[str], leads: int, assistants: int) -> bool:
        if not left:
            return True
        return any(
            (TutorRole.LEAD in roles and leads > 0 and met(left - skills, leads - 1, assistants))
            or (
                TutorRole.ASSISTANT in roles
                and assistants > 0
                and met(left - skills, leads, assistants - 1)
            )
            for skills, roles in useful
            if min(left) in skills
        )

    return met(needs, offer.leads, offer.assistants)
