"""What lacks, in words for planners, and where it is put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from data import references
from scheduler.gaps.demand import Balance, Demand
from scheduler.gaps.openable import Lack, Shortage
from web.languages import said_in
from web.staff.naming import goal_names

_ROOMS: Final[Mapping[Lack, Any]] = {
    Lack.ROOM_HERE: _("Op de locaties van deze activiteit is geen lokaal."),
    Lack.ROOM_FEATURES: _("Geen lokaal daar heeft dit: %(what)s."),
    Lack.ROOM_SIZE: _("Geen passend lokaal is groot genoeg voor %(needed)d kinderen."),
    Lack.ROOM_TIME: _("Geen passend lokaal is dan vrij."),
    Lack.ROOM_CLOSED: _("Een vastgezette keuze sluit elk lokaal dat past."),
    Lack.NO_GROUPS: _("Het hoogste aantal groepen staat op 0."),
    Lack.TOGETHER: _(
        "Een lokaal en begeleiders zijn er wel, maar niet samen op één locatie, of dezelfde"
        " mensen zouden tegelijk leiden en helpen."
    ),
    Lack.BUDGET: _("Een groep kost meer dan het budget van de zomer."),
}
_TUTORS: Final[Mapping[Lack, Any]] = {
    Lack.LEAD_ROLE: _("Om te leiden: %(needed)d nodig, %(there)d die een groep kan leiden."),
    Lack.LEAD_GOALS: _("Om te leiden: %(needed)d nodig, %(there)d die dit kan leiden: %(what)s."),
    Lack.LEAD_LANGUAGE: _("Om te leiden: %(needed)d nodig, %(there)d die ook de taal spreekt."),
    Lack.LEAD_AGES: _(
        "Om te leiden: %(needed)d nodig, %(there)d die ook met al deze leeftijden werkt."
    ),
    Lack.LEAD_TIME: _("Om te leiden: %(needed)d nodig, %(there)d die dan ook vrij is."),
    Lack.LEAD_FAR: _("Om te leiden: %(needed)d nodig, %(there)d voor wie het ook dicht genoeg is."),
    Lack.LEAD_HOURS: _("Om te leiden: %(needed)d nodig, %(there)d met ook genoeg uren per week."),
    Lack.ASSISTANT_ROLE: _(
        "Om te helpen: %(needed)d nodig, %(there)d die in een groep kan helpen."
    ),
    Lack.ASSISTANT_LANGUAGE: _(
        "Om te helpen: %(needed)d nodig, %(there)d die ook de taal spreekt."
    ),
    Lack.ASSISTANT_AGES: _(
        "Om te helpen: %(needed)d nodig, %(there)d die ook met al deze leeftijden werkt."
    ),
    Lack.ASSISTANT_TIME: _("Om te helpen: %(needed)d nodig, %(there)d die dan ook vrij is."),
    Lack.ASSISTANT_FAR: _(
        "Om te helpen: %(needed)d nodig, %(there)d voor wie het ook dicht genoeg is."
    ),
    Lack.ASSISTANT_HOURS: _(
        "Om te helpen: %(needed)d nodig, %(there)d met ook genoeg uren per week."
    ),
}
BALANCES: Final[Mapping[Balance, Any]] = {
    Balance.CLOSED: _("Kan niet openen"),
    Balance.UNASKED: _("Nog door niemand gevraagd"),
    Balance.TOO_FEW: _("Te weinig wensen voor een groep"),
    Balance.TOO_MANY: _("Meer gevraagd dan er plaats is"),
    Balance.FITS: _("Past"),
}
CHIPS: Final[Mapping[Balance, str]] = {
    Balance.CLOSED: "chip--bad",
    Balance.UNASKED: "",
    Balance.TOO_FEW: "chip--warn",
    Balance.TOO_MANY: "chip--warn",
    Balance.FITS: "chip--good",
}
_DEMANDS: Final[Mapping[Balance, Any]] = {
    Balance.CLOSED: _("Gevraagd door %(asked)d; er kan geen groep openen."),
    Balance.TOO_FEW: _("Gevraagd door %(asked)d; de kleinste groep telt %(least)d kinderen."),
}
_ASKED: Final[Any] = _(
    "Gevraagd door %(asked)d, voor %(dearest)d de liefste wens; hoogstens %(seats)d plaatsen."
)
_MENDING: Final[Mapping[str, Any]] = {
    "staff.locations": _("Naar de locaties"),
    "staff.tutors": _("Naar de begeleiders"),
    "staff.offers": _("Naar het aanbod"),
    "staff.season_settings": _("Naar de instellingen"),
    "staff.pins": _("Naar wat vaststaat"),
}


def mending(endpoint: str) -> str:
    """What the link to a page where something is put right says."""
    return str(_MENDING[endpoint])


def shortage_said(shortage: Shortage) -> str:
    """One plain sentence."""
    sentence = {**_ROOMS, **_TUTORS}[shortage.lack]
    known = goal_names() if shortage.lack.of_tutors else _features()
    what = ", ".join(known.get(code, code) for code in shortage.codes)
    return str(sentence) % {"needed": shortage.needed, "there": shortage.there, "what": what}


def mended_at(shortage: Shortage) -> str:
    """The endpoint of the page where it is put right."""
    if shortage.lack.of_rooms:
        return "staff.pins" if shortage.lack is Lack.ROOM_CLOSED else "staff.locations"
    if shortage.lack.of_tutors:
        return "staff.tutors"
    return "staff.season_settings" if shortage.lack is Lack.BUDGET else "staff.offers"


def demand_said(demand: Demand) -> str:
    """What children ask beside the seats there could be, in a sentence."""
    numbers = {
        "asked": demand.asked,
        "dearest": demand.dearest,
        "least": demand.least,
        "seats": demand.seats,
    }
    return str(_DEMANDS.get(demand.balance, _ASKED)) % numbers


def _features() -> dict[str, str]:
    found = {**references.room_features()}
    names = {code: getattr(each, said_in()) for code, each in found.items()}
    return {code: getattr(need, said_in()) for code, need in references.needs().items()} | names
