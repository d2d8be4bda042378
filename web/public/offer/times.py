"""When an activity is: its blocks, by week and by part of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from web.half_days import AFTERNOON_STARTS, MORNING_ENDS
from web.words import day


class Part(StrEnum):
    """A part of the day; the words stand in addresses."""

    MORNING = "voormiddag"
    AFTERNOON = "namiddag"
    WHOLE = "hele-dag"


PARTS: Final[Mapping[Part, Any]] = {
    Part.MORNING: _("Voormiddag"),
    Part.AFTERNOON: _("Namiddag"),
    Part.WHOLE: _("Hele dag"),
}


class Moment(NamedTuple):
    """One session: its day, and minutes after midnight."""

    day: date
    start: int
    end: int


@dataclass(frozen=True)
class Block:
    """Sessions that one attends as a whole, in order; there is at least one."""

    id: int
    label: str
    moments: Sequence[Moment]

    @property
    def first(self) -> date:
        """The first day."""
        return self.moments[0].day

    @property
    def last(self) -> date:
        """The last day."""
        return self.moments[-1].day

    @cached_property
    def part(self) -> Part:
        """In which part of the day it is; over noon or in both: the whole day."""
        if all(each.end <= MORNING_ENDS for each in self.moments):
            return Part.MORNING
        if all(each.start >= AFTERNOON_STARTS for each in self.moments):
            return Part.AFTERNOON
        return Part.WHOLE

    @property
    def part_name(self) -> Any:
        """What that part is called."""
        return PARTS[self.part]

    @cached_property
    def weeks(self) -> frozenset[date]:
        """The Mondays of its weeks."""
        return frozenset(monday(each.day) for each in self.moments)

    @property
    def hours(self) -> tuple[int, int] | None:
        """When it begins and ends, where every day has the same hours."""
        found = {(each.start, each.end) for each in self.moments}
        return found.pop() if len(found) == 1 else None

    @property
    def weekdays(self) -> tuple[date, ...]:
        """One day for each day of the week on which it is, from Monday on."""
        by_weekday = {each.day.weekday(): each.day for each in self.moments}
        return tuple(by_weekday[number] for number in sorted(by_weekday))


def monday(given: date) -> date:
    """The Monday of the week of a day."""
    return given - timedelta(days=given.weekday())


def week_name(start: date) -> str:
    """A week by its Monday, such as Week van 3 juli."""
    return str(gettext("Week van %(day)s", day=day(start)))
