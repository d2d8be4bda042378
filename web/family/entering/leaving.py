"""The way out, and a new code in place of one that was lost."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models import Season
from scheduler.season.ways_in import new_way_in, revoke_ways_in
from web.clock import now
from web.database import writing
from web.family_in import leave_family, this_family
from web.forms import Form
from web.site_address import base_url


def leave(municipality: str) -> Response:
    """Nothing of the family stays in this browser."""
    form = Form()
    if form.validate_on_submit():
        leave_family()
        flash(gettext("Je bent weg. Op dit toestel staat niets meer van jou."))
    return redirect(url_for("family.way_in", municipality=municipality))


def new_code(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Make every link and code useless, and show a new code, once."""
    form, who = Form(), this_family()
    if not form.validate_on_submit():
        return render_template("family/entering/new_code.html", form=form, code="")
    session = writing()
    revoke_ways_in(
        session, actor=who.actor, season_id=who.season_id, contact_id=who.contact_id, now=now()
    )
    made = new_way_in(
        session,
        season=session.get_one(Season, who.season_id),
        contact_id=who.contact_id,
        base_url=base_url(),
        now=now(),
    )
    return render_template("family/entering/new_code.html", form=form, code=made.code)
