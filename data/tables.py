"""Tables as they stand in files: a header and raw cells, with the rows a spreadsheet shows.

`read_tables` takes a folder of CSV files or a workbook and never raises: whatever is wrong
with a file is an issue beside the tables that could be read. Nothing is changed on disk.
"""

from __future__ import annotations

import difflib
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.cells import Cell
from data.issue_codes import Code
from data.issues import Issue
from data.table_names import REQUIRED, TABLE_NAMES

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read: 64 MB, far above a region of 100,000 children."""

MOST_ROWS: Final = 1_000_000
"""The most rows of a table; a spreadsheet holds 1,048,576."""


class FailedFormula(str):
    """What a workbook's cell shows where its formula fails, such as `#N/A`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table stands: its name, the file, and the sheet where that is a workbook."""

    table: str
    file: str
    sheet: str = ""

    def issue(
        self,
        code: Code,
        row: int | None = None,
        column: str = "",
        value: str = "",
        suggestion: str = "",
        **params: object,
    ) -> Issue:
        """An issue in this table; `params` are those of the sentences, made into text."""
        return Issue(
            code=code,
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=column,
            value=value,
            params=tuple((name, str(fact)) for name, fact in params.items()),
            suggestion=suggestion,
        )


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it stands: trimmed column names and rows of raw cells.

    `rows` pairs each row's number, as a spreadsheet shows it, with its cells; rows may be
    shorter or longer than the header. Rows without any text are left out.
    """

    source: Source
    header: tuple[str, ...]
    header_row: int
    rows: Sequence[tuple[int, Sequence[Cell]]]


@dataclass(slots=True)
class Tables:
    """What was found at a path. A table that is there but unreadable is None, with an issue."""

    found: dict[str, RawTable | None] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def read_tables(path: Path) -> Tables:
    """The tables at `path`: a folder of CSV files, or an `.xlsx` workbook with sheets."""
    tables = Tables()
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            from data.csv_folder import read_folder  # noqa: PLC0415 - it imports this module

            read_folder(path, tables)
        elif path.suffix.lower() != ".xlsx":
            tables.issues.append(Issue(code=Code.UNSUPPORTED_FILE, file=path.name))
        elif not stat.S_ISREG(mode):
            tables.issues.append(Issue(code=Code.NOT_READABLE, file=path.name))
        else:
            from data.workbook import read_workbook  # noqa: PLC0415 - idem, and start-up time

            read_workbook(path, tables)
    except (FileNotFoundError, NotADirectoryError):
        tables.issues.append(Issue(code=Code.NOT_FOUND, value=str(path)))
    except (OSError, ValueError):
        # ValueError: a path with a NUL in it, which no file system can hold.
        tables.issues.append(Issue(code=Code.NOT_READABLE, file=path.name))
    return tables


def note_names(tables: Tables, sources: Iterable[Source], workbook: str = "") -> None:
    """Say which tables are missing, and which names look like a misspelled table.

    `sources` are the files or sheets that bear no table's name, `workbook` the file's name
    where they are sheets. Anything else may lie beside the tables without a word.
    """
    misspelled: dict[str, str] = {}
    for source in sources:
        near = _near_table(source.table, set(TABLE_NAMES) - tables.found.keys())
        if near:
            misspelled.setdefault(near, source.sheet or source.file)
            tables.issues.append(source.issue(Code.UNKNOWN_TABLE, suggestion=near))
    tables.issues.extend(
        Issue(
            code=Code.MISSING_TABLE,
            file=workbook or f"{name}.csv",
            sheet=name if workbook else "",
            suggestion=misspelled.get(name, ""),
        )
        for name in REQUIRED
        if name not in tables.found
    )


def _near_table(name: str, missing: set[str]) -> str:
    near = difflib.get_close_matches(name.strip().lower(), sorted(missing), n=1, cutoff=0.75)
    return near[0] if near else ""


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether a row holds no text at all."""
    return not any(
        cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells
    )


def megabytes(size: int) -> str:
    """A size for people."""
    return f"{size / 1024 / 1024:.0f} MB"
