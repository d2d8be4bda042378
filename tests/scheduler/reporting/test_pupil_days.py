"""Days are counted per child and day, whatever number of sessions they are made of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.reporting.pupil_days import PupilDays, _counted, told

MONDAY, TUESDAY = date(2027, 7, 5), date(2027, 7, 6)


@pytest.mark.parametrize(
    ("sessions", "days"),
    [
        ([], PupilDays(0, 0, 0, 0)),
        ([(1, MONDAY, 480)], PupilDays(1, 1, 0, 0)),
        ([(1, MONDAY, 479)], PupilDays(1, 0, 1, 0)),
        ([(1, MONDAY, 240)], PupilDays(1, 0, 1, 0)),
        ([(1, MONDAY, 239)], PupilDays(1, 0, 0, 239)),
        ([(1, MONDAY, 240), (1, MONDAY, 240)], PupilDays(1, 1, 0, 0)),
        ([(1, MONDAY, 240), (1, TUESDAY, 240)], PupilDays(1, 0, 2, 0)),
        ([(1, MONDAY, 240), (2, MONDAY, 240)], PupilDays(2, 0, 2, 0)),
        ([(1, MONDAY, 90), (1, MONDAY, 60)], PupilDays(1, 0, 0, 150)),
    ],
)
def test_days(sessions: list[tuple[int, date, int]], days: PupilDays) -> None:
    assert _counted(sessions) == days


@pytest.mark.parametrize(
    ("planned", "attended", "shows"),
    [
        (0, 0, (True, True)),
        (4, 0, (False, True)),
        (20, 0, (True, True)),
        (20, 18, (True, False)),
        (20, 15, (True, True)),
        (20, 3, (True, False)),
        (20, 20, (True, True)),
    ],
)
def test_nobody_follows_from_the_difference(
    planned: int, attended: int, shows: tuple[bool, bool]
) -> None:
    found = told(PupilDays(planned, 1, 2, 90), PupilDays(attended, 1, 2, 90))
    assert (found["planned"] is not None, found["attended"] is not None) == shows
    if shows[0]:
        assert found["planned"] == {
            "children": planned,
            "full_days": 1,
            "half_days": 2,
            "shorter_hours": 1.5,
        }


@given(
    st.lists(st.tuples(st.integers(1, 5), st.sampled_from([MONDAY, TUESDAY]), st.integers(1, 300)))
)
def test_every_minute_counts_once(sessions: list[tuple[int, date, int]]) -> None:
    days = _counted(sessions)
    counted = {(child, day) for child, day, _long in sessions}
    assert days.children == len({child for child, _day in counted})
    assert days.full + days.half <= len(counted)
    minutes = sum(long for _child, _day, long in sessions)
    assert days.shorter_minutes <= minutes
    assert minutes >= days.full * 480 + days.half * 240 + days.shorter_minutes
