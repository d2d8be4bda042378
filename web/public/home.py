"""The home of a municipality, and the list of municipalities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from flask import render_template, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from data.collation import by_name
from models import Municipality
from models.enums import Phase
from scheduler.accounts.own_texts import WELCOME
from web.database import reading
from web.guarding import municipality as this_municipality
from web.public.offer.catalogue import is_shown
from web.public.offer.neighbours import neighbours
from web.public.offer.own_words import own_words
from web.routes import ROUTES
from web.season_calendar import public_season, steps

_MORE: Final = (
    ("public.how_places", _("Hoe verdelen we de plaatsen?")),
    ("public.who_helps", _("Wie helpt waarmee?")),
    ("public.idea", _("Een idee voor de zomer")),
    ("public.for_schools", _("Voor scholen en wie gezinnen helpt")),
)
"""Pages that say more, by endpoint."""


def healthz() -> Response:
    """Whether this process serves and the database answers; for machines, without any detail."""
    reading().execute(select(1))
    return Response("ok\n", mimetype="text/plain")


def start() -> str:
    """Which municipalities are here."""
    every = reading().scalars(select(Municipality))
    places = sorted(every, key=lambda each: by_name(each.name))
    return render_template("public/start.html", places=places)


def home(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """What this is, where the season stands, and three ways in."""
    here = this_municipality()
    season = public_season(reading(), here)
    return render_template(
        "public/home.html",
        season=season,
        steps=() if season is None else steps(reading(), season),
        welcome=own_words(here.texts, WELCOME, first=here.languages[0]),
        ask=address_of("family.ask") if season and season.phase is Phase.WISHES_OPEN else "",
        way_in=address_of("family.way_in"),
        more=_more(),
        near=() if is_shown(season) else neighbours(reading(), here),
    )


def address_of(endpoint: str) -> str:
    """The address of a page here; "" where this installation has none."""
    return url_for(endpoint, municipality=this_municipality().slug) if endpoint in ROUTES else ""


def _more() -> Sequence[tuple[Any, str]]:
    return [(name, address) for endpoint, name in _MORE if (address := address_of(endpoint))]
