"""Writes the tables of a dataset as a folder of CSV files or as one workbook.

CSV is written with commas, line feeds and UTF-8 without BOM; a workbook keeps numbers,
dates, times and yes/no as what they are, but for numbers of more than 15 digits: those are
text, since workbooks keep no more. The result is there whole or not at all: it is
made beside its place under a hidden name, then renamed.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from data.csv_text import csv_text
from data.table_names import TABLE_NAMES
from data.tables import MOST_ROWS

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Table = tuple[Sequence[str], Sequence[Sequence[object]]]
"""A header and its rows. A cell may be text, a number, a date, a time, a bool, None
(empty) or a list, tuple or set of texts (written with `|`; sets are sorted)."""


class WontOverwrite(FileExistsError):
    """What stands at the path is not a dataset, so it is left alone."""


class WontFit(ValueError):
    """A workbook cannot hold it: a text that is too long, or a table with too many rows."""


def write_tables(
    tables: Mapping[str, Table], path: Path, *, look: Callable[[Path], None] | None = None
) -> None:
    """Write `tables` (by table name) to `path`, whole or not at all.

    A path that ends in `.xlsx` becomes a workbook, any other path a folder. Parent folders
    are made. An earlier dataset at the path is replaced; anything else is left as it is: a
    folder with something in it that is not a table of the contract, a workbook with another
    sheet, or any other file. `look` is shown the result, at a hidden place beside `path`, before
    it is put there; if it raises, nothing is.

    Raises:
        ValueError: a name is not a table of the contract.
        WontOverwrite: something that is not a dataset stands at `path`.
        WontFit: a workbook cannot hold it.
        OSError: the place cannot be written to. What was there before is unchanged.
    """
    for name in tables:
        if name not in TABLE_NAMES:
            raise ValueError(f"{name!r} is not a table of a dataset")
    workbook = path.suffix.lower() == ".xlsx"
    if _is_taken(path, workbook=workbook):
        raise WontOverwrite(f"{path} is there already and is not a dataset")
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp{path.suffix}")
    try:
        if workbook:
            _write_workbook(tables, fresh)
        else:
            _write_folder(tables, fresh)
        if look is not None:
            look(fresh)
        if workbook:
            fresh.replace(path)
        else:
            _swap_folder(fresh, path)
    finally:
        if fresh.is_dir():
            shutil.rmtree(fresh)
        fresh.unlink(missing_ok=True)


def _is_taken(path: Path, *, workbook: bool) -> bool:
    """Whether something stands at `path` that is not an earlier dataset of that form."""
    if not path.exists() and not path.is_symlink():
        return False
    if workbook:
        return not _is_dataset_workbook(path)
    if not path.is_dir() or path.is_symlink():
        return True
    return not {entry.name for entry in path.iterdir()} <= {f"{name}.csv" for name in TABLE_NAMES}


def _is_dataset_workbook(path: Path) -> bool:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - start-up time

    try:
        with CalamineWorkbook.from_path(path) as book:
            return set(book.sheet_names) <= set(TABLE_NAMES)
    except (CalamineError, OSError):
        return False


def _swap_folder(fresh: Path, path: Path) -> None:
    """Put `fresh` at `path`; a folder cannot be renamed over one that holds files."""
    if not path.exists():
        fresh.rename(path)
        return
    old = path.with_name(f".{path.name}.{secrets.token_hex(4)}.old")
    path.rename(old)
    try:
        fresh.rename(path)
    except OSError:
        old.rename(path)
        raise
    shutil.rmtree(old)


def _write_folder(tables: Mapping[str, Table], folder: Path) -> None:
    folder.mkdir()
    for name, (header, rows) in tables.items():
        text = csv_text(header, ([_as_text(cell) for cell in row] for row in rows))
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")


def _as_text(cell: object) -> str:
    """A cell as CSV spells it (contract, section 1)."""
    text = "" if cell is None else str(cell)
    match cell:
        case bool():
            text = "yes" if cell else "no"
        case datetime():
            text = cell.date().isoformat()
        case time():
            text = f"{cell:%H:%M}"
        case Decimal():
            text = f"{cell:f}"
        case set() | frozenset():
            text = "|".join(sorted(map(str, cell)))
        case list() | tuple():
            text = "|".join(map(str, cell))
    return text


def _write_workbook(tables: Mapping[str, Table], path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only workbooks need it

    # A fixed date of making, so that the same tables give the same file.
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - workbooks know no zone
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        clock = book.add_format({"num_format": "hh:mm"})
        for name, (header, rows) in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(header):
                sheet.write_string(0, column, title, head)
            if len(rows) > MOST_ROWS:
                raise WontFit(f"{name} has more than {MOST_ROWS} rows")
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    _write_cell(sheet, (number, column), cell, day, clock)


def _write_cell(
    sheet: Worksheet, at: tuple[int, int], cell: object, day: Format, clock: Format
) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_boolean(*at, cell)
        case int() | float() | Decimal():
            exact = Decimal(repr(cell) if isinstance(cell, float) else cell)
            if exact == Decimal(f"{float(cell):.15g}"):
                sheet.write_number(*at, float(cell))
            else:
                sheet.write_string(*at, _as_text(exact))
        case date():
            sheet.write(*at, cell, day)
        case time():
            sheet.write(*at, cell, clock)
        case _:
            # Always as text: an id such as "=1" or "http://…" is no formula and no link.
            if sheet.write_string(*at, _as_text(cell)):
                raise WontFit("a text has more than 32,767 characters")
