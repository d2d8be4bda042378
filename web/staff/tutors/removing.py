"""Removing a tutor, in two steps."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season import tutors
from web.database import writing
from web.forms import Form, version_field, version_of
from web.staff.tutors.doing import step
from web.staff.tutors.finding import this_tutor


class RemoveForm(Form):
    """The version that is to go."""

    version = version_field()


def remove_tutor(municipality: str, season: str, tutor: int) -> str | tuple[str, int] | Response:
    """Ask whether it is meant, and do it."""
    row = this_tutor(tutor)
    form = RemoveForm(data={"version": str(row.version)})
    if form.validate_on_submit():
        try:
            with step("remove_tutor") as by:
                tutors.remove_tutor(
                    writing(), tutor_id=row.id, expected=version_of(form.version), **by
                )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("De begeleider is weg uit dit seizoen."))
            return redirect(url_for("staff.tutors", municipality=municipality, season=season))
    page = render_template("staff/tutors/remove.html", form=form, tutor=row)
    return (page, 422) if form.is_submitted() else page
