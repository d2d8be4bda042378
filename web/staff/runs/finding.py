"""Finds the run that an address names, in the season that it names."""

from __future__ import annotations

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import PlanningRun
from models.enums import RunKind, RunStatus

OVER = frozenset({RunStatus.DONE, RunStatus.STOPPED, RunStatus.FAILED})
"""The statuses after which nothing of a run changes any more."""


def find_run(session: Session, *, season_id: int, run_id: int) -> PlanningRun:
    """The run of this season that plans; 404 where there is none."""
    found = session.scalars(
        select(PlanningRun).where(
            PlanningRun.season_id == season_id,
            PlanningRun.id == run_id,
            PlanningRun.kind == RunKind.PLAN,
        )
    ).one_or_none()
    if found is None:
        abort(404)
    return found


def has_plan(run: PlanningRun) -> bool:
    """Whether it ended with a plan: only then there are figures."""
    return run.status in OVER and bool((run.report or {}).get("counts"))
