"""Who was there: one group on one day, on paper or on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.outbox.hours import BRUSSELS
from scheduler.season.attending import Seen, mark_attendance
from web.clock import now
from web.database import writing
from web.forms import whole_number
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.days.calendar import day_of
from web.staff.days.lists import need_names
from web.staff.days.roster import children_of, one_meeting
from web.staff.here import me
from web.staff.looked import looked_at

_ANSWERS: Final = {"yes": True, "no": False}
_LATEST: Final = 253_402_300_799_000  # the last millisecond that a date can tell


def day_group(
    municipality: str,  # noqa: ARG001  (the guard looked it up)
    season: str,  # noqa: ARG001
    day: str,
    group: int,
) -> str | Response:
    """The children of a group, each with what to arrange, whom to call and whether it is there."""
    when = day_of(day)
    meeting = one_meeting(this_season(), when, group)
    if request.method == "POST":
        return _keep(when, group)
    children = children_of(this_season(), [group], when)[group]
    looked_at([each.child_id for each in children])
    return render_template(
        "staff/days/group.html",
        day=when,
        meeting=meeting,
        children=children,
        needs=need_names(),
        can_mark=when <= now().astimezone(BRUSSELS).date(),
    )


def _keep(when: date, group: int) -> Response:
    """Keep the marks; a page that kept them for later is told so without a new page."""
    changed = mark_attendance(
        writing(),
        actor=me().actor,
        season_id=this_season().id,
        group_id=group,
        day=when,
        seen=tuple(marks_sent()),
        now=now(),
    )
    if request.accept_mimetypes.best == "application/json":
        answer: Response = jsonify(changed=changed)
        return answer
    flash(gettext("De aanwezigheden zijn bewaard."))
    return redirect(
        url_for(
            "staff.day_group",
            municipality=this_municipality().slug,
            season=this_season().slug,
            day=when.isoformat(),
            group=group,
        )
    )


def marks_sent() -> Iterator[Seen]:
    """The marks of a form: `seen-<place>-<start>` is yes or no, `at-…` when, in milliseconds.

    `was-…` is what the page showed: who changes nothing there says nothing new.
    """
    for name, value in request.form.items():
        kind, _dash, rest = name.partition("-")
        place, _dash, start = rest.partition("-")
        numbers = whole_number(place), whole_number(start)
        is_mark = kind == "seen" and value in _ANSWERS and None not in numbers
        if not is_mark or request.form.get(f"was-{rest}") == value:
            continue
        yield Seen(
            place_id=numbers[0] or 0,
            start_min=numbers[1] or 0,
            was_there=_ANSWERS[value],
            marked_at=_moment(request.form.get(f"at-{rest}", "")),
        )


def _moment(text: str) -> datetime:
    if text.isascii() and text.isdigit() and int(text[:16]) <= _LATEST:
        return min(datetime.fromtimestamp(int(text[:16]) / 1000, UTC), now())
    return now()
