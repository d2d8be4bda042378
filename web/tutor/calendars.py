"""The tutor's own calendar feed, without children, at an address that nobody can guess."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Group, GroupTutor, Season
from scheduler.season.tutor_calendars import (
    TutorCalendar,
    make_tutor_calendar,
    stop_tutor_calendars,
    tutor_calendar_of,
)
from web.by_link.calendar_file import Happening
from web.by_link.calendars import feed, feed_address, sessions_of
from web.by_link.trying import TUTORS
from web.clock import now
from web.database import reading, writing
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.tutor.own import PLACES_KNOWN, by_me
from web.tutor_in import this_leader


def calendar(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Say what it is, with a button; then show the address, once."""
    form, address = Form(), ""
    if form.validate_on_submit():
        token = make_tutor_calendar(writing(), tutor_id=this_leader().tutor_id, **by_me())
        address = feed_address("tutor.calendar_feed", token)
    return render_template("tutor/calendar.html", form=form, address=address)


def stop_calendars(municipality: str) -> Response:
    """Make every address useless."""
    if not Form().validate_on_submit():
        abort(400)
    stop_tutor_calendars(writing(), tutor_id=this_leader().tutor_id, **by_me())
    flash(gettext("De kalenders die je maakte, werken niet meer."))
    return redirect(url_for("tutor.groups", municipality=municipality))


def calendar_feed(municipality: str, token: str) -> Response:  # noqa: ARG001
    """The groups that the tutor did not give back, as a calendar reads them."""
    TUTORS.count_feed()
    place = this_municipality()
    whose = tutor_calendar_of(reading(), municipality_id=place.id, token=token, now=now())
    if whose is None:
        abort(404)
    name = gettext("Groepen van de zomer in %(place)s", place=place.name)
    return feed(name, _happenings(whose))


def _happenings(whose: TutorCalendar) -> list[Happening]:
    season = reading().get_one(Season, whose.season_id)
    if season.phase not in PLACES_KNOWN:
        return []
    kept = (
        select(Group)
        .join(GroupTutor, GroupTutor.group_id == Group.id)
        .where(GroupTutor.tutor_id == whose.tutor_id, GroupTutor.given_back_at.is_(None))
    )
    return sessions_of(season, kept, "-begeleider")
