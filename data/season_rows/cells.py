"""Typed rows as the cells of a file: the way back from what `data/cells.py` reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from decimal import Decimal
from typing import Any, Final

from data.cells import MINUTES_A_DAY
from data.dataset import Dataset
from data.row_types import columns
from data.table_names import REQUIRED, TABLE_NAMES
from data.write_tables import Table


def dataset_tables(dataset: Dataset) -> dict[str, Table]:
    """The tables of a dataset as `write_tables` takes them, in the contract's order.

    Reading them back from CSV gives an equal dataset. Tables that may be left out and have no
    rows are left out.
    """
    keys = [(name, _cell(dataset.season, name)) for name in columns("season")]
    found: dict[str, Table] = {"season": (("key", "value"), keys)}
    for name in TABLE_NAMES[1:]:
        rows = getattr(dataset, name)
        if rows or name in REQUIRED:
            fields = {column.name: column.field for column in columns(name).values()}
            cells = [[_cell(row, field) for field in fields.values()] for row in rows]
            found[name] = (tuple(fields), cells)
    return found


def _cell(row: Any, field: str) -> object:
    value = getattr(row, field)
    if value is None:
        return None
    if isinstance(value, float):
        # In all its digits, since cells know no exponent.
        return Decimal(repr(value))
    return _SPELT[field](value) if field in _SPELT else value


def _clock(minutes: int) -> object:
    """A time of day; midnight at the end of a day is none, so that one is text."""
    return "24:00" if minutes == MINUTES_A_DAY else time(minutes // 60, minutes % 60)


def _euro(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _ages(ages: tuple[int, int]) -> str:
    return f"{ages[0]}-{ages[1]}"


def _lead_goals(goals: tuple[str, ...]) -> object:
    return goals or "-"


_SPELT: Final[Mapping[str, Callable[[Any], object]]] = {
    "start": _clock,
    "end": _clock,
    "budget_eur": _euro,
    "hourly_eur": _euro,
    "price_eur": _euro,
    "group_eur": _euro,
    "ages": _ages,
    "lead_goals": _lead_goals,
}
"""Fields whose cells do not spell what they hold."""
