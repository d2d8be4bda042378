"""Locations and their rooms."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data import references
from models import Location, Room
from models.enums import Phase
from scheduler.rights import Actor, admit
from scheduler.season.codes_known import known
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.rows import as_expected, find, home, put, require, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationDraft:
    """Everything of a location (`models/location.py`); saved whole."""

    code: str
    name: str
    lat: float
    lon: float
    features: tuple[str, ...] = ()
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    """Everything of a room (`models/location.py`); saved whole."""

    code: str
    location_id: int
    capacity: int
    name: str = ""
    features: tuple[str, ...] = ()


def add_location(
    session: Session, *, actor: Actor, season_id: int, location: LocationDraft, now: datetime
) -> int:
    """Make a location; its number.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        UnknownCode, BrokenRule: what was filled in cannot be.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="add_location")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    _check_features(location.features)
    row = Location(**home(season), **values_of(location))
    with saving(session):
        session.add(row)
    note(session, admitted, row, now)
    return row.id


def edit_location(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    location_id: int,
    expected: int,
    location: LocationDraft,
    now: datetime,
) -> int:
    """Save a location as it was filled in; its new version.

    Raises:
        NotHere, NotAllowed, WrongPhase, UnknownCode, BrokenRule: as `add_location`.
        ChangedMeanwhile: somebody else saved it since; nothing is changed.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="edit_location")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    row = find(session, Location, season, location_id)
    as_expected(session, season, row, expected)
    _check_features(location.features)
    with saving(session):
        put(row, values_of(location))
    note(session, admitted, row, now)
    return row.version


def remove_location(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    location_id: int,
    expected: int,
    now: datetime,
) -> None:
    """Remove a location that has no rooms and that nothing names.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_location`.
        StillUsed: a room, an offer or a wish names it.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="remove_location")
    season = admitted.season
    row = find(session, Location, season, location_id)
    as_expected(session, season, row, expected)
    with saving(session, removing=True):
        session.delete(row)
    note(session, admitted, row, now)


def add_room(
    session: Session, *, actor: Actor, season_id: int, room: RoomDraft, now: datetime
) -> int:
    """Make a room; its number.

    Raises:
        NotHere, NotAllowed, WrongPhase, UnknownCode, BrokenRule: as `add_location`.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="add_room")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    _check_features(room.features)
    require(session, Location, season, (room.location_id,))
    row = Room(**home(season), **values_of(room))
    with saving(session):
        session.add(row)
    note(session, admitted, row, now)
    return row.id


def edit_room(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    room_id: int,
    expected: int,
    room: RoomDraft,
    now: datetime,
) -> int:
    """Save a room as it was filled in; its new version. Groups of plans keep their size.

    Raises:
        NotHere, NotAllowed, WrongPhase, UnknownCode, BrokenRule: as `add_location`.
        ChangedMeanwhile: somebody else saved it since; nothing is changed.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="edit_room")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    row = find(session, Room, season, room_id)
    as_expected(session, season, row, expected)
    _check_features(room.features)
    require(session, Location, season, (room.location_id,))
    with saving(session):
        put(row, values_of(room))
    note(session, admitted, row, now)
    return row.version


def remove_room(
    session: Session, *, actor: Actor, season_id: int, room_id: int, expected: int, now: datetime
) -> None:
    """Remove a room that no plan names; its windows and pins go with it.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_room`.
        StillUsed: a group of a plan is in it.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="remove_room")
    season = admitted.season
    row = find(session, Room, season, room_id)
    as_expected(session, season, row, expected)
    with saving(session, removing=True):
        session.delete(row)
    note(session, admitted, row, now)


def _check_features(features: Iterable[str]) -> None:
    known("features", features, references.feature_codes())
