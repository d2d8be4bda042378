"""Numbers, days and hours as people read them, in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from solver.problem import Block

LANGUAGES: Final = ("nl", "en")

MONTHS: Final[Mapping[str, Sequence[str]]] = {
    "nl": (
        "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
        "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip
WEEKDAYS: Final[Mapping[str, Sequence[str]]] = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_AND: Final = {"nl": "en", "en": "and"}
_TIMES: Final = {"nl": "keer", "en": "times"}
_MOST_HOURS: Final = 2


class Wording:
    """How one language writes things.

    Raises:
        ValueError: the language is not nl or en.
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"a page is in one of {', '.join(LANGUAGES)}, not {language!r}")
        self.language = language

    def number(self, value: float) -> str:
        """A number with groups of three; at most one decimal."""
        text = f"{value:,.1f}".removesuffix(".0")
        return text.translate(str.maketrans(",.", ".,")) if self.language == "nl" else text

    def percent(self, part: float) -> str:
        """A share from 0 to 1; what is above 0 never shows as 0, nor below 1 as 100."""
        sign = "\u00a0%" if self.language == "nl" else "%"
        value = min(max(100 * part, 0.1), 99.9) if 0 < part < 1 else 100 * part
        return self.number(value) + sign

    def day(self, day: date) -> str:
        """Such as 5 juli."""
        return f"{day.day} {MONTHS[self.language][day.month - 1]}"

    def days(self, first: date, last: date) -> str:
        """Such as 5–9 juli, or 26 juli – 6 augustus."""
        if first == last:
            return self.day(first)
        if first.month == last.month:
            return f"{first.day}–{self.day(last)}"
        return f"{self.day(first)} – {self.day(last)}"

    def clock(self, minutes: int) -> str:
        """Minutes after midnight as 9.30 (Dutch) or 9:30."""
        mark = "." if self.language == "nl" else ":"
        return f"{minutes // 60}{mark}{minutes % 60:02}"

    def hours(self, start: int, end: int) -> str:
        """Such as 9.00–12.00 u."""
        unit = "\u00a0u." if self.language == "nl" else ""
        return f"{self.clock(start)}–{self.clock(end)}{unit}"

    def weekdays(self, days: Iterable[date]) -> str:
        """The days of the week among these, three or more in a row as ma–vr."""
        names = WEEKDAYS[self.language]
        runs: list[list[int]] = []
        for weekday in sorted({day.weekday() for day in days}):
            if runs and runs[-1][-1] + 1 == weekday:
                runs[-1].append(weekday)
            else:
                runs.append([weekday])
        parts: list[str] = []
        for run in runs:
            long = len(run) > 2
            parts += [f"{names[run[0]]}–{names[run[-1]]}"] if long else [names[day] for day in run]
        return self.together(parts)

    def together(self, parts: Sequence[str]) -> str:
        """Such as a, b en c."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {_AND[self.language]} {parts[-1]}"

    def when(self, block: Block) -> list[str]:
        """Days and hours of a block: ma–vr, 9.00–12.00 u.; longer blocks name their dates.

        Blocks of three or more different hours a day name the earliest and the latest.
        """
        days = [session.day for session in block.sessions]
        if not days:
            return []
        times = sorted({(session.start, session.end) for session in block.sessions})
        if len(times) > _MOST_HOURS:
            times = [(times[0][0], max(end for _, end in times))]
        parts = [self.weekdays(days), self.together([self.hours(*hours) for hours in times])]
        if days[0].isocalendar()[:2] != days[-1].isocalendar()[:2]:
            parts.insert(0, self.days(min(days), max(days)))
            parts.append(f"{len(days)} {_TIMES[self.language]}")
        return parts
