"""What stands on a sheet and on a poster: words only, in the language of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Paper(StrEnum):
    """The size of a poster; the words stand in addresses."""

    A4 = "a4"
    A3 = "a3"


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to ask: one sentence, and lines such as a name, a phone number, hours."""

    lead: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of `width` by `height` pixels, and what it says to who cannot see it."""

    content: bytes
    width: int
    height: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One activity, a cell for each head of the sheet; a cell is lines."""

    cells: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """Words that call nobody: where to look, and whom to ask.

    `address` is what the code holds; `scan` says what to do with it. `colour` is `#rrggbb`,
    deep enough to be read on white. `on` is the day of printing, for the PDF's own date. `logo`
    is the municipality's, where it has one.
    """

    language: str
    right_to_left: bool
    title: str
    lead: str
    scan: str
    address: str
    help: Help
    footer: Sequence[str]
    colour: str
    on: date
    logo: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Poster):
    """The same with every activity. `head` has as many texts as each row has cells."""

    head: Sequence[str]
    rows: Sequence[Row]
