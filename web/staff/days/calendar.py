"""Which groups there are today, or on another day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask import abort, render_template

from scheduler.outbox.hours import BRUSSELS
from web.clock import now
from web.guarding import season as this_season
from web.staff.days.roster import days_of, meetings


def days(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked them up)
    """Today, or else the next day on which something happens, or the last."""
    there = days_of(this_season())
    today = now().astimezone(BRUSSELS).date()
    if not there:
        return render_template("staff/days/day.html", day=None, meetings=(), days=(), today=today)
    return _page(next((each for each in there if each >= today), there[-1]), there, today)


def day(municipality: str, season: str, day: str) -> str:  # noqa: ARG001  (idem)
    """The groups of one day."""
    today = now().astimezone(BRUSSELS).date()
    return _page(day_of(day), days_of(this_season()), today)


def day_of(text: str) -> date:
    """A day of an address; the page is not there where it is none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        abort(404)
    if found.isoformat() != text or found.year != this_season().year:
        abort(404)
    return found


def _page(shown: date, there: Sequence[date], today: date) -> str:
    earlier = [each for each in there if each < shown]
    later = [each for each in there if each > shown]
    return render_template(
        "staff/days/day.html",
        day=shown,
        today=today,
        days=there,
        before=earlier[-1] if earlier else None,
        after=later[0] if later else None,
        meetings=meetings(this_season(), shown),
    )
