"""Erase everything, for good, in two steps, without a reason (R16)."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.season.erasing import erase_family
from web.database import writing
from web.family.data.seeing import retention
from web.family.own import by_me, my_children
from web.family.standing.about import brought_up_by_others
from web.family_in import leave_family, this_family
from web.forms import Form
from web.guarding import season as this_season

_Answer = str | tuple[str, int] | Response


def erase(municipality: str) -> _Answer:
    """Say what goes and what stays, with a button; then do it, and let the family out."""
    form = Form()
    if form.validate_on_submit():
        erase_family(writing(), contact_id=this_family().contact_id, **by_me())
        leave_family()
        flash(gettext("Alles is gewist. Je bent ook weg van dit toestel."))
        return redirect(url_for("public.home", municipality=municipality))
    children = my_children()
    page = render_template(
        "family/data/erase.html",
        form=form,
        going=[child.first_name for child in children if not brought_up_by_others(child)],
        staying=[child.first_name for child in children if brought_up_by_others(child)],
        year=str(this_season().year),
        retention=retention(),
    )
    return (page, 422) if form.is_submitted() else page
