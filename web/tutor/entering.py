"""The way in by a link, and the way out.

Opening a link changes nothing: programs that look at mail open links too.
"""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from scheduler.rights import ANYONE
from scheduler.season.tutor_ways_in import (
    claim_tutor_link,
    send_new_tutor_link,
    tutor_link_is_good,
)
from scheduler.season.way_in_hashes import link_hash
from scheduler.season.ways_in import NoWayIn
from web.clock import now
from web.database import reading, take_back, writing
from web.forms import Form, text_field
from web.guarding import municipality as this_municipality
from web.staff.tutors.sending import base_url
from web.tutor.trying import count_mail, count_try
from web.tutor_in import enter_tutor, leave_tutor, tutor_in

_Answer = str | tuple[str, int] | Response


class MailForm(Form):
    """A mail address."""

    email = text_field(_("E-mailadres"), _("Vul je e-mailadres in."))


def way_in(municipality: str) -> _Answer:
    """Ask for a link by mail; the answer never tells whether an address is known."""
    form = MailForm()
    if not form.is_submitted():
        who = tutor_in()
        if who is not None and who.municipality_id == this_municipality().id:
            return redirect(url_for("tutor.groups", municipality=municipality))
        return render_template("tutor/way_in.html", form=form)
    email = str(form.email.data or "").strip().lower()
    if form.validate() and ("@" not in email or " " in email):
        form.email.errors = [gettext("Dit is geen e-mailadres.")]
    if form.errors:
        return render_template("tutor/way_in.html", form=form), 422
    count_mail(email)
    _send(email=email)
    return render_template("tutor/link_sent.html")


def link(municipality: str, token: str) -> _Answer:
    """One button, which uses the link up; for a link that is over, one that asks for another."""
    count_try()
    form, place = Form(), this_municipality()
    if form.validate_on_submit():
        try:
            came = claim_tutor_link(
                writing(), actor=ANYONE, municipality_id=place.id, token=token, now=now()
            )
        except NoWayIn:
            take_back()
        else:
            enter_tutor(came)
            return redirect(url_for("tutor.groups", municipality=municipality))
    elif tutor_link_is_good(reading(), municipality_id=place.id, token=token, now=now()):
        return render_template("tutor/link.html", form=form)
    return render_template("tutor/link_over.html", form=form, token=token), 404


def link_again(municipality: str, token: str) -> _Answer:  # noqa: ARG001  (the guard looked it up)
    """Mail a new link to whom an older one was for; the answer is the same for any link."""
    if Form().validate_on_submit():
        count_mail(link_hash(token))
        _send(token=token)
    return render_template("tutor/link_sent.html")


def leave(municipality: str) -> Response:
    """Nothing of the tutor stays in this browser."""
    if Form().validate_on_submit():
        leave_tutor()
        flash(gettext("Je bent weg. Op dit toestel staat niets meer van jou."))
    return redirect(url_for("tutor.way_in", municipality=municipality))


def _send(*, email: str = "", token: str = "") -> None:
    send_new_tutor_link(
        writing(),
        actor=ANYONE,
        municipality_id=this_municipality().id,
        base_url=base_url(),
        now=now(),
        email=email,
        token=token,
    )
