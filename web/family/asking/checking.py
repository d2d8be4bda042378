"""Check your answers, and send them."""

from __future__ import annotations

from typing import Final

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.configuration.settings import Configuration
from scheduler.drafts.answers import Step
from scheduler.drafts.receipt import way_in_again
from scheduler.drafts.refusals import DraftGone, StepMissing
from scheduler.drafts.sending import send
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import NoSuchCode, NotHere
from scheduler.season.ways_in import drawn_way_in
from web import limits
from web.clock import now
from web.database import reading, take_back, writing
from web.family.asking.changing import check_change
from web.family.asking.keeping import (
    Asking,
    asking_in,
    open_season,
    show_ways_in,
    ways_in_shown,
)
from web.family.asking.order import endpoint_at
from web.family.asking.paging import SENDING, come_in_first
from web.family.asking.told import answers_told
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.season_calendar import public_season

_AGAIN: Final = "5 per hour"
"""New ways in after sending, for each draft."""

_Answer = str | tuple[str, int] | Response


class SendForm(Form):
    """The button that sends."""


def ask_check(municipality: str) -> _Answer:
    """All answers, each with a way to change it, and the button that sends them."""
    known = public_season(reading(), this_municipality())
    if request.method == "POST" and known is not None:
        asking = asking_in(known)
        if asking.answers.sent:
            return _told_again(asking, asking.answers.sent)
    season = open_season()
    if season is None:
        return redirect(url_for("family.ask", municipality=municipality))
    asking = asking_in(season)
    if asking.change is not None:
        return check_change(asking)
    away = _elsewhere(asking)
    if away is not None:
        return away
    form = SendForm()
    if form.is_submitted() and form.validate():
        limits.count(SENDING, "asked")
        answer = _sent(form, asking)
        if answer is not None:
            return answer
    page = render_template(
        "family/asking/check.html", form=form, asking=asking, told=answers_told(asking)
    )
    return (page, 422) if form.is_submitted() else page


def _elsewhere(asking: Asking) -> Response | None:
    """To where this family has to be first; None: here."""
    slug = this_municipality().slug
    if asking.is_away:
        return come_in_first(slug)
    missing = asking.missing()
    if asking.answers.sent:
        endpoint = "family.asked"
    elif not asking.has_begun:
        endpoint = "family.ask"
    elif missing is not None:
        endpoint = endpoint_at(missing)
    else:
        return None
    return redirect(url_for(endpoint, municipality=slug))


def _sent(form: SendForm, asking: Asking) -> Response | None:
    """Send; None where something was refused: nothing was sent then, and the form says why."""
    place, here = this_municipality(), asking.season
    way_in = drawn_way_in(base_url=_base_url(), municipality=place.slug)
    try:
        sent = send(writing(), season=here, key=asking.key, now=now(), way_in=way_in)
    except StepMissing as refusal:
        take_back()
        return redirect(url_for(endpoint_at(Step(refusal.step)), municipality=place.slug))
    except DraftGone:
        take_back()
        return redirect(url_for("family.ask", municipality=place.slug))
    except (NoSuchCode, NotHere) as refusal:
        take_back()
        form.form_errors.append(
            gettext("De code van een vriend werkt niet meer. Wijzig dat antwoord en stuur weer.")
            if isinstance(refusal, NoSuchCode)
            else gettext("Een activiteit is er niet meer. Wijzig je keuze en stuur weer.")
        )
        return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    if sent.again:
        return _told_again(asking, sent.child_id)
    show_ways_in(sent.child_id, way_in.link, way_in.code)
    return redirect(url_for("family.asked", municipality=place.slug))


def _told_again(asking: Asking, child_id: int) -> Response:
    """The receipt; who sent just now and never got the answer gets another way in for it."""
    if not all(ways_in_shown(child_id)):
        limits.count(_AGAIN, "way-in-again", asking.key)
        way_in = way_in_again(
            writing(), season=asking.season, key=asking.key, base_url=_base_url(), now=now()
        )
        if way_in is not None:
            show_ways_in(child_id, way_in.link, way_in.code)
    return redirect(url_for("family.asked", municipality=this_municipality().slug))


def _base_url() -> str:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.base_url
