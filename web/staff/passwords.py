"""Choosing a password: with an invitation, or with a link for who forgot theirs.

Opening a link changes nothing: programs that look at mail open links too. The button does.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from models import Account
from scheduler.accounts.passwords import LONGEST, SHORTEST, WeakPassword, hashed
from scheduler.configuration.settings import Configuration
from web import limits
from web.clock import now
from web.database import reading, writing
from web.forms import Form, password_field, text_field
from web.signing.new_passwords import (
    LinkOver,
    ask_new_password,
    renew_password,
    take_invitation,
    whose_invitation,
    whose_link,
)

_Answer = str | tuple[str, int] | Response


class ForgottenForm(Form):
    """An address."""

    email = text_field(_("E-mailadres"), _("Vul je e-mailadres in."))


class NewPasswordForm(Form):
    """A password."""

    password = password_field(
        _("Nieuw wachtwoord"),
        _("Kies een wachtwoord."),
        hint=_("Minstens 12 tekens. Een paar losse woorden na elkaar is goed en onthoudt vlot."),
    )


def forgotten() -> _Answer:
    """Send a link to who forgot their password; the answer never tells who works here."""
    form = ForgottenForm()
    if not form.is_submitted():
        return render_template("staff/forgotten.html", form=form)
    limits.count(limits.SIGNING_IN, "forgotten")
    if not form.validate():
        return render_template("staff/forgotten.html", form=form), 422
    email = str(form.email.data).strip().lower()
    limits.count(limits.LINKS, "link", email)
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    ask_new_password(writing(), email=email, base_url=configuration.base_url, now=now())
    return render_template("staff/forgotten_sent.html")


def new_password(token: str) -> _Answer:
    """Choose another password."""
    return _choose(token, whose_link, renew_password)


def invitation(token: str) -> _Answer:
    """Choose the first password."""
    return _choose(token, whose_invitation, take_invitation)


def _choose(token: str, whose: Callable[..., Account], take: Callable[..., None]) -> _Answer:
    form = NewPasswordForm()
    limits.count(limits.SIGNING_IN, "link")
    try:
        account = whose(reading(), token=token, now=now())
        if form.is_submitted():
            kept = _hash(form, account.email) if form.validate() else None
            if kept is not None:
                session: Session = writing()
                take(session, token=token, password_hash=kept, now=now())
                flash(gettext("Je wachtwoord is bewaard. Je kan je nu aanmelden."))
                return redirect(url_for("staff.sign_in"))
    except LinkOver:
        return render_template("staff/link_over.html"), 404
    page = render_template("staff/new_password.html", form=form, account=account)
    return (page, 422) if form.is_submitted() else page


def _hash(form: NewPasswordForm, email: str) -> str | None:
    """The hash, made before anything is written: it takes long on purpose."""
    try:
        return hashed(str(form.password.data), email=email)
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
