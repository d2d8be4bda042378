"""The second step of signing in: a one-time code."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from web import limits, signed_in
from web.clock import now
from web.database import writing
from web.forms import Form, text_field
from web.signing.one_time_codes import use_code
from web.staff.welcome import welcome


class CodeForm(Form):
    """A code of six digits."""

    code = text_field(
        _("Code van zes cijfers"),
        _("Vul de code in."),
        longest=20,
        hint=_("Je vindt ze in de app op je telefoon."),
    )


def one_time_code() -> str | tuple[str, int] | Response:
    """Ask for the code of this moment."""
    form = CodeForm()
    if not form.is_submitted():
        return render_template("staff/one_time_code.html", form=form)
    account_id = signed_in.halfway()
    assert account_id is not None  # noqa: S101 - the guard let nobody else through
    limits.count(limits.CODES, "code", str(account_id))
    if form.validate():
        if use_code(writing(), account_id=account_id, code=str(form.code.data), now=now()):
            signed_in.enter(account_id)
            return welcome()
        form.code.errors = [
            gettext("Deze code klopt niet, of is al gebruikt. Wacht op de volgende.")
        ]
    return render_template("staff/one_time_code.html", form=form), 422
