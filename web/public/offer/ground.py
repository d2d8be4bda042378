"""A small map of an activity's places on plain ground, drawn by the server: it needs no script."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from web.public.offer.catalogue import Place

WIDE: Final = 640
HIGH: Final = 320
_EDGE: Final = 60
_METRES_PER_DEGREE: Final = 111_200
_NEAREST: Final = 1200.0  # metres that the map shows at least from edge to edge
_SCALES: Final = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


class Dot(NamedTuple):
    """A place on the map, in units of the drawing; numbered from 1 as in the list beside it."""

    number: int
    x: float
    y: float


class Ground(NamedTuple):
    """What is drawn: the dots, rings around the middle, and a bar of so many metres."""

    dots: Sequence[Dot]
    rings: Sequence[float]
    bar: float
    metres: int


def ground(places: Sequence[Place]) -> Ground | None:
    """The map of some places, north up; None: there are none."""
    if not places:
        return None
    lats, lons = ([getattr(p.row, name) for p in places] for name in ("lat", "lon"))
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    metres = [
        (
            (p.row.lon - lon) * _METRES_PER_DEGREE * math.cos(math.radians(lat)),
            (p.row.lat - lat) * _METRES_PER_DEGREE,
        )
        for p in places
    ]
    across = max(_NEAREST, 2 * max(abs(east) for east, _ in metres))
    along = max(_NEAREST / 2, 2 * max(abs(north) for _, north in metres))
    unit = min((WIDE - 2 * _EDGE) / across, (HIGH - 2 * _EDGE) / along)
    bar = max((m for m in _SCALES if m * unit <= WIDE / 4), default=_SCALES[0])
    dots = [
        Dot(number, round(WIDE / 2 + east * unit, 1), round(HIGH / 2 - north * unit, 1))
        for number, (east, north) in enumerate(metres, start=1)
    ]
    rings = [round(bar * unit * turn, 1) for turn in (1, 2, 3) if bar * unit * turn < WIDE / 2]
    return Ground(dots, rings, round(bar * unit, 1), bar)
