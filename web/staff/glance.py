"""A season at a glance: where it stands, how much there is of everything, what needs attention."""

from __future__ import annotations

from flask import render_template

from models.enums import Phase, StaffRole
from web.clock import now
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.season_calendar import steps
from web.season_figures import View, attention, figures
from web.staff.here import me


def glance(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The page; who is only an organiser sees their own offers and groups counted."""
    found = this_season()
    only_own = me().roles_at(this_municipality().id) == {StaffRole.ORGANISER}
    view = View(reading(), found, me().id if only_own else None)
    return render_template(
        "staff/glance.html",
        season=found,
        only_own=only_own,
        steps=steps(reading(), found, phases=tuple(Phase), at=now()),
        figures=figures(view),
        attention=attention(view, at=now()),
    )
