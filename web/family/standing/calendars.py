"""A calendar feed for each child, without its name, at an address that nobody can guess."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Group, Place, Season
from models.enums import PlaceStatus
from scheduler.season.calendars import calendar_of, make_calendar
from scheduler.season.calendars import stop_calendars as revoke
from web.by_link.calendars import feed, feed_address, sessions_of
from web.by_link.trying import FAMILIES
from web.clock import now
from web.database import reading, writing
from web.family.own import by_me, my_child
from web.family_in import this_family
from web.forms import Form
from web.guarding import municipality as this_municipality


def calendar(municipality: str, child: int) -> str:  # noqa: ARG001  (the guard looked it up)
    """Say what it is, with a button; then show the address, once."""
    row, form = my_child(child), Form()
    address = ""
    if form.validate_on_submit():
        token = make_calendar(writing(), child_id=row.id, **by_me())
        address = feed_address("family.calendar_feed", token)
    return render_template("family/standing/calendar.html", form=form, child=row, address=address)


def stop_calendars(municipality: str) -> Response:
    """Make every address useless."""
    if not Form().validate_on_submit():
        abort(400)
    revoke(writing(), contact_id=this_family().contact_id, **by_me())
    flash(gettext("De kalenders die je maakte, werken niet meer."))
    return redirect(url_for("family.standing", municipality=municipality))


def calendar_feed(municipality: str, token: str) -> Response:  # noqa: ARG001
    """The places of one child, as a calendar reads them."""
    FAMILIES.count_feed()
    place = this_municipality()
    found = calendar_of(reading(), municipality_id=place.id, token=token, now=now())
    if found is None:
        abort(404)
    season = reading().get_one(Season, found.season_id)
    held = (
        select(Group)
        .join(Place, Place.group_id == Group.id)
        .where(Place.child_id == found.child_id, Place.status == PlaceStatus.HELD)
    )
    return feed(gettext("Zomer in %(place)s", place=place.name), sessions_of(season, held))
