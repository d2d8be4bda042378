"""A point on the map, and where to begin looking for one."""

from __future__ import annotations

from statistics import fmean
from typing import Any, NamedTuple

from data import references

_DIGITS = 6


class Point(NamedTuple):
    """Degrees (WGS84)."""

    lat: float
    lon: float


def degrees(text: Any, most: float) -> float | None:
    """A number of degrees as people type it (51,05), from -most to most; None: it is none."""
    plain = str(text or "").strip().replace(",", ".")
    try:
        number = round(float(plain), _DIGITS) if plain.isascii() else None
    except ValueError:
        return None
    return number if number is not None and -most <= number <= most else None


def centre_of(postcode: str, nis: str | None) -> Point | None:
    """The middle of where a postal code lies, else of the municipality; None: both unknown."""
    towns = references.municipalities()
    lies_in = {each.nis for each in references.postal_codes() if each.code == postcode.strip()}
    known = [towns[each] for each in sorted(lies_in or {nis or ""}) if each in towns]
    if not known:
        return None if not lies_in else centre_of("", nis)
    return Point(
        round(fmean(each.lat for each in known), _DIGITS),
        round(fmean(each.lon for each in known), _DIGITS),
    )
