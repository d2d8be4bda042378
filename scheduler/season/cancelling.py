"""A group does not go ahead."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Child, Group, GroupTutor, Season, Tutor, WaitingEntry
from models.enums import Phase, PlaceStatus, WaitingStatus
from models.place import Place
from models.seats import give_back
from scheduler.outbox import Unreachable, queue
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.occasions import Cancelled
from scheduler.rights import Actor, Subject, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.refusals import GroupIsOver
from scheduler.season.slots import Slots
from scheduler.season.standing import find_group, require_current
from scheduler.season.telling import contacts_of, tell


def cancel_group(
    session: Session, *, actor: Actor, season_id: int, group_id: int, now: datetime
) -> None:
    """Cancel a group of the plan that counts, from today on; families and tutors are told.

    Its places are given back and nobody waits for it any longer. What falls away today or
    tomorrow is told at once (R14). Cancelled already: nothing changes.

    Raises:
        NotHere, NotAllowed: as `admit`; organisers cancel groups of their own offers.
        WrongPhase: places are not known, or the season is over.
        GroupIsOver: its last session was before today.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="cancel_group",
        subject=Subject(groups=(group_id,)),
    )
    season = admitted.season
    only_in(season, Phase.PUBLISHED, Phase.RUNNING)
    group = find_group(session, require_current(session, season), group_id)
    slots = Slots(session, season)
    today = now.astimezone(BRUSSELS).date()
    days = [each.day for each in slots.sessions_of(group) if each.day >= today]
    if not days:
        raise GroupIsOver
    if group.cancelled_at is None:
        _cancel(session, season, group, slots, days[0], now)
    note(session, admitted, group, now)


def _cancel(  # noqa: PLR0913, PLR0917  (what, where, when)
    session: Session, season: Season, group: Group, slots: Slots, next_day: date, now: datetime
) -> None:
    children = session.execute(
        select(Place.id, Child)
        .join(Child, Child.id == Place.child_id)
        .where(Place.group_id == group.id, Place.status == PlaceStatus.HELD)
        .order_by(Place.id)
    ).all()
    for place_id, _ in children:
        give_back(session, season_id=season.id, place_id=place_id, at=now)
    group.cancelled_at = now
    session.execute(
        update(WaitingEntry)
        .where(WaitingEntry.group_id == group.id, WaitingEntry.status == WaitingStatus.WAITING)
        .values(status=WaitingStatus.LEFT, ended_at=now)
        .execution_options(synchronize_session="fetch")
    )
    session.flush()
    contacts = contacts_of(session, [child.id for _, child in children])
    place = slots.of_group(group)
    for _, child in children:
        tell(
            session,
            season=season,
            contacts=contacts.get(child.id, ()),
            occasion=Cancelled(child=child.first_name, place=place, next_day=next_day),
            about=f"cancelled:group={group.id}:child={child.id}",
            now=now,
        )
    tutors = session.scalars(
        select(Tutor)
        .join(GroupTutor, GroupTutor.tutor_id == Tutor.id)
        .where(GroupTutor.group_id == group.id, GroupTutor.given_back_at.is_(None))
    )
    for tutor in tutors:
        try:
            queue(
                session,
                municipality_id=season.municipality_id,
                recipient=tutor,
                occasion=Cancelled(place=place, next_day=next_day),
                dedup_key=f"cancelled:group={group.id}:tutor={tutor.id}",
                now=now,
            )
        except Unreachable:
            continue
