"""The snapshots of the year, as they were frozen."""

from __future__ import annotations

from flask import abort, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from data.report_files import Report
from models import Snapshot
from scheduler.reporting.report import report_of
from scheduler.worker.snapshots import read_snapshot
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.reports.files import as_file


def snapshot(municipality: str, season: str, snapshot: int) -> str:  # noqa: ARG001  (the guard)
    """What was counted on that day."""
    taken = _taken(snapshot)
    return render_template(
        "staff/reports/report.html", report=_frozen(taken), snapshots=(), snapshot=taken
    )


def snapshot_file(municipality: str, season: str, snapshot: int) -> Response:  # noqa: ARG001
    """The same as a file."""
    taken = _taken(snapshot)
    return as_file(_frozen(taken), f"momentopname-{taken.number}-{this_season().slug}")


def _taken(number: int) -> Snapshot:
    found = (
        reading()
        .scalars(
            select(Snapshot).where(
                Snapshot.season_id == this_season().id,
                Snapshot.id == number,
                Snapshot.taken_at.is_not(None),
            )
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def _frozen(taken: Snapshot) -> Report:
    return report_of(
        read_snapshot(taken.content or b""),
        on=taken.due_on,
        language=said_in(),
        snapshot=taken.number,
    )
