"""What a letter says, before it is a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PartKind = Literal["text", "items", "address"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A paragraph (`text`), a list (`items`, one line each) or a web address on its own line."""

    kind: PartKind
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a letter about one thing; without a heading when the letter is about it alone."""

    parts: tuple[Part, ...]
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to one household, in one language; every text may hold any character.

    `recipient` is what shows through the window of the envelope, a line each: the name of who
    brings the child up and the address, never a child's name. `help` names the person to call
    and the phone number; its first line stands out. `written_on` is its date, also of the PDF,
    so that equal letters give equal bytes; `date_line` is that date in words, with the place.
    """

    language: str
    right_to_left: bool
    sender: str
    sender_line: str
    recipient: tuple[str, ...]
    written_on: date
    date_line: str
    title: str
    greeting: str
    sections: tuple[Section, ...]
    help: tuple[str, ...]
    closing: tuple[str, ...] = ()
    footer: str = ""

    def __post_init__(self) -> None:
        if not self.title.strip() or not any(line.strip() for line in self.recipient):
            raise ValueError("a letter needs a title and somebody to go to")
        if not any(line.strip() for line in self.help):
            raise ValueError("a letter names whom to call (R13)")


def part_lines(text: str, bullet: str) -> tuple[Part, ...]:
    """A plain text as parts: an empty line ends a part, lines with a `bullet` make a list.

    A line that is a web address, alone in its part, is one.
    """
    parts: list[Part] = []
    for paragraph in text.split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if not lines:
            continue
        if all(line.startswith(bullet) for line in lines):
            items = tuple(line.removeprefix(bullet).strip() for line in lines)
            parts.append(Part(kind="items", lines=items))
        elif len(lines) == 1 and lines[0].startswith(("https://", "http://")):
            parts.append(Part(kind="address", lines=(lines[0],)))
        else:
            parts.append(Part(kind="text", lines=tuple(lines)))
    return tuple(parts)
