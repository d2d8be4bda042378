"""Pages for families: where things stand, and stopping.

Nothing about a family stands in an address but numbers, which open only what is its own.
"""

from __future__ import annotations

from flask import Blueprint

from web.family.standing import (
    calendars,
    free_days,
    ordering,
    overview,
    possible,
    stopping,
    together,
)

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_IN = "/<slug:municipality>/mijn"
_CHILD = f"{_IN}/kind/<int:child>"


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
    add = family.add_url_rule
    add(f"{_IN}/overzicht", view_func=overview.standing)
    add(f"{_CHILD}/kan-nog", view_func=possible.possible)
    add(f"{_CHILD}/groep/<int:group>", view_func=possible.take, methods=_POST)
    add(f"{_IN}/wens/<int:wish>/stop", view_func=stopping.stop_wish, methods=_BOTH)
    add(f"{_IN}/plaats/<int:place>/teruggeven", view_func=stopping.give_back, methods=_BOTH)
    add(f"{_CHILD}/wachten/<int:group>/stop", view_func=stopping.leave_list, methods=_BOTH)
    add(f"{_CHILD}/stop", view_func=stopping.stop_child, methods=_BOTH)
    add(f"{_IN}/alles-stop", view_func=stopping.stop_all, methods=_BOTH)
    add(f"{_CHILD}/volgorde", view_func=ordering.order, methods=_BOTH)
    add(f"{_CHILD}/vrij", view_func=free_days.free_days, methods=_BOTH)
    add(f"{_CHILD}/samen/akkoord", view_func=together.agree_together, methods=_POST)
    add(f"{_CHILD}/samen/los", view_func=together.end_together, methods=_BOTH)
    add(f"{_CHILD}/kalender", view_func=calendars.calendar, methods=_BOTH)
    add(f"{_IN}/kalenders/stop", view_func=calendars.stop_calendars, methods=_POST)
    add("/<slug:municipality>/kalender/<token>.ics", view_func=calendars.calendar_feed)
