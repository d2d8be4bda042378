"""What a run shows of itself while it waits and works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import PlanningRun
from models.enums import RunStatus
from scheduler.worker.course import Point, course_of, levels_of
from web.staff.runs.chart import Chart, chart_of
from web.staff.runs.finding import OVER
from web.staff.runs.words import duration, level_more, level_title, stage_said, value_said

FIRST_LEVEL = "placed"


@dataclass(frozen=True)
class Line:
    """A row of the table beside the chart."""

    after: str
    level: str
    best: str
    bound: str


@dataclass(frozen=True)
class State:
    """A run at one moment, in words. `placed`: children with a place in the best plan so far."""

    status: RunStatus
    is_over: bool
    is_stopping: bool
    before: int
    elapsed: float
    part: int
    placed: int | None
    placed_bound: int | None
    stage: str
    level: str
    level_more: str
    charts: tuple[Chart, ...]
    lines: tuple[Line, ...]

    @property
    def elapsed_said(self) -> str:
        """How long it has been at it."""
        return duration(self.elapsed)

    @property
    def said(self) -> str:
        """All of it in a few words, for who hears the page."""
        if self.is_over:
            return str(gettext("De berekening is klaar."))
        if self.status is RunStatus.QUEUED:
            return str(gettext("De berekening wacht op haar beurt."))
        if self.placed is None:
            return self.stage
        placed = ngettext(
            "%(num)d kind heeft een plaats.", "%(num)d kinderen hebben een plaats.", self.placed
        )
        return f"{placed} {self.stage}"


def state_of(session: Session, run: PlanningRun, *, at: datetime) -> State:
    """The run as its row tells of it now; one query where it waits, else none."""
    points = course_of(run.report)
    levels = levels_of(points)
    elapsed = 0.0
    if run.started_at is not None:
        elapsed = max(0.0, ((run.ended_at or at) - run.started_at).total_seconds())
    placed = levels.get(FIRST_LEVEL, ())
    shown = dict.fromkeys(name for name in (FIRST_LEVEL, run.level) if name in levels)
    until = points[-1].seconds if points else 0.0
    is_over = run.status in OVER
    return State(
        status=run.status,
        is_over=is_over,
        is_stopping=run.stop_requested and not is_over,
        before=_before(session, run) if run.status is RunStatus.QUEUED else 0,
        elapsed=elapsed,
        part=min(100, round(100 * elapsed / run.seconds_asked)),
        placed=_last(placed, "best"),
        placed_bound=_last(placed, "bound"),
        stage=stage_said(run.stage),
        level=level_title(run.level) if run.level else "",
        level_more=level_more(run.level) if run.level else "",
        charts=tuple(
            chart_of(name, levels[name], until=until if name == run.level else 0.0)
            for name in shown
        ),
        lines=tuple(_line(point) for point in reversed(points)),
    )


def _last(points: tuple[Point, ...], name: str) -> int | None:
    known = [getattr(point, name) for point in points if getattr(point, name) is not None]
    return known[-1] if known else None


def _line(point: Point) -> Line:
    return Line(
        duration(point.seconds),
        level_title(point.level),
        value_said(point.level, point.best),
        value_said(point.level, point.bound),
    )


def _before(session: Session, run: PlanningRun) -> int:
    """How many runs of this installation come first."""
    waiting = (RunStatus.QUEUED, RunStatus.CLAIMED, RunStatus.RUNNING)
    sooner = (PlanningRun.queued_at < run.queued_at) | (
        (PlanningRun.queued_at == run.queued_at) & (PlanningRun.id < run.id)
    )
    return session.scalar(select(func.count()).where(PlanningRun.status.in_(waiting), sooner)) or 0
