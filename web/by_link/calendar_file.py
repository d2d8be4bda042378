"""Happenings as an iCalendar file (RFC 5545), in UTC, so that every calendar reads the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from scheduler.outbox.hours import BRUSSELS

_LONGEST: Final = 73  # bytes of a line, with the space of a line that goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something on a day, from and until minutes after midnight where we live."""

    uid: str
    title: str
    where: str
    day: date
    start_min: int
    end_min: int


def calendar_file(name: str, happenings: Iterable[Happening], made_at: datetime) -> bytes:
    """The whole file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zomerwijzer//NL",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for each in happenings:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.uid}",
            f"DTSTAMP:{_moment(made_at)}",
            f"DTSTART:{_moment(_at(each.day, each.start_min))}",
            f"DTEND:{_moment(_at(each.day, each.end_min))}",
            f"SUMMARY:{_text(each.title)}",
            f"LOCATION:{_text(each.where)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(folded + b"\r\n" for line in lines for folded in _folded(line))


def _at(day: date, minutes: int) -> datetime:
    # Whole days first: a day on which the clock changes has no fixed number of minutes.
    days, rest = divmod(minutes, 24 * 60)
    return datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), BRUSSELS)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(given: str) -> str:
    plain = given.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> Iterator[bytes]:
    """A line in pieces that are short enough, never within a letter."""
    piece = b""
    for letter in line:
        encoded = letter.encode()
        if len(piece) + len(encoded) > _LONGEST:
            yield piece
            piece = b" "
        piece += encoded
    yield piece
