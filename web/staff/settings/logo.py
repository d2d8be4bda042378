"""The logo of the municipality: send one, describe it, take it away."""

from __future__ import annotations

from contextlib import closing

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from models import Logo
from scheduler.accounts.logo_drawing import MOST_SENT, DrawnLogo, drawn_logo
from scheduler.accounts.logos import remove_logo, set_logo
from scheduler.rights.refusal import Refusal
from web.clock import now
from web.database import writing
from web.forms import Form, file_field, optional_text, version_field, version_of
from web.guarding import municipality as this_municipality
from web.staff.here import me

_LONGEST = 120


class LogoForm(Form):
    """A picture, and what it says to who cannot see it."""

    image = file_field(
        _("Bestand"),
        hint=_("Een PNG, JPEG of WebP van hoogstens 200 kB. Hij komt op wit te staan."),
    )
    words = optional_text(
        _("Wat leest een voorlezer voor?"),
        longest=_LONGEST,
        hint=_("Voor wie het logo niet ziet. Leeg: de naam van de gemeente."),
    )
    version = version_field()


def logo(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001  (the guard)
    """Show the logo, and keep what is sent."""
    there: Logo | None = g.logo
    form = LogoForm(
        data={
            "words": there.words if there else "",
            "version": str(there.version if there else 0),
        }
    )
    if not form.is_submitted():
        return _page(form)
    if form.validate():
        try:
            # Drawn before anything is written: on SQLite everybody waits for who writes.
            drawn = _drawn(form.image.data)
            set_logo(
                writing(),
                actor=me().actor,
                municipality_id=this_municipality().id,
                expected=version_of(form.version),
                drawn=drawn,
                words=form.words.data or "",
                now=now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Bewaard."))
            return redirect(url_for("staff.logo", municipality=this_municipality().slug))
    return _page(form), 422


def logo_away(municipality: str) -> tuple[str, int] | Response:  # noqa: ARG001  (idem)
    """Take it away."""
    form = LogoForm()
    try:
        remove_logo(
            writing(),
            actor=me().actor,
            municipality_id=this_municipality().id,
            expected=version_of(form.version),
            now=now(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form), 422
    flash(gettext("Het logo is weg."))
    return redirect(url_for("staff.logo", municipality=this_municipality().slug))


def _drawn(sent: object) -> DrawnLogo | None:
    """The logo that was sent; None: nothing was."""
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    with closing(sent):
        return drawn_logo(sent.stream.read(MOST_SENT + 1))


def _page(form: LogoForm) -> str:
    return render_template("staff/settings/logo.html", form=form)
