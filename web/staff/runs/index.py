"""The list of planning runs: who asked, when, how far, how good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import render_template
from flask_babel import gettext
from sqlalchemy import select

from models import Account, PlanningRun
from models.enums import RunKind, RunStatus
from scheduler.worker.course import course_of, levels_of
from web.database import reading
from web.guarding import season as this_season
from web.listing import asked, choice, matching, shown
from web.staff.runs.allowed import may
from web.staff.runs.finding import OVER, has_plan
from web.staff.runs.state import FIRST_LEVEL
from web.staff.runs.words import STATUSES, duration, far_said, when_said

PER_PAGE: Final = 25
_SORTS: Final = {
    "nieuwst": -PlanningRun.id,
    "oudst": PlanningRun.id,
    "wie": Account.name,
    "tijd": PlanningRun.seconds_asked,
}


@dataclass(frozen=True)
class Listed:
    """A run as the list shows it."""

    id: int
    when: str
    who: str
    status: RunStatus
    status_said: Any
    placed: int | None
    far: str
    time: str
    comparable: bool
    is_over: bool


def runs(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked them up)
    """The page."""
    statement: Any = (
        select(PlanningRun, Account.name)
        .outerjoin(Account, Account.id == PlanningRun.asked_by_id)
        .where(PlanningRun.season_id == this_season().id, PlanningRun.kind == RunKind.PLAN)
    )
    status = choice("stand", [each.value for each in RunStatus])
    if status:
        statement = statement.where(PlanningRun.status == RunStatus(status))
    statement = statement.where(*matching(asked(_SORTS).search, Account.name))
    found = shown(reading(), statement, sorts=_SORTS, last=-PlanningRun.id, per_page=PER_PAGE)
    return render_template(
        "staff/runs/index.html",
        shown=found,
        runs=[listed(run, who) for run, who in found.rows],
        statuses=[(each.value, STATUSES[each]) for each in RunStatus],
        may=may,
    )


def listed(run: PlanningRun, who: str | None) -> Listed:
    """A run and the name of who asked for it."""
    told = has_plan(run)
    report = run.report or {}
    first = next((each for each in report.get("levels", ()) if each["name"] == FIRST_LEVEL), None)
    points = levels_of(course_of(report)).get(FIRST_LEVEL, ())
    so_far = [point.best for point in points if point.best is not None]
    return Listed(
        id=run.id,
        when=when_said(run.queued_at),
        who=who or gettext("iemand die hier niet meer werkt"),
        status=run.status,
        status_said=STATUSES[run.status],
        placed=report["counts"]["placed"] if told else next(reversed(so_far), None),
        far=far_said(first) if told and first else "",
        time=taken(run),
        comparable=told,
        is_over=run.status in OVER,
    )


def taken(run: PlanningRun) -> str:
    """How long it took, or may take."""
    if run.status in OVER:
        return duration(seconds_taken(run))
    return str(gettext("hoogstens %(time)s", time=duration(run.seconds_asked)))


def seconds_taken(run: PlanningRun) -> float:
    """The seconds between its begin and its end."""
    if run.started_at is None or run.ended_at is None:
        return 0.0
    return (run.ended_at - run.started_at).total_seconds()
