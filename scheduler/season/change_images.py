"""What people manage in a season, as plain values, and how two images of it differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

from sqlalchemy import Column, ColumnElement, Enum, Table, select
from sqlalchemy.orm import Session

from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Location,
    Offer,
    OfferBlock,
    OfferLocation,
    Pin,
    Room,
    TravelTime,
    Tutor,
)
from models.base import Base
from models.column_types import ExactDecimal, TextList, UtcDateTime

Row = dict[str, Any]
"""Column → value that JSON can hold; the number of the row and its season are not in it."""

Owner = tuple[str, int]
"""The column that names whose part a row is, and the number of whose it is."""

Pair = tuple[Row | None, Row | None]
"""A row before and after; None where it was not there."""

Differences = dict[str, dict[str, Pair]]
"""Table → number of the row, as text → before and after."""

Image = Mapping[str, Mapping[int, tuple[Any, ...]]]
"""Table → number of the row → its values, in the order of `Kept.columns`."""

_HOME: Final = frozenset({"id", "municipality_id", "season_id"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A table of which the rows are imaged.

    `owners` are the columns that say whose part a row is: the parts of one owner are one list,
    which changes as a whole. `where`: which rows, if not all of the season.
    """

    model: type[Base]
    owners: tuple[str, ...] = ()
    where: tuple[ColumnElement[bool], ...] = ()
    columns: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        names = tuple(each.name for each in self.table.columns if each.name not in _HOME)
        object.__setattr__(self, "columns", names)

    @property
    def table(self) -> Table:
        """The table."""
        return cast("Table", self.model.__table__)

    @property
    def name(self) -> str:
        """The table's name."""
        return self.table.name

    @property
    def is_part(self) -> bool:
        """Whether nothing names its rows: they are not edited, but replaced."""
        return "version" not in self.columns

    def owners_of(self, rows: Iterable[Row]) -> set[Owner]:
        """Whose parts these are."""
        return {(name, row[name]) for row in rows for name in self.owners if row[name] is not None}

    def lists(self, rows: Mapping[int, Row], owners: set[Owner]) -> dict[Owner, list[Row]]:
        """The parts of these owners in their order; who has none is not in it."""
        found: dict[Owner, list[Row]] = {}
        for number in sorted(rows):
            for owner in self.owners_of([rows[number]]) & owners:
                found.setdefault(owner, []).append(rows[number])
        return found


KEPT: Final = (
    Kept(Location),
    Kept(Room),
    Kept(Block),
    Kept(Tutor),
    Kept(Offer),
    Kept(BlockSession, ("block_id",)),
    Kept(OfferBlock, ("offer_id",)),
    Kept(OfferLocation, ("offer_id",)),
    Kept(
        AvailabilityWindow,
        ("tutor_id", "room_id"),
        (AvailabilityWindow.child_id.is_(None),),
    ),
    Kept(Pin),
    Kept(TravelTime, where=(TravelTime.child_id.is_(None),)),
)
"""What is imaged: what is named comes before who names it, parts come last."""


def image(session: Session, season_id: int) -> Image:
    """The season as it is now, with what the session has still to write: a query per table."""
    session.flush()
    found: dict[str, dict[int, tuple[Any, ...]]] = {}
    for kept in KEPT:
        columns = [kept.table.c[name] for name in kept.columns]
        rows = session.execute(
            select(kept.table.c.id, *columns)
            .where(kept.table.c.season_id == season_id, *kept.where)
            .order_by(kept.table.c.id)
        )
        found[kept.name] = {number: tuple(values) for number, *values in rows}
    return found


def differences(before: Image, after: Image) -> Differences:
    """The rows that differ, and with each part its whole list. {}: nothing really changed.

    That rows were written anew as they were counts for nothing.
    """
    found: Differences = {}
    real = False
    for kept in KEPT:
        old, new = before[kept.name], after[kept.name]
        numbers = {each for each in old.keys() | new.keys() if old.get(each) != new.get(each)}
        if not numbers:
            continue
        real = real or _plain(kept, old, numbers) != _plain(kept, new, numbers)
        numbers |= _siblings(kept, old, new, numbers)
        found[kept.name] = {
            str(number): (_row(kept, old.get(number)), _row(kept, new.get(number)))
            for number in sorted(numbers)
        }
    return found if real else {}


def kept_row(kept: Kept, values: Iterable[Any]) -> Row:
    """A row as differences hold it."""
    return {name: _json(value) for name, value in zip(kept.columns, values, strict=True)}


def decoded(kept: Kept, row: Row) -> dict[str, Any]:
    """A row as the database takes it; what its table no longer has is left out."""
    columns = kept.table.columns
    return {name: _value(columns[name], value) for name, value in row.items() if name in columns}


def _row(kept: Kept, values: tuple[Any, ...] | None) -> Row | None:
    return None if values is None else kept_row(kept, values)


def _plain(
    kept: Kept, rows: Mapping[int, tuple[Any, ...]], numbers: Iterable[int]
) -> list[tuple[Any, ...]]:
    """These rows in their order, without numbers and versions."""
    at = None if kept.is_part else kept.columns.index("version")
    return [
        values if at is None else (*values[:at], *values[at + 1 :])
        for number in sorted(numbers)
        if (values := rows.get(number)) is not None
    ]


def _siblings(
    kept: Kept,
    old: Mapping[int, tuple[Any, ...]],
    new: Mapping[int, tuple[Any, ...]],
    numbers: Iterable[int],
) -> set[int]:
    """The other parts of whoever owns these."""
    if not kept.owners:
        return set()
    places = [kept.columns.index(name) for name in kept.owners]

    def owner(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(values[at] for at in places)

    owners = {owner(rows[number]) for rows in (old, new) for number in numbers if number in rows}
    return {
        number for rows in (old, new) for number, values in rows.items() if owner(values) in owners
    }


def _json(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [str(each) for each in value]
        case _:
            # A word of an enumeration is a text of its own kind.
            return str(value.value) if hasattr(value, "value") else value


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type
    if isinstance(kind, Enum):
        assert kind.enum_class is not None  # noqa: S101 - all of ours have one
        return kind.enum_class(value)
    for each, read in _READ.items():
        if isinstance(kind, each):
            return read(value)
    return date.fromisoformat(value) if kind.python_type is date else value


_READ: Final[Mapping[type[Any], Callable[[Any], Any]]] = {
    UtcDateTime: datetime.fromisoformat,
    ExactDecimal: Decimal,
    TextList: tuple,
}
