"""Last year's season, to begin a new one from: what is offered, never who took part (R10, R18)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Location,
    Offer,
    OfferBlock,
    OfferLocation,
    PinSet,
    Room,
    Season,
    TravelTime,
    Tutor,
)
from models.belonging import InSeason
from models.enums import OfferStatus
from scheduler.rights import Actor, Admitted, admit
from scheduler.season.blocks import is_free_day
from scheduler.season.noting import note
from scheduler.season.refusals import BadValue
from scheduler.season.rows import home, saving
from scheduler.season.seasons import new_seed

_Row = TypeVar("_Row", bound=InSeason)
_Numbers = Mapping[int, int]
_Changes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Copied:
    """The new season, and what could not come along: (block code, day of last year)."""

    season_id: int
    left_out: tuple[tuple[str, date], ...]


def same_week(day: date, year: int) -> date:
    """The same weekday nearest to that date in another year, at most three days off.

    So the weeks of a summer stay those of the summer, in order. ISO weeks would shift by a
    whole week after a year with 53 of them, such as 2026.
    """
    then = day.replace(year=year)
    return then + timedelta(days=(day.weekday() - then.weekday() + 3) % 7 - 3)


def copy_season(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    year: int,
    slug: str,
    name: str,
    now: datetime,
) -> Copied:
    """Make a new season, in preparation, like this one.

    Along come offers (as drafts, with their facts and texts), locations, rooms, blocks moved to
    the same weeks, measured ways, and tutors with the dates of their checks. Sessions that
    would fall outside July and August or on a free day (21 July, 15 August) stay behind, and
    blocks without any left with them. No child, no wish, no plan, no pin; tutors without
    availability, so always available until they say when. The draw gets a new seed.

    Raises:
        NotHere, NotAllowed: as `admit`.
        BadValue: it is not for a later year.
        BrokenRule: the municipality has a season with that slug.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="copy_season")
    old = admitted.season
    if not old.year < year <= old.year + 50:
        raise BadValue("year")
    new = Season(
        municipality_id=old.municipality_id,
        slug=slug.strip(),
        name=name.strip(),
        year=year,
        first_day=date(year, 7, 1),
        last_day=date(year, 8, 31),
        draw_seed=new_seed(),
        policy=old.policy,
        budget_cents=old.budget_cents,
        municipality_name=old.municipality_name,
        nis_codes=old.nis_codes,
        texts=dict(old.texts),
    )
    with saving(session):
        session.add(new)
    session.add(PinSet(**home(new), changed_at=now))
    copy = _Copy(session, old, new)
    left_out = copy.everything()
    note(session, Admitted(actor, "copy_season", new, admitted.roles), new, now)
    return Copied(new.id, left_out)


class _Copy:
    """Copies the rows of one season to another, table by table."""

    def __init__(self, session: Session, old: Season, new: Season) -> None:
        self._session = session
        self._old = old
        self._new = new

    def everything(self) -> tuple[tuple[str, date], ...]:
        """Copy all there is to copy; the sessions that stayed behind."""
        sites = self._rows(Location)
        rooms = self._rows(Room, lambda row: {"location_id": sites[row.location_id]})
        tutors = self._rows(Tutor)
        offers = self._rows(Offer, lambda _: {"status": OfferStatus.DRAFT, "published_at": None})
        blocks, left_out = self._blocks()
        self._rows(OfferBlock, lambda row: _both(row, offer_id=offers, block_id=blocks))
        self._rows(OfferLocation, lambda row: _both(row, offer_id=offers, location_id=sites))
        self._rows(
            TravelTime,
            lambda row: (
                None
                if row.child_id is not None
                else _both(row, location_id=sites, tutor_id=tutors, from_location_id=sites)
            ),
        )
        self._rows(AvailabilityWindow, lambda row: self._window(row, rooms))
        return left_out

    def _blocks(self) -> tuple[_Numbers, tuple[tuple[str, date], ...]]:
        """Blocks that have a session left, with these sessions."""
        codes = dict(
            self._session.execute(
                select(Block.id, Block.code).where(Block.season_id == self._old.id)
            ).all()
        )
        days = self._session.execute(
            select(BlockSession.block_id, BlockSession.day)
            .where(BlockSession.season_id == self._old.id)
            .order_by(BlockSession.block_id, BlockSession.day)
        )
        kept, left_out = set[int](), list[tuple[str, date]]()
        for block, day in days:
            if self._is_free(same_week(day, self._new.year)):
                left_out.append((codes[block], day))
            else:
                kept.add(block)
        blocks = self._rows(Block, lambda row: {} if row.id in kept else None)
        self._rows(
            BlockSession,
            lambda row: (
                None
                if self._is_free(same_week(row.day, self._new.year))
                else {
                    "block_id": blocks[row.block_id],
                    "day": same_week(row.day, self._new.year),
                }
            ),
        )
        return blocks, tuple(left_out)

    def _is_free(self, day: date) -> bool:
        return is_free_day(day) or not self._new.first_day <= day <= self._new.last_day

    def _window(self, row: AvailabilityWindow, rooms: _Numbers) -> _Changes | None:
        """A room's window; one that began or ended with the summer still does."""
        if row.room_id is None:
            return None
        year, old, new = self._new.year, self._old, self._new
        first = new.first_day if row.first_day <= old.first_day else same_week(row.first_day, year)
        last = new.last_day if row.last_day >= old.last_day else same_week(row.last_day, year)
        if first > last:
            return None
        return {"room_id": rooms[row.room_id], "first_day": first, "last_day": last}

    def _rows(
        self,
        model: type[_Row],
        change: Callable[[_Row], _Changes | None] = lambda _: {},
    ) -> _Numbers:
        """Copy a table's rows, in their order, with what `change` says; None: not this row."""
        columns = {
            column.key
            for column in model.__table__.columns  # type: ignore[attr-defined]
        } - {"id", "municipality_id", "season_id", "version"}
        made: dict[int, _Row] = {}
        for row in self._session.scalars(
            select(model).where(model.season_id == self._old.id).order_by(model.id)
        ):
            changes = change(row)
            if changes is not None:
                values = {name: getattr(row, name) for name in columns} | changes
                made[row.id] = model(**home(self._new), **values)
        self._session.add_all(made.values())
        self._session.flush()
        return {number: row.id for number, row in made.items()}


def _both(row: InSeason, **numbers: _Numbers) -> _Changes | None:
    """What a row names, by its new numbers; None where one of these stayed behind."""
    found: _Changes = {}
    for column, new in numbers.items():
        old = getattr(row, column)
        if old is not None and old not in new:
            return None
        found[column] = None if old is None else new[old]
    return found
