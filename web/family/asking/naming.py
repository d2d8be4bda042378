"""What is asked of families, in words for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from data import references
from models.enums import Channel, ContactRole, RefusalReason, TravelMode
from scheduler.configuration.settings import Configuration
from scheduler.drafts.answers import Values

ROLES: Final[Mapping[str, Any]] = {
    ContactRole.PARENT: _("Ouder"),
    ContactRole.GUARDIAN: _("Voogd"),
    ContactRole.FOSTER_PARENT: _("Pleegouder"),
    ContactRole.FAMILY: _("Familie"),
    ContactRole.MYSELF: _("Ikzelf"),
    ContactRole.OTHER: _("Iemand anders"),
}
"""Who brings the child up."""

CHANNELS: Final[Mapping[str, Any]] = {
    Channel.MAIL: _("Met een mail"),
    Channel.PHONE: _("Met de telefoon"),
    Channel.LETTER: _("Met een brief"),
}
"""How a family hears from us."""

TRAVEL: Final[Mapping[str, Any]] = {
    TravelMode.FOOT: _("Te voet"),
    TravelMode.BIKE: _("Met de fiets"),
    TravelMode.TRANSIT: _("Met bus, tram of trein"),
    TravelMode.CAR: _("Met de auto"),
}
"""How the child comes."""

NEEDS: Final[Mapping[str, Any]] = {
    "step_free": _("Toegang zonder trappen"),
    "accessible_toilet": _("Toegankelijk toilet"),
    "care_room": _("Verzorgingsruimte"),
    "parking": _("Aangepaste parkeerplaats"),
    "extra_adult": _("Extra hulp van een begeleider"),
    "own_companion": _("Eigen begeleider komt mee"),
    "assistance_dog": _("Assistentiehond"),
    "hearing_loop": _("Ringleiding"),
    "sign_language": _("Tolk Vlaamse Gebarentaal"),
    "large_print": _("Grote letters"),
    "simple_info": _("Eenvoudige uitleg of pictogrammen"),
    "quiet_space": _("Rustige plek"),
    "predictability": _("Vooraf weten wat er komt"),
    "extra_breaks": _("Extra pauzes"),
    "home_language_help": _("Uitleg in de thuistaal"),
    "food": _("Afspraken over eten"),
    "transport": _("Hulp met vervoer"),
    "call_me": _("Bel me, ik leg het liever uit"),
    "small_group": _("Een kleine groep (hoogstens 8)"),
}
"""What helps a child: the reference list, in words that are translated."""

NEEDS_TOGETHER: Final[tuple[tuple[Any, tuple[str, ...]], ...]] = (
    (_("Toegang en verzorging"), ("step_free", "accessible_toilet", "care_room", "parking")),
    (_("Begeleiding"), ("extra_adult", "own_companion", "assistance_dog")),
    (
        _("Zien, horen en begrijpen"),
        ("hearing_loop", "sign_language", "large_print", "simple_info"),
    ),
    (_("Rust en duidelijkheid"), ("quiet_space", "predictability", "extra_breaks")),
    (_("Taal, eten en vervoer"), ("home_language_help", "food", "transport")),
)
"""Needs that go together, in the order of the form on paper; the others stand alone after them."""

REASONS: Final[Mapping[RefusalReason, Any]] = {
    RefusalReason.AGE: _("Dit is voor een andere leeftijd."),
    RefusalReason.NOT_AVAILABLE: _("Dit is op dagen waarop je kind niet vrij is."),
    RefusalReason.TOO_FAR: _("Dit is verder dan je aangaf."),
    RefusalReason.NEED_NOT_MET: _("Wat je kind helpt, is daar nog niet."),
}
"""Why an activity does not fit."""

HOW_FOUND: Final[Mapping[str, Any]] = {
    "address": _("Volgens je adres, afgerond op 100 meter"),
    "map": _("Volgens de kaart, afgerond op 100 meter"),
    "postcode": _("Volgens je postcode"),
    "before": _("Zoals bij je vorige vraag"),
}
"""How we know where the child leaves from."""


def need_name(code: str) -> str:
    """What is to be arranged, by its code."""
    found = NEEDS.get(code)
    return str(found) if found is not None else references.needs()[code].nl


def language_names() -> dict[str, str]:
    """The languages in which we write: code → what it is called in itself."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    known = references.languages()
    return {code: known[code].name for code in configuration.languages}


def ages(age_from: int | None, age_to: int | None) -> str:
    """Such as 6–12 jaar; None is no limit."""
    if age_from is None and age_to is None:
        said = gettext("Alle leeftijden")
    elif age_to is None:
        said = gettext("Vanaf %(age)d jaar", age=age_from)
    elif age_from is None:
        said = gettext("Tot en met %(age)d jaar", age=age_to)
    else:
        said = gettext("%(first)d–%(last)d jaar", first=age_from, last=age_to)
    return str(said)


def way_of(contact: Values) -> str:
    """The address or number along which a family wants to hear from us."""
    column = {"mail": "email", "phone": "phone", "letter": "address"}[contact["channel"]]
    return str(contact[column])
