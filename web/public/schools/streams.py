"""The offer for calendars, and as a small list inside pages of others."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import gettext

from web.guarding import municipality as this_municipality
from web.public.offer.calendar_file import calendar_of
from web.public.offer.facts import WORDS
from web.public.offer.telling import base_url
from web.public.schools.going import going


def offers_calendar(municipality: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """The days of all published activities, to follow in any calendar."""
    here = this_municipality()
    name = gettext("Zomer in %(place)s", place=here.name)
    answer = Response(
        calendar_of(name, here, ((shown, shown.going_on) for shown in going())),
        content_type="text/calendar; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = f'inline; filename="zomer-{here.slug}.ics"'
    return answer


def embed(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """A page of links alone, that other sites may frame (`web/security.py`)."""
    return render_template("public/schools/embed.html", offers=going(), base=base_url(), **WORDS)
