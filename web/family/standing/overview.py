"""The page of where things stand."""

from __future__ import annotations

from flask import render_template

from models.enums import Phase
from scheduler.drafts.changing import begun_changes
from web.clock import now
from web.database import reading
from web.family.looking_back.telling import to_tell_of
from web.family.own import my_children
from web.family.standing.about import plan_is_known, standing_of
from web.family_in import this_family
from web.guarding import season as this_season
from web.season_calendar import steps

_PLACES_KNOWN = (Phase.PUBLISHED, Phase.RUNNING)


def standing(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """Every child: what was asked, what came of it, and what can still be done."""
    season, children = this_season(), my_children()
    return render_template(
        "family/standing/overview.html",
        all_of=standing_of(children, season),
        is_open=season.phase is Phase.WISHES_OPEN,
        is_known=plan_is_known(),
        can_take=season.phase in _PLACES_KNOWN,
        is_over=season.phase is Phase.ARCHIVED,
        to_tell_of=to_tell_of(children),
        steps=steps(reading(), season),
        begun=begun_changes(reading(), contact_id=this_family().contact_id, now=now()),
    )
