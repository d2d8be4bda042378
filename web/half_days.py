"""When somebody is free, by half days: what people tick, and the windows that it means.

A morning lasts until one and an afternoon begins at noon: who is free in the morning can stay
until a session at noon is over. Both: the whole day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from scheduler.season.availability import WindowDraft

MORNING_ENDS: Final = 13 * 60
AFTERNOON_STARTS: Final = 12 * 60
MIDNIGHT: Final = 24 * 60
_DAY: Final = timedelta(days=1)


class Half(StrEnum):
    """Half a day; the words stand in forms."""

    MORNING = "vm"
    AFTERNOON = "nm"


_CORE: Final = {Half.MORNING: (9 * 60, 12 * 60), Half.AFTERNOON: (13 * 60, 16 * 60)}
"""What a window has to hold of half a day for it to show as free."""


class Window(Protocol):
    """Days, both included, and minutes after midnight; None: from or until midnight."""

    @property
    def first_day(self) -> date:
        """The first day."""

    @property
    def last_day(self) -> date:
        """The last day."""

    @property
    def start_min(self) -> int | None:
        """When it begins on each day."""

    @property
    def end_min(self) -> int | None:
        """When it ends on each day."""


class HalfDay(NamedTuple):
    """Half of one day."""

    day: date
    half: Half

    @property
    def word(self) -> str:
        """How a form sends it, such as `2027-07-05-vm`."""
        return f"{self.day.isoformat()}-{self.half}"


class Week(NamedTuple):
    """A week of a season: its number in the summer, and those of its days that are in it."""

    number: int
    days: tuple[date, ...]

    @property
    def monday(self) -> date:
        """Its Monday, also where the season begins later in the week."""
        return self.days[0] - timedelta(days=self.days[0].weekday())

    def half_days(self, half: Half) -> tuple[HalfDay, ...]:
        """All its mornings, or all its afternoons."""
        return tuple(HalfDay(day, half) for day in self.days)

    def word(self, half: Half) -> str:
        """How a form sends all these at once."""
        return HalfDay(self.monday, half).word


def weeks_of(first: date, last: date) -> tuple[Week, ...]:
    """The weeks of a season, from Monday to Sunday, cut off where it begins and ends."""
    found: dict[date, list[date]] = {}
    for day in _days(first, last):
        found.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    return tuple(Week(number, tuple(days)) for number, days in enumerate(found.values(), start=1))


def windows_of(cells: Collection[HalfDay]) -> tuple[WindowDraft, ...]:
    """The fewest windows that are these half days; days that follow and are alike go together."""
    found: list[WindowDraft] = []
    for day in sorted({cell.day for cell in cells}):
        start = None if HalfDay(day, Half.MORNING) in cells else AFTERNOON_STARTS
        end = None if HalfDay(day, Half.AFTERNOON) in cells else MORNING_ENDS
        first = day
        if found:
            last = found[-1]
            if last.last_day == day - _DAY and (last.start_min, last.end_min) == (start, end):
                first = found.pop().first_day
        found.append(WindowDraft(first_day=first, last_day=day, start_min=start, end_min=end))
    return tuple(found)


def half_days_of(windows: Iterable[Window], first: date, last: date) -> frozenset[HalfDay]:
    """The half days from one day to another that windows hold."""
    return frozenset(
        HalfDay(day, half)
        for day, free in _free(windows, first, last).items()
        for half in Half
        if any(start <= _CORE[half][0] and _CORE[half][1] <= end for start, end in free)
    )


def only_half_days(windows: Sequence[Window], first: date, last: date) -> bool:
    """Whether half days say all that the windows say about these days."""
    shown = windows_of(half_days_of(windows, first, last))
    return _free(windows, first, last) == _free(shown, first, last)


def by_week(cells: Collection[HalfDay], weeks: Iterable[Week]) -> frozenset[str]:
    """The words of the weeks of which these half days hold all mornings, or all afternoons."""
    return frozenset(
        week.word(half)
        for week in weeks
        for half in Half
        if all(cell in cells for cell in week.half_days(half))
    )


def only_weeks(windows: Sequence[Window], weeks: Sequence[Week]) -> bool:
    """Whether mornings and afternoons of whole weeks say all that the windows say."""
    first, last = weeks[0].days[0], weeks[-1].days[-1]
    words = by_week(half_days_of(windows, first, last), weeks)
    shown = windows_of(of_weeks(words, weeks))
    return _free(windows, first, last) == _free(shown, first, last)


def of_weeks(words: Collection[str], weeks: Iterable[Week]) -> frozenset[HalfDay]:
    """The half days of the weeks with these words."""
    return frozenset(
        cell
        for week in weeks
        for half in Half
        if week.word(half) in words
        for cell in week.half_days(half)
    )


def of_days(words: Collection[str], weeks: Iterable[Week]) -> frozenset[HalfDay]:
    """The half days with these words; what is none of these weeks is left out."""
    return frozenset(
        cell
        for week in weeks
        for half in Half
        for cell in week.half_days(half)
        if cell.word in words
    )


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _DAY


def _free(windows: Iterable[Window], first: date, last: date) -> dict[date, list[tuple[int, int]]]:
    """Day → when it is free, from and to in minutes, with what touches made one."""
    raw: dict[date, list[tuple[int, int]]] = {}
    for window in windows:
        hours = window.start_min or 0, MIDNIGHT if window.end_min is None else window.end_min
        for day in _days(max(window.first_day, first), min(window.last_day, last)):
            raw.setdefault(day, []).append(hours)
    return {day: _joined(hours) for day, hours in raw.items()}


def _joined(hours: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(hours):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
