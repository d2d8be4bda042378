"""What a form says of when a room is closed: painted half days, and days with hours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from flask_babel import lazy_gettext as _

from models import Season
from scheduler.season.availability import WindowDraft
from scheduler.season.closures import Hours, closed_hours, hours_by_day, stretches
from web.staff.blocks.summer import NOON, Half, HalfDay, day_of

_MIDNIGHT: Final = 24 * 60
_SPAN: Final = {Half.MORNING: (0, NOON), Half.AFTERNOON: (NOON, _MIDNIGHT)}

PARTS: Final = (("dag", _("De hele dag")), ("vm", _("Voormiddag")), ("nm", _("Namiddag")))
"""What of a day can be closed."""


class Painted(NamedTuple):
    """When a room is closed: whole half days, and what does not fit in half days."""

    halves: frozenset[HalfDay]
    hours: tuple[WindowDraft, ...]


def painted(windows: Iterable[WindowDraft], season: Season) -> Painted:
    """How the windows of a room look on the calendar."""
    halves: set[HalfDay] = set()
    rest: list[Hours] = []
    for at, hours in enumerate(closed_hours(windows, season)):
        day = date.fromordinal(season.first_day.toordinal() + at)
        whole = [half for half, span in _SPAN.items() if _holds(hours, span)]
        halves.update((day, half) for half in whole)
        rest.append(_without(hours, whole))
    return Painted(frozenset(halves), stretches(rest, season))


def closures(shown: Painted, season: Season) -> tuple[WindowDraft, ...]:
    """The same as closed stretches, in order."""
    each_half = tuple(closed_from_to(day, day, half) for day, half in sorted(shown.halves))
    return stretches(hours_by_day((*each_half, *shown.hours), season), season)


def closed_from_to(first: date, last: date, part: str) -> WindowDraft:
    """Days that are closed, `dag`, `vm` or `nm`."""
    start, end = _SPAN[Half(part)] if part in set(Half) else (0, _MIDNIGHT)
    return WindowDraft(
        first_day=first,
        last_day=last,
        start_min=start or None,
        end_min=None if end == _MIDNIGHT else end,
    )


def key_of_hours(one: WindowDraft) -> str:
    """How a form names a stretch with hours: 2027-07-05_2027-07-09_0_540."""
    end = _MIDNIGHT if one.end_min is None else one.end_min
    return f"{one.first_day}_{one.last_day}_{one.start_min or 0}_{end}"


def hours_of(keys: Iterable[str]) -> tuple[WindowDraft, ...]:
    """The stretches that a form names; what is none is left out."""
    found = (_hours_of(key.split("_")) for key in keys)
    return tuple(each for each in found if each is not None)


def _hours_of(parts: Sequence[str]) -> WindowDraft | None:
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts[2:]):
        return None
    first, last = day_of(parts[0]), day_of(parts[1])
    start, end = int(parts[2]), int(parts[3])
    if first is None or last is None or first > last or not start < end <= _MIDNIGHT:
        return None
    return WindowDraft(
        first_day=first,
        last_day=last,
        start_min=start or None,
        end_min=None if end == _MIDNIGHT else end,
    )


def _holds(hours: Hours, span: tuple[int, int]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in hours)


def _without(hours: Hours, whole: Sequence[Half]) -> Hours:
    """What is closed of a day besides these halves."""
    low = NOON if Half.MORNING in whole else 0
    high = NOON if Half.AFTERNOON in whole else _MIDNIGHT
    cut = ((max(start, low), min(end, high)) for start, end in hours)
    return tuple((start, end) for start, end in cut if start < end)
