"""What the municipality knows of the tutor: what they change themselves, and what it confirms."""

from __future__ import annotations

from flask import render_template

from web.staff.naming import TRAVEL, ages_in_words, goal_names, language_names, need_names
from web.staff.tutors.painting import windows_of_tutor
from web.tutor.own import ROLES, myself


def overview(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The page."""
    row = myself()
    return render_template(
        "tutor/overview.html",
        me=row,
        roles=ROLES,
        goals=goal_names(),
        skills=need_names(),
        languages=language_names(),
        travel=TRAVEL,
        ages=ages_in_words(row.age_from, row.age_to),
        windows=windows_of_tutor(row),
    )
