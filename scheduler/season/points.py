"""Where a family lives, no finer than needed: a point on a grid of 100 m."""

from __future__ import annotations

import math
from typing import Final

from scheduler.season.refusals import BadValue

GRID_KM: Final = 0.1
_KM_A_DEGREE: Final = 6371.0088 * math.pi / 180
_DIGITS: Final = 6


def rounded(lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
    """The nearest point of the grid, at most 71 m away; a rounded point stays as it is.

    Raises:
        BadValue: it is half a point, or none on earth.
    """
    if lat is None or lon is None:
        if lat is not lon:
            raise BadValue("point")
        return None, None
    if not (-89 <= lat <= 89 and -180 <= lon <= 180):
        raise BadValue("point")
    step = GRID_KM / _KM_A_DEGREE
    north = round(round(lat / step) * step, _DIGITS)
    step /= math.cos(math.radians(north))
    east = round(round(lon / step) * step, _DIGITS)
    return north, min(max(east, -180.0), 180.0)
