"""The form on paper: choose a language, and print it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from flask import abort, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from data import references
from data.paper_form import LANGUAGES, PaperForm, paper_form_pdf
from scheduler.paper_form import paper_form
from web import limits
from web.clock import now
from web.database import reading
from web.guarding import municipality as this_municipality
from web.public.offer.catalogue import is_shown
from web.public.offer.page import asking
from web.season_calendar import public_season

PRINTING: Final = "240 per hour"
"""By address: in a library, many families share one."""
_KEPT: Final = 32


def paper(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The languages, each with its form; a calm word where there is no offer to choose from."""
    season = public_season(reading(), this_municipality())
    if season is None or not is_shown(season):
        return render_template("family/paper/form.html", forms=(), summer=None, sentence="")
    return render_template(
        "family/paper/form.html",
        summer=season,
        sentence=asking(season).sentence,
        forms=[(code, references.languages()[code]) for code in LANGUAGES],
    )


def paper_pdf(municipality: str, language: str) -> Response:
    """The form in that language."""
    if language not in LANGUAGES:
        abort(404)
    here = this_municipality()
    season = public_season(reading(), here)
    if season is None or not is_shown(season):
        return redirect(url_for("family.paper", municipality=municipality))
    limits.count(PRINTING, "paper form")
    made = paper_form(reading(), municipality=here, season=season, language=language, now=now())
    answer = make_response(_printed(made))
    answer.mimetype = "application/pdf"
    name = f"{here.slug}-{season.slug}-{language}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@lru_cache(maxsize=_KEPT)
def _printed(form: PaperForm) -> bytes:
    """Equal forms are equal bytes: a school that prints many makes one."""
    return paper_form_pdf(form)
