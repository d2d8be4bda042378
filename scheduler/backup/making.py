"""Writes a backup of one moment of the database, while others go on working."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection, Engine, select

from models.database import reading
from models.migrating import current_revision
from scheduler.backup.kinds import written
from scheduler.backup.manifest import NAME, Manifest, TablePart
from scheduler.backup.shapes import Shape, next_id, shapes

_AT_ONCE: Final = 1000
"""Rows held in memory."""


class NoTables(RuntimeError):
    """The database is empty: there is nothing to keep."""


class UpgradedMeanwhile(RuntimeError):
    """Somebody upgraded the database while it was read; nothing was written. Try again."""


def make_backup(engine: Engine, path: Path) -> Manifest:
    """Write the whole database as it is at one moment to a new file, which only you may read.

    Nobody waits for it, and it waits for nobody. The file is there whole or not at all.

    Raises:
        FileExistsError: there is something at `path` already.
        NoTables: the database is empty.
        UpgradedMeanwhile: the tables changed while they were read.
        OSError: the file cannot be written.
    """
    if path.exists():
        raise FileExistsError(path)
    revision = current_revision(engine)
    if revision is None:
        raise NoTables
    with _whole_or_not(path) as file:
        with reading(engine)() as session, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            connection = session.connection()
            tables = tuple(_write_table(archive, connection, shape) for shape in shapes(connection))
            manifest = Manifest(
                made_at=datetime.now(UTC),
                program=version("zomerwijzer"),
                revision=revision,
                tables=tables,
            )
            archive.writestr(NAME, manifest.model_dump_json(indent=1))
        # PostgreSQL shows a table that was made anew as empty to who began to read before.
        if current_revision(engine) != revision:
            raise UpgradedMeanwhile
    return manifest


def _write_table(archive: ZipFile, connection: Connection, shape: Shape) -> TablePart:
    table, digest, count = shape.table, sha256(), 0
    part = TablePart(
        name=shape.name,
        rows=0,
        sha256=digest.hexdigest(),
        columns=dict(shape.columns),
        next_id=next_id(connection, shape.name),
    )
    rows = connection.execute(
        select(table).order_by(table.c.id), execution_options={"yield_per": _AT_ONCE}
    )
    with archive.open(part.file, "w", force_zip64=True) as lines:
        for row in rows:
            values = zip(shape.columns.items(), row, strict=True)
            content = {name: written(kind, value) for (name, kind), value in values}
            line = json.dumps(content, separators=(",", ":")).encode("ascii") + b"\n"
            digest.update(line)
            lines.write(line)
            count += 1
    return part.model_copy(update={"rows": count, "sha256": digest.hexdigest()})


@contextmanager
def _whole_or_not(path: Path) -> Iterator[IO[bytes]]:
    """A new file that gets its name when all is in it. `mkstemp` lets only the owner read it."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _name(unfinished: Path, path: Path) -> None:
    """Give the file its name, never that of a file that came meanwhile."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        raise
    except OSError:  # a file has only one name there, as on a USB stick
        path.open("xb").close()
        unfinished.replace(path)
