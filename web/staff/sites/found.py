"""Rows of this season by the numbers that addresses and forms name; of others: not there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from models import (
    AvailabilityWindow,
    Group,
    Location,
    OfferLocation,
    Room,
    Wish,
)
from models.belonging import InSeason
from web.database import reading
from web.guarding import season as this_season


def location_here(number: int) -> Location:
    """A location of this season; else 404."""
    found = reading().scalar(
        select(Location).where(Location.season_id == this_season().id, Location.id == number)
    )
    if found is None:
        abort(404)
    return found


def room_here(number: int) -> tuple[Room, Location]:
    """A room of this season and its location; else 404."""
    found = (
        reading()
        .execute(
            select(Room, Location)
            .join(Location, Location.id == Room.location_id)
            .where(Room.season_id == this_season().id, Room.id == number)
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found[0], found[1]


def rooms_here(numbers: Collection[int]) -> Sequence[tuple[Room, Location]]:
    """Rooms of this season with their locations; 404 if one of them is not there."""
    found = (
        reading()
        .execute(
            select(Room, Location)
            .join(Location, Location.id == Room.location_id)
            .where(Room.season_id == this_season().id, Room.id.in_(numbers))
            .order_by(Location.name, Room.name, Room.code)
        )
        .all()
    )
    if len(found) != len(set(numbers)):
        abort(404)
    return [(room, location) for room, location in found]


def windows_here(rooms: Collection[int]) -> dict[int, list[AvailabilityWindow]]:
    """Room → its windows, in order; a room without any is not in it."""
    kept: dict[int, list[AvailabilityWindow]] = {}
    for each in reading().scalars(
        select(AvailabilityWindow)
        .where(
            AvailabilityWindow.season_id == this_season().id,
            AvailabilityWindow.room_id.in_(rooms),
        )
        .order_by(AvailabilityWindow.first_day, AvailabilityWindow.id)
    ):
        kept.setdefault(each.room_id or 0, []).append(each)
    return kept


def used_by_location(number: int) -> tuple[int, int, int]:
    """How many rooms, offers and wishes name a location."""
    return (
        _count(Room, Room.location_id, number),
        _count(OfferLocation, OfferLocation.location_id, number),
        _count(Wish, Wish.location_id, number),
    )


def used_by_room(number: int) -> int:
    """How many groups of plans are in a room."""
    return _count(Group, Group.room_id, number)


def _count(
    model: type[InSeason],
    column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
    number: int,
) -> int:
    counted = select(func.count()).select_from(model)
    return (
        reading().scalar(counted.where(model.season_id == this_season().id, column == number)) or 0
    )
