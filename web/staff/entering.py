"""Signing in with a password, and signing out."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Account
from scheduler.accounts.passwords import check_password, keep_fresh_hash
from web import limits, signed_in
from web.clock import now
from web.database import reading, writing
from web.forms import Form, password_field, text_field
from web.signing.leaving import sign_out_everywhere
from web.staff.here import me
from web.staff.oidc import provider_is_on
from web.staff.welcome import welcome

_Answer = str | tuple[str, int] | Response


class SignInForm(Form):
    """An address and a password."""

    email = text_field(_("E-mailadres"), _("Vul je e-mailadres in."))
    password = password_field(_("Wachtwoord"), _("Vul je wachtwoord in."))


def sign_in() -> _Answer:
    """Ask for address and password; then for a one-time code, if the account has them."""
    if signed_in.person() is not None:
        return redirect(url_for("staff.start"))
    form = SignInForm()
    if not form.is_submitted():
        return _page(form)
    limits.count(limits.SIGNING_IN, "sign in")
    if not form.validate():
        return _page(form), 422
    email = str(form.email.data).strip().lower()
    limits.count(limits.PASSWORDS, "password", email)
    checked = check_password(reading(), email=email, password=str(form.password.data))
    if checked is None:
        form.password.errors = [gettext("Dit e-mailadres en dit wachtwoord horen niet bij elkaar.")]
        return _page(form), 422
    if checked.fresh_hash is not None:
        keep_fresh_hash(writing(), checked)
    account = reading().get_one(Account, checked.account_id)
    if account.totp_secret is not None:
        signed_in.enter_halfway(account.id)
        return redirect(url_for("staff.one_time_code"))
    signed_in.enter(account.id)
    return welcome()


def sign_out() -> Response:
    """End all sessions of this account."""
    sign_out_everywhere(writing(), account_id=me().id, now=now())
    session.clear()
    flash(gettext("Je bent afgemeld, op al je toestellen."))
    return redirect(url_for("staff.sign_in"))


def _page(form: SignInForm) -> str:
    return render_template("staff/sign_in.html", form=form, provider=provider_is_on(current_app))
