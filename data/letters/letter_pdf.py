"""Letters as PDF: tagged, accessible (PDF/UA), to print and to fold into a window envelope."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from data.letters.fonts import drawable, font_folders
from data.letters.letter import Letter, Section

_TEMPLATE: Final = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter) -> bytes:
    """One letter as PDF/UA-1, on A4; equal letters give equal bytes."""
    return letters_pdf((letter,))


def letters_pdf(letters: Sequence[Letter]) -> bytes:
    """All letters in one PDF/UA-1, to print at once; each begins on a new sheet.

    On paper printed on both sides, a letter of an odd number of pages is followed by an empty
    one. Names and texts are handed over as values, never as typst source, so no character in
    them has a meaning; one that the fonts cannot draw is printed as `fonts.MISSING`.

    Raises:
        ValueError: there are no letters.
    """
    if not letters:
        raise ValueError("there is no letter to print")
    newest = max(letter.written_on for letter in letters)
    return bytes(
        typst.compile(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=[Path(folder) for folder in font_folders()],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"letters": json.dumps([_as_value(letter) for letter in letters])},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(newest, time(), UTC),
        )
    )


def _as_value(letter: Letter) -> dict[str, Any]:
    return {
        "language": letter.language,
        "rtl": letter.right_to_left,
        "sender": {"name": drawable(letter.sender), "line": drawable(letter.sender_line)},
        "recipient": _lines(letter.recipient),
        "date": drawable(letter.date_line),
        "title": drawable(letter.title),
        "greeting": drawable(letter.greeting),
        "sections": [_section(section) for section in letter.sections],
        "help": _lines(letter.help),
        "closing": _lines(letter.closing),
        "footer": drawable(letter.footer),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": drawable(section.heading),
        "parts": [{"kind": part.kind, "lines": _lines(part.lines)} for part in section.parts],
    }


def _lines(lines: Iterable[str]) -> list[str]:
    return [drawn for line in lines if (drawn := drawable(line).strip())]
