"""Constraints that many tables share, written once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.schema import SchemaItem

CASCADE = "CASCADE"
"""A part goes with the whole it belongs to. Without it, the whole stays while it has parts."""

MIDNIGHT = 24 * 60

MOST = 100_000
"""The highest count, size or rank that a dataset may hold."""

Rules = tuple[SchemaItem, ...]


def between(column: str, low: int, high: int) -> CheckConstraint:
    """A number from `low` to `high`, both included (or NULL where the column allows it)."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


def filled(column: str) -> CheckConstraint:
    """A text that says something (or NULL where the column allows it)."""
    return CheckConstraint(f"{column} <> ''", name=f"{column}_filled")


def point() -> Rules:
    """`lat` and `lon`, in degrees, both or neither."""
    return (
        between("lat", -90, 90),
        between("lon", -180, 180),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="whole_point"),
    )


def ages() -> Rules:
    """`age_from` and `age_to`, each optional, in that order."""
    return (
        between("age_from", 0, 120),
        between("age_to", 0, 120),
        CheckConstraint("age_from <= age_to", name="ages_in_order"),
    )


def exactly_one(name: str, columns: Iterable[str]) -> CheckConstraint:
    """One of the columns is filled, the others are NULL."""
    count = " + ".join(f"CASE WHEN {column} IS NULL THEN 0 ELSE 1 END" for column in columns)
    return CheckConstraint(f"{count} = 1", name=name)


def within_season(
    column: str, table: str, *, on_delete: str | None = None, indexed: bool = True
) -> Rules:
    """`column` names a row of `table` of the same season, so of the same municipality too.

    `indexed=False` where another constraint of the table begins with that column.
    """
    reference = ForeignKeyConstraint(
        ["season_id", column], [f"{table}.season_id", f"{table}.id"], ondelete=on_delete
    )
    return (reference, Index(None, column)) if indexed else (reference,)


def within_municipality(
    column: str, table: str, *, on_delete: str | None = None, indexed: bool = True
) -> Rules:
    """`column` names a row of `table` of the same municipality; `indexed` as above."""
    reference = ForeignKeyConstraint(
        ["municipality_id", column],
        [f"{table}.municipality_id", f"{table}.id"],
        ondelete=on_delete,
    )
    return (reference, Index(None, column)) if indexed else (reference,)


def season_rules(*rules: SchemaItem) -> tuple[SchemaItem | dict[str, bool], ...]:
    """What holds for every table of a season, and the rules of this one.

    The season is one of the municipality's, and goes with everything in it. Other tables may
    point here by (season_id, id). An id is never used again, also after its row has gone.
    """
    return (
        ForeignKeyConstraint(
            ["municipality_id", "season_id"],
            ["season.municipality_id", "season.id"],
            ondelete=CASCADE,
        ),
        UniqueConstraint("season_id", "id"),
        *rules,
        {"sqlite_autoincrement": True},
    )


def municipality_rules(*rules: SchemaItem) -> tuple[SchemaItem | dict[str, bool], ...]:
    """What holds for every table of a municipality without a season, and the rules of this one."""
    return (
        ForeignKeyConstraint(["municipality_id"], ["municipality.id"]),
        UniqueConstraint("municipality_id", "id"),
        *rules,
        {"sqlite_autoincrement": True},
    )
