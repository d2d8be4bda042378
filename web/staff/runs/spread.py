"""How the places of a plan are spread over children, small counts left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import render_template
from flask_babel import gettext

from scheduler.audit_texts import AGE, KEYS, TABLES
from scheduler.season.plan_sources import Kind, Source
from scheduler.season.spread import LEAST, Column, Row, Spread, Table, spread_of
from web.database import reading
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.runs.finding import find_run


class Part(NamedTuple):
    """A row: counts and percentages; None: left out."""

    name: str
    asked: int | None
    placed: int | None
    share: int | None
    first: int | None


class Spreading(NamedTuple):
    """A table of the page."""

    name: str
    parts: Sequence[Part]


def run_spread(municipality: str, season: str, run: int) -> str:  # noqa: ARG001
    """The page of a run's plan."""
    here = this_season()
    found = find_run(reading(), season_id=here.id, run_id=run)
    spread = spread_of(reading(), here, Source(Kind.RUN, run))
    return render_template("staff/runs/spread.html", run=found, tables=tables(spread), least=LEAST)


def tables(spread: Spread) -> list[Spreading]:
    """All tables of the page, in words."""
    language = said_in()
    audited = spread.audit
    found = []
    if audited is not None:
        for table in (Table("all", (audited.total,)), *audited.tables):
            parts = [_part(_label(table.name, row.key), row) for row in table.rows]
            found.append(Spreading(TABLES[table.name].said(language), parts))
    unknown = gettext("thuis niet bekend")
    around = [_part(spread.names.get(row.key, unknown), row) for row in spread.around.rows]
    found.append(Spreading(gettext("Buurt: woont het dichtst bij"), around))
    return found


def _label(table: str, key: str) -> str:
    if table == "age":
        return AGE.said(said_in(), key=key)
    return KEYS[table, key].said(said_in())


def _part(name: str, row: Row) -> Part:
    rate = row.rate(Column.PLACED, Column.ASKED)
    return Part(
        name,
        row.counts[Column.ASKED],
        row.counts[Column.PLACED],
        None if rate is None else round(100 * rate.value),
        row.counts[Column.FIRST],
    )
