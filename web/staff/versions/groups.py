"""The groups of a version as a list: what, when, where, how many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from models import Block, BlockSession, Group, Location, Offer, Room, WaitingEntry
from models.enums import WaitingStatus
from web.words import day

_FIRST_DAY: Final = (
    select(func.min(BlockSession.day))
    .where(BlockSession.block_id == Group.block_id)
    .correlate(Group)
    .scalar_subquery()
)
_LAST_DAY: Final = (
    select(func.max(BlockSession.day))
    .where(BlockSession.block_id == Group.block_id)
    .correlate(Group)
    .scalar_subquery()
)
_WAITING: Final = (
    select(func.count())
    .where(WaitingEntry.group_id == Group.id, WaitingEntry.status == WaitingStatus.WAITING)
    .correlate(Group)
    .scalar_subquery()
)
SORTS: Final = {
    "wanneer": _FIRST_DAY,
    "aanbod": Offer.title,
    "waar": Location.name,
    "grootte": Group.children_held,
    "wachten": _WAITING,
}
SEARCHED: Final = (Offer.title, Location.name, Block.label)


@dataclass(frozen=True)
class Listed:
    """A group in a list; `waiting` in this group."""

    id: int
    offer: str
    days: str
    where: str
    room: str
    size: int
    smallest: int
    most: int
    waiting: int
    cancelled: bool

    @property
    def name(self) -> str:
        """Its offer, days and site in one line."""
        return f"{self.offer}, {self.days}, {self.where}"


def groups(*where: ColumnElement[bool]) -> Select[Any]:
    """The statement of a list of groups; each row goes into `listed`."""
    statement: Any = select(
        Group.id,
        Group.children_held,
        Group.max_children,
        Group.cancelled_at,
        Offer.title,
        Offer.min_size,
        Location.name,
        Room.name.label("room"),
        Room.code,
        _FIRST_DAY.label("first"),
        _LAST_DAY.label("last"),
        _WAITING.label("waiting"),
    )
    found: Select[Any] = (
        statement.join(Offer, Offer.id == Group.offer_id)
        .join(Block, Block.id == Group.block_id)
        .join(Room, Room.id == Group.room_id)
        .join(Location, Location.id == Room.location_id)
        .where(*where)
    )
    return found


def listed(row: Any) -> Listed:
    """A row of `groups`."""
    return Listed(
        id=row.id,
        offer=row.title,
        days=days_said(row.first, row.last),
        where=row.name,
        room=row.room or row.code,
        size=row.children_held,
        smallest=row.min_size,
        most=row.max_children,
        waiting=row.waiting,
        cancelled=row.cancelled_at is not None,
    )


def one_group(session: Session, group_id: int) -> Listed:
    """One group as in a list; it is there, somebody looked it up before."""
    return listed(session.execute(groups(Group.id == group_id)).one())


def days_said(first: date | None, last: date | None) -> str:
    """Such as 5 juli – 9 juli; – without sessions."""
    if first is None or last is None:
        return "–"
    return day(first) if first == last else f"{day(first)} – {day(last)}"
