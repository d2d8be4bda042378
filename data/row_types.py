"""What the row types say about the columns of a table, for reading, messages and docs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import GenericAlias, MappingProxyType
from typing import Any, get_type_hints

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from data.columns import MAY_BE_EMPTY
from data.rows import ROW_TYPES


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: as the header names it.
        field: the field of the row type that holds it.
        must_be_there: whether the header must name it.
        must_be_filled: whether every row must fill it in.
        meaning: one sentence on what it holds.
    """

    name: str
    field: str
    must_be_there: bool
    must_be_filled: bool
    meaning: str


@cache
def columns(table: str) -> Mapping[str, Column]:
    """The columns of a table by name, in the contract's order; for the season, its keys."""
    row_type = ROW_TYPES[table]
    hints = get_type_hints(row_type, include_extras=True)
    found = {}
    for each in fields(row_type):
        extras = hints[each.name].__metadata__
        filled = each.default is MISSING
        # `from` is a word of Python, so its field is called `from_`.
        name = each.name.rstrip("_")
        found[name] = Column(
            name=name,
            field=each.name,
            must_be_there=filled or MAY_BE_EMPTY in extras,
            must_be_filled=filled,
            meaning=next(e.description or "" for e in extras if isinstance(e, FieldInfo)),
        )
    return MappingProxyType(found)


@cache
def column_names(table: str) -> tuple[str, ...]:
    """The names that a table's header may bear; the season's header bears key and value."""
    return ("key", "value") if table == "season" else tuple(columns(table))


@cache
def rows_adapter(table: str) -> TypeAdapter[Any]:
    """Validates a list of rows, each a mapping from field to raw cell, as the row type."""
    rows: Any = GenericAlias(list, (ROW_TYPES[table],))
    return TypeAdapter(rows)


@cache
def field_adapter(table: str, field: str) -> TypeAdapter[Any]:
    """Validates one raw cell of that field."""
    return TypeAdapter(get_type_hints(ROW_TYPES[table], include_extras=True)[field])
