"""What families must know of an activity before they ask, in their own words (R5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from babel import Locale
from babel.lists import format_list
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _

from data import references
from web.public.offer.goals import PLAIN
from web.public.offer.times import PARTS, week_name
from web.words import euros

STEP_FREE: Final = "step_free"
SMALL_GROUP: Final = "small_group"

NEEDS: Final[Mapping[str, Any]] = {
    STEP_FREE: _("Toegang zonder trappen"),
    "accessible_toilet": _("Toegankelijk toilet"),
    "care_room": _("Verzorgingsruimte"),
    "parking": _("Aangepaste parkeerplaats"),
    "assistance_dog": _("Assistentiehond"),
    "hearing_loop": _("Ringleiding"),
    "quiet_space": _("Rustige plek"),
    SMALL_GROUP: _("Een kleine groep (hoogstens 8)"),
}
"""The needs that a place or a group meets; what people do is arranged for each child."""

FEATURES: Final[Mapping[str, Any]] = {
    **{code: name for code, name in NEEDS.items() if code != SMALL_GROUP},
    "kitchen": _("Keuken"),
    "hall": _("Sportzaal of ruime zaal"),
    "computers": _("Computers"),
    "workshop": _("Atelier of werkplaats"),
    "outdoor": _("Buitenruimte"),
    "stage": _("Podium"),
}
"""What a site or a room has."""


def ages_in_words(low: int | None, high: int | None) -> str:
    """Such as 6 tot en met 12 jaar."""
    if low is None and high is None:
        return str(gettext("Alle leeftijden"))
    if low is None:
        return str(gettext("Tot en met %(age)d jaar", age=high))
    if high is None:
        return str(gettext("Vanaf %(age)d jaar", age=low))
    if low == high:
        return str(gettext("%(age)d jaar", age=low))
    return str(gettext("%(low)d tot en met %(high)d jaar", low=low, high=high))


def price_in_words(cents: int | None) -> str:
    """Such as Gratis, or € 12,50."""
    return str(gettext("Gratis")) if not cents else euros(cents)


def features_in_words(codes: Iterable[str]) -> tuple[Any, ...]:
    """What they are called, in the order of `FEATURES`."""
    given = frozenset(codes)
    return tuple(name for code, name in FEATURES.items() if code in given)


def language_name(code: str) -> str:
    """A language in the language of the page, else by its own name, else its code."""
    own = references.languages().get(code)
    said = str(
        (get_locale() or Locale.parse("nl")).languages.get(code) or (own.name if own else code)
    )
    return said[:1].upper() + said[1:]


def listed(words: Iterable[Any]) -> str:
    """Such as Nederlands, Frans en Engels, as the language of the page writes it."""
    plain = [str(word) for word in words]
    return format_list(plain, locale=get_locale() or "nl") if plain else ""


def goal_name(word: str) -> Any:
    """A goal by its word in addresses."""
    return PLAIN[word].name


WORDS: Final[Mapping[str, Any]] = {
    "ages": ages_in_words,
    "price": price_in_words,
    "goal_name": goal_name,
    "week_name": week_name,
    "part_names": PARTS,
}
"""What templates of the offer write with."""
