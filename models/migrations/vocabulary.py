"""The words that steps are written in.

Released steps stand on them, so what a word makes never changes; new words may be added.
Constraints get their names from `models.base.NAMES`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

TEXT: Final = sa.Text()
WHOLE: Final = sa.Integer()
BIG: Final = sa.BigInteger()
NUMBER: Final[TypeEngine[float]] = sa.Double()
YES_NO: Final = sa.Boolean()
DAY: Final = sa.Date()
MOMENT: Final = sa.DateTime(timezone=True)
BYTES: Final = sa.LargeBinary()
OBJECT: Final = sa.JSON().with_variant(JSONB(), "postgresql")


def make_table(name: str, *items: SchemaItem) -> None:
    """A table whose ids, counted by the database, are never used again."""
    number = sa.Column("id", WHOLE, primary_key=True, nullable=False)
    op.create_table(name, number, *items, sqlite_autoincrement=True)


def columns(kind: TypeEngine[Any], names: str, *, optional: str = "") -> Iterable[SchemaItem]:
    """Columns of one kind: those that must be filled, and those that may be NULL."""
    for name in names.split():
        yield sa.Column(name, kind, nullable=False)
    for name in optional.split():
        yield sa.Column(name, kind, nullable=True)


def word(column: str, enumeration: str, words: str) -> SchemaItem:
    """A column that holds one of these words, held to by a constraint with that name."""
    kind = sa.Enum(
        *words.split(), name=enumeration, native_enum=False, create_constraint=True, length=40
    )
    return sa.Column(column, kind, nullable=False)


def version() -> SchemaItem:
    """The count of changes of a row that people edit."""
    return sa.Column("version", WHOLE, server_default="1", nullable=False)


def check(name: str, rule: str, *, only: str | None = None) -> SchemaItem:
    """A rule for every row; `only`: on that database."""
    made = sa.CheckConstraint(rule, name=name)
    return made if only is None else made.ddl_if(dialect=only)


def unique(*names: str) -> SchemaItem:
    """No two rows with the same values in these columns."""
    return sa.UniqueConstraint(*names)


def index(*names: str) -> SchemaItem:
    """Rows are looked up by these columns."""
    return sa.Index(None, *names)


def unique_where(name: str, names: Iterable[str], rule: str) -> SchemaItem:
    """No two rows with the same values, among those that keep to a rule."""
    among = sa.text(rule)
    return sa.Index(name, *names, unique=True, sqlite_where=among, postgresql_where=among)


def refers(names: str, table: str, to: str, *, on_delete: str | None = None) -> SchemaItem:
    """These columns name a row of a table by its columns `to`."""
    return sa.ForeignKeyConstraint(
        names.split(), [f"{table}.{name}" for name in to.split()], ondelete=on_delete
    )
