"""A version of the plan is published: from then on it counts, and families are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.season_rows import unpack_plan
from models import (
    Block,
    Child,
    Group,
    Offer,
    Place,
    PlanningRun,
    PlanVersion,
    Refusal,
    Room,
    Season,
    WaitingEntry,
    Wish,
)
from models.enums import Phase, PlaceStatus, RefusalReason, WaitingStatus
from models.seats import give_back
from scheduler.outbox.occasions import Result, Slot
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases import enter
from scheduler.season.phases_allowed import is_before, only_in
from scheduler.season.refusals import AlreadyPublished, PlanIsOld
from scheduler.season.releasing import fill_all
from scheduler.season.rows import find
from scheduler.season.slots import Asked, Slots
from scheduler.season.standing import hold_current
from scheduler.season.telling import contacts_of, tell

_Held = tuple[int, int, int, int]
"""What a place is to a family: child, offer, block and location, whatever the room."""


def publish_version(
    session: Session, *, actor: Actor, season_id: int, version_id: int, now: datetime
) -> None:
    """Publish a version: it counts from now on, and never changes but by giving back and taking.

    Who withdrew since it was planned gives its places to who waits, before anybody is told.
    Every family is told its result; after an earlier version, only those for whom something
    changed. The waiting lists are open.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: wishes are not closed, or the season is over.
        AlreadyPublished: it was, also if another version took its place.
        PlanIsOld: a place that a family holds now is not in it, and the plan does not say that
            it could not be kept (contract, 3.11): plan again with promises.
    """
    admitted = admit(
        session, actor=actor, season_id=season_id, verb="publish_version", moves_season=True
    )
    season = admitted.season
    only_in(season, Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING)
    earlier = hold_current(session, season)
    version = find(session, PlanVersion, season, version_id)
    if version.published_at is not None:
        raise AlreadyPublished
    before = {} if earlier is None else _held(session, earlier)
    _require_promises(session, season, version, before)
    freed = _free_stale(session, season, version, earlier, now)
    if earlier is not None:
        earlier.is_current = False
        session.flush()
    version.is_current, version.published_at = True, now
    session.flush()
    if is_before(season.phase, Phase.PUBLISHED):
        enter(session, season, Phase.PUBLISHED, now)
    note(session, admitted, version, now)
    # Told first, so that who is promoted now hears of that after the result.
    _tell_results(session, season, version, before if earlier else None, now)
    fill_all(session, season, freed, now)


def _held(session: Session, version: PlanVersion) -> Mapping[_Held, int]:
    """What is held in a version by children that take part → the number of the place."""
    found = session.execute(
        select(Place.child_id, Group.offer_id, Group.block_id, Room.location_id, Place.id)
        .join(Group, Group.id == Place.group_id)
        .join(Room, Room.id == Group.room_id)
        .join(Child, Child.id == Place.child_id)
        .where(
            Place.version_id == version.id,
            Place.status == PlaceStatus.HELD,
            Group.cancelled_at.is_(None),
            Child.withdrawn_at.is_(None),
        )
    )
    return {(child, offer, block, site): place for child, offer, block, site, place in found}


def _require_promises(
    session: Session, season: Season, version: PlanVersion, before: Mapping[_Held, int]
) -> None:
    lost = before.keys() - _held(session, version).keys()
    if lost and not lost <= _said_lost(session, season, version):
        raise PlanIsOld


def _said_lost(session: Session, season: Season, version: PlanVersion) -> set[_Held]:
    """The promises that the plan itself says could not be kept."""
    packed = session.scalar(select(PlanningRun.plan).where(PlanningRun.id == version.run_id))
    if packed is None:
        return set()
    lost = unpack_plan(packed).lost_promises
    children = _numbers(session, Child.ref, Child.id, season)
    offers = _numbers(session, Offer.code, Offer.id, season)
    blocks = _numbers(session, Block.code, Block.id, season)
    rooms = _numbers(session, Room.code, Room.location_id, season)
    return {
        (
            children.get(each.pupil_id, 0),
            offers.get(each.group.offer_id, 0),
            blocks.get(each.group.block_id, 0),
            rooms.get(each.group.room_id, 0),
        )
        for each in lost
    }


def _free_stale(
    session: Session,
    season: Season,
    version: PlanVersion,
    earlier: PlanVersion | None,
    now: datetime,
) -> Sequence[Group]:
    """Free the seats of who withdrew or gave back since the plan was begun; their groups."""
    given_back = set[_Held]() if earlier is None else _given_back(session, earlier)
    wished: dict[int, set[Asked]] = {}
    for child, offer, block, site in session.execute(
        select(Wish.child_id, Wish.offer_id, Wish.block_id, Wish.location_id).where(
            Wish.season_id == season.id
        )
    ):
        wished.setdefault(child, set()).add((offer, block, site))
    # Columns, not rows: what the session holds is looked through at every seat.
    found = session.execute(
        select(
            Place.id,
            Place.child_id,
            Group.id,
            Group.offer_id,
            Group.block_id,
            Room.location_id,
            Child.withdrawn_at,
        )
        .join(Group, Group.id == Place.group_id)
        .join(Room, Room.id == Group.room_id)
        .join(Child, Child.id == Place.child_id)
        .where(Place.version_id == version.id, Place.status == PlaceStatus.HELD)
        .order_by(Place.id)
    ).all()
    freed = set[int]()
    for place, child, group, offer, block, site, withdrawn_at in found:
        granted = {(offer, each, at) for each in (None, block) for at in (None, site)}
        if (
            withdrawn_at is not None
            or (child, offer, block, site) in given_back
            or granted.isdisjoint(wished.get(child, ()))
        ):
            give_back(session, season_id=season.id, place_id=place, at=now)
            freed.add(group)
    gone = select(Child.id).where(Child.season_id == season.id, Child.withdrawn_at.is_not(None))
    session.execute(
        update(WaitingEntry)
        .where(
            WaitingEntry.group_id.in_(select(Group.id).where(Group.version_id == version.id)),
            WaitingEntry.child_id.in_(gone),
            WaitingEntry.status == WaitingStatus.WAITING,
        )
        .values(status=WaitingStatus.LEFT, ended_at=now)
        .execution_options(synchronize_session="fetch")
    )
    return session.scalars(select(Group).where(Group.id.in_(freed)).order_by(Group.id)).all()


def _given_back(session: Session, earlier: PlanVersion) -> set[_Held]:
    """What families gave back in the version that counted so far, and do not hold again."""
    found = session.execute(
        select(Place.child_id, Group.offer_id, Group.block_id, Room.location_id)
        .join(Group, Group.id == Place.group_id)
        .join(Room, Room.id == Group.room_id)
        .where(
            Place.version_id == earlier.id,
            Place.status == PlaceStatus.GIVEN_BACK,
            Group.cancelled_at.is_(None),
        )
    )
    gone = {(child, offer, block, site) for child, offer, block, site in found}
    return gone - _held(session, earlier).keys()


def _tell_results(
    session: Session,
    season: Season,
    version: PlanVersion,
    before: Mapping[_Held, int] | None,
    now: datetime,
) -> None:
    """Tell every family with a request; with `before` only those whose places changed."""
    slots = Slots(session, season)
    places: dict[int, list[_Held]] = {}
    for held in _held(session, version):
        places.setdefault(held[0], []).append(held)
    refused: dict[int, list[tuple[Slot, RefusalReason]]] = {}
    for each in session.scalars(
        select(Refusal).where(Refusal.version_id == version.id).order_by(Refusal.rank, Refusal.id)
    ):
        slot = slots.of((each.offer_id, each.block_id, each.location_id))
        refused.setdefault(each.child_id, []).append((slot, each.reason))
    children = session.scalars(
        select(Child)
        .where(
            Child.season_id == season.id,
            Child.asked_at.is_not(None),
            Child.withdrawn_at.is_(None),
        )
        .order_by(Child.id)
    ).all()
    had: dict[int, set[_Held]] = {}
    for held in before or {}:
        had.setdefault(held[0], set()).add(held)
    contacts = contacts_of(session, (child.id for child in children))
    for child in children:
        own = places.get(child.id, [])
        if before is not None and had.get(child.id, set()) == set(own):
            continue
        tell(
            session,
            season=season,
            contacts=contacts.get(child.id, ()),
            occasion=Result(
                child=child.first_name,
                places=slots.of_all((offer, block, site) for _, offer, block, site in own),
                refused=tuple(refused.get(child.id, ())),
            ),
            about=f"result:version={version.id}:child={child.id}",
            now=now,
        )


def _numbers(
    session: Session,
    code: InstrumentedAttribute[str],
    number: InstrumentedAttribute[int],
    season: Season,
) -> Mapping[str, int]:
    mine = code.class_.season_id == season.id
    return dict(session.execute(select(code, number).where(mine)).all())
