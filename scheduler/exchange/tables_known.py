"""Which tables people bring in, what tells their rows apart, and to whom rows belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from data.columns import Holder
from data.row_types import columns
from data.season_rows.tables import TABLES

SUPPLY: Final = ("blocks", "sessions", "locations", "rooms", "tutors", "offers", "availability")
"""What planners bring in."""

CHILDREN: Final = ("pupils", "wishes", "links")
"""What only coordinators bring in; with it also the availability of children."""

IMPORTED: Final = SUPPLY + CHILDREN

EXAMPLE: Final = "voorbeeld"
"""The id in the example rows of empty templates: a row that begins with it is skipped."""

Key = tuple[Any, ...]

ROW_TABLES: Final = MappingProxyType({table.name: table for table in TABLES})


def key_column(table: str) -> str:
    """The column with the id of each row, or "" where rows have none."""
    return ROW_TABLES[table].key


def key_of(table: str) -> Callable[[Any], Key]:
    """What tells rows of a table apart: two with the same are one row, as it was and will be."""
    key = ROW_TABLES[table].key
    return (lambda row: (getattr(row, key),)) if key else _KEYS[table]


def _pair(row: Any) -> Key:
    return (*sorted((row.pupil_a, row.pupil_b)), row.kind)


def _whole(table: str) -> Callable[[Any], Key]:
    fields = [column.field for column in columns(table).values()]
    return lambda row: tuple(getattr(row, name) for name in fields)


_KEYS: Final[Mapping[str, Callable[[Any], Key]]] = {
    "sessions": lambda row: (row.block_id, row.date, row.start),
    "wishes": lambda row: (row.pupil_id, row.offer_id, row.block_id, row.location_id),
    "availability": _whole("availability"),
    "links": _pair,
}

OWNERS: Final[Mapping[str, Callable[[Any], Key]]] = {
    "sessions": lambda row: ("blocks", row.block_id),
    "wishes": lambda row: ("pupils", row.pupil_id),
    "availability": lambda row: (_HOLDERS[row.kind], row.id),
}
"""Table → (table, id) of whose part a row is: a part goes only where its owner is in the file."""

_HOLDERS: Final[Mapping[Holder, str]] = {
    Holder.TUTOR: "tutors",
    Holder.PUPIL: "pupils",
    Holder.ROOM: "rooms",
}
