"""The sheet and the poster, in the language of the reader."""

from __future__ import annotations

from typing import Any, Final

from babel import Locale
from flask import Response, abort, request, url_for
from flask_babel import get_locale, gettext, ngettext

from data import offer_sheet
from data.offer_sheet import Help, Paper, Poster, Row, Sheet
from models import Municipality
from web.clock import now
from web.guarding import municipality as this_municipality
from web.limits import count
from web.public.logo import picture
from web.public.offer.catalogue import Shown
from web.public.offer.facts import ages_in_words, price_in_words
from web.public.offer.telling import base_url
from web.public.schools.going import going
from web.theme import DEFAULT, theme_of
from web.words import day

_LIMIT: Final = "120 per hour"  # a school is one address
_MOST_BLOCKS: Final = 4
_MOST_PLACES: Final = 2


def sheet_pdf(municipality: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """Every activity on A4."""
    shown = going()
    if not shown:
        abort(404)
    count(_LIMIT, "paper")
    head = [
        gettext("Activiteit"),
        gettext("Voor wie"),
        gettext("Wanneer"),
        gettext("Waar"),
        gettext("Prijs"),
    ]
    rows = [_row(each) for each in shown]
    return _pdf(offer_sheet.sheet_pdf(Sheet(**_words(), head=head, rows=rows)), "aanbod")


def poster_pdf(municipality: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """A code that leads to the offer, and whom to ask; `?formaat=a3` for large paper."""
    word = request.args.get("formaat", Paper.A4.value)
    if word not in set(Paper):
        abort(404)
    count(_LIMIT, "paper")
    return _pdf(offer_sheet.poster_pdf(Poster(**_words()), Paper(word)), f"affiche-{word}")


def _words() -> dict[str, Any]:
    """What both of them say."""
    here, locale = this_municipality(), get_locale() or Locale.parse("nl")
    footer = [gettext("Het zomeraanbod is niet-formeel en vrijwillig.")]
    if locale.language != "nl":
        footer.append(gettext("Vertaald uit het Nederlands. Het Nederlands telt."))
    return {
        "language": locale.language,
        "right_to_left": locale.text_direction == "rtl",
        "title": gettext("Zomer in %(place)s", place=here.name),
        "lead": gettext(
            "Zeg wat je kind graag wil doen. Wie eerst komt, gaat niet voor: de plaatsen worden"
            " eerlijk verdeeld."
        ),
        "scan": gettext("Scan de code met een telefoon, of typ dit adres:"),
        "address": f"{base_url()}{url_for('public.offers', municipality=here.slug)}",
        "help": _help(here),
        "footer": footer,
        "colour": theme_of(here.accent_colour or DEFAULT).accent,
        "on": now().date(),
        "logo": picture(),
    }


def _help(here: Municipality) -> Help:
    given = (here.contact_name, here.contact_phone, here.contact_email, here.desk_hours)
    lines = [line for line in given if line]
    if not lines:
        return Help(
            gettext("Kom langs bij het loket van je gemeente. We zoeken samen met jou."), ()
        )
    return Help(gettext("Liever met iemand praten? Bel, schrijf of kom langs."), lines)


def _row(shown: Shown) -> Row:
    offer = shown.row
    return Row(
        (
            (offer.title,),
            (ages_in_words(offer.age_from, offer.age_to),),
            _when(shown),
            _where(shown),
            (price_in_words(offer.price_cents),),
        )
    )


def _when(shown: Shown) -> tuple[str, ...]:
    """Its blocks by their days; of many only how many there are, and from when."""
    blocks = shown.going_on
    if len(blocks) > _MOST_BLOCKS:
        many = ngettext("%(num)s keer te kiezen", "%(num)s keer te kiezen", len(blocks))
        return many, gettext("Vanaf %(day)s", day=day(blocks[0].first))
    return tuple(
        f"{day(block.first)}{'' if block.last == block.first else f' – {day(block.last)}'}:"
        f" {block.part_name}"
        for block in blocks
    )


def _where(shown: Shown) -> tuple[str, ...]:
    places = shown.places
    if len(places) > _MOST_PLACES:
        return (ngettext("Op %(num)s plaats", "Op %(num)s plaatsen", len(places)),)
    return tuple(place.row.name for place in places)


def _pdf(drawn: bytes, name: str) -> Response:
    answer = Response(drawn, mimetype="application/pdf")
    file = f"{this_municipality().slug}-{name}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{file}"'
    return answer
