"""The lists of all groups of a day, to print."""

from __future__ import annotations

from flask import render_template

from data import references
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.days.calendar import day_of
from web.staff.days.roster import children_of, meetings
from web.staff.looked import looked_at


def day_lists(municipality: str, season: str, day: str) -> str:  # noqa: ARG001  (the guard did)
    """One sheet for each group."""
    when = day_of(day)
    groups = meetings(this_season(), when)
    children = children_of(this_season(), [each.group_id for each in groups], when)
    looked_at([each.child_id for there in children.values() for each in there])
    return render_template(
        "staff/days/lists.html",
        day=when,
        meetings=groups,
        children=children,
        needs=need_names(),
    )


def need_names() -> dict[str, str]:
    """What to arrange, by code, in the language of the page."""
    english = said_in() == "en"
    return {code: need.en if english else need.nl for code, need in references.needs().items()}
