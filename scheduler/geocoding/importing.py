"""A municipality's list of addresses comes in as a file, whole or not at all."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from models import Address, Municipality
from models.database import writing
from scheduler.accounts import texts as account_texts
from scheduler.accounts.municipalities import NoSuchMunicipality, find_municipality
from scheduler.accounts.noting import note_at
from scheduler.configuration.asked import configured
from scheduler.exit_status import ExitStatus
from scheduler.geocoding import texts
from scheduler.geocoding.street_keys import house_of, street_key
from scheduler.opening import open_database
from scheduler.output import say, say_json, tell
from scheduler.rights import SYSTEM
from scheduler.run import Halted, Run
from scheduler.text import Text

COLUMNS: Final = ("street", "house_number", "postcode", "lat", "lon")
"""The columns that the file has to have; `place` may be there too, others are left alone."""
_AT_ONCE: Final = 2000
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read, and in which column."""

    line: int
    column: str


@dataclass(frozen=True, slots=True)
class AddressFile:
    """What a file holds: rows by column, and what is wrong with the others."""

    rows: Sequence[Mapping[str, Any]]
    bad: Sequence[BadRow]


class NotAnAddressFile(ValueError):
    """It is no CSV file in UTF-8 with these columns; `missing` are those that lack."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


def run_import_addresses(run: Run, *, path: Path, municipality: str) -> ExitStatus:
    """Replace the addresses of a municipality by those of a file.

    Raises:
        Halted: the configuration, the municipality or the file is wrong; nothing was changed.
    """
    try:
        found = read_addresses(path)
    except NotAnAddressFile as wrong:
        columns = ", ".join(wrong.missing or COLUMNS)
        raise _bad(run, "no_addresses", texts.NO_ADDRESSES, columns=columns) from None
    if found.bad or not found.rows:
        for each in found.bad[:_SHOWN]:
            tell(texts.BAD_ROW.said(run.language, line=each.line, column=each.column))
        raise _bad(run, "bad_rows", texts.BAD_ROWS, rows=len(found.bad))
    configuration = configured(run).configuration
    with open_database(run, configuration) as engine, writing(engine).begin() as session:
        try:
            home = find_municipality(session, municipality)
        except NoSuchMunicipality as wrong:
            text = account_texts.NO_SUCH_MUNICIPALITY
            raise _bad(run, "no_such_municipality", text, municipality=wrong.word) from None
        put_addresses(session, municipality=home, rows=found.rows, now=datetime.now(UTC))
        name = home.name
    if run.as_json:
        say_json({"event": "addresses_imported", "rows": len(found.rows)})
    else:
        say(texts.IMPORTED.said(run.language, rows=len(found.rows), municipality=name))
    return ExitStatus.DONE


def put_addresses(
    session: Session,
    *,
    municipality: Municipality,
    rows: Iterable[Mapping[str, Any]],
    now: datetime,
) -> None:
    """Replace a municipality's addresses by these (column → value), each once."""
    session.execute(delete(Address).where(Address.municipality_id == municipality.id))
    once: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for row in rows:
        key = street_key(row["street"])
        once.setdefault(
            (row["postcode"], key, row["house_number"]),
            {**row, "street_key": key, "municipality_id": municipality.id},
        )
    every = list(once.values())
    for first in range(0, len(every), _AT_ONCE):
        session.execute(insert(Address), every[first : first + _AT_ONCE])
    note_at(
        session,
        SYSTEM,
        municipality_id=municipality.id,
        verb="import_addresses",
        subject=municipality,
        now=now,
    )


def read_addresses(path: Path) -> AddressFile:
    """What a CSV file in UTF-8 holds, with commas or semicolons.

    Raises:
        NotAnAddressFile: it is something else, or a column is missing.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        raise NotAnAddressFile(()) from None
    first = text.partition("\n")[0]
    lines = csv.reader(text.splitlines(), delimiter=";" if first.count(";") else ",")
    try:
        header = [name.strip().lower() for name in next(lines, [])]
        missing = [name for name in COLUMNS if name not in header]
        if missing:
            raise NotAnAddressFile(missing)
        good, bad = [], []
        for row in _rows(header, lines):
            wrong = _wrong(row)
            if wrong:
                bad.append(BadRow(lines.line_num, wrong))
            else:
                good.append(_values(row))
    except csv.Error:
        raise NotAnAddressFile(()) from None
    return AddressFile(good, bad)


def _rows(header: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[Mapping[str, str]]:
    for line in lines:
        cells = [cell.strip() for cell in line]
        if any(cells):
            yield dict(zip(header, [*cells, *[""] * len(header)], strict=False))


def _wrong(row: Mapping[str, str]) -> str:
    """The first column that cannot be; "" where all can."""
    if not street_key(row["street"]):
        return "street"
    if house_of(row["house_number"]) is None:
        return "house_number"
    if len(row["postcode"]) != 4 or not row["postcode"].isdecimal():
        return "postcode"
    for name, most in (("lat", 89.0), ("lon", 180.0)):
        degrees = _degrees(row[name])
        if degrees is None or not -most <= degrees <= most:
            return name
    return ""


def _degrees(text: str) -> float | None:
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _values(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "street": row["street"],
        "house_number": row["house_number"],
        "postcode": row["postcode"],
        "place": row.get("place", ""),
        "lat": _degrees(row["lat"]),
        "lon": _degrees(row["lon"]),
    }


def _bad(run: Run, event: str, text: Text, **values: object) -> Halted:
    return Halted(
        ExitStatus.BAD_INPUT,
        text.said(run.language, **values),
        message={"event": event, **values},
    )
