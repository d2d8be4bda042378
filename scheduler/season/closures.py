"""When a room is closed: what people fill in, and the windows in which it is then free.

A room keeps windows in which it may be used; none at all means always. People know when it may
*not* be used. Both are days with hours, and one is what the other leaves of the season.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Final, Protocol

from scheduler.season.availability import WindowDraft

_MIDNIGHT: Final = 24 * 60
_WHOLE: Final = ((0, _MIDNIGHT),)

Hours = tuple[tuple[int, int], ...]
"""Stretches of one day in minutes after midnight, in order, none touching another."""


class _Window(Protocol):
    """A window as it is kept or as it is filled in."""

    @property
    def first_day(self) -> date: ...

    @property
    def last_day(self) -> date: ...

    @property
    def start_min(self) -> int | None: ...

    @property
    def end_min(self) -> int | None: ...


class _Season(Protocol):
    """The days that count."""

    @property
    def first_day(self) -> date: ...

    @property
    def last_day(self) -> date: ...


def closures_of(windows: Iterable[_Window], season: _Season) -> tuple[WindowDraft, ...]:
    """When a room with these windows is closed within the season, in order; no windows: never."""
    kept = tuple(windows)
    return stretches(closed_hours(kept, season), season) if kept else ()


def closed_hours(windows: Iterable[_Window], season: _Season) -> tuple[Hours, ...]:
    """The closed hours of each day of the season, for a room with these windows."""
    kept = tuple(windows)
    if not kept:
        return ((),) * _count(season)
    return tuple(_rest(hours) for hours in hours_by_day(kept, season))


def windows_of(closures: Iterable[_Window], season: _Season) -> tuple[WindowDraft, ...]:
    """The windows of a room that is closed then and free the rest of the season.

    What is free at an edge of the season stays free when the season becomes longer. A room that
    is closed all the time gets one window, on the day before any summer: no window at all would
    mean always.
    """
    open_hours = tuple(_rest(hours) for hours in hours_by_day(tuple(closures), season))
    if all(hours == _WHOLE for hours in open_hours):
        return ()
    july, august = date(season.first_day.year, 7, 1), date(season.first_day.year, 8, 31)
    if not any(open_hours):
        never = july - timedelta(days=1)
        return (WindowDraft(first_day=never, last_day=never),)
    return tuple(
        WindowDraft(
            first_day=july if each.first_day == season.first_day else each.first_day,
            last_day=august if each.last_day == season.last_day else each.last_day,
            start_min=each.start_min,
            end_min=each.end_min,
        )
        for each in stretches(open_hours, season)
    )


def hours_by_day(windows: Sequence[_Window], season: _Season) -> tuple[Hours, ...]:
    """The hours that windows cover on each day of the season, joined where they touch."""
    days = (season.first_day + timedelta(days=at) for at in range(_count(season)))
    return tuple(
        joined(
            (each.start_min or 0, _MIDNIGHT if each.end_min is None else each.end_min)
            for each in windows
            if each.first_day <= day <= each.last_day
        )
        for day in days
    )


def stretches(by_day: Sequence[Hours], season: _Season) -> tuple[WindowDraft, ...]:
    """The same as windows: neighbouring days with the same hours together."""
    made: list[WindowDraft] = []
    day = season.first_day
    for hours, days in groupby(by_day):
        count = len(list(days))
        made += (
            WindowDraft(
                first_day=day,
                last_day=day + timedelta(days=count - 1),
                start_min=start or None,
                end_min=None if end == _MIDNIGHT else end,
            )
            for start, end in hours
        )
        day += timedelta(days=count)
    return tuple(made)


def joined(hours: Iterable[tuple[int, int]]) -> Hours:
    """Stretches of a day in order, joined where they touch or overlap; empty ones go."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(hours):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _rest(hours: Hours) -> Hours:
    """What these hours leave of the day."""
    starts = (0, *(end for _start, end in hours))
    ends = (*(start for start, _end in hours), _MIDNIGHT)
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)


def _count(season: _Season) -> int:
    return (season.last_day - season.first_day).days + 1
