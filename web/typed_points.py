"""Where somebody lives, as people type it: a postal code, or a point."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from data import references

_NUMBER: Final = r"(-?\d{1,3}(?:[.,]\d+)?)"
_POINT: Final = re.compile(rf"{_NUMBER}\s*(?:;|\s|,\s)\s*{_NUMBER}|{_NUMBER},{_NUMBER}")
_DIGITS: Final = 5


def point_of(typed: str, *, nis: str = "") -> tuple[float, float] | None:
    """Degrees north and east of a postal code's municipality, or of a point; None: neither.

    Of the municipalities that share a postal code the one with that `nis` counts, or the first.
    """
    text = typed.strip()
    if text in _by_code():
        shared = _by_code()[text]
        place = references.municipalities()[nis if nis in shared else shared[0]]
        return place.lat, place.lon
    found = _POINT.fullmatch(text)
    if found is None:
        return None
    lat, lon = (float(part.replace(",", ".")) for part in found.groups() if part)
    return (lat, lon) if -89 <= lat <= 89 and -180 <= lon <= 180 else None


def typed_point(lat: float | None, lon: float | None) -> str:
    """A point as `point_of` reads it; empty where there is none."""
    if lat is None or lon is None:
        return ""
    return f"{lat:.{_DIGITS}f}; {lon:.{_DIGITS}f}"


@cache
def _by_code() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    known = references.municipalities()
    for each in references.postal_codes():
        if each.nis in known:
            found[each.code] = (*found.get(each.code, ()), each.nis)
    return found
