"""The first account: which municipality, who coordinates it, and a password.

Only for who has the address that `serve` showed on the terminal, and only until there is an
account: then it leads nowhere, as if it had never been.
"""

from __future__ import annotations

from pathlib import Path

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from data.references import municipalities
from models import Membership, Municipality
from scheduler.accounts import beginning
from scheduler.accounts.accounts import NewAccount
from scheduler.accounts.passwords import LONGEST, SHORTEST, WeakPassword, hashed
from scheduler.configuration.settings import Configuration
from scheduler.rights.refusal import Refusal
from web import limits, signed_in
from web.clock import now
from web.database import read_anew, reading, writing
from web.forms import Form, password_field, text_field
from web.languages import said_in


class BeginForm(Form):
    """Which municipality, and who coordinates it."""

    municipality = text_field(
        _("Gemeente"),
        _("Vul de naam van je gemeente in."),
        hint=_("Begin te typen en kies uit de lijst, of vul de NIS-code in."),
    )
    name = text_field(_("Je naam"), _("Vul je naam in."), hint=_("Zo zien je collega’s je."))
    email = text_field(_("E-mailadres"), _("Vul je e-mailadres in."))
    password = password_field(
        _("Wachtwoord"),
        _("Kies een wachtwoord."),
        hint=_("Minstens 12 tekens. Een paar losse woorden na elkaar is goed en onthoudt vlot."),
    )


def begin(token: str) -> str | tuple[str, int] | Response:
    """Ask for it all on one page; then lead to the list of seasons, signed in."""
    limits.count(limits.SIGNING_IN, "begin")
    if not beginning.opens(_storage(), token) or beginning.has_begun(reading()):
        abort(404)
    form = BeginForm()
    places = sorted(place.name_nl for place in municipalities().values())
    if not form.is_submitted():
        return render_template("staff/beginning/begin.html", form=form, places=places)
    try:
        account_id = _begin(form) if form.validate() else None
    except Refusal as refusal:
        form.refuse(refusal)
        account_id = None
    if account_id is None:
        return render_template("staff/beginning/begin.html", form=form, places=places), 422
    beginning.forget_token(_storage())
    return _lead_in(account_id)


def _begin(form: BeginForm) -> int | None:
    """The number of the account; None: the password is not good enough."""
    nis = beginning.place_meant(str(form.municipality.data))
    try:
        kept = hashed(str(form.password.data), email=str(form.email.data).strip())
    except WeakPassword:
        form.password.errors = [
            gettext(
                "Kies een ander wachtwoord: %(least)d tot %(most)d tekens, niet te eenvoudig, en"
                " niet je e-mailadres.",
                least=SHORTEST,
                most=LONGEST,
            )
        ]
        return None
    coordinator = NewAccount(
        email=str(form.email.data),
        name=str(form.name.data),
        language=said_in(),
        password_hash=kept,
    )
    return beginning.begin(writing(), nis=nis, coordinator=coordinator, now=now())


def _lead_in(account_id: int) -> Response:
    """Sign in with what was just made, which is kept first: nobody signs in to what is not."""
    writing().commit()
    read_anew()
    signed_in.enter(account_id)
    home = (
        reading()
        .scalars(
            select(Municipality)
            .join(Membership, Membership.municipality_id == Municipality.id)
            .where(Membership.account_id == account_id)
        )
        .one()
    )
    flash(gettext("Welkom. Je account is gemaakt, en je bent aangemeld."))
    return redirect(url_for("staff.seasons", municipality=home.slug))


def _storage() -> Path:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.storage
