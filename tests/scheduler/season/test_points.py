from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.season.points import rounded
from scheduler.season.refusals import BadValue
from solver.eligibility.distance import EARTH_RADIUS_KM


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    north = math.radians(other[0] - one[0])
    east = math.radians(other[1] - one[1]) * math.cos(math.radians(one[0]))
    return EARTH_RADIUS_KM * math.hypot(north, east)


@given(st.floats(49, 52), st.floats(2, 7))
def test_a_home_is_known_to_100_m_and_no_finer(lat: float, lon: float) -> None:
    north, east = rounded(lat, lon)
    assert north is not None
    assert east is not None
    assert km((lat, lon), (north, east)) < 0.0715
    assert rounded(north, east) == (north, east)


def test_neighbours_share_a_point_or_are_100_m_apart() -> None:
    found = {rounded(51.05 + step / 100_000, 3.72) for step in range(200)}
    points = sorted((lat or 0, lon or 0) for lat, lon in found)
    assert len(points) == 3
    north = [km((one[0], 3.72), (other[0], 3.72)) for one, other in pairwise(points)]
    assert [round(each, 2) for each in north] == [0.1] * 2


def test_no_point_stays_none() -> None:
    assert rounded(None, None) == (None, None)


@pytest.mark.parametrize("point", [(51.0, None), (None, 3.0), (95.0, 3.0), (51.0, 190.0)])
def test_what_is_no_point(point: tuple[float | None, float | None]) -> None:
    with pytest.raises(BadValue):
        rounded(*point)
