"""The first page of asking, and the ways to go on, to stop, and to ask for one more child."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import HiddenField

from models import Child, ChildContact, Season
from scheduler.drafts.answers import Step, Values
from scheduler.drafts.prefilling import steps_now
from scheduler.drafts.refusals import NoSuchDraft
from scheduler.drafts.saving import begin, resume, throw_away
from web import limits
from web.clock import now
from web.database import reading, take_back, writing
from web.family.asking.free_days import AS_IT_IS, free_of, free_values
from web.family.asking.keeping import Asking, asking_in, keep, let_go, open_season
from web.family.asking.order import FIRST, endpoint_at
from web.family.asking.paging import BEGINNING
from web.family_in import family_in
from web.forms import Form, text_field
from web.guarding import municipality as this_municipality
from web.season_calendar import public_season, steps

TRYING: Final = "60 per hour"
"""Codes, by address. There are 31^10, so that this is enough for a library and not to guess."""

_Answer = str | tuple[str, int] | Response


class StopForm(Form):
    """Whether the answers go for good."""

    erase = HiddenField()


class ResumeForm(Form):
    """The code of a draft."""

    code = text_field(
        _("Je code"),
        _("Vul je code in."),
        longest=64,
        hint=_("Tien letters en cijfers. Kleine letters en spaties mogen."),
    )


def ask(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """What comes, how long it takes, and the ways to begin; or when one can ask."""
    season = open_season()
    if season is None:
        known = public_season(reading(), this_municipality())
        return render_template(
            "family/asking/closed.html",
            coming=known,
            steps=() if known is None else steps(reading(), known),
        )
    asking = asking_in(season)
    if asking.change is not None:
        asking = Asking(season)  # this page is for a new request
    missing = asking.missing()
    return render_template(
        "family/asking/start.html",
        asking=asking,
        first=endpoint_at(FIRST),
        onward=endpoint_at(missing) if missing else "family.ask_check",
        is_in=_contact_in(season) is not None,
    )


def ask_resume(municipality: str) -> _Answer:
    """Go on with the code that was written down."""
    season = open_season()
    if season is None:
        return redirect(url_for("family.ask", municipality=municipality))
    form = ResumeForm()
    if form.is_submitted():
        limits.count(TRYING, "draft")
        if form.validate():
            typed = str(form.code.data)
            try:
                key, code = resume(writing(), season_id=season.id, typed=typed, now=now())
            except NoSuchDraft:
                take_back()
                form.code.errors = [
                    gettext("Deze code kennen we niet. Kijk de letters nog eens na.")
                ]
            else:
                let_go()
                keep(key, code)
                return redirect(url_for("family.ask_check", municipality=municipality))
        form.code.data = ""
    page = render_template("family/asking/resume.html", form=form)
    return (page, 422) if form.is_submitted() else page


def ask_stop(municipality: str) -> Response:
    """Leave this device; if the family says so, the answers go too."""
    season = public_season(reading(), this_municipality())
    form = StopForm()
    if season is not None:
        asking = asking_in(season)
        # Of what was sent the code goes too: nobody who saw it here can come back with it.
        if asking.answers.sent or (form.erase.data and asking.has_begun):
            throw_away(writing(), season_id=season.id, key=asking.key)
        if form.erase.data and asking.change is not None:
            let_go()
            flash(gettext("De vraag blijft zoals ze was."))
            return redirect(url_for("family.standing", municipality=municipality))
    let_go()
    flash(gettext("Dit toestel weet niets meer van je antwoorden."))
    return redirect(url_for("family.ask", municipality=municipality))


def ask_again(municipality: str) -> Response:
    """Begin for one more child, with the same contact, place and free days."""
    season = open_season()
    if season is None:
        return redirect(url_for("family.ask", municipality=municipality))
    asking = asking_in(season)
    contact = asking.contact_id if asking.answers.sent else _contact_in(season)
    if contact is None:
        return redirect(url_for(endpoint_at(FIRST), municipality=municipality))
    limits.count(BEGINNING, "asking")
    answers = _known_of(season, contact, asking.answers.sent)
    begun = begin(writing(), season=season, contact_id=contact, answers=answers, now=now())
    let_go()
    keep(begun.key, begun.code)
    return redirect(url_for(endpoint_at(FIRST), municipality=municipality))


def _contact_in(season: Season) -> int | None:
    """The contact that came in by its link or code; None: nobody did, or of another season."""
    who = family_in()
    return who.contact_id if who is not None and who.season_id == season.id else None


def _known_of(season: Season, contact: int, child_id: int) -> dict[Step, Values]:
    """What a family said of another child that may well be the same for this one."""
    mine = select(ChildContact.child_id).where(ChildContact.contact_id == contact)
    wanted = select(Child).where(Child.season_id == season.id, Child.id.in_(mine))
    if child_id:
        wanted = wanted.where(Child.id == child_id)
    child = reading().scalars(wanted.order_by(Child.id.desc()).limit(1)).one_or_none()
    if child is None:
        return {}
    steps = steps_now(reading(), child)
    told = free_of(season, steps[Step.FREE])
    found = {Step.PLACE: steps[Step.PLACE]}
    if told.when != AS_IT_IS:  # half weeks can say it
        found[Step.FREE] = free_values(told.when, told.cells, steps[Step.FREE]["windows"])
    return found
