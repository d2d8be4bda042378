from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.season.availability import WindowDraft
from web.half_days import (
    Half,
    HalfDay,
    by_week,
    half_days_of,
    of_days,
    of_weeks,
    only_half_days,
    only_weeks,
    weeks_of,
    windows_of,
)
from web.typed_points import point_of, typed_point

FIRST, LAST = date(2027, 7, 1), date(2027, 8, 31)
WEEKS = weeks_of(FIRST, LAST)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
CELLS = [HalfDay(day, half) for day in DAYS for half in Half]
ticked = st.frozensets(st.sampled_from(CELLS))
ticked_weeks = st.frozensets(st.sampled_from([w.word(half) for w in WEEKS for half in Half]))


@st.composite
def any_window(draw: st.DrawFn) -> WindowDraft:
    first = draw(st.sampled_from(DAYS))
    start, end = sorted(draw(st.sets(st.integers(0, 1440), min_size=2, max_size=2)))
    return WindowDraft(
        first_day=first,
        last_day=first + timedelta(days=draw(st.integers(0, 20))),
        start_min=start or None,
        end_min=None if end == 1440 else end,
    )


@given(ticked)
def test_what_is_ticked_comes_back(cells: frozenset[HalfDay]) -> None:
    windows = windows_of(cells)
    assert half_days_of(windows, FIRST, LAST) == cells
    assert only_half_days(windows, FIRST, LAST)
    assert of_days({cell.word for cell in cells}, WEEKS) == cells


@given(ticked)
def test_windows_do_not_overlap_and_are_as_few_as_can_be(cells: frozenset[HalfDay]) -> None:
    windows = windows_of(cells)
    for one, other in pairwise(windows):
        alike = (one.start_min, one.end_min) == (other.start_min, other.end_min)
        assert one.last_day < other.first_day
        assert not (alike and other.first_day - one.last_day == timedelta(days=1))


@given(ticked_weeks)
def test_weeks_come_back(words: frozenset[str]) -> None:
    windows = windows_of(of_weeks(words, WEEKS))
    assert by_week(half_days_of(windows, FIRST, LAST), WEEKS) == words
    assert only_weeks(windows, WEEKS)


@given(st.lists(any_window(), max_size=5))
def test_a_half_day_shows_only_where_its_hours_are_free(windows: list[WindowDraft]) -> None:
    core = {Half.MORNING: range(540, 720), Half.AFTERNOON: range(780, 960)}
    for cell in half_days_of(windows, FIRST, LAST):
        for minute in core[cell.half]:
            assert any(
                each.first_day <= cell.day <= each.last_day
                and (each.start_min or 0) <= minute
                and (each.end_min is None or minute < each.end_min)
                for each in windows
            )


def test_the_weeks_of_a_summer() -> None:
    assert [week.number for week in WEEKS] == list(range(1, 11))
    assert [(week.days[0], week.days[-1]) for week in (WEEKS[0], WEEKS[-1])] == [
        (date(2027, 7, 1), date(2027, 7, 4)),
        (date(2027, 8, 30), date(2027, 8, 31)),
    ]
    assert WEEKS[0].monday == date(2027, 6, 28)
    assert sum(len(week.days) for week in WEEKS) == len(DAYS)


@pytest.mark.parametrize(
    ("start", "end", "shown", "exact"),
    [
        (None, None, 2, True),
        (None, 780, 1, True),
        (720, None, 1, True),
        (540, 720, 1, False),
        (540, 960, 2, False),
        (600, 700, 0, False),
    ],
)
def test_hours_as_half_days(start: int | None, end: int | None, shown: int, exact: bool) -> None:
    window = WindowDraft(first_day=FIRST, last_day=FIRST, start_min=start, end_min=end)
    assert len(half_days_of([window], FIRST, LAST)) == shown
    assert only_half_days([window], FIRST, LAST) is exact


def test_two_windows_on_one_day_are_taken_together() -> None:
    windows = [
        WindowDraft(first_day=FIRST, last_day=FIRST, start_min=start, end_min=end)
        for start, end in ((480, 660), (660, 730))
    ]
    assert half_days_of(windows, FIRST, LAST) == {HalfDay(FIRST, Half.MORNING)}


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("51,05; 3,72", (51.05, 3.72)),
        ("51.05, 3.72", (51.05, 3.72)),
        ("51.05 3.72", (51.05, 3.72)),
        ("51.05,3.72", (51.05, 3.72)),
        ("-1,5;-2", (-1.5, -2.0)),
        ("99;3", None),
        ("51", None),
        ("", None),
        ("Gent", None),
        ("0000", None),
    ],
)
def test_points_as_people_type_them(typed: str, point: tuple[float, float] | None) -> None:
    assert point_of(typed) == point


def test_a_postal_code_is_the_middle_of_its_municipality() -> None:
    found = point_of("9000", nis="44021")
    assert found is not None
    assert 50.9 < found[0] < 51.2
    assert point_of(typed_point(*found)) == pytest.approx(found, abs=1e-5)
    assert (typed_point(None, 3.0), typed_point(51.0, None)) == ("", "")
