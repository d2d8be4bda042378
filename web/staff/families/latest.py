"""The first page of families: looking one up, and the requests that came in last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, Final

from flask import render_template
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select

from models import Child, Wish
from models.enums import Phase
from scheduler.outbox.hours import BRUSSELS
from web.clock import now
from web.database import reading
from web.guarding import season as this_season
from web.listing import choice, shown
from web.staff.families.naming import ORIGINS
from web.staff.families.searching import SearchForm

SORTS: Final = {
    "nieuwst": -Child.id,
    "gewijzigd": Child.requests_changed_at,
    "gevraagd": Child.asked_at,
    "nummer": Child.id,
}
WHEN: Final[dict[str, Any]] = {"vandaag": _("Vandaag"), "week": _("Laatste zeven dagen")}
STATES: Final[dict[str, Any]] = {
    "loopt": _("Loopt"),
    "ingetrokken": _("Ingetrokken"),
    "zonder": _("Zonder wens"),
}


def families(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The page: the newest request first."""
    wishes = (
        select(func.count()).where(Wish.child_id == Child.id).correlate(Child).scalar_subquery()
    )
    rows = shown(
        reading(),
        select(Child, wishes.label("wishes")).where(
            Child.season_id == this_season().id,
            Child.asked_at.is_not(None),
            *_filters(wishes),
        ),
        sorts=SORTS,
        last=Child.id.desc(),
    )
    return render_template(
        "staff/families/latest.html",
        shown=rows,
        form=SearchForm(),
        when=WHEN,
        states=STATES,
        origins=ORIGINS,
        open_now=this_season().phase in {Phase.WISHES_OPEN, Phase.CLOSED},
    )


def _filters(wishes: Any) -> Iterator[ColumnElement[bool]]:
    today = datetime.combine(now().astimezone(BRUSSELS).date(), time(), BRUSSELS)
    match choice("wanneer", tuple(WHEN)):
        case "vandaag":
            yield Child.requests_changed_at >= today
        case "week":
            yield Child.requests_changed_at >= now() - timedelta(days=7)
    if origin := choice("langs", tuple(ORIGINS)):
        yield Child.origin == origin
    match choice("stand", tuple(STATES)):
        case "loopt":
            yield Child.withdrawn_at.is_(None)
        case "ingetrokken":
            yield Child.withdrawn_at.is_not(None)
        case "zonder":
            yield wishes == 0
