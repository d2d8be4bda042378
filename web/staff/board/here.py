"""The version of the plan that the address names, and who looks at it."""

from __future__ import annotations

from typing import Any

from flask import abort
from sqlalchemy import select

from models import PlanVersion
from scheduler.rights import account
from web.clock import now
from web.database import reading
from web.guarding import season as this_season
from web.staff.here import me


def this_version(number: int) -> PlanVersion:
    """The version with that number; 404 where this season has none."""
    found = (
        reading()
        .scalars(
            select(PlanVersion).where(
                PlanVersion.season_id == this_season().id, PlanVersion.id == number
            )
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def by_me() -> dict[str, Any]:
    """Who asks a verb, of which season, and when."""
    return {"actor": account(me().id), "season_id": this_season().id, "now": now()}
