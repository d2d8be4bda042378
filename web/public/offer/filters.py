"""What somebody looks for among the activities; all of it stands in the address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from flask import request
from flask_babel import gettext

from data import references
from web.forms import whole_number
from web.public.offer.catalogue import Shown
from web.public.offer.facts import NEEDS, language_name
from web.public.offer.goals import PLAIN
from web.public.offer.times import PARTS, Block, Part, week_name
from web.words import euros

_LONGEST: Final = 100
_OLDEST: Final = 120
_DEAREST: Final = 100_000  # euros
_FREE: Final = "gratis"
_CALLED: Final = re.compile(r"zomer[ -]?(?:school|scholen|klas(?:sen)?|aanbod)", re.IGNORECASE)
"""What people also call a summer's offer: it says nothing about which activity (R1)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; "", (), None: anything. `price`: the most, in whole euros."""

    search: str = ""
    week: date | None = None
    part: Part | None = None
    age: int | None = None
    goal: str = ""
    place: int | None = None
    needs: tuple[str, ...] = ()
    language: str = ""
    price: int | None = None

    def blocks(self, shown: Shown) -> tuple[Block, ...]:
        """The blocks of an activity in the week and part of the day that are looked for."""
        return tuple(
            block
            for block in shown.going_on
            if (self.week is None or self.week in block.weeks)
            and (self.part is None or self.part is block.part)
        )

    def fits(self, shown: Shown) -> bool:
        """Whether an activity is what is looked for."""
        offer = shown.row
        dated = self.week is None and self.part is None
        return (
            (dated or bool(self.blocks(shown)))
            and (self.age is None or _holds(self.age, offer.age_from, offer.age_to))
            and (not self.goal or self.goal in shown.goals)
            and (self.place is None or any(p.row.id == self.place for p in shown.places))
            and (not self.needs or shown.meets(self.needs, at=self.place))
            and (not self.language or self.language in (offer.spoken_languages or ()))
            and (self.price is None or (offer.price_cents or 0) <= self.price * 100)
            and _says(shown, self.search)
        )

    def words(self) -> dict[str, Any]:
        """It as it stands in the address."""
        found: dict[str, Any] = {
            "zoek": self.search,
            "week": "" if self.week is None else self.week.isoformat(),
            "dagdeel": "" if self.part is None else self.part.value,
            "leeftijd": "" if self.age is None else str(self.age),
            "doel": self.goal,
            "plaats": "" if self.place is None else str(self.place),
            "nodig": list(self.needs),
            "taal": self.language,
            "prijs": "" if self.price is None else str(self.price or _FREE),
        }
        return {word: value for word, value in found.items() if value}


class Filter(NamedTuple):
    """One thing that is looked for: what it is called, and what is left without it."""

    name: str
    without: Wanted


class Way(NamedTuple):
    """A filter to leave out, and how many activities there are then."""

    filter: Filter
    found: int


def wanted(places: Mapping[int, str]) -> Wanted:
    """What the address of this request looks for; what makes no sense is as if not asked.

    Args:
        places: the sites that there are.
    """
    asked = request.args
    place = whole_number(asked.get("plaats"))
    price = 0 if asked.get("prijs") == _FREE else whole_number(asked.get("prijs"))
    age = whole_number(asked.get("leeftijd"))
    spoken = asked.get("taal", "")
    goal = asked.get("doel", "")
    part = asked.get("dagdeel", "")
    return Wanted(
        search=" ".join(asked.get("zoek", "").replace("\0", " ").split())[:_LONGEST],
        week=_week(asked.get("week", "")),
        part=Part(part) if part in set(Part) else None,
        age=age if age is not None and age <= _OLDEST else None,
        goal=goal if goal in PLAIN else "",
        place=place if place in places else None,
        needs=tuple(need for need in NEEDS if need in asked.getlist("nodig")),
        language=spoken if spoken in references.languages() else "",
        price=price if price is not None and price <= _DEAREST else None,
    )


def filters_of(looked: Wanted, places: Mapping[int, str]) -> Sequence[Filter]:
    """Everything that is looked for, one by one, in words."""
    found: list[tuple[Any, Wanted]] = []
    if looked.search:
        found.append((looked.search, replace(looked, search="")))
    if looked.week is not None:
        found.append((week_name(looked.week), replace(looked, week=None)))
    if looked.part is not None:
        found.append((PARTS[looked.part], replace(looked, part=None)))
    if looked.age is not None:
        age = gettext("%(age)d jaar", age=looked.age)
        found.append((age, replace(looked, age=None)))
    if looked.goal:
        found.append((PLAIN[looked.goal].name, replace(looked, goal="")))
    if looked.place is not None:
        found.append((places[looked.place], replace(looked, place=None)))
    for need in looked.needs:
        others = tuple(each for each in looked.needs if each != need)
        found.append((NEEDS[need], replace(looked, needs=others)))
    if looked.language:
        found.append((language_name(looked.language), replace(looked, language="")))
    if looked.price is not None:
        found.append((price_name(looked.price), replace(looked, price=None)))
    return [Filter(str(name), without) for name, without in found]


def ways_out(filters: Sequence[Filter], offers: Sequence[Shown]) -> Sequence[Way]:
    """The filters without which something is found, the most first."""
    counted = [Way(each, sum(map(each.without.fits, offers))) for each in filters]
    return sorted((way for way in counted if way.found), key=lambda way: -way.found)


def price_name(price: int) -> str:
    """Gratis, or such as Hoogstens € 10."""
    if not price:
        return str(gettext("Gratis"))
    return str(gettext("Hoogstens %(price)s", price=euros(price * 100)))


def _week(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.weekday() == 0 else None


def _holds(age: int, low: int | None, high: int | None) -> bool:
    return (low is None or low <= age) and (high is None or age <= high)


def _says(shown: Shown, search: str) -> bool:
    """Whether every word that is looked for stands in what families read of an activity."""
    words = _plain(_CALLED.sub(" ", search)).split()
    if not words:
        return True
    offer = shown.row
    texts = (text for said in offer.texts.values() for text in said.values())
    whole = _plain(
        " ".join(
            (
                offer.title,
                *texts,
                shown.organiser.name if shown.organiser else "",
                *(place.row.name for place in shown.places),
                *(str(PLAIN[goal].name) for goal in shown.goals),
            )
        )
    )
    return all(word in whole for word in words)


def _plain(text: str) -> str:
    """Small letters without accents, so that Cafe finds café."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
