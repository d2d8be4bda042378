"""What is particular about one form on paper: of which season, in which language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coded:
    """A week or a place: the code that a family writes, and what it is called."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A line of the list. `ages` "": all; `price` "": free.

    `weeks` and `places` are codes; no `places`: all of the form's.
    """

    code: str
    title: str
    ages: str = ""
    price: str = ""
    weeks: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """The form of one season in one language; every text may hold any character.

    `code` says of which season a form is that somebody brings back. `opens` and `closes` are
    days in words, "" where they are not known yet. `desk` says where to hand it in, a line
    each. `free` are the weeks of the season in words. Equal forms give equal bytes.
    """

    language: str
    municipality: str
    season: str
    code: str
    made_on: date
    opens: str = ""
    closes: str = ""
    desk: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    weeks: tuple[Coded, ...] = ()
    places: tuple[Coded, ...] = ()
