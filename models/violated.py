"""Which rule a refused change broke, by name, so that a form can say it in words."""

from __future__ import annotations

import re
import sqlite3
from typing import Final

import psycopg
from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from models.base import Base

FOREIGN_KEY: Final = "fk"
"""What a broken reference is called where the database does not say which (SQLite)."""

_SQLITE = re.compile(r"(CHECK|UNIQUE|NOT NULL|FOREIGN KEY) constraint failed(?:: (.*))?", re.DOTALL)


def violated(error: IntegrityError) -> str:
    """The name of the constraint that a change broke, on both databases.

    A column that must be filled is `nn_table_column`; a reference on SQLite is `FOREIGN_KEY`;
    a constraint that our tables do not know is "".
    """
    if isinstance(error.orig, psycopg.Error):
        said = error.orig.diag
        if isinstance(error.orig, psycopg.errors.NotNullViolation):
            return f"nn_{said.table_name}_{said.column_name}"
        return said.constraint_name or ""
    if isinstance(error.orig, sqlite3.IntegrityError):
        return _of_sqlite(str(error.orig))
    return ""


def _of_sqlite(text: str) -> str:
    found = _SQLITE.fullmatch(text)
    if found is None:
        return ""
    kind, what = found[1], found[2] or ""
    if kind == "CHECK":
        return what
    if kind == "FOREIGN KEY":
        return FOREIGN_KEY
    columns = [part.split(".") for part in what.split(", ")]
    if kind == "NOT NULL":
        return f"nn_{columns[0][0]}_{columns[0][1]}"
    return _unique(Base.metadata.tables[columns[0][0]], [column for _, column in columns])


def _unique(table: Table, columns: list[str]) -> str:
    """The name of the unique constraint or index on those columns."""
    rules: list[UniqueConstraint | Index] = [
        *(rule for rule in table.constraints if isinstance(rule, UniqueConstraint)),
        *(index for index in table.indexes if index.unique),
    ]
    names = [str(rule.name) for rule in rules if [c.name for c in rule.columns] == columns]
    return names[0] if names else ""
