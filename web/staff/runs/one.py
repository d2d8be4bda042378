"""One run: while it works, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Account, PlanningRun, PlanVersion
from models.enums import DrawPolicy, Phase
from scheduler.season.runs import stop_run
from web.clock import now
from web.database import reading, writing
from web.guarding import season as this_season
from web.staff.here import me
from web.staff.runs.addresses import address
from web.staff.runs.allowed import may
from web.staff.runs.finding import find_run, has_plan
from web.staff.runs.index import seconds_taken
from web.staff.runs.state import state_of
from web.staff.runs.words import POLICIES, duration, level_of, reason_title, when_said

REFRESH = "ververs"
"""In the address: load the page again by itself, for who has no scripts and asks for it."""


class Counted(NamedTuple):
    """How many of something, and what it is called."""

    what: str
    number: int


def run(municipality: str, season: str, run: int) -> str:  # noqa: ARG001
    """The page of a run."""
    found = find_run(reading(), season_id=this_season().id, run_id=run)
    who = reading().scalar(select(Account.name).where(Account.id == found.asked_by_id))
    page = "done" if has_plan(found) else "working"
    return render_template(
        f"staff/runs/{page}.html",
        run=found,
        who=who,
        when=when_said(found.queued_at),
        state=state_of(reading(), found, at=now()),
        asked=asked_for(found),
        time_asked=duration(found.seconds_asked),
        time_taken=duration(seconds_taken(found)),
        refreshing=REFRESH in request.args,
        refresh=REFRESH,
        may=may,
        **(_figures(found) if page == "done" else {}),
    )


def run_stop(municipality: str, season: str, run: int) -> Response:  # noqa: ARG001
    """Stop it; what was found by then is kept."""
    find_run(reading(), season_id=this_season().id, run_id=run)
    stop_run(writing(), actor=me().actor, season_id=this_season().id, run_id=run, now=now())
    flash(gettext("De berekening stopt. Het beste plan tot nu toe blijft bewaard."))
    return redirect(address("staff.run", run=run))


def asked_for(found: PlanningRun) -> list[str]:
    """What the run was asked, one sentence each."""
    options: Mapping[str, Any] = found.options
    gap, policy = options.get("gap") or 0, options.get("policy")
    told = []
    if gap:
        told.append(
            gettext("Stopt zodra bewezen binnen %(gap)s %% van het beste.", gap=f"{100 * gap:g}")
        )
    if policy:
        told.append(str(POLICIES[DrawPolicy(policy)]))
    if not options.get("keep_promises", True):
        told.append(gettext("Houdt geen rekening met plaatsen die gezinnen al weten."))
    if options.get("repeatable"):
        told.append(gettext("Herhaalbaar: elke computer vindt hetzelfde plan."))
    return told


def _figures(found: PlanningRun) -> dict[str, Any]:
    report: Mapping[str, Any] = found.report or {}
    counts = report["counts"]
    versions = reading().execute(
        select(PlanVersion.id, PlanVersion.name, PlanVersion.number)
        .where(PlanVersion.season_id == found.season_id, PlanVersion.run_id == found.id)
        .order_by(PlanVersion.number)
    )
    reasons = sorted(counts["refused_by_reason"].items(), key=lambda each: -each[1])
    return {
        "counts": counts,
        "levels": [level_of(each) for each in report["levels"]],
        "ranks": counts["best_rank"],
        "reasons": [Counted(reason_title(reason), count) for reason, count in reasons],
        "promises": report.get("promises"),
        "phases": {name: duration(each) for name, each in report["seconds"].items()},
        "versions": list(versions),
        "may_keep": this_season().phase
        in {Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING},
    }
