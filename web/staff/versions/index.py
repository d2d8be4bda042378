"""The list of versions: what was kept, from which run, and which one families see."""

from __future__ import annotations

from typing import Any, Final

from flask import render_template
from sqlalchemy import select

from models import Account, PlanningRun, PlanVersion
from web.database import reading
from web.guarding import season as this_season
from web.listing import asked, matching, shown
from web.staff.runs.allowed import may
from web.staff.runs.words import when_said

PER_PAGE: Final = 25
_SORTS: Final = {
    "nieuwst": -PlanVersion.number,
    "nummer": PlanVersion.number,
    "naam": PlanVersion.name,
    "wie": Account.name,
}


def versions(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked them up)
    """The page."""
    statement: Any = (
        select(PlanVersion, Account.name, PlanningRun.queued_at)
        .outerjoin(Account, Account.id == PlanVersion.created_by_id)
        .outerjoin(PlanningRun, PlanningRun.id == PlanVersion.run_id)
        .where(
            PlanVersion.season_id == this_season().id,
            *matching(asked(_SORTS).search, PlanVersion.name, Account.name),
        )
    )
    found = shown(reading(), statement, sorts=_SORTS, last=-PlanVersion.id, per_page=PER_PAGE)
    return render_template("staff/versions/index.html", shown=found, when=when_said, may=may)
