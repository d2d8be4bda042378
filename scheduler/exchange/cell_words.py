"""A value of a row as people read it: as CSV spells it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Final

from data.check_times import clock

_CLOCKS: Final = frozenset({"start", "end"})


def word_of(field: str, value: Any) -> str:  # noqa: PLR0911  (one kind of value each)
    """The value of a field of a dataset's row as text; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum):
        return value.value
    if field in _CLOCKS:
        return clock(value)
    if field.endswith("_eur"):
        return f"{value // 100}.{value % 100:02d}"
    if field == "ages":
        return f"{value[0]}-{value[1]}"
    if isinstance(value, tuple):
        return "|".join(word_of("", each) for each in value) or (
            "-" if field == "lead_goals" else ""
        )
    return str(value)
