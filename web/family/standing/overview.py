"""The page of where things stand."""

from __future__ import annotations

from flask import current_app, render_template

from models.enums import Phase
from web.database import reading
from web.family.own import my_children
from web.family.standing.about import plan_is_known, standing_of
from web.guarding import season as this_season
from web.season_calendar import steps

_PLACES_KNOWN = (Phase.PUBLISHED, Phase.RUNNING)


def standing(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Every child: what was asked, what came of it, and what can still be done."""
    season = this_season()
    return render_template(
        "family/standing/overview.html",
        all_of=standing_of(my_children(), season),
        is_open=season.phase is Phase.WISHES_OPEN,
        is_known=plan_is_known(),
        can_take=season.phase in _PLACES_KNOWN,
        is_over=season.phase is Phase.ARCHIVED,
        steps=steps(reading(), season),
        wizard=wizard(),
    )


def wizard() -> frozenset[str]:
    """Which pages of asking there are to go on to."""
    return frozenset({"family.ask", "family.ask_change"} & current_app.view_functions.keys())
