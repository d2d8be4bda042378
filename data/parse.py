"""Makes typed rows of a table's raw cells; every cell that is wrong is an issue."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from data.cells import BadCell, Cell, as_text, has_control
from data.columns import CODE_LISTS
from data.findings import Parsed
from data.issue_codes import Code
from data.issues import Issue
from data.nearest import Nearest
from data.row_types import column_names, columns, field_adapter, rows_adapter
from data.rows import ROW_TYPES
from data.table_names import REQUIRED
from data.tables import FailedFormula, RawTable, is_blank

_ALLOWED = dict.fromkeys(map(ord, "\t\n\r"))


class Suggestions:
    """Finds what was meant by an unknown code or word; made anew for each table."""

    def __init__(self) -> None:
        self._by_list: dict[str, Nearest] = {}

    def near(self, error: BadCell, value: str) -> str:
        """The allowed code or word nearest to `value`, or ""."""
        facts = dict(error.params)
        name = facts.get("list") or facts.get("words", "")
        if not name:
            return ""
        if name not in self._by_list:
            codes = CODE_LISTS[name]() if "list" in facts else name.split(" | ")
            self._by_list[name] = Nearest(codes)
        return self._by_list[name].to(value)


def header_issues(raw: RawTable) -> list[Issue]:
    """Columns that are missing, unknown (a warning) or there twice."""
    source, row = raw.source, raw.header_row
    known = column_names(source.table)
    seen: dict[str, int] = {}
    for at, name in enumerate(raw.header):
        if name or any(
            at < len(cells) and not is_blank(cells[at : at + 1]) for _, cells in raw.rows
        ):
            seen[name] = seen.get(name, 0) + 1
    strange = [name for name in seen if name not in known]
    absent = [name for name in known if name not in seen]
    found = [
        source.issue(Code.MISSING_COLUMN, row, name, suggestion=Nearest(strange).to(name))
        for name in absent
        if source.table == "season" or columns(source.table)[name].must_be_there
    ]
    for name, times in seen.items():
        if name not in known:
            near = Nearest(absent).to(name)
            found.append(source.issue(Code.UNKNOWN_COLUMN, row, name, suggestion=near))
        elif times > 1:
            found.append(source.issue(Code.DUPLICATE_COLUMN, row, name))
    return found


def clean_row(
    raw: RawTable, number: int, cells: Sequence[Cell], places: Iterable[tuple[str, int]]
) -> tuple[dict[str, Cell], list[Issue]]:
    """The filled cells of a row by column, and what is wrong with them before they are read."""
    filled: dict[str, Cell] = {}
    wrong: list[Issue] = []
    width = len(raw.header)
    if len(cells) > width and not is_blank(cells[width:]):
        extra = next(text for cell in cells[width:] if (text := as_text(cell)))
        wrong.append(
            raw.source.issue(Code.TOO_MANY_CELLS, number, value=extra, cells=len(cells), high=width)
        )
    for name, at in places:
        cell = cells[at] if at < len(cells) else None
        if isinstance(cell, str):
            if isinstance(cell, FailedFormula):
                wrong.append(raw.source.issue(Code.CELL_ERROR, number, name, str(cell)))
                continue
            cell = cell.strip()
            if not cell:
                continue
            if has_control(cell) and has_control(cell.translate(_ALLOWED)):
                wrong.append(raw.source.issue(Code.CONTROL_CHARACTER, number, name, cell))
                continue
            filled[name] = cell
        elif cell is not None:
            filled[name] = cell
    return filled, wrong


def parse_table(raw: RawTable, issues: list[Issue]) -> Parsed[Any]:
    """The typed rows of any table but the season, with everything wrong put into `issues`.

    A row with an error is left out of the rows and kept as far as it can be read, so that the
    checks that follow see it too, and all errors come at once.
    """
    source = raw.source
    issues.extend(header_issues(raw))
    fields = {name: column.field for name, column in columns(source.table).items()}
    places = [(name, raw.header.index(name)) for name in fields if name in raw.header]
    numbers: list[int] = []
    shapes: list[dict[str, Cell]] = []
    damaged: list[tuple[int, dict[str, Cell]]] = []
    for number, cells in raw.rows:
        filled, wrong = clean_row(raw, number, cells, places)
        shape = {fields[name]: cell for name, cell in filled.items()}
        if wrong:
            issues.extend(wrong)
            if wrong[0].code is not Code.TOO_MANY_CELLS:
                damaged.append((number, shape))
        else:
            numbers.append(number)
            shapes.append(shape)
    if not raw.rows and source.table in REQUIRED:
        issues.append(source.issue(Code.NO_ROWS))
    adapter = rows_adapter(source.table)
    try:
        rows = adapter.validate_python(shapes)
    except ValidationError as error:
        bad = _note_errors(raw, error, numbers, issues)
        damaged += [(numbers[at], shapes[at]) for at in sorted(bad)]
        good = [at for at in range(len(shapes)) if at not in bad]
        rows = adapter.validate_python([shapes[at] for at in good])
        numbers = [numbers[at] for at in good]
    partial = [(number, _partial_row(source.table, shape)) for number, shape in damaged]
    return Parsed(source, rows, numbers, raw, partial)


def _partial_row(table: str, shape: Mapping[str, Cell]) -> Any:
    """A row of what can be read in a damaged row; None for what cannot be, or is not there."""
    values: dict[str, Any] = dict.fromkeys(c.field for c in columns(table).values())
    for field, cell in shape.items():
        with contextlib.suppress(ValidationError):
            values[field] = field_adapter(table, field).validate_python(cell)
    return ROW_TYPES[table](**values)


def _note_errors(
    raw: RawTable, error: ValidationError, numbers: Sequence[int], issues: list[Issue]
) -> set[int]:
    """Put each error into `issues`; the positions of the rows that have one."""
    names = {column.field: name for name, column in columns(raw.source.table).items()}
    suggestions = Suggestions()
    bad = set()
    for detail in error.errors(include_url=False):
        at, field = int(detail["loc"][0]), str(detail["loc"][1])
        bad.add(at)
        name = names[field]
        if detail["type"] == "missing":
            if name in raw.header:  # else the column is missing, which is said once
                issues.append(raw.source.issue(Code.MISSING_VALUE, numbers[at], name))
        else:
            cause: BadCell = detail["ctx"]["error"]
            place = (numbers[at], name)
            issues.extend(cell_issues(raw, place, detail["input"], cause, suggestions))
    return bad


def cell_issues(
    raw: RawTable, place: tuple[int, str], cell: Cell, cause: BadCell, suggestions: Suggestions
) -> list[Issue]:
    """The issues of one bad cell at (row, column): one for each part of it that is wrong."""
    row, column = place
    facts: Mapping[str, str] = dict(cause.params)
    values = cause.values or (as_text(cell),)
    return [
        raw.source.issue(cause.code, row, column, value, suggestions.near(cause, value), **facts)
        for value in values
    ]
