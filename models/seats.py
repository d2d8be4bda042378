"""The seats of a group: never one too many, whoever asks and however many at once.

Counting and taking are one statement on the group's row, and the database refuses a count
above what there is. Every change of a place goes through here.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.enums import PlaceStatus
from models.group import SMALL_GROUP, Group
from models.place import Place


class NoSuchGroup(LookupError):
    """There is no such group in that season."""


def take_seat(session: Session, place: Place) -> bool:
    """Give a child the place that `place` describes (new, not yet in a session), if one is free.

    Takes one seat for the child and `place.seats - 1` for a companion; where the child, or one
    that is there already, needs a small group, the group stays small. Who holds the place
    already keeps it as it is. False: there is no seat; nothing was changed. Waits for others
    who change the same group, until they commit.

    Raises:
        NoSuchGroup: the place names a group that is not there.
        sqlalchemy.exc.IntegrityError: on flush, where the child holds another place of the same
            offer in this version (`uq_place_one_per_offer`).
    """
    _lock(session, place.season_id, place.group_id)
    there = session.scalars(
        select(Place)
        .where(Place.group_id == place.group_id, Place.child_id == place.child_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if there is not None and there.status is PlaceStatus.HELD:
        return True
    small = int(place.small_group)
    now_small = Group.small_held + small
    taken = session.execute(
        update(Group)
        .where(
            Group.id == place.group_id,
            Group.season_id == place.season_id,
            Group.cancelled_at.is_(None),
            Group.children_held + 1 <= Group.max_children,
            Group.seats_held + place.seats <= Group.max_seats,
            or_(now_small == 0, Group.children_held + 1 <= SMALL_GROUP),
        )
        .values(
            children_held=Group.children_held + 1,
            seats_held=Group.seats_held + place.seats,
            small_held=now_small,
        )
        .execution_options(synchronize_session=False)
        .returning(Group.id)
    ).first()
    if taken is None:
        return False
    if there is None:
        session.add(place)
    else:
        there.rank, there.seats, there.small_group = place.rank, place.seats, place.small_group
        there.given_at, there.given_back_at = place.given_at, None
        there.status = PlaceStatus.HELD
    session.flush()
    _forget(session, place.group_id)
    return True


def give_back(session: Session, *, season_id: int, place_id: int, at: datetime) -> bool:
    """Give a place back; its seats are free at once. False: it was not held (any more)."""
    group_id = session.scalar(
        select(Place.group_id).where(Place.id == place_id, Place.season_id == season_id)
    )
    if group_id is None:
        return False
    _lock(session, season_id, group_id)
    row = session.execute(
        update(Place)
        .where(Place.id == place_id, Place.status == PlaceStatus.HELD)
        .values(status=PlaceStatus.GIVEN_BACK, given_back_at=at)
        .execution_options(synchronize_session="fetch")
        .returning(Place.seats, Place.small_group)
    ).first()
    if row is None:
        return False
    session.execute(
        update(Group)
        .where(Group.id == group_id)
        .values(
            children_held=Group.children_held - 1,
            seats_held=Group.seats_held - row.seats,
            small_held=Group.small_held - int(row.small_group),
        )
        .execution_options(synchronize_session=False)
    )
    _forget(session, group_id)
    return True


def _lock(session: Session, season_id: int, group_id: int) -> None:
    """Wait until nobody else changes the group; on SQLite whoever writes is alone anyway."""
    found = session.execute(
        select(Group.id).where(Group.id == group_id, Group.season_id == season_id).with_for_update()
    ).first()
    if found is None:
        raise NoSuchGroup(group_id)


def _forget(session: Session, group_id: int) -> None:
    """The counts of a group that this session holds are read again when next asked for."""
    for row in session.identity_map.values():
        if isinstance(row, Group) and row.id == group_id:
            session.expire(row, ["children_held", "seats_held", "small_held"])
