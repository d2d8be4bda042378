"""Who is there today, in a group of the tutor's own: on the day itself, and shortly after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.outbox.hours import BRUSSELS
from scheduler.season.attending import mark_attendance
from web.clock import now
from web.database import writing
from web.guarding import season as this_season
from web.staff.days.attendance import marks_sent
from web.staff.days.calendar import day_of
from web.staff.days.roster import children_of
from web.staff.naming import need_names
from web.tutor.own import by_me, group_that_stands

LATEST_DAYS: Final = 7
"""How long after a day a phone that had no connection can still bring its marks."""


def roll(municipality: str, group: int, day: str) -> str | Response:
    """The children of a group by first name, each with what to arrange and whom to call.

    Nobody's name is there before the day itself, nor long after: then it is of no use any more.
    """
    mine, when = group_that_stands(group), day_of(day)
    if not (_today() - timedelta(days=LATEST_DAYS) <= when <= _today() and mine.meets_on(when)):
        abort(404)
    if request.method == "POST":
        return _keep(municipality, group, when)
    return render_template(
        "tutor/roll.html",
        day=when,
        group=mine,
        hours=[(each.start_min, each.end_min) for each in mine.meetings if each.day == when],
        children=children_of(this_season(), [group], when)[group],
        needs=need_names(),
    )


def _keep(municipality: str, group: int, when: date) -> Response:
    """Keep the marks; a page that kept them for later is told so without a new page."""
    changed = mark_attendance(
        writing(), group_id=group, day=when, seen=tuple(marks_sent()), **by_me()
    )
    if request.accept_mimetypes.best == "application/json":
        answer: Response = jsonify(changed=changed)
        return answer
    flash(gettext("De aanwezigheden zijn bewaard."))
    return redirect(
        url_for("tutor.roll", municipality=municipality, group=group, day=when.isoformat())
    )


def _today() -> date:
    return now().astimezone(BRUSSELS).date()
