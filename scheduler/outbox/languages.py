"""The languages of messages: catalogues in memory, dates and lines as each language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.pofile import read_po

from scheduler.outbox.occasions import Slot

SOURCE: Final = "nl"
TRANSLATED_TO: Final = ("fr", "en", "ar", "tr", "uk", "ps", "fa")
LANGUAGES: Final = (SOURCE, *TRANSLATED_TO)

_NEAREST: Final = {"prs": "fa"}
"""Languages that are written nearly alike: Dari is Persian as written in Afghanistan."""

_FOLDER: Final = Path(__file__).with_name("translations")
_ISOLATE: Final = ("\u2068", "\u2069")
_LEFT_TO_RIGHT: Final = ("\u2066", "\u2069")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """From each Dutch sentence to its translation; empty for Dutch itself.

    Raises:
        ValueError: messages are not written in that language.
    """
    if language == SOURCE:
        return {}
    if language not in TRANSLATED_TO:
        raise ValueError(f"messages are in one of {', '.join(LANGUAGES)}, not {language!r}")
    path = _FOLDER / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        read = read_po(file, locale=language, abort_invalid=True)
    return {
        message.id: message.string
        for message in read
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    }


class Speech:
    """How messages speak one language."""

    def __init__(self, language: str) -> None:
        self._catalogue = catalogue(language)
        self._locale = Locale.parse(language)
        self.language = language
        self.right_to_left = self._locale.text_direction == "rtl"

    @classmethod
    def nearest_to(cls, language: str) -> Speech:
        """The family's language where messages are written in it, else the nearest one.

        Dutch, the language of administration, for whoever speaks none of them.
        """
        wanted = _NEAREST.get(language, language)
        return cls(wanted if wanted in LANGUAGES else SOURCE)

    def say(self, sentence: str, **values: str) -> str:
        """A Dutch sentence in this language, with its values filled in."""
        return self.translated(sentence) % values

    def translated(self, sentence: str) -> str:
        """A Dutch sentence in this language, its values still open."""
        return self._catalogue.get(sentence, sentence)

    def own(self, text: str) -> str:
        """A name or other text as somebody wrote it, on one line, set apart where needed.

        Between words from right to left, its order would otherwise spill over to them.
        """
        return self._apart(" ".join(text.split()), _ISOLATE)

    def number(self, text: str) -> str:
        """A phone number or a code, which reads from left to right everywhere."""
        return self._apart(" ".join(text.split()), _LEFT_TO_RIGHT)

    def _apart(self, text: str, marks: tuple[str, str]) -> str:
        return f"{marks[0]}{text}{marks[1]}" if self.right_to_left and text else text

    def day(self, day: date) -> str:
        """Such as 5 juli."""
        return format_date(day, "d MMMM", locale=self._locale)

    def full_day(self, day: date) -> str:
        """Such as 5 juli 2027."""
        return format_date(day, "d MMMM y", locale=self._locale)

    def line(self, slot: Slot) -> str:
        """An offer, where, which days and which hours, on one line."""
        parts = [self.own(slot.offer), self.own(slot.where)]
        if slot.first_day is not None:
            parts.append(self._days(slot.first_day, slot.last_day or slot.first_day))
        if slot.hours is not None:
            parts.append(self._hours(*slot.hours))
        return self.comma.join(part for part in parts if part)

    @property
    def comma(self) -> str:
        """A comma and a space, as this script has it."""
        return "، " if self.right_to_left else ", "

    def _days(self, first: date, last: date) -> str:
        """All of these write the day before the month, in the form that goes with a day."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            days = self._apart(f"{first.day}–{last.day}", _LEFT_TO_RIGHT)
            return self.day(last).replace(str(last.day), days, 1)
        return f"{self.day(first)} – {self.day(last)}"

    def _hours(self, start: int, end: int) -> str:
        mark = "H.mm" if self.language == SOURCE else "H:mm"
        times = (
            format_time(time(minutes // 60 % 24, minutes % 60), mark, locale=self._locale)
            for minutes in (start, end)
        )
        return self._apart("–".join(times), _LEFT_TO_RIGHT)


@cache
def speech(language: str) -> Speech:
    """How messages speak the language nearest to this one; kept."""
    return Speech.nearest_to(language)
