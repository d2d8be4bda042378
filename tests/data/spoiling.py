"""Ways to spoil the small dataset, and what is expected of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.dataset import BadDataset, read_dataset
from data.issues import Issue
from tests.data.small_dataset import Tables, small_tables, write_csv

Edit = Callable[[Tables], None]
Expected = tuple[str, str, int | None, str, str]
"""An issue as code, file, row, column and value."""

Case = tuple[Edit, list[Expected]]


def cell(table: str, row: int, column: str, value: str) -> Edit:
    """Put `value` in a cell; rows as a spreadsheet numbers them."""

    def edit(tables: Tables) -> None:
        tables[table][row - 1][tables[table][0].index(column)] = value

    return edit


def add(table: str, *rows: str) -> Edit:
    """Add rows at the end, each with its cells between commas."""

    def edit(tables: Tables) -> None:
        tables[table].extend(row.split(",") for row in rows)

    return edit


def drop_row(table: str, row: int) -> Edit:
    """Take out a row; those below move up."""

    def edit(tables: Tables) -> None:
        del tables[table][row - 1]

    return edit


def drop_column(table: str, column: str) -> Edit:
    """Take out a column."""

    def edit(tables: Tables) -> None:
        at = tables[table][0].index(column)
        for row in tables[table]:
            del row[at]

    return edit


def drop_table(table: str) -> Edit:
    """Leave out a file."""

    def edit(tables: Tables) -> None:
        del tables[table]

    return edit


def rename_table(table: str, name: str) -> Edit:
    """Give a file another name."""

    def edit(tables: Tables) -> None:
        tables[name] = tables.pop(table)

    return edit


def season(key: str, value: str) -> Edit:
    """Put `value` at a key of the season."""

    def edit(tables: Tables) -> None:
        next(row for row in tables["season"] if row[0] == key)[1] = value

    return edit


def all_of(*edits: Edit) -> Edit:
    """Do one after the other."""

    def edit(tables: Tables) -> None:
        for each in edits:
            each(tables)

    return edit


def header(table: str, *names: str) -> Edit:
    """Name the columns anew."""

    def edit(tables: Tables) -> None:
        tables[table][0] = list(names)

    return edit


def only_header(table: str) -> Edit:
    """Take out all rows."""

    def edit(tables: Tables) -> None:
        del tables[table][1:]

    return edit


def no_rows_of(table: str, block: str) -> Edit:
    """Take out the rows of one block."""

    def edit(tables: Tables) -> None:
        tables[table] = [row for row in tables[table] if row[0] != block]

    return edit


def one(
    code: str, table: str, row: int | None, column: str = "", value: str = ""
) -> list[Expected]:
    """A single issue in a table of a folder."""
    return [(code, f"{table}.csv", row, column, value)]


def seen(issues: tuple[Issue, ...]) -> list[Expected]:
    """What issues say, as they are expected."""
    return [(i.code.value, i.file, i.row, i.column, i.value) for i in issues]


def issues_of(edit: Edit, folder: Path) -> tuple[Issue, ...]:
    """All issues of the small dataset, spoiled so that it is bad."""
    tables = small_tables()
    edit(tables)
    with pytest.raises(BadDataset) as caught:
        read_dataset(write_csv(tables, folder / "in"))
    return caught.value.issues
