"""All tables of a dataset as typed rows with their places: what the checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.findings import Known, Parsed
from data.issues import Issue
from data.parse import parse_table
from data.parse_season import ParsedSeason, parse_season
from data.rows import (
    AvailabilityRow,
    BlockRow,
    LinkRow,
    LocationRow,
    OfferRow,
    PinRow,
    PupilRow,
    RoomRow,
    SessionRow,
    TravelRow,
    TutorRow,
    WishRow,
)
from data.table_names import TABLE_NAMES
from data.tables import Source, Tables, read_tables

ID_COLUMNS = {
    "block_id": "blocks",
    "location_id": "locations",
    "room_id": "rooms",
    "tutor_id": "tutors",
    "offer_id": "offers",
    "pupil_id": "pupils",
}
"""The column that names each kind of thing, and the table that knows it."""


@dataclass(frozen=True)
class ParsedTables:
    """Every table, empty where it is not there; `known` holds the ids by their column."""

    season: ParsedSeason
    blocks: Parsed[BlockRow]
    sessions: Parsed[SessionRow]
    locations: Parsed[LocationRow]
    rooms: Parsed[RoomRow]
    tutors: Parsed[TutorRow]
    offers: Parsed[OfferRow]
    pupils: Parsed[PupilRow]
    wishes: Parsed[WishRow]
    availability: Parsed[AvailabilityRow]
    links: Parsed[LinkRow]
    pins: Parsed[PinRow]
    travel: Parsed[TravelRow]
    known: dict[str, Known]


def parse_tables(path: Path, issues: list[Issue]) -> ParsedTables:
    """Read and parse everything at `path`, with everything wrong put into `issues`."""
    tables = read_tables(path)
    issues.extend(tables.issues)
    season = ParsedSeason(Source("season", "season.csv"))
    raw_season = tables.found.get("season")
    if raw_season is not None:
        season = parse_season(raw_season, issues)
    parsed: dict[str, Parsed[Any]] = {
        name: _parse(name, tables, issues) for name in TABLE_NAMES if name != "season"
    }
    known = {column: _known(column, parsed[table]) for column, table in ID_COLUMNS.items()}
    return ParsedTables(season=season, known=known, **parsed)


def _parse(name: str, tables: Tables, issues: list[Issue]) -> Parsed[Any]:
    raw = tables.found.get(name)
    return Parsed(Source(name, f"{name}.csv")) if raw is None else parse_table(raw, issues)


def _known(column: str, table: Parsed[Any]) -> Known:
    rows: dict[str, int] = {}
    for number, text in table.texts(column, shifted=True):
        rows.setdefault(text, number)
    complete = table.raw is not None and column in table.raw.header
    return Known(table.source.table, column, rows, complete)
