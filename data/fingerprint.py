"""The canonical form of a dataset, and its SHA-256.

Two datasets have the same digest exactly where they say the same: the order of rows and
columns, the file format, separators, BOM, and the spelling of dates, times, numbers and
yes/no make no difference, nor does an empty cell against its default, nor the order within
lists whose order means nothing. Unknown columns, keys and files do not count.

The canonical form is UTF-8 text, one line (ended by a line feed) per row, table by table
in the contract's order. Each line is a JSON array, without spaces and with non-ASCII
characters as themselves: the table's name, then the values of all its columns in the order
of the contract (`data/rows.py`), the season's keys as columns of one row. The lines of a
table are sorted by code point. Values: text as trimmed; days `YYYY-MM-DD`; times as minutes
after midnight; money as whole cents; hours as the shortest decimal text; degrees as Python's
shortest text of the double; yes/no as true/false; whole numbers as they are; lists sorted,
each item once; empty without a default as null.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from data.row_types import columns

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def sha256(tables: Mapping[str, Sequence[object]]) -> str:
    """The hex digest of the canonical form of typed rows, given by table in any order of rows."""
    digest = hashlib.sha256()
    for line in canonical_lines(tables):
        digest.update(line.encode())
    return digest.hexdigest()


def canonical_lines(tables: Mapping[str, Sequence[object]]) -> Iterable[str]:
    """The canonical form, line by line. `tables` is in the contract's order."""
    for name, rows in tables.items():
        fields = [column.field for column in columns(name).values()]
        yield from sorted(
            _ENCODE([name, *(_value(getattr(row, field)) for field in fields)]) + "\n"
            for row in rows
        )


def _value(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], str):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, float):
        return repr(value)
    return value
