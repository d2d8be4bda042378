"""Texts and numbers as families type them."""

from __future__ import annotations

import math
import unicodedata
from typing import Any, Final

_LINES: Final = "\n"


def plain(value: Any) -> str:
    """A text without spaces around it and without signs that nobody can type."""
    text = str(value or "").replace("\r\n", _LINES).replace("\r", _LINES)
    return "".join(
        sign for sign in text if sign == _LINES or unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()


def whole(value: Any, *, most: int) -> int | None:
    """A number from 0 to `most`, in the digits of any script; None where it is none."""
    text = plain(value)
    if not 0 < len(text) < 10 or not all(sign.isdecimal() for sign in text):
        return None
    number = int(text)
    return number if number <= most else None


def degrees(value: Any) -> float | None:
    """A number of degrees, as the map sends it; None where it is none."""
    try:
        found = float(plain(value))
    except ValueError:
        return None
    return found if math.isfinite(found) else None
