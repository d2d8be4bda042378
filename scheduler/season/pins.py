"""The planner's locks (contract, 3.9): one set that people change together."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Block, Child, Offer, Pin, PinSet, Room, Season, Tutor
from models.enums import Phase
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue, PinContradicts
from scheduler.season.rows import as_expected, find, home, put, require, saving
from scheduler.season.values import values_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PinDraft:
    """A lock on the group (offer, block, room), or on one tutor or one child in it."""

    must: bool
    offer_id: int
    block_id: int
    room_id: int
    tutor_id: int | None = None
    child_id: int | None = None


@dataclass(frozen=True, slots=True)
class Pinned:
    """The pin's number, and the version of the set of pins after it."""

    pin_id: int
    version: int


def pin(
    session: Session, *, actor: Actor, season_id: int, expected: int, pin: PinDraft, now: datetime
) -> Pinned:
    """Add a pin; one that is there already stays. `expected`: the version of the set of pins.

    Whether pins and rules admit a plan shows when planning.

    Raises:
        NotHere, NotAllowed: as `admit`; something that the pin names is not in this season.
        WrongPhase: the season is over.
        ChangedMeanwhile: somebody else changed the pins since.
        BadValue: it names a tutor and a child at once.
        PinContradicts: another pin says the opposite.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="pin")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    pins = _set(session, season)
    as_expected(session, season, pins, expected)
    if pin.tutor_id is not None and pin.child_id is not None:
        raise BadValue("pin")
    for model, number in (
        (Offer, pin.offer_id),
        (Block, pin.block_id),
        (Room, pin.room_id),
        (Tutor, pin.tutor_id),
        (Child, pin.child_id),
    ):
        require(session, model, season, (number,))
    row = session.scalars(
        select(Pin)
        .where(
            Pin.season_id == season.id,
            Pin.offer_id == pin.offer_id,
            Pin.block_id == pin.block_id,
            Pin.room_id == pin.room_id,
            Pin.tutor_id.is_not_distinct_from(pin.tutor_id),
            Pin.child_id.is_not_distinct_from(pin.child_id),
        )
        .order_by(Pin.id)
        .limit(1)
    ).one_or_none()
    if row is not None and row.must is not pin.must:
        raise PinContradicts
    if row is None:
        row = Pin(**home(season), **values_of(pin))
        with saving(session):
            session.add(row)
        put(pins, {"changed_at": now})
    note(session, admitted, pins, now)
    return Pinned(row.id, pins.version)


def unpin(
    session: Session, *, actor: Actor, season_id: int, expected: int, pin_id: int, now: datetime
) -> int:
    """Remove a pin; the version of the set of pins after it.

    Raises:
        NotHere, NotAllowed, WrongPhase, ChangedMeanwhile: as `pin`.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="unpin")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    pins = _set(session, season)
    as_expected(session, season, pins, expected)
    session.delete(find(session, Pin, season, pin_id))
    put(pins, {"changed_at": now})
    note(session, admitted, pins, now)
    return pins.version


def unpin_all(
    session: Session, *, actor: Actor, season_id: int, expected: int, now: datetime
) -> int:
    """Remove all pins of the season; the version of the set of pins after it.

    Raises:
        NotHere, NotAllowed, WrongPhase, ChangedMeanwhile: as `pin`.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="unpin_all")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    pins = _set(session, season)
    as_expected(session, season, pins, expected)
    session.execute(delete(Pin).where(Pin.season_id == season.id))
    put(pins, {"changed_at": now})
    note(session, admitted, pins, now)
    return pins.version


def _set(session: Session, season: Season) -> PinSet:
    """The season's one set of pins, kept from others until the caller commits."""
    number = session.scalars(select(PinSet.id).where(PinSet.season_id == season.id)).one()
    return find(session, PinSet, season, number)
