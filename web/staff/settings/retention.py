"""What of a season goes when: the worker's clock, told beforehand (R16)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from flask import current_app, render_template
from flask_babel import gettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AuditEntry, BlockSession, Season
from scheduler.configuration.settings import Configuration, Retention
from web.clock import now
from web.database import reading
from web.guarding import season as this_season


class Going(NamedTuple):
    """Something that goes. `on`: the day; None: each by itself, as `rule` says."""

    what: Any
    rule: Any
    on: date | None
    has_gone: bool


def retention(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The page."""
    found = this_season()
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    done = frozenset(
        reading().scalars(
            select(AuditEntry.verb).where(
                AuditEntry.municipality_id == found.municipality_id,
                AuditEntry.season_id == found.id,
                AuditEntry.verb.in_(("needs_purged", "identities_purged")),
            )
        )
    )
    return render_template(
        "staff/settings/retention.html",
        season=found,
        going=tuple(_going(found, configuration.retention, done)),
        today=now().date(),
    )


def last_needed(season: Season, session: Session) -> date:
    """The last day of sessions; of the season, where there are none."""
    last = session.scalar(
        select(func.max(BlockSession.day)).where(BlockSession.season_id == season.id)
    )
    return last or season.last_day


def _going(season: Season, terms: Retention, done: frozenset[str]) -> Iterator[Going]:
    needs = last_needed(season, reading()) + timedelta(days=max(1, terms.needs_days))
    yield Going(
        gettext("Wat een kind nodig heeft, en wie je belt in nood"),
        gettext("%(days)s dagen na het laatste moment", days=terms.needs_days),
        needs,
        "needs_purged" in done,
    )
    yield Going(
        gettext("Kinderen, gezinnen en begeleiders, met alles wat over hen gaat"),
        gettext("Op de laatste dag van het jaar. Aantallen blijven, namen niet."),
        date(season.year, 12, 31),
        "identities_purged" in done,
    )
    yield Going(
        gettext("Berichten"),
        gettext("%(days)s dagen nadat ze verstuurd of opgegeven zijn", days=terms.messages_days),
        None,
        has_gone=False,
    )
    yield Going(
        gettext("Planningen die je niet bewaarde"),
        gettext("%(days)s dagen nadat ze klaar waren", days=terms.runs_days),
        None,
        has_gone=False,
    )
    yield Going(
        gettext("Links waarmee iemand binnenkomt"),
        gettext("Zodra ze niet meer werken"),
        None,
        has_gone=False,
    )
    yield Going(
        gettext("Het logboek: wie wat deed"),
        gettext("%(days)s dagen na elke regel", days=terms.audit_days),
        None,
        has_gone=False,
    )
