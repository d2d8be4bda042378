"""The settings of a season on one page: what is set, its dates, and the steps to take."""

from __future__ import annotations

from flask import render_template

from models.enums import DrawPolicy, Phase
from scheduler.season.phases_allowed import is_before
from web.clock import now
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.season_calendar import steps
from web.staff.here import me
from web.staff.seasons.empty import POLICIES
from web.staff.settings.steps import STEPS, may_take


def season_settings(municipality: str, season: str) -> str:  # noqa: ARG001
    """The page."""
    found = this_season()
    roles = me().roles_at(this_municipality().id)
    return render_template(
        "staff/settings/overview.html",
        season=found,
        steps=steps(reading(), found, phases=tuple(Phase), at=now()),
        policy=dict(POLICIES)[DrawPolicy(found.policy).value],
        is_fixed=not is_before(found.phase, Phase.WISHES_OPEN),
        to_take=[
            step for step in STEPS.values() if found.phase in step.before and may_take(step, roles)
        ],
    )
