"""The way in by a link. Opening it changes nothing: programs that look at mail open links too."""

from __future__ import annotations

from flask import current_app, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from scheduler.configuration.settings import Configuration
from scheduler.rights import ANYONE
from scheduler.season.way_in_hashes import link_hash
from scheduler.season.ways_in import NoWayIn, claim_link, link_is_good, send_new_link
from web.clock import now
from web.database import reading, take_back, writing
from web.family.entering.trying import count_mail, count_try
from web.family_in import enter_family
from web.forms import Form, text_field
from web.guarding import municipality as this_municipality

_Answer = str | tuple[str, int] | Response


class MailForm(Form):
    """A mail address."""

    email = text_field(_("E-mailadres"), _("Vul je e-mailadres in."))


def link(municipality: str, token: str) -> _Answer:
    """One button, which uses the link up; for a link that is over, one that asks for another."""
    count_try()
    form, place = Form(), this_municipality()
    if form.validate_on_submit():
        try:
            contact = claim_link(
                writing(), actor=ANYONE, municipality_id=place.id, token=token, now=now()
            )
        except NoWayIn:
            take_back()
        else:
            enter_family(contact)
            return redirect(url_for("family.standing", municipality=municipality))
    elif link_is_good(reading(), municipality_id=place.id, token=token, now=now()):
        return render_template("family/entering/link.html", form=form)
    return render_template("family/entering/link_over.html", form=form, token=token), 404


def link_again(municipality: str, token: str) -> _Answer:  # noqa: ARG001  (the guard looked it up)
    """Mail a new link to whom an older one was for; the answer is the same for any link."""
    form = Form()
    if form.validate_on_submit():
        count_mail(link_hash(token))
        _send(token=token)
    return render_template("family/entering/link_sent.html")


def new_link(municipality: str) -> _Answer:  # noqa: ARG001  (the guard looked it up)
    """Mail a new link to this address; the answer never tells whether it is known."""
    form = MailForm()
    if not form.is_submitted():
        return render_template("family/entering/new_link.html", form=form)
    email = str(form.email.data or "").strip().lower()
    if form.validate() and ("@" not in email or " " in email):
        form.email.errors = [gettext("Dit is geen e-mailadres.")]
    if form.errors:
        return render_template("family/entering/new_link.html", form=form), 422
    count_mail(email)
    _send(email=email)
    return render_template("family/entering/link_sent.html")


def base_url() -> str:
    """The address of this site, as people reach it."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.base_url


def _send(*, email: str = "", token: str = "") -> None:
    send_new_link(
        writing(),
        actor=ANYONE,
        municipality_id=this_municipality().id,
        base_url=base_url(),
        now=now(),
        email=email,
        token=token,
    )
