"""The summer as a calendar: weeks of days of two halves, with the days that are free."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from flask_babel import format_date
from flask_babel import lazy_gettext as _

from models import Season
from scheduler.season.blocks import is_free_day

NOON: Final = 12 * 60 + 30
"""Where a day is split in halves, in minutes after midnight."""

_LATE: Final = 13 * 60  # a morning that runs late is still a morning
_DAY: Final = timedelta(days=1)
_CLOCK: Final = re.compile(r"(\d{1,2})(?:\s*[:.uh]\s*(\d{2})?)?", re.IGNORECASE)


class Half(StrEnum):
    """A half of a day."""

    MORNING = "vm"
    AFTERNOON = "nm"


HALVES: Final = {Half.MORNING: _("Voormiddag"), Half.AFTERNOON: _("Namiddag")}
"""What each is called."""

HalfDay = tuple[date, Half]


class Day(NamedTuple):
    """A day of a week. `inside`: of the season; `free`: 21 July or 15 August."""

    day: date
    inside: bool
    free: bool

    @property
    def weekday(self) -> str:
        """Such as ma."""
        return str(format_date(self.day, "EEE"))

    def key(self, half: str) -> str:
        """How a form names a half of this day, such as 2027-07-05-vm."""
        return key_of((self.day, Half(half)))


class Week(NamedTuple):
    """A week, Monday first; `number` is that of ISO 8601."""

    number: int
    days: tuple[Day, ...]

    @property
    def dates(self) -> str:
        """Its days of the season, such as 5 jul – 11 jul."""
        inside = [each.day for each in self.days if each.inside]
        return f"{format_date(inside[0], 'd MMM')} – {format_date(inside[-1], 'd MMM')}"


def weeks(season: Season) -> tuple[Week, ...]:
    """All weeks that have a day of the season."""
    return tuple(_weeks(season))


def _weeks(season: Season) -> Iterator[Week]:
    monday = season.first_day - season.first_day.weekday() * _DAY
    while monday <= season.last_day:
        days = (monday + at * _DAY for at in range(7))
        yield Week(
            monday.isocalendar().week,
            tuple(
                Day(day, season.first_day <= day <= season.last_day, is_free_day(day))
                for day in days
            ),
        )
        monday += 7 * _DAY


def key_of(half_day: HalfDay) -> str:
    """How a form names a half day."""
    day, half = half_day
    return f"{day.isoformat()}-{half}"


def half_days(values: Iterable[str], season: Season) -> frozenset[HalfDay]:
    """The half days of the season that a form names; what is none is left out."""
    found = set()
    for value in values:
        day, half = day_of(value[:10]), value[11:]
        if day is not None and half in set(Half) and season.first_day <= day <= season.last_day:
            found.add((day, Half(half)))
    return frozenset(found)


def halves_of(start_min: int, end_min: int) -> tuple[Half, ...]:
    """The halves of a day in which a session is."""
    morning, afternoon = start_min < NOON, start_min >= NOON or end_min > _LATE
    return (Half.MORNING,) * morning + (Half.AFTERNOON,) * afternoon


def day_of(text: Any) -> date | None:
    """A day as a form sends it, 2027-07-05; None where it is none."""
    try:
        return date.fromisoformat(str(text or "").strip())
    except ValueError:
        return None


def minutes_of(text: Any) -> int | None:
    """A time as people write it (9:30, 9.30, 9u30, 9) in minutes after midnight; None: it is none.

    24:00 is the end of the day.
    """
    found = _CLOCK.fullmatch(str(text or "").strip())
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= 24 * 60 else None


def time_text(minutes: int | None) -> str:
    """A time as a field of a form holds it, 09:30; empty for None."""
    return "" if minutes is None else f"{minutes // 60:02}:{minutes % 60:02}"
