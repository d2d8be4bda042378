"""The season as it would be: what a file says, over what is there already."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from typing import Any

from data.cells import Cell, as_text
from data.check_references import check_references
from data.check_sense import check_sense
from data.check_times import check_times
from data.columns import Holder
from data.dataset import Dataset
from data.findings import Known, Parsed
from data.issue_codes import Code
from data.issues import Issue
from data.parse import header_issues, parse_table
from data.parse_season import ParsedSeason
from data.parsed_tables import ID_COLUMNS, ParsedTables
from data.row_types import columns
from data.season_rows import dataset_tables
from data.season_rows.archive import csv_bytes
from data.table_names import TABLE_NAMES
from data.tables import RawTable, Source, is_blank
from scheduler.exchange.tables_known import CHILDREN, Key, key_column, key_of

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """Every table as it would be. Rows from the file bear its row numbers, others are below 0.

    `issues` are about the file, or about what it would do to the rest of the season.
    """

    tables: ParsedTables
    issues: tuple[Issue, ...]

    def from_file(self, table: str) -> Iterator[tuple[int, Any]]:
        """The rows that the file names, with their numbers."""
        parsed: Parsed[Any] = getattr(self.tables, table)
        return ((number, row) for number, row in parsed.numbered() if number > 0)


@dataclass(frozen=True, slots=True)
class Going:
    """Ids of what is to go, by table; `removing`: what a file does not name goes at all."""

    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    removing: bool = False

    def takes(self, table: str, row: Any) -> bool:
        """Whether a row goes, itself or with whom it is a part of."""
        if table == "sessions":
            return row.block_id in self.ids.get("blocks", ())
        if table == "availability":
            return row.id in self.ids.get(f"{row.kind.value}s", ())
        key = key_column(table)
        return bool(key) and getattr(row, key) in self.ids.get(table, ())


def cell_texts(dataset: Dataset) -> dict[str, tuple[Cells, list[Cells]]]:
    """The tables of a dataset in the texts of CSV: header and rows, in the order of its rows."""
    found: dict[str, tuple[Cells, list[Cells]]] = {}
    for name, (header, rows) in dataset_tables(dataset).items():
        text = csv_bytes(header, rows).decode()
        lines = csv.reader(StringIO(text, newline=""))
        found[name] = (next(lines), list(lines))
    return found


def merge(current: Dataset, sent: Mapping[str, RawTable], going: Going) -> Merged:
    """What the season would be with the tables of a file, without what is to go."""
    current = _concerned(current, sent)
    texts = cell_texts(current)
    before: list[Issue] = []
    after: list[Issue] = []
    nothing = Going()
    old = {name: _kept(name, current, texts, (), nothing) for name in TABLE_NAMES}
    new = {
        name: _with_file(raw, current, texts, going, after)
        if (raw := sent.get(name))
        else _kept(name, current, texts, (), going)
        for name in TABLE_NAMES
    }
    _checked(_parsed(old, current, before), before)
    tables = _parsed(new, current, after)
    _checked(tables, after)
    return Merged(tables, tuple(_of_the_file(before, after)))


def _concerned(current: Dataset, sent: Mapping[str, RawTable]) -> Dataset:
    """The season without what no table of the file has to do with: children are many."""
    children = not sent.keys().isdisjoint(CHILDREN)
    left_out: dict[str, Any] = {"pins": (), "travel": ()}
    if not children:
        left_out |= dict.fromkeys(CHILDREN, ())
    if "availability" not in sent:
        left_out["availability"] = ()
    elif not children:
        left_out["availability"] = tuple(
            row for row in current.availability if row.kind is not Holder.PUPIL
        )
    return replace(current, **left_out)


def _kept(
    name: str,
    current: Dataset,
    texts: Mapping[str, tuple[Cells, list[Cells]]],
    named: Iterable[Key],
    going: Going,
) -> RawTable:
    """The rows that are there already, without those that the file names."""
    header = tuple(columns(name))
    source = Source(name, f"{name}.csv")
    if name == "season" or name not in texts:
        return RawTable(source, header, 1, ())
    key = key_of(name)
    gone = set(named)
    rows = [
        (-number, cells)
        for number, (row, cells) in enumerate(
            zip(getattr(current, name), texts[name][1], strict=True), start=1
        )
        if key(row) not in gone and not going.takes(name, row)
    ]
    return RawTable(source, header, 1, rows)


def _with_file(
    raw: RawTable,
    current: Dataset,
    texts: Mapping[str, tuple[Cells, list[Cells]]],
    going: Going,
    issues: list[Issue],
) -> RawTable:
    name = raw.source.table
    id_column = key_column(name)
    found = header_issues(raw)
    if id_column:
        # A file may name some columns only: the others stay as they are.
        needed = {id_column}
        found = [i for i in found if i.code is not Code.MISSING_COLUMN or i.column in needed]
    issues.extend(found)
    if any(issue.code is Code.MISSING_COLUMN for issue in found):
        return _kept(name, current, texts, (), going)  # said once, not for every row
    header = tuple(columns(name))
    known = _by_id(name, texts) if id_column else {}
    at = raw.header.index(id_column) if id_column in raw.header else None
    rows: list[tuple[int, Sequence[Cell]]] = []
    for number, cells in raw.rows:
        if len(cells) > len(raw.header) and not is_blank(cells[len(raw.header) :]):
            issues.append(_too_many(raw, number, cells))
        text = as_text(cells[at]).strip() if at is not None and at < len(cells) else ""
        rows.append((number, _over(raw, cells, header, known.get(text))))
    whole = replace(raw, header=header, rows=rows)
    named = (key_of(name)(row) for row in parse_table(whole, []).rows)
    if id_column and at is not None:
        named = ((as_text(cells[header.index(id_column)]).strip(),) for _, cells in rows)
    return replace(whole, rows=[*rows, *_kept(name, current, texts, named, going).rows])


def _by_id(name: str, texts: Mapping[str, tuple[Cells, list[Cells]]]) -> dict[str, Cells]:
    if name not in texts:
        return {}
    header, rows = texts[name]
    at = header.index(key_column(name))
    return {cells[at]: cells for cells in rows}


def _over(
    raw: RawTable, cells: Sequence[Cell], header: Sequence[str], old: Cells | None
) -> list[Cell]:
    """The cells of a row: the file's where it has the column, else those that are there."""
    made: list[Cell] = []
    for at, column in enumerate(header):
        if column in raw.header:
            place = raw.header.index(column)
            made.append(cells[place] if place < len(cells) else None)
        else:
            made.append(None if old is None else old[at])
    return made


