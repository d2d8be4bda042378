"""Places after publishing: given back, taken, waited for, promoted."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from models import Child, Group, Place, Season, WaitingEntry, Wish
from models.enums import Phase, PlaceStatus, WaitingStatus
from models.seats import give_back
from scheduler.outbox.occasions import GivenBack
from scheduler.rights import Actor, Subject, admit
from scheduler.season.candidates import able_to_join
from scheduler.season.noting import note
from scheduler.season.phases_allowed import only_in
from scheduler.season.refusals import CannotJoin, NotHeld, NotHere
from scheduler.season.requests import touch
from scheduler.season.rows import find, home, saving
from scheduler.season.seating import fill, is_over
from scheduler.season.slots import Slots
from scheduler.season.standing import dense_rank, find_group, require_current, site_of
from scheduler.season.telling import tell_family
from solver.fairness.draw import digest, draw_numbers

_PLACES_KNOWN = (Phase.PUBLISHED, Phase.RUNNING)


def give_back_place(
    session: Session, *, actor: Actor, season_id: int, child_id: int, place_id: int, now: datetime
) -> None:
    """Give one place back. Its seat goes at once to the first by draw number who can take it.

    All of it happens or none: the seat is never free for somebody else in between. A wish for
    just this offer, in this block, goes with the place, so that planning again does not give
    what was given back; a wish for the offer in any block stays.

    Raises:
        NotHere, NotAllowed: as `admit`; it is no place of this child in the plan that counts.
        WrongPhase: places are not known, or the season is over.
        NotHeld: it was given back already.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="give_back_place",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    only_in(season, *_PLACES_KNOWN)
    version = require_current(session, season)
    child = find(session, Child, season, child_id)
    place = session.scalars(
        select(Place).where(
            Place.season_id == season.id,
            Place.version_id == version.id,
            Place.child_id == child.id,
            Place.id == place_id,
        )
    ).one_or_none()
    if place is None:
        raise NotHere
    if not give_back(session, season_id=season.id, place_id=place.id, at=now):
        raise NotHeld
    group = find_group(session, version, place.group_id)
    _drop_wish(session, child, group, now)
    note(session, admitted, child, now)
    tell_family(
        session,
        season=season,
        child=child,
        occasion=GivenBack(child=child.first_name, place=Slots(session, season).of_group(group)),
        about=f"given_back:place={place.id}:at={now.isoformat()}",
        now=now,
    )
    fill(session, season, group, now)


def take_or_wait(
    session: Session, *, actor: Actor, season_id: int, child_id: int, group_id: int, now: datetime
) -> bool:
    """Take a free seat in an open group, or wait for one; whether the child has the place.

    A seat is free only where nobody waits who could take it, so nobody is passed over. Asking
    for the group is a wish, the least dear of the child's, so that also this place is one that
    was asked for.

    Raises:
        NotHere, NotAllowed: as `admit`; it is no group of the plan that counts.
        WrongPhase: places are not known, or the season is over.
        CannotJoin: the group is cancelled or over, or the rules do not let this child in.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="take_or_wait",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    only_in(season, *_PLACES_KNOWN)
    version = require_current(session, season)
    child = find(session, Child, season, child_id)
    group = find_group(session, version, group_id)
    if _holds(session, child, group):
        note(session, admitted, child, now)
        return True
    if group.cancelled_at is not None or is_over(session, group, now) or child.withdrawn_at:
        raise CannotJoin
    if dense_rank(session, child.id, group) is None:
        _wish(session, season, child, group, now)
    if child.id not in able_to_join(session, season, group, (child.id,)):
        raise CannotJoin
    _wait(session, season, child, group, now)
    note(session, admitted, child, now)
    fill(session, season, group, now)
    return _holds(session, child, group)


def leave_waiting_list(
    session: Session, *, actor: Actor, season_id: int, child_id: int, group_id: int, now: datetime
) -> None:
    """Wait for a group no longer. Who does not wait: nothing changes.

    Raises:
        NotHere, NotAllowed: as `admit`; it is no group of the plan that counts.
        WrongPhase: no plan is published.
    """
    admitted = admit(
        session,
        actor=actor,
        season_id=season_id,
        verb="leave_waiting_list",
        subject=Subject(children=(child_id,)),
    )
    season = admitted.season
    version = require_current(session, season)
    child = find(session, Child, season, child_id)
    group = find_group(session, version, group_id)
    entry = _entry(session, child, group)
    if entry is not None and entry.status is WaitingStatus.WAITING:
        entry.status, entry.ended_at = WaitingStatus.LEFT, now
    note(session, admitted, child, now)


def promote(session: Session, *, actor: Actor, season_id: int, group_id: int, now: datetime) -> int:
    """Offer a group's free seats to who waits, in the order of the draw; how many got one.

    Seats that come free are offered on by themselves; this is for when a group grew, or
    somebody can join who could not before.

    Raises:
        NotHere, NotAllowed: as `admit`; it is no group of the plan that counts.
        WrongPhase: places are not known, or the season is over.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="promote")
    season = admitted.season
    only_in(season, *_PLACES_KNOWN)
    group = find_group(session, require_current(session, season), group_id)
    note(session, admitted, group, now)
    return len(fill(session, season, group, now))


def _drop_wish(session: Session, child: Child, group: Group, now: datetime) -> None:
    session.execute(
        delete(Wish).where(
            Wish.child_id == child.id,
            Wish.offer_id == group.offer_id,
            Wish.block_id == group.block_id,
            Wish.location_id.is_(None) | (Wish.location_id == site_of(session, group)),
        )
    )
    touch(child, now)


def _holds(session: Session, child: Child, group: Group) -> bool:
    return (
        session.scalar(
            select(Place.id).where(
                Place.group_id == group.id,
                Place.child_id == child.id,
                Place.status == PlaceStatus.HELD,
            )
        )
        is not None
    )


def _entry(session: Session, child: Child, group: Group) -> WaitingEntry | None:
    return session.scalars(
        select(WaitingEntry)
        .where(WaitingEntry.group_id == group.id, WaitingEntry.child_id == child.id)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _wish(session: Session, season: Season, child: Child, group: Group, now: datetime) -> None:
    last = session.scalar(select(func.max(Wish.rank)).where(Wish.child_id == child.id)) or 0
    with saving(session):
        session.add(
            Wish(
                **home(season),
                child_id=child.id,
                rank=last + 1,
                offer_id=group.offer_id,
                block_id=group.block_id,
                location_id=site_of(session, group),
            )
        )
        touch(child, now)


def _wait(session: Session, season: Season, child: Child, group: Group, now: datetime) -> None:
    """Put the child on the group's waiting list, at its place in the draw."""
    entry = _entry(session, child, group)
    if entry is not None and entry.status is not WaitingStatus.WAITING:
        entry.status, entry.ended_at, entry.joined_at = WaitingStatus.WAITING, None, now
    if entry is None:
        refs = session.scalars(
            select(Child.ref).where(Child.season_id == season.id, Child.asked_at.is_not(None))
        )
        entry = WaitingEntry(
            **home(season),
            group_id=group.id,
            child_id=child.id,
            rank=dense_rank(session, child.id, group) or 1,
            draw_digest=digest(season.draw_seed, child.ref),
            draw_number=draw_numbers(season.draw_seed, refs)[child.ref],
            joined_at=now,
        )
        session.add(entry)
    session.flush()
