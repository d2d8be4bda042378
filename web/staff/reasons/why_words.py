"""Why a group is not open and why a tutor has none, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from scheduler.reasons.idle import Idle
from scheduler.reasons.unopened import Unopened, Why
from web.staff.reasons.gap_words import shortage_said

CLOSED: Final[Mapping[Why, Any]] = {
    Why.CANNOT: _("Kan niet openen"),
    Why.TOO_FEW: _("Te weinig wensen"),
    Why.MAX_GROUPS: _("Alle groepen zijn elders open"),
    Why.NO_ROOM: _("Elk passend lokaal is bezet"),
    Why.NO_TEAM: _("Geen begeleiders vrij"),
    Why.NOT_TOGETHER: _("Lokaal en begeleiders niet samen vrij"),
    Why.BUDGET: _("Het budget is op"),
    Why.ELSEWHERE: _("De kinderen zijn dan elders"),
    Why.NOT_CHOSEN: _("Niet nodig in het beste plan dat gevonden is"),
}
"""Each reason in a few words."""

_CLOSED_MORE: Final[Mapping[Why, Any]] = {
    Why.TOO_FEW: _(
        "Gevraagd door hoogstens %(asked)d kinderen die kunnen komen, voor een groep van minstens"
        " %(least)d."
    ),
    Why.NO_ROOM: _("Elk lokaal dat past, heeft dan een andere groep."),
    Why.NO_TEAM: _(
        "Van de begeleiders die passen, zijn er niet genoeg vrij: ze hebben andere groepen, geen"
        " tijd om er te geraken, of geen uren meer in die week."
    ),
    Why.NOT_TOGETHER: _("Waar een lokaal vrij is, zijn geen begeleiders vrij, en omgekeerd."),
    Why.BUDGET: _("Nog een groep kost meer dan wat er van het budget over is."),
    Why.ELSEWHERE: _(
        "Gevraagd door %(asked)d, maar van hen kunnen er %(free)d komen naast wat ze al hebben;"
        " een groep telt er minstens %(least)d."
    ),
    Why.NOT_CHOSEN: _(
        "Lokaal, begeleiders en %(free)d kinderen zijn er, elk apart bekeken. Het beste plan dat"
        " gevonden is, doet het zonder. Of een ander plan het beter kan, is hiermee niet bewezen."
    ),
}

IDLE: Final[Mapping[Idle, Any]] = {
    Idle.ROLE: _("Geen activiteit vraagt deze rol"),
    Idle.GOALS: _("Andere doelen"),
    Idle.LANGUAGE: _("Andere taal"),
    Idle.AGES: _("Andere leeftijden"),
    Idle.TIME: _("Dan niet vrij"),
    Idle.FAR: _("Te ver"),
    Idle.HOURS: _("Te weinig uren per week"),
    Idle.ROOMS: _("Geen lokaal, of vastgezet"),
    Idle.NOT_OPEN: _("Passende groepen gingen niet open"),
    Idle.NOT_NEEDED: _("Passende groepen hebben al iemand"),
}
_IDLE_MORE: Final[Mapping[Idle, Any]] = {
    Idle.ROLE: _("Geen enkele activiteit vraagt iemand met deze rol."),
    Idle.GOALS: _(
        "Geen enkele activiteit kan geleid worden met de doelen die bij deze begeleider staan."
    ),
    Idle.LANGUAGE: _("Wat nog past, vraagt een taal die niet bij deze begeleider staat."),
    Idle.AGES: _("Wat nog past, is ook voor leeftijden waarmee deze begeleider niet werkt."),
    Idle.TIME: _(
        "Wat nog past, heeft geen enkel blok waarin deze begeleider alle momenten vrij is."
    ),
    Idle.FAR: _("Wat nog past, is verder dan deze begeleider wil reizen."),
    Idle.HOURS: _("Elk blok dat nog past, duurt langer dan de uren per week van deze begeleider."),
    Idle.ROOMS: _(
        "Voor wat nog past, is er geen lokaal, of een vastgezette keuze houdt deze begeleider weg."
    ),
    Idle.NOT_OPEN: _("Geen van de groepen waarin deze begeleider kan, is open in dit plan."),
    Idle.NOT_NEEDED: _("De open groepen waarin deze begeleider kan, hebben al iemand anders."),
}


def idle_said(why: Idle) -> str:
    """The whole sentence."""
    return str(_IDLE_MORE[why])


def closed_said(found: Unopened) -> str:
    """Why no group is open in that block, in a sentence or two."""
    if found.why is Why.CANNOT:
        return " ".join(shortage_said(each) for each in found.shortages)
    if found.why is Why.MAX_GROUPS:
        return str(
            ngettext(
                "De ene groep die mag, is in een ander blok open.",
                "De %(num)d groepen die mogen, zijn in andere blokken open.",
                found.groups,
            )
        )
    numbers = {"asked": found.asked, "free": found.free, "least": found.least}
    return str(_CLOSED_MORE[found.why]) % numbers
