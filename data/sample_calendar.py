"""The calendar of a sample season: whole weeks of July and August, and the blocks in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from data.sample_draws import Draws


class Part(StrEnum):
    """A part of the day. The codes stand in block ids."""

    MORNING = "vm"
    AFTERNOON = "nm"
    DAY = "dag"
    HOUR = "uur"


HOURS = {
    Part.MORNING: (time(9), time(12)),
    Part.AFTERNOON: (time(13), time(16)),
    Part.DAY: (time(9), time(16)),
}
LABELS = {Part.MORNING: "voormiddag", Part.AFTERNOON: "namiddag", Part.DAY: "hele dag"}
TUTORING_DAYS = (("ma-do", (0, 3)), ("di-vr", (1, 4)))
TUTORING_HOURS = (9, 10, 11, 13, 14, 15, 16, 17)


@dataclass(frozen=True, slots=True)
class SampleBlock:
    """A block with its sessions as (day, start, end); `weeks` is a bit set of week numbers."""

    id: str
    label: str
    part: Part
    sessions: tuple[tuple[date, time, time], ...]
    weeks: int

    @property
    def minutes(self) -> int:
        """Session minutes of the whole block."""
        return sum(
            (end.hour - start.hour) * 60 + end.minute - start.minute
            for _, start, end in self.sessions
        )


def mondays(year: int) -> list[date]:
    """The Mondays of the weeks whose Monday to Friday lie wholly in July and August."""
    first = date(year, 7, 1)
    monday = first + timedelta(days=-first.weekday() % 7)
    found = []
    while monday + timedelta(days=4) <= date(year, 8, 31):
        found.append(monday)
        monday += timedelta(days=7)
    return found


def free_days(year: int) -> frozenset[date]:
    """Days without sessions: 21 July and 15 August."""
    return frozenset({date(year, 7, 21), date(year, 8, 15)})


def blocks(weeks: Sequence[date]) -> list[SampleBlock]:
    """Weeks and pairs of weeks by part of the day, and tutoring by the hour in each month."""
    single = [
        _block(f"w{number}-{part}", f"Week {number}", part, weeks, (number,))
        for number in range(1, len(weeks) + 1)
        for part in HOURS
    ]
    double = [
        _block(f"w{n}-{n + 1}-{part}", f"Week {n} en {n + 1}", part, weeks, (n, n + 1))
        for n in range(1, len(weeks))
        for part in (Part.MORNING, Part.DAY)
    ]
    half = (len(weeks) + 1) // 2
    months = (("jul", range(1, half + 1)), ("aug", range(half + 1, len(weeks) + 1)))
    tutoring = [
        SampleBlock(
            f"bijles-{month}-{days}-{hour:02}",
            f"Bijles {month} {days} {hour} u.",
            Part.HOUR,
            _sessions(weeks, numbers, offsets, (time(hour), time(hour + 1))),
            _bits(numbers),
        )
        for month, numbers in months
        for days, offsets in TUTORING_DAYS
        for hour in TUTORING_HOURS
    ]
    return single + double + tutoring


def _block(
    name: str, weeks_label: str, part: Part, weeks: Sequence[date], numbers: Sequence[int]
) -> SampleBlock:
    return SampleBlock(
        name,
        f"{weeks_label}, {LABELS[part]}",
        part,
        _sessions(weeks, numbers, range(5), HOURS[part]),
        _bits(numbers),
    )


def _sessions(
    weeks: Sequence[date], numbers: Sequence[int], offsets: Sequence[int], hours: tuple[time, time]
) -> tuple[tuple[date, time, time], ...]:
    days = [weeks[number - 1] + timedelta(days=offset) for number in numbers for offset in offsets]
    free = free_days(weeks[0].year)
    return tuple((day, *hours) for day in days if day not in free)


def _bits(numbers: Sequence[int]) -> int:
    return sum(1 << number - 1 for number in numbers)


def drawn_weeks(draws: Draws, count: int, part: float) -> int:
    """A bit set of weeks, each in it with chance `part`, and never empty."""
    bits = sum(1 << week for week in range(count) if draws.chance(part))
    return bits or 1 << draws.whole(0, count - 1)


def spans(bits: int, weeks: Sequence[date], days: int) -> list[tuple[date, date]]:
    """The stretches of neighbouring weeks in a bit set, each week `days` days long.

    Weeks of 7 days join into one stretch; shorter ones stay apart.
    """
    found: list[tuple[date, date]] = []
    for number, monday in enumerate(weeks):
        if not bits >> number & 1:
            continue
        last = monday + timedelta(days=days - 1)
        if found and found[-1][1] + timedelta(days=1) == monday:
            found[-1] = (found[-1][0], last)
        else:
            found.append((monday, last))
    return found
