"""Reads a dataset whole: typed rows of every table, or every error at once.

Reading changes nothing on disk, and nothing of the dataset is kept open afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from data.check_references import check_references
from data.check_sense import check_sense
from data.check_times import check_times
from data.fingerprint import sha256
from data.issues import Issue
from data.parsed_tables import ParsedTables, parse_tables
from data.rows import (
    AvailabilityRow,
    BlockRow,
    LinkRow,
    LocationRow,
    OfferRow,
    PinRow,
    PupilRow,
    RoomRow,
    SeasonRow,
    SessionRow,
    TravelRow,
    TutorRow,
    WishRow,
)
from data.table_names import TABLE_NAMES


class BadDataset(ValueError):
    """A dataset has errors, so nothing may be planned on it.

    `issues` are all of them, and all warnings, in the contract's order of tables, then by row.
    """

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = issues
        super().__init__("\n".join(issue.sentence("en") for issue in self.errors))

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What must be mended."""
        return tuple(issue for issue in self.issues if issue.is_error)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What may be as meant."""
        return tuple(issue for issue in self.issues if not issue.is_error)


@dataclass(frozen=True)
class Dataset:
    """A dataset without errors (contract, section 1): rows in the order of the files.

    Every id that a row names is there. `warnings` are what looks wrong but may be meant;
    neither equality nor `sha256` looks at them. Equality minds the order of rows and of
    lists, `sha256` does not.
    """

    season: SeasonRow
    blocks: tuple[BlockRow, ...]
    sessions: tuple[SessionRow, ...]
    locations: tuple[LocationRow, ...]
    rooms: tuple[RoomRow, ...]
    tutors: tuple[TutorRow, ...]
    offers: tuple[OfferRow, ...]
    pupils: tuple[PupilRow, ...]
    wishes: tuple[WishRow, ...]
    availability: tuple[AvailabilityRow, ...] = ()
    links: tuple[LinkRow, ...] = ()
    pins: tuple[PinRow, ...] = ()
    travel: tuple[TravelRow, ...] = ()
    warnings: tuple[Issue, ...] = field(default=(), compare=False)

    @cached_property
    def sha256(self) -> str:
        """The hex SHA-256 of the canonical form (`data/fingerprint.py`)."""
        tables = {name: getattr(self, name) for name in TABLE_NAMES if name != "season"}
        return sha256({"season": (self.season,), **tables})


def read_dataset(path: Path) -> Dataset:
    """The dataset at `path`: a folder of CSV files or an `.xlsx` workbook.

    Whatever lies at `path`, nothing but a dataset or `BadDataset` comes out.

    Raises:
        BadDataset: with every error (and warning) that could be found, at once.
    """
    issues: list[Issue] = []
    tables = parse_tables(path, issues)
    for check in (check_references, check_times, check_sense):
        issues.extend(check(tables))
    found = tuple(sorted(issues, key=_in_order))
    season = tables.season.row
    if season is None or any(issue.is_error for issue in found):
        raise BadDataset(found)
    return _dataset(season, tables, found)


def _dataset(season: SeasonRow, tables: ParsedTables, warnings: tuple[Issue, ...]) -> Dataset:
    return Dataset(
        season=season,
        blocks=tuple(tables.blocks.rows),
        sessions=tuple(tables.sessions.rows),
        locations=tuple(tables.locations.rows),
        rooms=tuple(tables.rooms.rows),
        tutors=tuple(tables.tutors.rows),
        offers=tuple(tables.offers.rows),
        pupils=tuple(tables.pupils.rows),
        wishes=tuple(tables.wishes.rows),
        availability=tuple(tables.availability.rows),
        links=tuple(tables.links.rows),
        pins=tuple(tables.pins.rows),
        travel=tuple(tables.travel.rows),
        warnings=warnings,
    )


def _in_order(issue: Issue) -> tuple[int, int]:
    """By table, then by row; what is about the whole dataset or table comes first."""
    table = issue.sheet or issue.file.removesuffix(".csv")
    at = TABLE_NAMES.index(table) if table in TABLE_NAMES else -1
    return at, issue.row or 0
