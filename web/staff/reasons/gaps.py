"""What is missing before anybody asks: a page of tables, all as text too, and as CSV."""

from __future__ import annotations

from flask import Response, render_template

from data.csv_text import csv_text
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.reasons.gap_rows import gap_rows
from web.staff.reasons.gap_tables import Gaps, age_said, gaps_of, shade
from web.staff.reasons.gap_words import BALANCES, CHIPS, demand_said, mending
from web.staff.reasons.linking import link_to


def gaps(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The page."""
    return render_template(
        "staff/reasons/gaps.html",
        gaps=_found(),
        link_to=link_to,
        age_said=age_said,
        shade=shade,
        mending=mending,
        demand_said=demand_said,
        balances=BALANCES,
        chips=CHIPS,
    )


def gaps_csv(municipality: str, season: str) -> Response:  # noqa: ARG001
    """The same as a table to take along."""
    header, rows = gap_rows(_found())
    answer = Response("\ufeff" + csv_text(header, rows), mimetype="text/csv")
    name = f"wat-ontbreekt-{this_season().slug}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _found() -> Gaps:
    return gaps_of(reading(), this_municipality(), this_season())
