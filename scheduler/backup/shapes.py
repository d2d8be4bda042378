"""The tables as they are in a database, whatever its revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Connection, MetaData, TableClause

from scheduler.backup.kinds import TYPES, Kind, kind_of

REVISION_TABLE: Final = "alembic_version"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table: its columns by kind, and those that point into the table itself."""

    name: str
    columns: Mapping[str, Kind]
    own_references: tuple[str, ...] = ()

    @property
    def table(self) -> TableClause:
        """The table for statements, with types that mean the same on both databases."""
        return sa.table(
            self.name, *(sa.column(name, TYPES[kind]) for name, kind in self.columns.items())
        )


def shapes(connection: Connection) -> tuple[Shape, ...]:
    """Every table of ours, each after those it points to."""
    found = MetaData()
    found.reflect(connection)
    return tuple(
        Shape(
            table.name,
            {column.name: kind_of(column.type) for column in table.columns},
            _own_references(table),
        )
        for table in found.sorted_tables
        if table.name != REVISION_TABLE
    )


def _own_references(table: sa.Table) -> tuple[str, ...]:
    return tuple(
        column.name
        for constraint in table.foreign_key_constraints
        if constraint.referred_table is table
        for column in constraint.columns
        if column.nullable
    )


def next_id(connection: Connection, table: str) -> int:
    """The first id of a table that was never given: ids are not used again (`models/rules.py`)."""
    if connection.dialect.name == "sqlite":
        last = connection.execute(
            sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table}
        ).scalar()
        return int(last or 0) + 1
    sequence = _sequence(connection, table)
    last, was_given = connection.execute(
        sa.text(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - PostgreSQL's own name
    ).one()
    return int(last) + int(was_given)


def set_next_ids(connection: Connection, numbers: Iterable[tuple[str, int]]) -> None:
    """Let each table count on from there."""
    for table, number in numbers:
        values = {"name": table, "number": number}
        if connection.dialect.name == "sqlite":
            for statement in (
                "DELETE FROM sqlite_sequence WHERE name = :name",
                "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :number - 1)",
            ):
                connection.execute(sa.text(statement), values)
        else:
            values["name"] = _sequence(connection, table)
            statement = "SELECT setval(CAST(:name AS regclass), :number, false)"
            connection.execute(sa.text(statement), values)


def _sequence(connection: Connection, table: str) -> str:
    """The name, quoted where needed, of what counts a table's ids on PostgreSQL."""
    return str(
        connection.execute(
            sa.text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": table}
        ).scalar_one()
    )
