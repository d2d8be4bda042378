"""Tables of a season as one file: CSV of one table, a zip of CSV, or a workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from data.dataset import Dataset
from data.season_rows import dataset_tables, pseudonymised
from data.table_names import TABLE_NAMES
from data.write_tables import Table, write_tables


class Form(StrEnum):
    """What kind of file."""

    CSV = "csv"
    XLSX = "xlsx"


class Packed(NamedTuple):
    """A file to download; `ending` is that of its name, without a dot."""

    content: bytes
    ending: str
    media_type: str


PERSONAL: Final = frozenset(
    {"pupils", "wishes", "links", "tutors", "availability", "pins", "travel"}
)
"""Tables in which people stand."""

_MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def season_tables(dataset: Dataset, *, names: bool, only: Collection[str] = ()) -> dict[str, Table]:
    """The tables of a season, all or some, with or without names of people and addresses."""
    tables = dataset_tables(dataset if names else pseudonymised(dataset))
    if not only:
        return tables
    return {name: tables[name] for name in TABLE_NAMES if name in only and name in tables}


def packed(tables: Mapping[str, Table], form: Form) -> Packed:
    """The tables as a file; one table as CSV needs no zip."""
    with TemporaryDirectory(prefix="zomerwijzer-") as parent:
        if form is Form.XLSX:
            path = Path(parent, "season.xlsx")
            write_tables(tables, path)
            return _made(path.read_bytes(), "xlsx")
        folder = Path(parent, "season")
        write_tables(tables, folder)
        if len(tables) == 1:
            return _made((folder / f"{next(iter(tables))}.csv").read_bytes(), "csv")
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name in tables:
                archive.write(folder / f"{name}.csv", f"{name}.csv")
        return _made(out.getvalue(), "zip")


def _made(content: bytes, ending: str) -> Packed:
    return Packed(content, ending, _MEDIA[ending])
