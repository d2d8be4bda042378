"""The columns of a board: the weeks of a season, or the days of one week."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from flask_babel import format_date, gettext

from models import Season


@dataclass(frozen=True, slots=True)
class Column:
    """`key` names it in the page; `name` and `dates` are for people; `days` are in it."""

    key: str
    name: str
    dates: str
    first: date
    last: date


class Meeting(NamedTuple):
    """One session of a block; minutes after midnight."""

    day: date
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BlockTimes:
    """A block: what it is called, and when it meets, in order."""

    label: str
    meetings: tuple[Meeting, ...]

    def columns(self, columns: Iterable[Column]) -> list[Column]:
        """Those in which it meets."""
        days = {meeting.day for meeting in self.meetings}
        return [each for each in columns if any(each.first <= day <= each.last for day in days)]

    def hours_in(self, column: Column) -> Meeting | None:
        """Its first session in a column; None: it does not meet then."""
        return next((m for m in self.meetings if column.first <= m.day <= column.last), None)


def weeks_of(season: Season) -> Sequence[Column]:
    """The weeks of a season, from Monday to Sunday."""
    found = []
    monday = season.first_day - timedelta(days=season.first_day.weekday())
    while monday <= season.last_day:
        sunday = monday + timedelta(days=6)
        number = monday.isocalendar().week
        found.append(
            Column(
                str(number),
                gettext("Week %(number)s", number=number),
                f"{_short(max(monday, season.first_day))} – {_short(min(sunday, season.last_day))}",
                monday,
                sunday,
            )
        )
        monday += timedelta(days=7)
    return found


def days_of(week: Column, meetings: Collection[date]) -> Sequence[Column]:
    """The days of a week: Monday to Friday, and the weekend where something happens then."""
    found = []
    for at in range(7):
        day = week.first + timedelta(days=at)
        if at < 5 or day in meetings:
            name = str(format_date(day, "EEEE"))
            found.append(Column(day.isoformat(), name, _short(day), day, day))
    return found


def column_of(times: BlockTimes | None, columns: Sequence[Column]) -> Column | None:
    """The first column in which a block meets; None: none of these."""
    return None if times is None else next(iter(times.columns(columns)), None)


def times_by_block(
    rows: Iterable[tuple[int, str, str, date, int, int]],
) -> Mapping[int, BlockTimes]:
    """Blocks by number from (number, code, label, day, start, end), in order of time."""
    labels: dict[int, str] = {}
    meetings: dict[int, list[Meeting]] = {}
    for number, code, label, day, start, end in rows:
        labels[number] = label or code
        meetings.setdefault(number, []).append(Meeting(day, start, end))
    return {n: BlockTimes(labels[n], tuple(sorted(own))) for n, own in meetings.items()}


def _short(day: date) -> str:
    return str(format_date(day, "d MMM"))
