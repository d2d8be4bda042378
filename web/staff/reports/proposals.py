"""The ideas of children and families, for who makes the offer."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Proposal
from scheduler.rights import NotHere
from scheduler.season.proposing import mark_proposal_seen
from web.clock import now
from web.database import reading, writing
from web.forms import numbers_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.listing import shown
from web.staff.here import me


def proposals(municipality: str, season: str) -> str | Response:  # noqa: ARG001  (the guard)
    """Read them, those that nobody read first; and note which were read."""
    if request.method == "POST":
        return _seen()
    mine = select(Proposal).where(Proposal.season_id == this_season().id)
    return render_template(
        "staff/reports/proposals.html",
        shown=shown(
            reading(),
            mine,
            sorts={"nieuw": Proposal.seen_at.is_not(None)},
            last=Proposal.id.desc(),
        ),
    )


def _seen() -> Response:
    try:
        for number in numbers_of(request.form.getlist("rows")):
            mark_proposal_seen(
                writing(),
                actor=me().actor,
                season_id=this_season().id,
                proposal_id=number,
                now=now(),
            )
    except NotHere:
        abort(404)
    flash(gettext("Genoteerd als gelezen."))
    return redirect(
        url_for("staff.proposals", municipality=this_municipality().slug, season=this_season().slug)
    )
