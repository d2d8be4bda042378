"""Which groups there are on a day, and who is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import abort
from sqlalchemy import ColumnElement, func, select

from models import (
    Attendance,
    Block,
    BlockSession,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    EmergencyContact,
    Group,
    GroupTutor,
    Location,
    Membership,
    MembershipOrganiser,
    Offer,
    Place,
    PlanVersion,
    Room,
    Season,
    Tutor,
)
from models.enums import Channel, PlaceStatus, StaffRole
from web.database import reading
from web.staff.here import me


@dataclass(frozen=True, slots=True)
class Meeting:
    """A group on one day. `starts`: the start of each session, in minutes after midnight."""

    group_id: int
    offer: str
    block: str
    room: str
    location: str
    address: str
    hours: tuple[tuple[int, int], ...]
    children: int
    tutors: tuple[str, ...] = ()
    marked: int = 0
    """How many of the marks that can be made are made."""

    @property
    def starts(self) -> tuple[int, ...]:
        """The start of each session of the day."""
        return tuple(start for start, _end in self.hours)


@dataclass(frozen=True, slots=True)
class Here:
    """A child in a group. `needs`: what to arrange. `marks`: start of a session → was it there."""

    place_id: int
    child_id: int
    name: str
    age: int
    needs: tuple[str, ...] = ()
    calls: tuple[tuple[str, str], ...] = ()
    """Whom to call, the emergency contacts first: name and phone."""
    marks: Mapping[int, bool] = field(default_factory=dict)


def days_of(season: Season) -> Sequence[date]:
    """The days on which something happens in the plan that counts, in order."""
    return (
        reading()
        .scalars(
            select(BlockSession.day)
            .join(Group, Group.block_id == BlockSession.block_id)
            .where(*_current(season))
            .distinct()
            .order_by(BlockSession.day)
        )
        .all()
    )


def meetings(season: Season, day: date, *, group_id: int | None = None) -> list[Meeting]:
    """The groups of a day by location and hour; of one group where `group_id` is given."""
    only = () if group_id is None else (Group.id == group_id,)
    hours: dict[int, list[tuple[int, int]]] = {}
    facts: dict[int, Any] = {}
    for row in reading().execute(
        select(
            Group.id,
            Group.children_held,
            Offer.title,
            Block.label,
            Block.code,
            Room.name,
            Room.code,
            Location.name,
            Location.address,
            BlockSession.start_min,
            BlockSession.end_min,
        )
        .join(Offer, Offer.id == Group.offer_id)
        .join(Block, Block.id == Group.block_id)
        .join(Room, Room.id == Group.room_id)
        .join(Location, Location.id == Room.location_id)
        .join(BlockSession, BlockSession.block_id == Block.id)
        .where(*_current(season), BlockSession.day == day, *only)
        .order_by(Location.name, BlockSession.start_min, Offer.title, Group.id)
    ):
        facts.setdefault(row[0], row)
        hours.setdefault(row[0], []).append((row[9], row[10]))
    teams = _teams(facts)
    marked = _marked(facts, day)
    return [
        Meeting(
            group_id=number,
            offer=row[2],
            block=row[3] or row[4],
            room=row[5] or row[6],
            location=row[7],
            address=row[8],
            hours=tuple(sorted(hours[number])),
            children=row[1],
            tutors=teams.get(number, ()),
            marked=marked.get(number, 0),
        )
        for number, row in facts.items()
    ]


def one_meeting(season: Season, day: date, group_id: int) -> Meeting:
    """That group on that day; the page is not there where the group does not meet then."""
    found = meetings(season, day, group_id=group_id)
    if not found:
        abort(404)
    return found[0]


def children_of(season: Season, groups: Sequence[int], day: date) -> dict[int, list[Here]]:
    """Who holds a place in each group, by first name, with what to arrange and whom to call."""
    rows = (
        reading()
        .execute(
            select(
                Place.id, Place.group_id, Child.id, Child.first_name, Child.ref, Child.birth_year
            )
            .join(Child, Child.id == Place.child_id)
            .where(
                Place.season_id == season.id,
                Place.group_id.in_(groups),
                Place.status == PlaceStatus.HELD,
            )
            .order_by(func.lower(Child.first_name), Child.ref)
        )
        .all()
    )
    ids = [row[2] for row in rows]
    needs = _listed(select(ChildNeed.child_id, ChildNeed.code), ChildNeed.child_id, ids)
    calls = _calls(ids)
    marks: dict[int, dict[int, bool]] = {}
    for place_id, start, there in reading().execute(
        select(Attendance.place_id, Attendance.start_min, Attendance.was_there).where(
            Attendance.place_id.in_([row[0] for row in rows]), Attendance.day == day
        )
    ):
        marks.setdefault(place_id, {})[start] = there
    found: dict[int, list[Here]] = {number: [] for number in groups}
    for place_id, group_id, child_id, name, ref, birth_year in rows:
        found[group_id].append(
            Here(
                place_id=place_id,
                child_id=child_id,
                name=name or ref,
                age=season.year - birth_year,
                needs=tuple(code for (code,) in needs.get(child_id, ())),
                calls=calls.get(child_id, ()),
                marks=marks.get(place_id, {}),
            )
        )
    return found


def _calls(ids: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    first = _listed(
        select(EmergencyContact.child_id, EmergencyContact.name, EmergencyContact.phone),
        EmergencyContact.child_id,
        ids,
    )
    then = _listed(
        select(ChildContact.child_id, Contact.name, Contact.phone)
        .join(Contact, Contact.id == ChildContact.contact_id)
        .where((Contact.channel == Channel.PHONE) | (Contact.phone != "")),
        ChildContact.child_id,
        ids,
    )
    return {
        child: tuple(dict.fromkeys((*first.get(child, ()), *then.get(child, ()))))
        for child in {*first, *then}
    }


def _listed(statement: Any, column: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    """The rows of these children, each without the child it is about, in the order of ids."""
    found: dict[int, list[Any]] = {}
    for child_id, *rest in reading().execute(statement.where(column.in_(ids))):
        found.setdefault(child_id, []).append(tuple(rest))
    return found


def _teams(groups: Mapping[int, Any]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for group_id, name, code in reading().execute(
        select(GroupTutor.group_id, Tutor.name, Tutor.code)
        .join(Tutor, Tutor.id == GroupTutor.tutor_id)
        .where(GroupTutor.group_id.in_(groups), GroupTutor.given_back_at.is_(None))
        .order_by(GroupTutor.role.desc(), Tutor.name)
    ):
        found.setdefault(group_id, []).append(name or code)
    return {number: tuple(names) for number, names in found.items()}


def _marked(groups: Mapping[int, Any], day: date) -> dict[int, int]:
    rows = reading().execute(
        select(Place.group_id, func.count(Attendance.id))
        .join(Place, Place.id == Attendance.place_id)
        .where(
            Place.group_id.in_(groups),
            Place.status == PlaceStatus.HELD,
            Attendance.day == day,
        )
        .group_by(Place.group_id)
    )
    return {row[0]: row[1] for row in rows}


def _current(season: Season) -> tuple[ColumnElement[bool], ...]:
    """The groups of the plan that families see; of an organiser its own."""
    current = select(PlanVersion.id).where(
        PlanVersion.season_id == season.id, PlanVersion.is_current
    )
    rules: tuple[ColumnElement[bool], ...] = (
        Group.season_id == season.id,
        Group.version_id.in_(current),
        Group.cancelled_at.is_(None),
    )
    if me().roles_at(season.municipality_id) != {StaffRole.ORGANISER}:
        return rules
    mine = (
        select(MembershipOrganiser.organiser_id)
        .join(Membership, Membership.id == MembershipOrganiser.membership_id)
        .where(
            Membership.municipality_id == season.municipality_id,
            Membership.account_id == me().id,
            Membership.role == StaffRole.ORGANISER,
        )
    )
    own = select(Offer.id).where(Offer.season_id == season.id, Offer.organiser_id.in_(mine))
    return (*rules, Group.offer_id.in_(own))
