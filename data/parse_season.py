"""Makes the typed season of the rows of `season`, a table of keys and values."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import ValidationError

from data import references
from data.cells import BadCell, Cell, as_text, read_day
from data.issue_codes import Code
from data.issues import Issue
from data.nearest import Nearest
from data.parse import Suggestions, cell_issues, clean_row, header_issues
from data.row_types import columns, rows_adapter
from data.rows import SeasonRow
from data.tables import RawTable, Source


@dataclass(frozen=True)
class ParsedSeason:
    """The season, None where it has errors, and the row in which each key stands.

    `first_day` and `last_day` are there wherever they can be read.
    """

    source: Source
    row: SeasonRow | None = None
    key_rows: Mapping[str, int] = field(default_factory=dict)
    first_day: date | None = None
    last_day: date | None = None

    def issue(self, code: Code, key: str, value: str, **params: str) -> Issue:
        """An issue about the value of a key."""
        found = self.source.issue(code, self.key_rows.get(key), "value", value, **params)
        return replace(found, key=key)


def parse_season(raw: RawTable, issues: list[Issue]) -> ParsedSeason:
    """The season of the table, with everything wrong put into `issues`.

    Unknown keys are kept out with a warning; a key that is there twice is an error.
    """
    heading = header_issues(raw)
    issues.extend(heading)
    if any(issue.is_error for issue in heading):
        return ParsedSeason(raw.source)
    filled, key_rows, sound = _read_keys(raw, issues)
    parsed = ParsedSeason(
        raw.source, None, key_rows, _day(filled, "first_day"), _day(filled, "last_day")
    )
    try:
        season: SeasonRow = rows_adapter("season").validate_python([filled])[0]
    except ValidationError as error:
        _note_errors(raw, parsed, error, issues)
        return parsed
    codes = (part.strip() for nis in season.nis for part in nis.split(","))
    issues.extend(
        parsed.issue(Code.UNKNOWN_NIS, "nis", code)
        for code in codes
        if code not in references.municipalities()
    )
    return replace(parsed, row=season) if sound else parsed


def _read_keys(raw: RawTable, issues: list[Issue]) -> tuple[dict[str, Cell], dict[str, int], bool]:
    """The filled values by key, the row of each key, and whether no row was wrong."""
    places = [(name, raw.header.index(name)) for name in ("key", "value")]
    known = columns("season")
    filled: dict[str, Cell] = {}
    key_rows: dict[str, int] = {}
    sound = True
    for number, cells in raw.rows:
        pair, wrong = clean_row(raw, number, cells, places)
        key = as_text(pair.get("key"))
        if not key and not wrong:
            wrong = [raw.source.issue(Code.MISSING_VALUE, number, "key")]
        elif key in key_rows:
            wrong = [raw.source.issue(Code.DUPLICATE_KEY, number, "key", key, other=key_rows[key])]
        elif key in known:
            key_rows[key] = number
            if "value" in pair:
                filled[key] = pair["value"]
        elif key:
            near = Nearest(known).to(key)
            issues.append(raw.source.issue(Code.UNKNOWN_KEY, number, "key", key, near))
        issues.extend(wrong)
        sound = sound and not wrong
    return filled, key_rows, sound


def _day(filled: Mapping[str, Cell], key: str) -> date | None:
    with contextlib.suppress(BadCell):
        return read_day(filled.get(key))
    return None


def _note_errors(
    raw: RawTable, parsed: ParsedSeason, error: ValidationError, issues: list[Issue]
) -> None:
    said = {issue.row for issue in issues if issue.is_error and issue.row is not None}
    suggestions = Suggestions()
    for detail in error.errors(include_url=False):
        key = str(detail["loc"][1])
        if detail["type"] != "missing":
            cause: BadCell = detail["ctx"]["error"]
            place = (parsed.key_rows[key], "value")
            found = cell_issues(raw, place, detail["input"], cause, suggestions)
            issues.extend(replace(issue, key=key) for issue in found)
        elif key not in parsed.key_rows:
            issues.append(replace(raw.source.issue(Code.MISSING_KEY), key=key))
        elif parsed.key_rows[key] not in said:
            issues.append(parsed.issue(Code.MISSING_VALUE, key, ""))
