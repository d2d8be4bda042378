"""The report of a season as it stands now."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from data.report_files import Report
from models import Snapshot
from scheduler.outbox.hours import BRUSSELS
from scheduler.reporting.figures import figures
from scheduler.reporting.report import report_of
from web.clock import now
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.reports.files import as_file


def report(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked them up)
    """The tables, and the snapshots of the year."""
    snapshots = reading().scalars(
        select(Snapshot).where(Snapshot.season_id == this_season().id).order_by(Snapshot.number)
    )
    return render_template(
        "staff/reports/report.html", report=_now(), snapshots=snapshots.all(), snapshot=None
    )


def report_file(municipality: str, season: str) -> Response:  # noqa: ARG001  (idem)
    """The same as a file."""
    return as_file(_now(), f"verslag-{this_season().slug}")


def _now() -> Report:
    today = now().astimezone(BRUSSELS).date()
    return report_of(
        figures(reading(), season_id=this_season().id, on=today), on=today, language=said_in()
    )
