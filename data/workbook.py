"""Reads an `.xlsx` workbook whose sheets bear the tables' names (contract, section 1)."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as Xml

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from data.cells import Cell, as_text
from data.issue_codes import Code
from data.issues import Issue
from data.table_names import TABLE_NAMES
from data.tables import (
    MOST_BYTES,
    MOST_ROWS,
    FailedFormula,
    RawTable,
    Source,
    Tables,
    is_blank,
    megabytes,
    note_names,
)

MOST_UNPACKED: Final = 1024 * 1024 * 1024
"""The largest workbook once unpacked: 1 GB."""

MOST_CELLS: Final = 30_000_000
"""The largest rectangle of a sheet that is taken into memory, in cells."""

_DAMAGE: Final = (
    CalamineError,
    Xml.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,  # a part that is named and not there
    NotImplementedError,  # an unknown packing
    RuntimeError,  # a password
    ValueError,
    OverflowError,
)
"""What reading a damaged workbook raises."""

_AT = rb"""\br=["']([A-Za-z]+)([0-9]+)["']"""
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]+)["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?" + _AT + rb"[^>]*(?<!/)>")
_FAILED = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?"""
    + _AT
    + rb"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
_ANY_FAILED = re.compile(rb"""\bt=["']e["']""")
_CLAIM = re.compile(rb"""count\s*=\s*["']\s*\+?([0-9]+)""", re.IGNORECASE)
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARTS: Final = "xl/_rels/workbook.xml.rels"


def read_workbook(path: Path, tables: Tables) -> None:
    """Put every table of the workbook into `tables`, with an issue for each unreadable one.

    Raises:
        OSError: the file cannot be read.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        _too_big(tables, path, size, MOST_BYTES)
        return
    try:
        with zipfile.ZipFile(path) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            if unpacked > MOST_UNPACKED:
                _too_big(tables, path, unpacked, MOST_UNPACKED)
                return
            if parts.testzip() is not None or _claims_too_many_texts(parts):
                raise zipfile.BadZipFile  # noqa: TRY301 - as zipfile says it of other damage
            shapes = {name: _shape(xml) for name, xml in _sheets(parts)}
        _read_sheets(path, shapes, tables)
    except _DAMAGE:
        tables.issues.append(Issue(code=Code.BROKEN_WORKBOOK, file=path.name))
    except BaseException as error:
        # A panic within calamine is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        tables.issues.append(Issue(code=Code.BROKEN_WORKBOOK, file=path.name))


def _too_big(tables: Tables, path: Path, size: int, most: int) -> None:
    params = (("high", megabytes(most)),)
    tables.issues.append(
        Issue(code=Code.TOO_BIG, file=path.name, value=megabytes(size), params=params)
    )


def _claims_too_many_texts(parts: zipfile.ZipFile) -> bool:
    """Whether a list of texts says it holds more than it has bytes.

    Calamine sets memory aside for as many as are claimed, and ends the process where it is
    not there.
    """
    for part in parts.infolist():
        if part.filename.lower().endswith("sharedstrings.xml"):
            with parts.open(part) as file:
                claims = _CLAIM.findall(file.read(4096))
            if any(int(claim) > part.file_size for claim in claims):
                return True
    return False


class _Shape:
    """What a sheet's XML says before it is taken into memory: its rectangle, failed formulas."""

    def __init__(self, rows: int, columns: int, failed: dict[tuple[int, int], str]) -> None:
        self.rows = rows
        self.columns = columns
        self.failed = failed


def _sheets(parts: zipfile.ZipFile) -> list[tuple[str, bytes]]:
    """The name and XML of each sheet that bears a table's name."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in Xml.fromstring(parts.read(_PARTS))  # noqa: S314 - expat stops bombs
    }
    found = []
    for element in Xml.fromstring(parts.read("xl/workbook.xml")).iter():  # noqa: S314 - idem
        name = element.get("name", "")
        target = targets.get(element.get(_RELATION, ""), "")
        if target and name in TABLE_NAMES:
            inside = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found.append((name, parts.read(inside)))
    return found


def _shape(xml: bytes) -> _Shape:
    rows = max((int(match[1]) for match in _ROW.finditer(xml)), default=0)
    widest = b"A"
    for match in _CELL.finditer(xml):
        rows = max(rows, int(match[2]))
        if len(match[1]) >= len(widest):
            widest = max(widest, match[1], key=lambda letters: (len(letters), letters))
    failed = {
        (int(match[2]), _column_number(match[1])): match[3].decode("utf-8", "replace")
        for match in (_FAILED.finditer(xml) if _ANY_FAILED.search(xml) else ())
    }
    return _Shape(rows, _column_number(widest), failed)


def _column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _read_sheets(path: Path, shapes: dict[str, _Shape], tables: Tables) -> None:
    with CalamineWorkbook.from_path(path) as book:
        for table in TABLE_NAMES:
            if table in book.sheet_names:
                source = Source(table, path.name, table)
                shape = shapes[table]
                if shape.rows > MOST_ROWS + 1 or shape.rows * shape.columns > MOST_CELLS:
                    size = f"{shape.rows} × {shape.columns}"
                    most = f"{MOST_ROWS} × {MOST_CELLS // MOST_ROWS}"
                    tables.issues.append(source.issue(Code.TOO_MANY_ROWS, value=size, high=most))
                    tables.found[table] = None
                else:
                    sheet = book.get_sheet_by_name(table)
                    tables.found[table] = _read_sheet(sheet, shape, source, tables)
        others = [name for name in book.sheet_names if name not in TABLE_NAMES]
    note_names(tables, (Source(name, path.name, name) for name in others), path.name)


def _read_sheet(
    sheet: CalamineSheet, shape: _Shape, source: Source, tables: Tables
) -> RawTable | None:
    # Rows are given from the top of the sheet, cells from its first filled column.
    _, first_column = sheet.start or (0, 0)
    failed: dict[int, dict[int, str]] = {}
    for (row, column), shown in shape.failed.items():
        failed.setdefault(row, {})[column - 1 - first_column] = shown
    header: tuple[str, ...] | None = None
    header_row = 0
    rows: list[tuple[int, Sequence[Cell]]] = []
    for number, read in enumerate(sheet.iter_rows(), start=1):
        cells: list[Cell] = [*read]
        for at, shown in failed.get(number, {}).items():
            if 0 <= at < len(cells):
                cells[at] = FailedFormula(shown)
        if is_blank(cells):
            continue
        if header is None:
            header, header_row = tuple(as_text(cell) for cell in cells), number
        else:
            rows.append((number, cells))
    if header is None:
        tables.issues.append(source.issue(Code.EMPTY_FILE))
        return None
    return RawTable(source, header, header_row, rows)
