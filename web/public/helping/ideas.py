"""A child or a family proposes an activity (R21): one field, no name."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, render_template, url_for
from flask_babel import get_locale, gettext
from flask_babel import lazy_gettext as _
from govuk_frontend_wtf.wtforms_widgets import GovTextArea
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from scheduler.rights import ANYONE, Actor
from scheduler.rights.refusal import Refusal
from scheduler.season.proposing import LONGEST, propose
from web.clock import now
from web.database import reading, writing
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.limits import count
from web.routes.audience import DESK
from web.season_calendar import public_season
from web.signed_in import person

_LIMIT: Final = "10 per hour"


class IdeaForm(Form):
    """One question."""

    words = TextAreaField(
        _("Wat zou je graag doen in de zomer?"),
        description=_("Schrijf het zoals je het zegt, in je eigen taal. Zet er geen namen bij."),
        validators=[
            InputRequired(message=_("Schrijf eerst je idee op.")),
            Length(max=LONGEST, message=_("Dit is te lang: het mag %(max)d tekens zijn.")),
        ],
        widget=GovTextArea(),
    )


def idea(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001  (the guard)
    """Ask for an idea, and keep it."""
    form = IdeaForm()
    season = public_season(reading(), this_municipality())
    if season is None or not form.is_submitted():
        return _page(form, can=season is not None)
    count(_LIMIT, "idea")
    if form.validate():
        try:
            propose(
                writing(),
                actor=_who(),
                season_id=season.id,
                words=str(form.words.data),
                language=str(get_locale() or "nl"),
                now=now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Dank je wel voor je idee. We lezen het als we de zomer maken."))
            return redirect(url_for("public.idea", municipality=this_municipality().slug))
    return _page(form, can=True), 422


def _page(form: IdeaForm, *, can: bool) -> str:
    return render_template("public/helping/idea.html", form=form, can=can)


def _who() -> Actor:
    """Nobody by name; at the desk, the colleague who writes it down for somebody."""
    colleague = person()
    if colleague is not None and colleague.roles_at(this_municipality().id) & DESK:
        return colleague.actor
    return ANYONE
