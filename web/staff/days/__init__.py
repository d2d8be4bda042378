"""Pages of staff: the day itself: lists and attendance."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.staff.days import attendance, calendar, lists

_HERE: Final = "/werk/<slug:municipality>/<season>/op-de-dag"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(f"{_HERE}/", view_func=calendar.days)
    staff.add_url_rule(f"{_HERE}/<day>", view_func=calendar.day)
    staff.add_url_rule(f"{_HERE}/<day>/lijsten", view_func=lists.day_lists)
    staff.add_url_rule(
        f"{_HERE}/<day>/groep/<int:group>",
        view_func=attendance.day_group,
        methods=["GET", "POST"],
    )
