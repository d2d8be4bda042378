"""The rest of the plan made again: start it, look at what it changes, keep it or not."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models.enums import RunStatus
from scheduler.board.again import changes, run_of
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import NotHere
from scheduler.season.runs import RunOptions, start_run
from scheduler.season.versions import keep_plan
from web.database import reading, take_back, writing
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.board.here import by_me, this_version

Answer = str | Response | tuple[str, int]
MINUTES = (1, 5, 20)
"""How long the search may take."""


def board_again(municipality: str, season: str, version: int) -> Answer:  # noqa: ARG001  (the guard looked them up)
    """What will happen; sent, it starts."""
    shown, error = this_version(version), ""
    if request.method == "POST":
        chosen = request.form.get("minuten", "")
        minutes = next((each for each in MINUTES if str(each) == chosen), MINUTES[0])
        options = RunOptions(seconds=60.0 * minutes, language=said_in())
        try:
            run = start_run(writing(), **by_me(), options=options)
        except Refusal as refusal:
            take_back()
            error = refusal.sentence(said_in())
        else:
            return redirect(_to("staff.board_rest", run=run))
    page = render_template("staff/board/again.html", version=shown, minutes=MINUTES, error=error)
    return (page, 422) if error else page


def board_rest(municipality: str, season: str, version: int, run: int) -> str:  # noqa: ARG001  (idem)
    """How far it is; when it is done, what it changes."""
    return _rest(version, run, "")


def board_keep(municipality: str, season: str, version: int, run: int) -> Answer:  # noqa: ARG001  (idem)
    """Keep it as a new version."""
    this_version(version)
    name = request.form.get("naam", "")
    try:
        kept = keep_plan(writing(), **by_me(), run_id=run, name=name)
    except NotHere:
        abort(404)
    except Refusal as refusal:
        take_back()
        missing = gettext("Geef deze versie een naam.")
        return _rest(version, run, refusal.sentence(said_in()) if name.strip() else missing), 422
    flash(gettext("Bewaard als nieuwe versie. Je kijkt nu naar het bord ervan."))
    return redirect(_to("staff.board", version=kept))


def _rest(version: int, number: int, error: str) -> str:
    shown = this_version(version)
    try:
        run = run_of(reading(), this_season(), number)
    except NotHere:
        abort(404)
    busy = run.status in {RunStatus.QUEUED, RunStatus.CLAIMED, RunStatus.RUNNING}
    found = None
    if not busy and run.plan is not None:
        found = changes(reading(), this_season(), shown.id, run)
    return render_template(
        "staff/board/rest.html", version=shown, run=run, busy=busy, changes=found, error=error
    )


def _to(endpoint: str, **more: Any) -> str:
    arguments = {k: v for k, v in (request.view_args or {}).items() if k != "run"}
    return url_for(endpoint, **(arguments | more))
