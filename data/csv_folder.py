"""Reads a folder of CSV files: UTF-8 with or without BOM, comma or semicolon (contract, 1)."""

from __future__ import annotations

import csv
import stat
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from data.issue_codes import Code
from data.row_types import column_names
from data.table_names import TABLE_NAMES
from data.tables import (
    MOST_BYTES,
    MOST_ROWS,
    RawTable,
    Source,
    Tables,
    is_blank,
    megabytes,
    note_names,
)


def read_folder(folder: Path, tables: Tables) -> None:
    """Put every table of `folder` into `tables`, with an issue for each that cannot be read.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    names = sorted(entry.name for entry in folder.iterdir())
    for table in TABLE_NAMES:
        if f"{table}.csv" in names:
            tables.found[table] = _read_file(folder, Source(table, f"{table}.csv"), tables)
    others = (name for name in names if name.lower().endswith(".csv"))
    note_names(
        tables, (Source(name[:-4], name) for name in others if name[:-4] not in tables.found)
    )


def _read_file(folder: Path, source: Source, tables: Tables) -> RawTable | None:
    text = _read_text(folder / source.file, source, tables)
    return None if text is None else _read_csv(text, source, tables)


def _read_text(path: Path, source: Source, tables: Tables) -> str | None:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            tables.issues.append(source.issue(Code.NOT_READABLE))
            return None
        if found.st_size > MOST_BYTES:
            tables.issues.append(
                source.issue(
                    Code.TOO_BIG, value=megabytes(found.st_size), high=megabytes(MOST_BYTES)
                )
            )
            return None
        raw = path.read_bytes()
    except OSError:
        tables.issues.append(source.issue(Code.NOT_READABLE))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        odd = f"0x{raw[error.start]:02x}"
        tables.issues.append(source.issue(Code.NOT_UTF8, row=line, value=odd))
        return None


def _read_csv(text: str, source: Source, tables: Tables) -> RawTable | None:
    if not text.strip():
        tables.issues.append(source.issue(Code.EMPTY_FILE))
        return None
    number = 0
    header: tuple[str, ...] | None = None
    header_row = 0
    rows: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(_records(text, _separator(text, source.table)), start=1):
            if is_blank(cells):
                continue
            if header is None:
                header, header_row = tuple(cell.strip() for cell in cells), number
                continue
            rows.append((number, cells))
            if len(rows) > MOST_ROWS:
                many = f"> {MOST_ROWS}"
                tables.issues.append(source.issue(Code.TOO_MANY_ROWS, value=many, high=MOST_ROWS))
                return None
    except csv.Error:
        tables.issues.append(source.issue(Code.BROKEN_CSV, row=number + 1))
        return None
    if header is None:
        tables.issues.append(source.issue(Code.EMPTY_FILE))
        return None
    return RawTable(source, header, header_row, rows)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def _separator(text: str, table: str) -> str:
    """The separator under which the header names more known columns; a comma where equal."""
    known = set(column_names(table))

    def named(separator: str) -> int:
        try:
            header = next((cells for cells in _records(text, separator) if not is_blank(cells)), [])
        except csv.Error:  # quoted names with the other separator between them
            return 0
        return len(known.intersection(cell.strip() for cell in header))

    return ";" if named(";") > named(",") else ","
