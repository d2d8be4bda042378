"""When messages may go out: weekdays from 8 to 18, not on public holidays (R14)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

BRUSSELS: Final = ZoneInfo("Europe/Brussels")
OPENS: Final = time(8)
CLOSES: Final = time(18)

_SATURDAY: Final = 5
_FIXED: Final = ((1, 1), (5, 1), (7, 11), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER: Final = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday


def next_moment(now: datetime, *, urgent: bool = False, tz: ZoneInfo = BRUSSELS) -> datetime:
    """The first moment, from `now` on, at which a message may go out; in `now`'s zone.

    What is urgent may go at once. `now` must have a zone.
    """
    if urgent or within_hours(now, tz=tz):
        return now
    local = now.astimezone(tz)
    day = local.date()
    if local.time() >= OPENS:
        day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, tz).astimezone(now.tzinfo)


def within_hours(now: datetime, *, tz: ZoneInfo = BRUSSELS) -> bool:
    """Whether any message may go out at this moment.

    Raises:
        ValueError: `now` has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = now.astimezone(tz)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def start_of_day(now: datetime, *, tz: ZoneInfo = BRUSSELS) -> datetime:
    """Midnight of the day that `now` is in."""
    return datetime.combine(now.astimezone(tz).date(), time(), tz)


def next_day(now: datetime, *, tz: ZoneInfo = BRUSSELS) -> datetime:
    """The first moment of a later day at which a message may go out."""
    tomorrow = now.astimezone(tz).date() + timedelta(days=1)
    return next_moment(datetime.combine(tomorrow, time(), tz), tz=tz)


def is_working_day(day: date) -> bool:
    """Whether it is a weekday, and not a public holiday in Flanders (11 July is one here)."""
    return day.weekday() < _SATURDAY and day not in public_holidays(day.year)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The ten legal public holidays of Belgium, and 11 July of Flanders."""
    easter = _easter(year)
    moving = (easter + timedelta(days=days) for days in _AFTER_EASTER)
    return frozenset((*(date(year, month, day) for month, day in _FIXED), *moving))


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm of 1876)."""
    golden = year % 19
    century, in_century = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - correction + 15) % 30
    in_leaps, in_rest = divmod(in_century, 4)
    to_sunday = (32 + 2 * century_rest + 2 * in_leaps - epact - in_rest) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
