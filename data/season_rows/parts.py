"""How fields of a dataset's rows are held by columns of the database: the kinds there are.

Each kind is written both ways in one place, so that one can see that what goes in comes out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement

from data.season_rows.keys import Keys
from models.base import Base

Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Some fields of a row, and the columns that hold them, in the order that both ways use."""

    fields: tuple[str, ...]
    columns: tuple[str, ...]
    put: Callable[[Values, Keys], Values]
    take: Callable[[Values, Keys], Values]


@dataclass(frozen=True, slots=True)
class Listed:
    """A field that holds a list, kept as rows of a table of its own, in the order of the list.

    `owner` is the column of the row they belong to, `column` that of the item; `table`: the
    table of the dataset that the items name, "" where they are just texts.
    """

    field: str
    model: type[Base]
    owner: str
    column: str
    table: str = ""


def _nothing(at: datetime) -> Mapping[str, Any]:  # noqa: ARG001  (others need the moment)
    return {}


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table of the dataset and the one of the database that holds it.

    `key` is the field with the id by which others name the row. `fresh` tells, for a moment,
    what is true of a row that was imported then and a dataset does not say; `where` which rows
    are part of the dataset, if not all.
    """

    name: str
    row_type: type[Any]
    model: type[Base]
    parts: tuple[Part, ...]
    key: str = ""
    lists: tuple[Listed, ...] = ()
    fresh: Callable[[datetime], Mapping[str, Any]] = _nothing
    where: tuple[ColumnElement[bool], ...] = field(default=())


def same(*names: str) -> Part:
    """Fields whose columns have the same names and hold the same values."""
    return Part(names, names, _as_is, _as_is)


def named(field: str, column: str) -> Part:
    """A field whose column has another name."""
    return Part((field,), (column,), _as_is, _as_is)


def _as_is(values: Values, keys: Keys) -> Values:  # noqa: ARG001  (other kinds need the keys)
    return values


def word(field: str, column: str, here: type[StrEnum], there: type[StrEnum]) -> Part:
    """A word; datasets and database each have an enumeration of the same words."""
    to_there = {each: there(each.value) for each in here}
    to_here = {each: here(each.value) for each in there}
    return Part(
        (field,),
        (column,),
        lambda values, _: (to_there[values[0]],),
        lambda values, _: (to_here[values[0]],),
    )


def words(field: str, column: str, here: type[StrEnum]) -> Part:
    """A list of words, kept as their values."""
    return Part(
        (field,),
        (column,),
        lambda values, _: (tuple(each.value for each in values[0]),),
        lambda values, _: (tuple(here(text) for text in values[0]),),
    )


def names(field: str, column: str, table: str) -> Part:
    """The id of something in `table`; None stays None."""

    def put(values: Values, keys: Keys) -> Values:
        return (None if values[0] is None else keys.number(table, values[0]),)

    def take(values: Values, keys: Keys) -> Values:
        return (None if values[0] is None else keys.code(table, values[0]),)

    return Part((field,), (column,), put, take)


def names_one_of(
    kind_field: str, id_field: str, holders: Mapping[StrEnum, tuple[str, str]]
) -> Part:
    """An id and which kind it is of, kept as one filled column out of several.

    `holders` gives for each kind the column and the table that knows the id.
    """
    columns = tuple(column for column, _ in holders.values())
    kinds = [(kind, table) for kind, (_, table) in holders.items()]

    def put(values: Values, keys: Keys) -> Values:
        kind, code = values
        number = keys.number(holders[kind][1], code)
        return tuple(number if each is kind else None for each, _ in kinds)

    def take(values: Values, keys: Keys) -> Values:
        kind, table, number = next(
            (kind, table, number)
            for (kind, table), number in zip(kinds, values, strict=True)
            if number is not None
        )
        return kind, keys.code(table, number)

    return Part((kind_field, id_field), columns, put, take)


def pair(field: str, columns: tuple[str, str]) -> Part:
    """Two values in one field, or None: two columns, or two NULLs."""

    def take(values: Values, keys: Keys) -> Values:  # noqa: ARG001  (idem)
        return (None if values[0] is None else tuple(values),)

    return Part((field,), columns, lambda values, _: values[0] or (None, None), take)


def nought_is_unknown(field: str, column: str) -> Part:
    """A number that is 0 in a dataset where nobody filled it in: NULL, and 0 again."""
    return Part(
        (field,),
        (column,),
        lambda values, _: (values[0] or None,),
        lambda values, _: (values[0] or 0,),
    )
