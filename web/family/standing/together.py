"""Going together with another child: agree, or end it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.season.links import agree_link, unlink_children
from web.database import writing
from web.family.own import by_me, my_child
from web.family.standing.about import Together, standing_of
from web.forms import Form, whole_number
from web.guarding import season as this_season

_Answer = str | tuple[str, int] | Response


def agree_together(municipality: str, child: int) -> Response:
    """Agree with what another family asked."""
    row = my_child(child)
    number = whole_number(request.form.get("number"))
    if number is None or not Form().validate_on_submit():
        abort(400)
    agree_link(writing(), child_id=row.id, link_id=number, **by_me())
    flash(gettext("Goed. We proberen ze samen te zetten."))
    return redirect(url_for("family.standing", municipality=municipality))


def end_together(municipality: str, child: int) -> _Answer:
    """Show what it means, with a button; then do it."""
    row = my_child(child)
    number = whole_number(request.values.get("number"))
    found = next((each for each in _links(child) if each.number == number), None)
    if found is None:
        abort(404)
    form = Form()
    if form.validate_on_submit():
        unlink_children(writing(), child_id=row.id, link_id=found.number, **by_me())
        flash(gettext("Ze gaan niet meer samen. Een plaats die er al is, blijft."))
        return redirect(url_for("family.standing", municipality=municipality))
    page = render_template(
        "family/standing/stop.html", form=form, what="together", name=row.first_name, link=found
    )
    return (page, 422) if form.is_submitted() else page


def _links(child: int) -> tuple[Together, ...]:
    return standing_of((my_child(child),), this_season())[0].links
