"""Files of a season between sending them and keeping the season: in the storage folder.

An upload is of one account and municipality, readable by the owner of the process only, and gone
after an hour or as soon as the season is kept or the upload is thrown away. The browser holds
nothing of it but its name, which is drawn.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import zipfile
import zlib
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import IO, Final

from data.tables import MOST_BYTES

KEPT_FOR: Final = timedelta(hours=1)
_FOLDER: Final = "uploads"
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{20,40}")
_WORKBOOK: Final = "seizoen.xlsx"
_TABLES: Final = "tabellen"
_MOST_UNPACKED: Final = 4 * MOST_BYTES
_AT_ONCE: Final = 1024 * 1024


class NotUsable(Exception):
    """It is no workbook and no zip of tables, or unpacked it is too large."""


class Uploads:
    """What was uploaded for one municipality by one account.

    Args:
        storage: the storage folder of the installation.
        owner: the number of the account, and of the municipality.
    """

    def __init__(self, storage: Path, owner: tuple[int, int]) -> None:
        self._root = storage / _FOLDER
        self._mine = self._root / f"{owner[0]}-{owner[1]}"

    def keep(self, file: IO[bytes], name: str, at: datetime) -> str:
        """Keep a file until it is used; its drawn name. An earlier one of the same owner goes.

        Raises:
            NotUsable: it cannot be a dataset.
            OSError: the storage folder cannot be written to.
        """
        is_workbook = name.lower().endswith(".xlsx")
        if not is_workbook and not name.lower().endswith(".zip"):
            raise NotUsable("another kind of file")
        self.tidy(at)
        self.forget()
        drawn = secrets.token_urlsafe(18)
        folder = self._mine / drawn
        folder.mkdir(mode=0o700, parents=True)
        try:
            if is_workbook:
                with (folder / _WORKBOOK).open("wb") as kept:
                    shutil.copyfileobj(file, kept)
            else:
                _unpack(file, folder / _TABLES)
            os.utime(folder, (at.timestamp(), at.timestamp()))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return drawn

    def find(self, drawn: str, at: datetime) -> Path | None:
        """The workbook or the folder of tables; None where it has gone, or is not theirs."""
        if not _NAME.fullmatch(drawn):
            return None
        folder = self._mine / drawn
        if _is_old(folder, at):
            return None
        found = (folder / _WORKBOOK, folder / _TABLES)
        return next((path for path in found if path.exists()), None)

    def forget(self) -> None:
        """Throw away what this owner uploaded."""
        shutil.rmtree(self._mine, ignore_errors=True)

    def tidy(self, at: datetime) -> None:
        """Throw away what anybody uploaded too long ago."""
        for folder in self._root.glob("*/*"):
            if _is_old(folder, at):
                shutil.rmtree(folder, ignore_errors=True)


def _is_old(folder: Path, at: datetime) -> bool:
    with suppress(OSError):
        return at.timestamp() - folder.stat().st_mtime > KEPT_FOR.total_seconds()
    return True


def _unpack(file: IO[bytes], folder: Path) -> None:
    """The tables of a zip, also where they stand in one folder; nothing else comes along."""
    folder.mkdir(mode=0o700)
    room = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(file) as packed:
            for each in packed.infolist():
                path = PurePosixPath(each.filename)
                is_own = 0 < len(path.parts) <= 2 and not path.parts[0].startswith(("__", "."))
                is_own = is_own and ".." not in path.parts and "\\" not in path.name
                if each.is_dir() or not is_own or path.suffix.lower() != ".csv":
                    continue
                # Other tables come along too: a misspelled name is told as such.
                room = _copy(packed, each, folder / path.name, room)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise NotUsable("not a zip that can be read") from error


def _copy(packed: zipfile.ZipFile, each: zipfile.ZipInfo, to: Path, room: int) -> int:
    """Unpack one file, counting what comes out: what the zip says of its size may not be so."""
    with packed.open(each) as source, to.open("wb") as kept:
        while part := source.read(_AT_ONCE):
            room -= len(part)
            if room < 0:
                raise NotUsable("too large")
            kept.write(part)
    return room
