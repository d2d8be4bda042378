"""Who was there: marked on the day, perhaps on a phone that had lost its connection."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Attendance, BlockSession, GroupTutor, Place
from models.enums import ActorKind, Phase, PlaceStatus
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights import Actor, NotAllowed, NotHere, Subject, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import home
from scheduler.season.standing import find_group, require_current


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A child's place, whether it was there, and when that was marked on the device."""

    place_id: int
    start_min: int
    was_there: bool
    marked_at: datetime


def mark_attendance(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    group_id: int,
    day: date,
    seen: Sequence[Seen],
    now: datetime,
) -> int:
    """Keep who was there in a group on a day; how many marks changed.

    The latest mark of a child and session counts, whatever the order in which marks arrive: a
    mark that is sent twice, or late, changes nothing. A device whose clock is ahead is taken to
    have marked now. Never asks why somebody was not there (R3).

    Raises:
        NotHere, NotAllowed: as `admit`; organisers and tutors mark their own groups, tutors
            not one that they gave back. A place is not held in this group, or the group has no
            such session that day.
        WrongPhase: places are not known, or the season is over.
        BadValue: the day has yet to come.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="mark_attendance",
        subject=Subject(groups=(group_id,)),
    )
    season = admitted.season
    only_in(season, Phase.PUBLISHED, Phase.RUNNING)
    group = find_group(session, require_current(session, season), group_id)
    if actor.kind is ActorKind.TUTOR and not _still_leads(session, actor, group.id):
        raise NotAllowed
    if day > now.astimezone(BRUSSELS).date():
        raise BadValue("day")
    starts = set(
        session.scalars(
            select(BlockSession.start_min).where(
                BlockSession.block_id == group.block_id, BlockSession.day == day
            )
        )
    )
    places = set(
        session.scalars(
            select(Place.id).where(Place.group_id == group.id, Place.status == PlaceStatus.HELD)
        )
    )
    if not all(each.place_id in places and each.start_min in starts for each in seen):
        raise NotHere
    there = {
        (row.place_id, row.start_min): row
        for row in session.scalars(
            select(Attendance).where(Attendance.place_id.in_(places), Attendance.day == day)
        )
    }
    by = _by(actor)
    changed = 0
    for each in sorted(seen, key=lambda mark: mark.marked_at):
        at = min(each.marked_at, now)
        row = there.get((each.place_id, each.start_min))
        if row is None:
            row = Attendance(
                **home(season),
                place_id=each.place_id,
                day=day,
                start_min=each.start_min,
                was_there=each.was_there,
                marked_at=at,
                **by,
            )
            session.add(row)
            there[each.place_id, each.start_min] = row
            changed += 1
        elif at > row.marked_at:
            changed += row.was_there is not each.was_there
            row.was_there, row.marked_at = each.was_there, at
            row.marked_by_kind, row.marked_by_id = by["marked_by_kind"], by["marked_by_id"]
    session.flush()
    note(session, admitted, group, now)
    return changed


class _By(TypedDict):
    marked_by_kind: ActorKind
    marked_by_id: int


def _still_leads(session: Session, actor: Actor, group_id: int) -> bool:
    found = session.scalar(
        select(GroupTutor.id).where(
            GroupTutor.group_id == group_id,
            GroupTutor.tutor_id == actor.id,
            GroupTutor.given_back_at.is_(None),
        )
    )
    return found is not None


def _by(actor: Actor) -> _By:
    # The table of rights lets only staff and tutors come this far, and both have a number.
    assert actor.kind is not None and actor.id is not None  # noqa: S101, PT018
    return {"marked_by_kind": actor.kind, "marked_by_id": actor.id}
