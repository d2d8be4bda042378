"""One's own account: what is known, and one-time codes on or off."""

from __future__ import annotations

import secrets

import segno
from flask import current_app, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from scheduler.configuration.settings import Configuration
from web import limits
from web.clock import now
from web.database import writing
from web.forms import Form, text_field
from web.signing import one_time_codes
from web.staff.here import me

_Answer = str | tuple[str, int] | Response


class CodeForm(Form):
    """A code of six digits, to show that the app has the secret."""

    code = text_field(
        _("Code van zes cijfers"), _("Vul de code in die de app nu toont."), longest=20
    )


def account() -> str:
    """What is known about who is signed in."""
    return render_template("staff/account.html")


def codes_on() -> _Answer:
    """Show a secret to an app, and ask for its first code."""
    if me().has_codes:
        return redirect(url_for("staff.account"))
    form = CodeForm()
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    drawn = session.setdefault("drawn", secrets.token_urlsafe(16))
    secret = one_time_codes.new_secret(
        configuration.secret_key.get_secret_value(), account_id=me().id, drawn=drawn
    )
    if form.is_submitted():
        limits.count(limits.CODES, "code", str(me().id))
        if form.validate():
            code = str(form.code.data)
            if one_time_codes.turn_on(
                writing(), account_id=me().id, secret=secret, code=code, now=now()
            ):
                session.pop("drawn")
                flash(gettext("Vanaf nu vragen we bij het aanmelden ook een code."))
                return redirect(url_for("staff.account"))
            form.code.errors = [gettext("Deze code klopt niet. Neem de code die de app nu toont.")]
    page = render_template(
        "staff/codes_on.html", form=form, secret=_in_fours(secret), picture=_picture(secret)
    )
    return (page, 422) if form.is_submitted() else page


def codes_off() -> _Answer:
    """Stop asking for codes; only with one more code, so that a found phone is not enough."""
    if not me().has_codes:
        return redirect(url_for("staff.account"))
    form = CodeForm()
    if form.is_submitted():
        limits.count(limits.CODES, "code", str(me().id))
        if form.validate():
            code = str(form.code.data)
            if one_time_codes.turn_off(writing(), account_id=me().id, code=code, now=now()):
                flash(gettext("We vragen geen code meer bij het aanmelden."))
                return redirect(url_for("staff.account"))
            form.code.errors = [
                gettext("Deze code klopt niet, of is al gebruikt. Wacht op de volgende.")
            ]
    page = render_template("staff/codes_off.html", form=form)
    return (page, 422) if form.is_submitted() else page


def _picture(secret: str) -> Markup:
    """The QR code as a drawing in the page, dark on white whatever the theme."""
    told = one_time_codes.address(secret, account=me().email, site="Zomerwijzer")
    drawing = segno.make(told, error="m").svg_inline(
        scale=5, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=False
    )
    return Markup(drawing)  # noqa: S704  (drawn here, from squares)


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
