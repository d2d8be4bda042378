"""Travel minutes: the estimate between two points, measured rows over it, and whole tables of it.

The formula is the contract's (section 2): great-circle kilometres on a sphere of
6371.0088 km, a detour factor of 1.3, a speed and fixed minutes by mode, rounded up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from solver.problem import Location, Mode, Point

EARTH_RADIUS_KM = 6371.0088

UNKNOWN_MINUTES = -1
"""Stands in a table of minutes where a home is not known and nothing was measured."""

SPEED_KMH: Mapping[Mode, float] = {
    Mode.FOOT: 4.5,
    Mode.BIKE: 13,
    Mode.TRANSIT: 18,
    Mode.CAR: 32,
}

FIXED_MINUTES: Mapping[Mode, int] = {
    Mode.FOOT: 0,
    Mode.BIKE: 1,
    Mode.TRANSIT: 8,
    Mode.CAR: 4,
}

_NEAR_WHOLE = 1e-6
_ROWS_AT_ONCE = 4096

IntTable = npt.NDArray[np.int32]
FloatTable = npt.NDArray[np.float64]


def minutes_between(point_a: Point, point_b: Point, mode: Mode) -> int:
    """One-way minutes between two points, rounded up; 0 where the points are equal (section 2)."""
    if point_a == point_b:
        return 0
    lat_a, lat_b = math.radians(point_a.lat), math.radians(point_b.lat)
    half_lon = math.radians(point_b.lon - point_a.lon) / 2
    haversine = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    )
    km = 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, haversine)))
    return math.ceil(60 * 1.3 * km / SPEED_KMH[mode] + FIXED_MINUTES[mode])


def minutes_table(homes: Sequence[tuple[Point | None, Mode]], targets: Sequence[Point]) -> IntTable:
    """One-way minutes from every home to every target, int32[homes, targets].

    Each entry equals `minutes_between`; `UNKNOWN_MINUTES` in the rows of homes that are None.
    Equal homes are worked out once.
    """
    distinct = sorted({home for home in homes if home[0] is not None})
    table = np.full((len(distinct) + 1, len(targets)), UNKNOWN_MINUTES, dtype=np.int32)
    points = np.array([home[0] for home in distinct], dtype=np.float64).reshape(-1, 2)
    ends = np.array(targets, dtype=np.float64).reshape(-1, 2)
    per_km = np.array([60 * 1.3 / SPEED_KMH[mode] for _, mode in distinct])
    fixed = np.array([FIXED_MINUTES[mode] for _, mode in distinct], dtype=np.float64)
    for first in range(0, len(distinct), _ROWS_AT_ONCE):
        rows = slice(first, min(first + _ROWS_AT_ONCE, len(distinct)))
        exact = _kilometres(points[rows], ends) * per_km[rows, None] + fixed[rows, None]
        part = np.ceil(exact).astype(np.int32)
        same = (points[rows, None, :] == ends[None, :, :]).all(axis=2)
        part[same] = 0
        # sine and arc sine differ in the last bit between numpy and math: only near a whole
        # number can that change the ceiling
        doubtful = (np.abs(exact - np.rint(exact)) < _NEAR_WHOLE) & ~same
        for row, column in np.argwhere(doubtful):
            point, mode = distinct[first + int(row)]
            assert point is not None  # noqa: S101  (None was filtered out above)
            part[row, column] = minutes_between(point, targets[int(column)], mode)
        table[rows] = part
    row_of = {home: row for row, home in enumerate(distinct)}
    unknown = len(distinct)
    return table[[row_of.get(home, unknown) for home in homes]]


def _kilometres(starts: FloatTable, ends: FloatTable) -> FloatTable:
    lat_a, lat_b = np.radians(starts[:, 0])[:, None], np.radians(ends[:, 0])[None, :]
    half_lon = np.radians(ends[None, :, 1] - starts[:, None, 1]) / 2
    haversine = (
        np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(half_lon) ** 2
    )
    kilometres: FloatTable = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, haversine)))
    return kilometres


def put_measured(
    table: IntTable,
    measured: Mapping[tuple[str, str], int],
    *,
    rows: Mapping[str, int],
    columns: Mapping[str, int],
) -> None:
    """Overwrite entries of `table` by measured minutes, keyed by (row id, column id).

    Rows about somebody or somewhere that is not in the problem are passed over.
    """
    for (row_id, column_id), minutes in measured.items():
        row, column = rows.get(row_id), columns.get(column_id)
        if row is not None and column is not None:
            table[row, column] = minutes


def location_table(
    locations: Sequence[Location], measured: Mapping[tuple[str, str], int], mode: Mode
) -> IntTable:
    """Minutes from location to location, int32[locations, locations], 0 on the diagonal.

    A measured row holds in both directions unless both are given (section 2).
    """
    table = minutes_table(
        [(location.point, mode) for location in locations],
        [location.point for location in locations],
    )
    index = {location.id: position for position, location in enumerate(locations)}
    backwards = {(b, a): minutes for (a, b), minutes in measured.items() if (b, a) not in measured}
    put_measured(table, measured, rows=index, columns=index)
    put_measured(table, backwards, rows=index, columns=index)
    np.fill_diagonal(table, 0)
    return table
