"""A version: its figures, its groups, and what publishing it would change."""

from __future__ import annotations

from typing import Any

from flask import render_template
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Account, Group, PlanningRun, PlanVersion, Refusal
from models.enums import Phase, PlaceStatus, RefusalReason
from models.place import Place
from scheduler.season.foreseen import foresee
from web.clock import now
from web.database import reading
from web.guarding import season as this_season
from web.listing import asked, matching, shown
from web.staff.runs.allowed import may
from web.staff.runs.one import Counted
from web.staff.runs.words import reason_title, when_said
from web.staff.versions.finding import current_version, find_version
from web.staff.versions.groups import SEARCHED, SORTS, groups, listed
from web.staff.versions.words import ways

PLANS = frozenset({Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING})
"""The phases in which versions are made and published."""


def version(municipality: str, season: str, version: int) -> str:  # noqa: ARG001
    """The page."""
    here, session = this_season(), reading()
    found = find_version(session, season_id=here.id, version_id=version)
    statement = groups(Group.version_id == found.id, *matching(asked(SORTS).search, *SEARCHED))
    page = shown(session, statement, sorts=SORTS, last=Group.id)
    foreseen = None
    if found.published_at is None and here.phase in PLANS:
        foreseen = foresee(session, season=here, version_id=found.id, now=now())
    run = session.execute(
        select(PlanningRun.id, PlanningRun.queued_at).where(PlanningRun.id == found.run_id)
    ).one_or_none()
    return render_template(
        "staff/versions/one.html",
        version=found,
        who=session.scalar(select(Account.name).where(Account.id == found.created_by_id)),
        when=when_said,
        run=run,
        shown=page,
        groups=[listed(row) for row in page.rows],
        foreseen=foreseen,
        ways=ways(foreseen.heard) if foreseen else (),
        current=current_version(session, season_id=here.id),
        in_phase=here.phase in PLANS,
        is_over=here.phase is Phase.ARCHIVED,
        may=may,
        **_figures(session, found),
    )


def _figures(session: Session, version: PlanVersion) -> dict[str, Any]:
    placed, places = session.execute(
        select(func.count(Place.child_id.distinct()), func.count()).where(
            Place.version_id == version.id, Place.status == PlaceStatus.HELD
        )
    ).one()
    opened, seats = session.execute(
        select(
            func.count(), func.coalesce(func.sum(Group.max_children - Group.children_held), 0)
        ).where(Group.version_id == version.id, Group.cancelled_at.is_(None))
    ).one()
    reasons = session.execute(
        select(Refusal.reason, func.count())
        .where(Refusal.version_id == version.id)
        .group_by(Refusal.reason)
        .order_by(func.count().desc(), Refusal.reason)
    )
    return {
        "placed": placed,
        "places": places,
        "opened": opened,
        "free": seats,
        "reasons": [
            Counted(reason_title(RefusalReason(reason).value), count) for reason, count in reasons
        ],
    }
