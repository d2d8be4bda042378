"""What is the tutor's own: who they are, and their groups; the rest is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from flask import abort
from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from models import (
    Block,
    BlockSession,
    Child,
    ChildNeed,
    Group,
    GroupTutor,
    Location,
    Offer,
    Place,
    PlanVersion,
    Room,
    Tutor,
)
from models.enums import Phase, PlaceStatus, TutorRole
from web.clock import now
from web.database import reading
from web.guarding import season as this_season
from web.tutor_in import this_leader

ROLES: Final[dict[str, Any]] = {
    TutorRole.LEAD: _("Een groep leiden"),
    TutorRole.ASSISTANT: _("Helpen in een groep"),
}
"""What a tutor can do, in words to themselves."""

PLACES_KNOWN: Final = (Phase.PUBLISHED, Phase.RUNNING)


class Meeting(NamedTuple):
    """A session of a group; the hours are minutes after midnight."""

    day: date
    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGroup:
    """A group of the plan that families see. No child is named, nor can be told from it.

    `others`: who is in it too; `needs`: code of what to arrange, and for how many children.
    """

    id: int
    role: str
    accepted: bool
    given_back: bool
    offer: str
    block: str
    location: str
    address: str
    room: str
    meetings: tuple[Meeting, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    children: int = 0
    ages: tuple[int, int] | None = None
    needs: tuple[tuple[str, int], ...] = ()

    @property
    def hours(self) -> tuple[tuple[int, int], ...]:
        """From when until when, each once, early first."""
        return tuple(sorted({(each.start_min, each.end_min) for each in self.meetings}))

    def meets_on(self, day: date) -> bool:
        """Whether it meets that day."""
        return any(each.day == day for each in self.meetings)


def by_me() -> dict[str, Any]:
    """What every verb takes: who does it, in which season, when."""
    who = this_leader()
    return {"actor": who.actor, "season_id": who.season_id, "now": now()}


def myself() -> Tutor:
    """The tutor who is in."""
    return reading().get_one(Tutor, this_leader().tutor_id)


def own_groups() -> tuple[OwnGroup, ...]:
    """Their groups in the order of the summer, also those that they gave back."""
    if this_season().phase not in PLACES_KNOWN:
        return ()
    return _whole(reading().execute(_mine()).all())


def own_group(number: int) -> OwnGroup:
    """One of them; 404: somebody else's, or nobody's."""
    if this_season().phase not in PLACES_KNOWN:
        abort(404)
    found = _whole(reading().execute(_mine().where(Group.id == number)).all())
    if not found:
        abort(404)
    return found[0]


def group_that_stands(number: int) -> OwnGroup:
    """The same; 404 also for one that was given back."""
    found = own_group(number)
    if found.given_back:
        abort(404)
    return found


def _mine() -> Any:
    who = this_leader()
    current = select(PlanVersion.id).where(
        PlanVersion.season_id == who.season_id, PlanVersion.is_current
    )
    return (
        select(
            Group.id,
            Group.block_id,
            GroupTutor.role,
            GroupTutor.accepted_at,
            GroupTutor.given_back_at,
            Offer.title,
            Block.label,
            Block.code,
            Location.name.label("location"),
            Location.address,
            Room.name.label("room"),
            Room.code.label("room_code"),
        )
        .join(GroupTutor, GroupTutor.group_id == Group.id)
        .join(Offer, Offer.id == Group.offer_id)
        .join(Block, Block.id == Group.block_id)
        .join(Room, Room.id == Group.room_id)
        .join(Location, Location.id == Room.location_id)
        .where(
            Group.season_id == who.season_id,
            GroupTutor.tutor_id == who.tutor_id,
            Group.version_id.in_(current),
            Group.cancelled_at.is_(None),
        )
        .order_by(Group.id)
    )


def _whole(rows: Sequence[Any]) -> tuple[OwnGroup, ...]:
    meetings = _meetings([row.block_id for row in rows])
    standing = [row.id for row in rows if row.given_back_at is None]
    others, children, needs = _others(standing), _children(standing), _needs(standing)
    found = [
        OwnGroup(
            id=row.id,
            role=row.role,
            accepted=row.accepted_at is not None,
            given_back=row.given_back_at is not None,
            offer=row.title,
            block=row.label or row.code,
            location=row.location,
            address=row.address,
            room=row.room or row.room_code,
            meetings=tuple(meetings.get(row.block_id, ())),
            others=tuple(others.get(row.id, ())),
            children=children[row.id][0] if row.id in children else 0,
            ages=children[row.id][1] if row.id in children else None,
            needs=tuple(needs.get(row.id, ())),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda each: (each.meetings[:1], each.id)))


def _meetings(blocks: Sequence[int]) -> dict[int, list[Meeting]]:
    found: dict[int, list[Meeting]] = {}
    for block, day, start, end in reading().execute(
        select(
            BlockSession.block_id, BlockSession.day, BlockSession.start_min, BlockSession.end_min
        )
        .where(BlockSession.block_id.in_(blocks))
        .order_by(BlockSession.day, BlockSession.start_min)
    ):
        found.setdefault(block, []).append(Meeting(day, start, end))
    return found


def _others(groups: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for group, name, code, role in reading().execute(
        select(GroupTutor.group_id, Tutor.name, Tutor.code, GroupTutor.role)
        .join(Tutor, Tutor.id == GroupTutor.tutor_id)
        .where(
            GroupTutor.group_id.in_(groups),
            GroupTutor.given_back_at.is_(None),
            GroupTutor.tutor_id != this_leader().tutor_id,
        )
        .order_by(GroupTutor.role.desc(), Tutor.name, Tutor.id)
    ):
        found.setdefault(group, []).append((name or code, role))
    return found


def _children(groups: Sequence[int]) -> dict[int, tuple[int, tuple[int, int]]]:
    """Group → how many children, and the youngest and oldest age that they reach this year."""
    year = this_season().year
    return {
        group: (number, (year - latest, year - earliest))
        for group, number, earliest, latest in reading().execute(
            select(
                Place.group_id,
                func.count(),
                func.min(Child.birth_year),
                func.max(Child.birth_year),
            )
            .join(Child, Child.id == Place.child_id)
            .where(Place.group_id.in_(groups), Place.status == PlaceStatus.HELD)
            .group_by(Place.group_id)
        )
    }


def _needs(groups: Sequence[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    for group, code, number in reading().execute(
        select(Place.group_id, ChildNeed.code, func.count())
        .join(ChildNeed, ChildNeed.child_id == Place.child_id)
        .where(Place.group_id.in_(groups), Place.status == PlaceStatus.HELD)
        .group_by(Place.group_id, ChildNeed.code)
        .order_by(ChildNeed.code)
    ):
        found.setdefault(group, []).append((code, number))
    return found
