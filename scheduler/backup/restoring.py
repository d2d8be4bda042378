"""Puts a backup back: whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from alembic import command
from sqlalchemy import Connection, Engine, bindparam, inspect, text
from sqlalchemy.exc import DBAPIError

from models import Base
from models.migrating import alembic_config, alone, revisions
from scheduler.backup.archive import Archive, BadBackup, Damage, Row
from scheduler.backup.shapes import REVISION_TABLE, Shape, set_next_ids, shapes

_AT_ONCE: Final = 1000
"""Rows held in memory and sent together."""


class NotEmpty(RuntimeError):
    """There is data in the database, and nobody said that it may go."""


class NotOurs(RuntimeError):
    """The database has tables that Zomerwijzer did not make."""


class UnknownRevision(RuntimeError):
    """The backup was made by a newer version of the program. `revision` is where it stood."""

    def __init__(self, revision: str) -> None:
        super().__init__(revision)
        self.revision = revision


class Refused(RuntimeError):
    """The database refused rows of `table`, such as text that it cannot hold."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def restore(engine: Engine, archive: Archive, *, replace: bool = False) -> None:
    """Make the database what the backup says, then bring it to the tables of today.

    In one transaction: after any error the database is as it was. Others wait meanwhile.

    Args:
        engine: of `models.database.make_engine`.
        archive: of `open_backup`, so checked already.
        replace: also where there is data, which is then gone.

    Raises:
        UnknownRevision: the backup is of a newer version of the program.
        NotOurs: the tables in the database are not ours.
        NotEmpty: there is data and `replace` was not given.
        BadBackup: its tables are not those of its revision.
        Refused: the database refuses a row.
        sqlalchemy.exc.DBAPIError: others keep the database busy for `WAIT_SECONDS`.
        models.migrating.BrokenReferences: rows of the backup point to nothing (SQLite).
    """
    manifest = archive.manifest
    if manifest.revision not in revisions():
        raise UnknownRevision(manifest.revision)
    with alone(engine) as connection:
        _make_room(connection, {table.name for table in manifest.tables}, replace=replace)
        config = alembic_config(connection)
        command.upgrade(config, manifest.revision)
        _load(connection, archive)
        command.upgrade(config, "head")


def _make_room(connection: Connection, coming: set[str], *, replace: bool) -> None:
    """Remove our tables, unless they hold data that may not go."""
    there = set(inspect(connection).get_table_names())
    ours = there & (Base.metadata.tables.keys() | coming | {REVISION_TABLE})
    if there and REVISION_TABLE not in there:
        raise NotOurs
    quoted = sorted(connection.dialect.identifier_preparer.quote(name) for name in ours)
    if connection.dialect.name != "sqlite" and quoted:
        connection.execute(text(f"LOCK TABLE {', '.join(quoted)} IN ACCESS EXCLUSIVE MODE"))
    if not replace:
        for name in quoted:
            if (
                name != REVISION_TABLE
                and connection.execute(
                    text(f"SELECT 1 FROM {name} LIMIT 1")  # noqa: S608 - names of our own tables
                ).first()
            ):
                raise NotEmpty
    cascade = "" if connection.dialect.name == "sqlite" else " CASCADE"
    for name in quoted:
        connection.execute(text(f"DROP TABLE {name}{cascade}"))


def _load(connection: Connection, archive: Archive) -> None:
    there = {shape.name: shape for shape in shapes(connection)}
    parts = {part.name: part for part in archive.manifest.tables}
    if there.keys() != parts.keys():
        raise BadBackup(Damage.OTHER_TABLES, ", ".join(sorted(there.keys() ^ parts.keys())))
    # In the order of this database: each table after those it points to.
    for name, shape in there.items():
        if dict(shape.columns) != parts[name].columns:
            raise BadBackup(Damage.OTHER_TABLES, name)
        try:
            _fill(connection, shape, archive.rows(parts[name]))
        except DBAPIError:
            # Without its cause, which shows the row.
            raise Refused(name) from None
    set_next_ids(connection, ((part.name, part.next_id) for part in parts.values()))


def _fill(connection: Connection, shape: Shape, rows: Iterable[Row]) -> None:
    """Insert the rows; what points into the table itself follows when all rows are there."""
    table = shape.table
    pointing: list[Row] = []
    for some in _in_parts(rows):
        for row in some:
            own = {f"own_{name}": row[name] for name in shape.own_references}
            if any(value is not None for value in own.values()):
                pointing.append(own | {"own_id": row["id"]})
                row.update(dict.fromkeys(shape.own_references))
        connection.execute(table.insert(), some)
    if pointing:
        connection.execute(
            table.update()
            .where(table.c.id == bindparam("own_id"))
            .values({name: bindparam(f"own_{name}") for name in shape.own_references}),
            pointing,
        )


def _in_parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some
