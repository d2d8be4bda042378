"""The plan that counts: the published version, and who holds what in it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Group, Place, PlanVersion, Room, Season, Wish
from models.enums import PlaceStatus
from scheduler.season.refusals import NotHere, WrongPhase


def hold_current(session: Session, season: Season) -> PlanVersion | None:
    """The version that families see, or None; kept from others until the caller commits.

    Whoever moves places holds it: a child waits for several groups, and may join only as many
    as it wants, whatever happens in the others at the same moment. Hold it before any child:
    who holds in one order waits, who holds in two orders blocks each other.
    """
    return session.scalars(
        select(PlanVersion)
        .where(PlanVersion.season_id == season.id, PlanVersion.is_current)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def require_current(session: Session, season: Season) -> PlanVersion:
    """The version that families see, held as by `hold_current`.

    Raises:
        WrongPhase: no plan is published.
    """
    version = hold_current(session, season)
    if version is None:
        raise WrongPhase(season.phase)
    return version


def find_group(session: Session, version: PlanVersion, group_id: int) -> Group:
    """A group of the version.

    Raises:
        NotHere: the version has no such group.
    """
    group = session.scalars(
        select(Group)
        .where(
            Group.season_id == version.season_id,
            Group.version_id == version.id,
            Group.id == group_id,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()
    if group is None:
        raise NotHere
    return group


def held_places(
    session: Session, version: PlanVersion, children: Collection[int]
) -> list[tuple[Place, Group]]:
    """The places that the children hold in the version, by number."""
    found = session.execute(
        select(Place, Group)
        .join(Group, Group.id == Place.group_id)
        .where(
            Place.version_id == version.id,
            Place.child_id.in_(children),
            Place.status == PlaceStatus.HELD,
        )
        .order_by(Place.id)
        .execution_options(populate_existing=True)
    )
    return [(place, group) for place, group in found]


def site_of(session: Session, group: Group) -> int:
    """The number of the location where a group is."""
    return session.scalars(select(Room.location_id).where(Room.id == group.room_id)).one()


def dense_rank(session: Session, child_id: int, group: Group) -> int | None:
    """The rank of the child's dearest wish for the group, without gaps; None: no wish for it."""
    site = site_of(session, group)
    wishes = session.scalars(select(Wish).where(Wish.child_id == child_id)).all()
    ranks = sorted({wish.rank for wish in wishes})
    mine = [wish.rank for wish in wishes if grants(wish, group, site)]
    return ranks.index(min(mine)) + 1 if mine else None


def grants(wish: Wish, group: Group, site: int) -> bool:
    """Whether a place in the group, at that location, is what the wish asks for (3.1)."""
    return (
        wish.offer_id == group.offer_id
        and wish.block_id in {None, group.block_id}
        and wish.location_id in {None, site}
    )