def _too_many(raw: RawTable, number: int, cells: Sequence[Cell]) -> Issue:
    extra = next(text for cell in cells[len(raw.header) :] if (text := as_text(cell)))
    return raw.source.issue(
        Code.TOO_MANY_CELLS, number, value=extra, cells=len(cells), high=len(raw.header)
    )


def _parsed(tables: Mapping[str, RawTable], current: Dataset, issues: list[Issue]) -> ParsedTables:
    season = current.season
    parsed: dict[str, Parsed[Any]] = {}
    for name in TABLE_NAMES[1:]:
        parsed[name] = parse_table(tables[name], issues)
    known = {}
    for column, table in ID_COLUMNS.items():
        rows: dict[str, int] = {}
        for number, text in parsed[table].texts(column, shifted=True):
            rows.setdefault(text, number)
        known[column] = Known(table, column, rows, True)
    return ParsedTables(
        season=ParsedSeason(
            Source("season", "season.csv"), season, {}, season.first_day, season.last_day
        ),
        known=known,
        **parsed,
    )


def _checked(tables: ParsedTables, issues: list[Issue]) -> None:
    for check in (check_references, check_times, check_sense):
        issues.extend(check(tables))


def _of_the_file(before: Iterable[Issue], after: Iterable[Issue]) -> Iterator[Issue]:
    """What is wrong in the rows of the file, and what is newly wrong elsewhere."""
    there = Counter(_told(issue) for issue in before)
    for issue in after:
        if issue.code is Code.NO_ROWS:
            continue
        if issue.row is None or issue.row > 0:
            yield _said(issue)
            continue
        there[_told(issue)] -= 1
        if there[_told(issue)] < 0 and issue.is_error:
            yield _said(replace(issue, row=None))


def _told(issue: Issue) -> tuple[object, ...]:
    return issue.code, issue.file, issue.column, issue.value


def _said(issue: Issue) -> Issue:
    """The issue, where the other row that it names may be one that has no number in the file."""
    params = tuple(
        (name, "–") if name == "other" and text.startswith("-") else (name, text)
        for name, text in issue.params
    )
    return replace(issue, params=params)
