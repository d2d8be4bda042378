"""A calendar feed for each child, without its name, at an address that nobody can guess."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Group, Place, PlanVersion, Season
from models.enums import PlaceStatus
from scheduler.season.calendars import calendar_of, make_calendar
from scheduler.season.calendars import stop_calendars as revoke
from scheduler.season.slots import Slots
from web.clock import now
from web.database import reading, writing
from web.family.entering.links import base_url
from web.family.entering.trying import count_feed
from web.family.own import by_me, my_child
from web.family.standing.calendar_file import Happening, calendar_file
from web.family_in import this_family
from web.forms import Form
from web.guarding import municipality as this_municipality

_Answer = str | tuple[str, int] | Response


def calendar(municipality: str, child: int) -> _Answer:
    """Say what it is, with a button; then show the address, once."""
    row, form = my_child(child), Form()
    address = ""
    if form.validate_on_submit():
        token = make_calendar(writing(), child_id=row.id, **by_me())
        path = url_for("family.calendar_feed", municipality=municipality, token=token)
        address = f"{base_url()}{path}"
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
    count_feed()
    place = this_municipality()
    found = calendar_of(reading(), municipality_id=place.id, token=token, now=now())
    if found is None:
        abort(404)
    season = reading().get_one(Season, found.season_id)
    slots = Slots(reading(), season)
    groups = reading().scalars(
        select(Group)
        .join(Place, Place.group_id == Group.id)
        .join(PlanVersion, PlanVersion.id == Group.version_id)
        .where(
            PlanVersion.is_current,
            Place.child_id == found.child_id,
            Place.status == PlaceStatus.HELD,
            Group.cancelled_at.is_(None),
        )
        .order_by(Group.id)
    )
    happenings = [
        Happening(
            uid=f"{session.id}-{group.id}@zomerwijzer",
            title=slots.of_group(group).offer,
            where=slots.of_group(group).where,
            day=session.day,
            start_min=session.start_min,
            end_min=session.end_min,
        )
        for group in groups
        for session in slots.sessions_of(group)
    ]
    name = gettext("Zomer in %(place)s", place=place.name)
    return Response(calendar_file(name, happenings, now()), mimetype="text/calendar")
