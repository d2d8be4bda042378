"""One activity, with all that a family wants to know before it asks."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from flask import render_template, url_for
from flask_babel import gettext

from models import Season
from models.enums import Phase
from web.database import reading
from web.guarding import municipality as this_municipality
from web.public.offer.facts import NEEDS, WORDS, features_in_words, language_name, listed
from web.public.offer.goals import PLAIN
from web.public.offer.ground import ground
from web.public.offer.own_words import own_words
from web.public.offer.schema_org import schema_org
from web.public.offer.seen import one_here
from web.routes import ROUTES
from web.season_calendar import steps
from web.words import moment

_ASK: Final = "family.ask"


class Asking(NamedTuple):
    """Whether one can ask for a place now: where, or else "", and a calm sentence with the day."""

    address: str
    sentence: str


def offer(municipality: str, offer: int) -> str:  # noqa: ARG001  (the guard looked it up)
    """When, where, what, for whom and with whom."""
    here = this_municipality()
    season, shown = one_here(offer)
    first = here.languages[0]
    return render_template(
        "public/offer/offer.html",
        shown=shown,
        offer=shown.row,
        public_season=season,
        activity=own_words(shown.row.texts, "activity", first=first),
        bring=own_words(shown.row.texts, "bring", first=first),
        goals=[PLAIN[word].name for word in shown.goals],
        languages=listed(map(language_name, shown.row.spoken_languages or ())),
        met=[NEEDS[need] for need in shown.met],
        places=[(place, features_in_words(shown.features(place))) for place in shown.places],
        ground=ground(shown.places),
        asking=asking(season),
        data=schema_org(shown, here),
        **WORDS,
    )


def asking(season: Season) -> Asking:
    """What to say of asking for a place, by where the season stands."""
    days: dict[Phase, Any] = {step.phase: step.at for step in steps(reading(), season)}
    opens, closes, known = (
        days.get(phase) for phase in (Phase.WISHES_OPEN, Phase.CLOSED, Phase.PUBLISHED)
    )
    if season.phase is Phase.OFFER_PUBLISHED:
        if opens is None:
            return Asking("", gettext("Later kan je een plaats vragen. De dag is nog niet bekend."))
        return Asking("", gettext("Een plaats vragen kan vanaf %(day)s.", day=moment(opens)))
    if season.phase is Phase.WISHES_OPEN:
        if closes is None:
            sentence = gettext("Je kan nu vragen. Vroeg of laat maakt geen verschil.")
        else:
            sentence = gettext(
                "Je kan vragen tot %(day)s. Vroeg of laat maakt geen verschil.", day=moment(closes)
            )
        return Asking(ask_address(), sentence)
    if season.phase in {Phase.CLOSED, Phase.PLANNED}:
        if known is None:
            return Asking("", gettext("Vragen is afgesloten. We verdelen nu de plaatsen."))
        return Asking(
            "",
            gettext(
                "Vragen is afgesloten. Je hoort vanaf %(day)s of je een plaats hebt.",
                day=moment(known),
            ),
        )
    return Asking(
        "",
        gettext("De plaatsen zijn verdeeld. Bel of kom langs: soms komt er nog een plaats vrij."),
    )


def ask_address() -> str:
    """Where one asks for a place; "" where this installation has no page for it."""
    if _ASK not in ROUTES:
        return ""
    return url_for(_ASK, municipality=this_municipality().slug)
