"""A file that somebody sends: CSV of one table, a zip of several, or a workbook."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import BadZipFile, ZipFile, is_zipfile

from data.cells import as_text
from data.issue_codes import Code
from data.issues import Issue
from data.row_types import columns
from data.table_names import TABLE_NAMES
from data.tables import MOST_BYTES, RawTable, megabytes, read_tables
from scheduler.exchange.tables_known import CHILDREN, EXAMPLE, IMPORTED, key_column

_WORKBOOK_PART: Final = "[Content_Types].xml"
_WORKBOOK: Final = "import.xlsx"
_MOST_FILES: Final = 200
_OF_OTHERS: Final = frozenset({Code.MISSING_TABLE, Code.UNKNOWN_TABLE})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent, and what is to be done with it.

    `tables` are those that were chosen; `removing`: what is not in the file goes, where nothing
    uses it.
    """

    name: str
    content: bytes
    tables: frozenset[str]
    removing: bool = False


@dataclass(slots=True)
class Sent:
    """The chosen tables of a file, and what is wrong with the file as such.

    `skipped` counts rows that are left alone: examples of templates, and what is about children
    where children were not chosen. `beside` are tables in the file that were not chosen.
    """

    tables: dict[str, RawTable] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    skipped: int = 0
    beside: tuple[str, ...] = ()


def read_upload(upload: Upload) -> Sent:
    """The tables in the file. Whatever was sent, it never raises: what is wrong is an issue."""
    with TemporaryDirectory(prefix="zomerwijzer-") as folder:
        try:
            with _placed(upload, Path(folder)) as path:
                found = read_tables(path)
        except _TooBig as error:
            return Sent(issues=[error.issue])
        except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError):
            return Sent(issues=[Issue(code=Code.NOT_READABLE, file=upload.name)])
    sent = Sent(issues=[issue for issue in found.issues if issue.code not in _OF_OTHERS])
    for name, raw in found.found.items():
        if name in upload.tables and raw is not None:
            sent.tables[name] = _without_skipped(raw, upload.tables, sent)
    sent.beside = tuple(name for name in found.found if name not in upload.tables)
    chosen = {f"{name}.csv" for name in upload.tables} | {upload.name, _WORKBOOK}
    sent.issues = [
        issue
        for issue in sent.issues
        if issue.file in chosen and (not issue.sheet or issue.sheet in upload.tables)
    ]
    if not found.found and not sent.issues:
        sent.issues.append(Issue(code=Code.UNSUPPORTED_FILE, file=upload.name))
    return sent


class _TooBig(ValueError):
    def __init__(self, name: str, size: int) -> None:
        super().__init__(name)
        self.issue = Issue(
            code=Code.TOO_BIG,
            file=name,
            value=megabytes(size),
            params=(("high", megabytes(MOST_BYTES)),),
        )


@contextmanager
def _placed(upload: Upload, folder: Path) -> Iterator[Path]:
    """The file where `read_tables` finds it."""
    content = upload.content
    if len(content) > MOST_BYTES:
        raise _TooBig(upload.name, len(content))
    if not is_zipfile(BytesIO(content)):
        (folder / f"{_table_of(upload)}.csv").write_bytes(content)
        yield folder
        return
    with ZipFile(BytesIO(content)) as archive:
        if _WORKBOOK_PART in archive.namelist():
            path = folder / _WORKBOOK
            path.write_bytes(content)
            named = folder / upload.name
            yield path.rename(named) if _is_plain(upload.name) else path
            return
        _unpack(archive, folder)
    yield folder


def _is_plain(name: str) -> bool:
    return PurePosixPath(name).name == name and name.lower().endswith(".xlsx") and "\\" not in name


def _unpack(archive: ZipFile, folder: Path) -> None:
    """Only files that bear a table's name are taken out, wherever in the zip they are."""
    taken = 0
    for entry in archive.infolist()[:_MOST_FILES]:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.suffix.lower() != ".csv" or name.stem.lower() not in TABLE_NAMES:
            continue
        taken += entry.file_size
        if taken > MOST_BYTES:
            raise _TooBig(name.name, taken)
        (folder / f"{name.stem.lower()}.csv").write_bytes(archive.read(entry))


def _table_of(upload: Upload) -> str:
    """Which table a single CSV file is: by its name, else by the columns that it names."""
    stem = PurePosixPath(upload.name.lower()).stem
    named = [name for name in TABLE_NAMES if stem == name]
    if named:
        return named[0]
    first = upload.content[:10_000].decode("utf-8-sig", errors="replace").partition("\n")[0]
    header = {cell.strip(' "\r') for cell in first.replace(";", ",").split(",")}

    def likeness(table: str) -> tuple[int, int]:
        known = set(columns(table))
        return len(header & known), -len(known - header)

    candidates = sorted(upload.tables, key=IMPORTED.index) or list(IMPORTED)
    return max(candidates, key=likeness)


def _without_skipped(raw: RawTable, chosen: Collection[str], sent: Sent) -> RawTable:
    table = raw.source.table
    first = key_column(table) or next(iter(columns(table)))
    marks = [(_at(raw, name), EXAMPLE) for name in (first, "id")]
    if table == "availability" and not set(chosen) & set(CHILDREN):
        marks.append((_at(raw, "kind"), "pupil"))

    def is_skipped(cells: Iterable[object]) -> bool:
        row = list(cells)
        return any(
            at is not None and at < len(row) and as_text(row[at]).strip().lower() == word  # type: ignore[arg-type]
            for at, word in marks
        )

    rows = [(number, cells) for number, cells in raw.rows if not is_skipped(cells)]
    sent.skipped += len(raw.rows) - len(rows)
    return replace(raw, rows=rows)


def _at(raw: RawTable, column: str) -> int | None:
    return raw.header.index(column) if column in raw.header else None
