"""What a version changes for families when it is published, as far as reading tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from data.season_rows import unpack_plan
from models import Block, Child, Group, Offer, Place, PlanningRun, PlanVersion, Room, Season, Wish
from models.enums import PlaceStatus
from scheduler.season.slots import Asked

Held = tuple[int, int, int, int]
"""What a place is to a family: child, offer, block and location, whatever the room."""


class Stale(NamedTuple):
    """A place of a version that its family does not want any more: its number and its group."""

    place_id: int
    group_id: int


def held(session: Session, version: PlanVersion) -> Mapping[Held, int]:
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


def lost_unsaid(
    session: Session, season: Season, version: PlanVersion, before: Mapping[Held, int]
) -> int:
    """How many places that families hold now are not in the version, if it does not say why.

    0: every one is there, or the plan itself says of each that it could not be kept.
    """
    lost = before.keys() - held(session, version).keys()
    return len(lost - _said_lost(session, season, version)) if lost else 0


def _said_lost(session: Session, season: Season, version: PlanVersion) -> set[Held]:
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


def stale(
    session: Session, season: Season, version: PlanVersion, earlier: PlanVersion | None
) -> Sequence[Stale]:
    """The places of who withdrew, gave back or stopped wishing since the plan was begun."""
    gone = set[Held]() if earlier is None else _given_back(session, earlier)
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
    stale_places = []
    for place, child, group, offer, block, site, withdrawn_at in found:
        granted = {(offer, each, at) for each in (None, block) for at in (None, site)}
        if (
            withdrawn_at is not None
            or (child, offer, block, site) in gone
            or granted.isdisjoint(wished.get(child, ()))
        ):
            stale_places.append(Stale(place, group))
    return stale_places


def children_told(
    session: Session,
    season: Season,
    after: Mapping[Held, int],
    before: Mapping[Held, int] | None,
) -> Sequence[Child]:
    """Children with a request, by number; with `before` only those whose places change."""
    children = session.scalars(
        select(Child)
        .where(
            Child.season_id == season.id,
            Child.asked_at.is_not(None),
            Child.withdrawn_at.is_(None),
        )
        .order_by(Child.id)
    ).all()
    if before is None:
        return children
    changed = {place[0] for place in before.keys() ^ after.keys()}
    return [child for child in children if child.id in changed]


def _given_back(session: Session, earlier: PlanVersion) -> set[Held]:
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
    return gone - held(session, earlier).keys()


def _numbers(
    session: Session,
    code: InstrumentedAttribute[str],
    number: InstrumentedAttribute[int],
    season: Season,
) -> Mapping[str, int]:
    mine = code.class_.season_id == season.id
    return dict(session.execute(select(code, number).where(mine)).all())
