"""When a room is closed, and the windows that say so: one is what the other leaves."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from models import Season
from scheduler.season.availability import WindowDraft
from scheduler.season.closures import closures_of, joined, windows_of

FIRST, LAST = date(2027, 7, 3), date(2027, 8, 27)
JULY, AUGUST = date(2027, 7, 1), date(2027, 8, 31)
DAY = timedelta(days=1)
NOON = 750


def season(first: date = FIRST, last: date = LAST) -> Season:
    return Season(
        municipality_id=1,
        slug="zomer",
        name="Zomer",
        year=2027,
        first_day=first,
        last_day=last,
        draw_seed="zon",
    )


def draft(
    first: date, last: date | None = None, start: int | None = None, end: int | None = None
) -> WindowDraft:
    return WindowDraft(first_day=first, last_day=last or first, start_min=start, end_min=end)


days = some.integers(-3, 60).map(lambda at: FIRST + at * DAY)


@some.composite
def drafts(draw: some.DrawFn) -> WindowDraft:
    first, last = sorted((draw(days), draw(days)))
    start = draw(some.none() | some.integers(0, 1439))
    end = draw(some.none() | some.integers((start or 0) + 1, 1440))
    return draft(first, last, start, end)


def minutes(windows: tuple[WindowDraft, ...], first: date = FIRST, last: date = LAST) -> set[int]:
    """Minutes of the season, counted by hand, that windows cover."""
    return {
        at * 1440 + minute
        for each in windows
        for at in range((last - first).days + 1)
        if each.first_day <= first + at * DAY <= each.last_day
        for minute in range(each.start_min or 0, 1440 if each.end_min is None else each.end_min)
    }


EVERY = set(range(((LAST - FIRST).days + 1) * 1440))


@settings(deadline=None)
@given(some.lists(drafts(), max_size=4).map(tuple))
def test_closures_are_exactly_what_windows_leave(windows: tuple[WindowDraft, ...]) -> None:
    closed = minutes(closures_of(windows, season()))
    assert closed == (EVERY - minutes(windows) if windows else set())


@settings(deadline=None)
@given(some.lists(drafts(), max_size=4).map(tuple))
def test_windows_say_again_what_closures_said(windows: tuple[WindowDraft, ...]) -> None:
    closures = closures_of(windows, season())
    again = windows_of(closures, season())
    assert closures_of(again, season()) == closures
    assert (minutes(again) if again else EVERY) == (minutes(windows) if windows else EVERY)


@settings(deadline=None)
@given(some.lists(drafts(), max_size=4).map(tuple))
def test_windows_are_never_reversed_and_within_any_summer(
    closures: tuple[WindowDraft, ...],
) -> None:
    for each in windows_of(closures, season()):
        assert date(2027, 6, 30) <= each.first_day <= each.last_day <= AUGUST
        assert (each.start_min or 0) < (1440 if each.end_min is None else each.end_min)


def test_a_room_without_windows_is_never_closed_and_the_other_way_round() -> None:
    assert closures_of((), season()) == ()
    assert windows_of((), season()) == ()


def test_a_closure_outside_the_season_closes_nothing() -> None:
    assert windows_of((draft(JULY),), season()) == ()


def test_a_room_that_is_closed_all_summer_is_not_always_free() -> None:
    windows = windows_of((draft(FIRST, LAST),), season())
    assert windows == (draft(date(2027, 6, 30)),)
    assert closures_of(windows, season()) == (draft(FIRST, LAST),)


def test_what_is_free_at_an_edge_stays_free_in_a_longer_season() -> None:
    windows = windows_of((draft(date(2027, 7, 10)),), season())
    assert windows == (
        draft(JULY, date(2027, 7, 9)),
        draft(date(2027, 7, 11), AUGUST),
    )
    assert closures_of(windows, season(JULY, AUGUST)) == (draft(date(2027, 7, 10)),)


def test_half_days_become_hours() -> None:
    windows = windows_of((draft(FIRST, LAST, NOON),), season())
    assert windows == (draft(JULY, AUGUST, None, NOON),)
    assert closures_of(windows, season()) == (draft(FIRST, LAST, NOON),)


def test_stretches_join_where_they_touch() -> None:
    assert joined([(60, 90), (0, 60), (80, 100), (5, 5), (200, 201)]) == ((0, 100), (200, 201))
