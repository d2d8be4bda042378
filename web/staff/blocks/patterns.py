"""Sessions by a pattern: the same hours on certain weekdays, without free days."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from flask_babel import gettext

from models import Season
from scheduler.season.blocks import BlockDraft, SessionDraft, is_free_day
from web.staff.blocks.summer import HALVES, Half, HalfDay, Week, halves_of
from web.words import day as said_day

WHOLE_DAY: Final = "dag"
_DAY: Final = timedelta(days=1)


class Hours(NamedTuple):
    """From and to, in minutes after midnight."""

    start: int
    end: int


class HoursOfDay(NamedTuple):
    """The hours of each half; `joined`: both halves of a day are one long session."""

    morning: Hours
    afternoon: Hours
    joined: bool = False


def series(
    season: Season, first: date, last: date, weekdays: Collection[int], hours: Hours
) -> tuple[SessionDraft, ...]:
    """One session on each of these weekdays (0: Monday) from the first day to the last."""
    start, end = max(first, season.first_day), min(last, season.last_day)
    days = (start + at * _DAY for at in range((end - start).days + 1))
    return tuple(
        SessionDraft(day=day, start_min=hours.start, end_min=hours.end)
        for day in days
        if day.weekday() in weekdays and not is_free_day(day)
    )


def week_blocks(
    season: Season,
    chosen: Iterable[Week],
    weekdays: Collection[int],
    parts: Sequence[tuple[str, Hours]],
    taken: Collection[str],
) -> tuple[BlockDraft, ...]:
    """A block for each week and part of the day that has a session in it, with codes that are free.

    Args:
        season: sessions stay within it.
        chosen: the weeks.
        weekdays: 0 is Monday.
        parts: `vm`, `nm` or `dag`, with its hours.
        taken: codes that are there already.
    """
    made: list[BlockDraft] = []
    used = set(taken)
    for week in chosen:
        first, last = week.days[0].day, week.days[-1].day
        for part, hours in parts:
            sessions = series(season, first, last, weekdays, hours)
            if sessions:
                code = free_code(f"w{week.number}-{part}", used)
                used.add(code)
                made.append(BlockDraft(code=code, label=_label(first, part), sessions=sessions))
    return tuple(made)


def _label(monday: date, part: str) -> str:
    name = gettext("hele dag") if part == WHOLE_DAY else str(HALVES[Half(part)]).lower()
    return str(gettext("Week van %(day)s, %(part)s", day=said_day(monday), part=name))


def free_code(wanted: str, taken: Collection[str]) -> str:
    """This code, or with the first number behind it that makes it free."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


def fingerprint(drafts: Sequence[BlockDraft]) -> str:
    """Tells whether what would be made is what somebody saw."""
    return hashlib.sha256(repr(drafts).encode()).hexdigest()[:24]


def repainted(
    sessions: Iterable[SessionDraft],
    added: Collection[HalfDay],
    removed: Collection[HalfDay],
    hours: HoursOfDay,
) -> tuple[SessionDraft, ...]:
    """The sessions after somebody painted half days and wiped others, in order.

    A session over both halves of which one is wiped goes; the other half gets its usual hours.
    """
    kept: list[SessionDraft] = []
    wanted = set(added)
    for each in sessions:
        halves = {(each.day, half) for half in halves_of(each.start_min, each.end_min)}
        if halves & set(removed):
            wanted |= halves - set(removed)
        else:
            kept.append(each)
    there = {(each.day, half) for each in kept for half in halves_of(each.start_min, each.end_min)}
    return tuple(sorted((*kept, *_painted(wanted - there, hours))))


def _painted(wanted: Collection[HalfDay], hours: HoursOfDay) -> Iterable[SessionDraft]:
    for day in {day for day, _half in wanted}:
        both = {(day, Half.MORNING), (day, Half.AFTERNOON)} <= set(wanted)
        if both and hours.joined:
            spans = [Hours(hours.morning.start, hours.afternoon.end)]
        else:
            spans = [
                span
                for half, span in zip(Half, (hours.morning, hours.afternoon), strict=True)
                if (day, half) in wanted
            ]
        for start, end in spans:
            yield SessionDraft(day=day, start_min=start, end_min=end)
