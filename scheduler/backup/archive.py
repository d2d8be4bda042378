"""Reads a backup, after a check of all that is in it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from pydantic import ValidationError

from scheduler.backup.kinds import read
from scheduler.backup.manifest import NAME, Manifest, TablePart

Row = dict[str, Any]


class Damage(StrEnum):
    """Why a file is no backup that can be restored."""

    NO_FILE = "no_file"
    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    OTHER_TABLES = "other_tables"


class BadBackup(Exception):
    """The file cannot be restored; `part` is the table at fault, or "". Never what it holds."""

    def __init__(self, damage: Damage, part: str = "") -> None:
        super().__init__(f"{damage}: {part}")
        self.damage, self.part = damage, part


class Archive:
    """An open backup that was checked as a whole."""

    def __init__(self, file: ZipFile) -> None:
        self._file = file
        self.manifest = _manifest(file)
        for table in self.manifest.tables:
            for _ in self.rows(table):
                pass

    def rows(self, table: TablePart) -> Iterator[Row]:
        """The rows of a table, in the order of ids.

        Raises:
            BadBackup: it is not what was written: other bytes, other kinds, more or fewer rows.
        """
        digest, count = sha256(), 0
        try:
            with self._file.open(table.file) as lines:
                for line in lines:
                    digest.update(line)
                    count += 1
                    yield _row(table, line)
        except (BadZipFile, KeyError, ValueError, EOFError, OSError, zlib.error):
            raise BadBackup(Damage.DAMAGED, table.name) from None
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise BadBackup(Damage.DAMAGED, table.name)


@contextmanager
def open_backup(path: Path) -> Iterator[Archive]:
    """The backup at `path`, checked.

    Raises:
        BadBackup: it cannot be read, it is none, or something in it is not what was written.
    """
    try:
        file = ZipFile(path)
    except OSError:
        raise BadBackup(Damage.NO_FILE) from None
    except (BadZipFile, ValueError):
        raise BadBackup(Damage.NOT_A_BACKUP) from None
    with file:
        yield Archive(file)


def _manifest(file: ZipFile) -> Manifest:
    try:
        content = file.read(NAME)
    except KeyError:
        raise BadBackup(Damage.NOT_A_BACKUP) from None
    except (BadZipFile, EOFError, zlib.error, NotImplementedError):
        raise BadBackup(Damage.DAMAGED) from None
    try:
        manifest = Manifest.model_validate_json(content)
    except ValidationError:
        raise BadBackup(Damage.NOT_A_BACKUP) from None
    wanted = sorted([NAME, *(table.file for table in manifest.tables)])
    if sorted(file.namelist()) != wanted:
        raise BadBackup(Damage.DAMAGED)
    return manifest


def _row(table: TablePart, line: bytes) -> Row:
    content = json.loads(line)
    if not isinstance(content, dict) or list(content) != list(table.columns):
        raise ValueError("other columns")
    return {name: read(kind, content[name]) for name, kind in table.columns.items()}
