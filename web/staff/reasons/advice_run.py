"""One advice run: while it works, and what would help most."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import abort, flash, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import PlanningRun
from models.enums import RunKind
from scheduler.rights.refusal import Refusal
from scheduler.season.runs import stop_run
from web.clock import now
from web.database import reading, writing
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.here import me
from web.staff.reasons.advice import advice_list, source_of, sources
from web.staff.reasons.change_links import addition_link
from web.staff.runs.addresses import address
from web.staff.runs.allowed import may
from web.staff.runs.finding import OVER
from web.staff.runs.words import STATUSES, duration, when_said

REFRESH = "ververs"
"""In the address: load the page again by itself, for who has no scripts and asks for it."""
PART = "deel"
"""In the address: only the part of the page that changes, for the script that asks for it."""


class Piece(NamedTuple):
    """An addition: what, for how many children, whether exactly so many, and where to begin."""

    sentence: str
    placed: int
    exact: bool
    link: str


def advice_run(municipality: str, season: str, run: int) -> str:  # noqa: ARG001
    """The page of an advice run; of a run that plans: the advice that was asked beside it."""
    found = _find(run)
    if found.kind is not RunKind.ADVICE:
        return advice_list(PlanningRun.id.in_(_beside(found)))
    report: dict[str, Any] = found.report or {}
    page = "_advice_state" if PART in request.args else "advice_run"
    return render_template(
        f"staff/reasons/{page}.html",
        run=found,
        over=found.status in OVER,
        status=STATUSES[found.status],
        when=when_said(found.queued_at),
        asked=duration(found.seconds_asked),
        beside=dict(sources()).get(source_of(found), ""),
        report=report if "advice" in report else None,
        pieces=[_piece(each) for each in report.get("advice", ())],
        refreshing=REFRESH in request.args,
        may=may,
    )


def stop_advice(municipality: str, season: str, run: int) -> Response:  # noqa: ARG001
    """Stop it; what was found by then is kept."""
    if _find(run).kind is not RunKind.ADVICE:
        abort(404)
    try:
        stop_run(writing(), actor=me().actor, season_id=this_season().id, run_id=run, now=now())
    except Refusal as refused:
        flash(refused.sentence(said_in()))
    else:
        flash(gettext("Het rekenen stopt. Wat al gevonden is, blijft bewaard."))
    return redirect(address("staff.advice_run", run=run))


def _find(run: int) -> PlanningRun:
    found = (
        reading()
        .scalars(
            select(PlanningRun).where(
                PlanningRun.season_id == this_season().id, PlanningRun.id == run
            )
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def _beside(run: PlanningRun) -> list[int]:
    """The advice runs that were asked beside a run that plans."""
    rows = reading().execute(
        select(PlanningRun.id, PlanningRun.options).where(
            PlanningRun.season_id == run.season_id, PlanningRun.kind == RunKind.ADVICE
        )
    )
    return [number for number, options in rows if options.get("of_run") == run.id]


def _piece(told: dict[str, Any]) -> Piece:
    sentences: dict[str, str] = told.get("sentences", {})
    sentence = sentences.get(said_in()) or sentences.get("nl", "")
    return Piece(sentence, int(told["placed"]), bool(told["exact"]), addition_link(told))
