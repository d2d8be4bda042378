"""Files in one compressed piece of bytes: equal files give equal bytes."""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from data.tables import MOST_BYTES

VERSION: Final = 1
"""Of the form of packs; a pack of a later version is not read."""

_ABOUT: Final = "about.json"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can tell; a real one would make equal packs differ."""


class BadPack(ValueError):
    """These bytes are no pack of the kind that was asked for."""


def pack(kind: str, files: Mapping[str, bytes]) -> bytes:
    """A zip of the files, in their order, that says what it is; any program can open it."""
    about = (json.dumps({"kind": kind, "version": VERSION}) + "\n").encode()
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in {_ABOUT: about, **files}.items():
            entry = ZipInfo(name, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(kind: str, packed: bytes) -> dict[str, bytes]:
    """The files of a pack.

    Raises:
        BadPack: it is damaged, of another kind or a later version, or far too large.
    """
    try:
        with ZipFile(BytesIO(packed)) as archive:
            if any(entry.file_size > MOST_BYTES for entry in archive.infolist()):
                raise BadPack("a file in the pack is too large")
            files = {name: archive.read(name) for name in archive.namelist()}
        about = json.loads(files.pop(_ABOUT))
    except (BadZipFile, KeyError, ValueError, NotImplementedError, zlib.error) as error:
        if isinstance(error, BadPack):
            raise
        raise BadPack("this is no pack, or it is damaged") from error
    if about != {"kind": kind, "version": VERSION}:
        raise BadPack(f"this is no pack of a {kind} that this version reads")
    return files


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV.

    Lines end in CR LF: with LF alone Python 3.11 leaves a CR within a cell unquoted, which
    no reader takes for a part of the cell.
    """
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _text(cell: object) -> str:
    """A cell as CSV spells it (contract, section 1)."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case time():
            return f"{cell:%H:%M}"
        case Decimal():
            return f"{cell:f}"
        case tuple():
            return "|".join(map(str, cell))
        case _:
            return str(cell)
