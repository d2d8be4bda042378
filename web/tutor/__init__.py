"""Pages for tutors, who have no account and no password."""

from __future__ import annotations

from flask import Blueprint

from web.tutor import attendance, availability, calendars, entering, groups, overview, profile

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_IN = "/<slug:municipality>/begeleider"
_LINK = f"{_IN}/link/<token>"
_GROUP = f"{_IN}/groep/<int:group>"

tutor = Blueprint("tutor", __name__)

tutor.add_url_rule(_IN, view_func=entering.way_in, methods=_BOTH)
tutor.add_url_rule(_LINK, view_func=entering.link, methods=_BOTH)
tutor.add_url_rule(f"{_LINK}/nieuw", view_func=entering.link_again, methods=_POST)
tutor.add_url_rule(f"{_IN}/weg", view_func=entering.leave, methods=_POST)
tutor.add_url_rule(f"{_IN}/groepen", view_func=groups.groups)
tutor.add_url_rule(_GROUP, view_func=groups.group)
tutor.add_url_rule(f"{_GROUP}/ja", view_func=groups.accept, methods=_POST)
tutor.add_url_rule(f"{_GROUP}/teruggeven", view_func=groups.hand_back, methods=_BOTH)
tutor.add_url_rule(f"{_GROUP}/<day>", view_func=attendance.roll, methods=_BOTH)
tutor.add_url_rule(f"{_IN}/vrij", view_func=availability.free, methods=_BOTH)
tutor.add_url_rule(f"{_IN}/mij", view_func=overview.overview)
tutor.add_url_rule(f"{_IN}/mij/wijzigen", view_func=profile.edit, methods=_BOTH)
tutor.add_url_rule(f"{_IN}/kalender", view_func=calendars.calendar, methods=_BOTH)
tutor.add_url_rule(f"{_IN}/kalender/stop", view_func=calendars.stop_calendars, methods=_POST)
tutor.add_url_rule(f"{_IN}/kalender/<token>.ics", view_func=calendars.calendar_feed)

__all__ = ["tutor"]
