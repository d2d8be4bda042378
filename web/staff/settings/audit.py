"""Who did what, and when; never what was in it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, render_template, request
from flask_babel import gettext
from sqlalchemy import ColumnElement, select

from models import Account, AuditEntry, Membership, Season
from models.enums import ActorKind
from scheduler.configuration.settings import Configuration
from web.database import reading
from web.forms import whole_number
from web.guarding import municipality as this_municipality
from web.listing import choice, shown
from web.staff.seasons.empty import day_of
from web.staff.settings.deeds import OTHERS, called

_KINDS = {kind.value: kind for kind in ActorKind if kind is not ActorKind.ACCOUNT}


def audit(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The lines, the newest first, by person, by what was done, by day."""
    people, verbs = _people(), _verbs()
    statement: Any = (
        select(AuditEntry, Account.name, Account.email, Season.name)
        .outerjoin(
            Account,
            (AuditEntry.actor_kind == ActorKind.ACCOUNT) & (Account.id == AuditEntry.actor_id),
        )
        .outerjoin(Season, Season.id == AuditEntry.season_id)
        .where(AuditEntry.municipality_id == this_municipality().id, *_filters(people, verbs))
    )
    found = shown(reading(), statement, sorts={"nieuw": -AuditEntry.id}, last=AuditEntry.id)
    return render_template(
        "staff/settings/audit.html",
        shown=found,
        lines=[_line(row) for row in found.rows],
        people=people,
        verbs=verbs,
    )


def _filters(
    people: list[tuple[str, str]], verbs: list[tuple[str, str]]
) -> list[ColumnElement[bool]]:
    """What the address asks; a person is a number, or a word for those without account."""
    asked: list[ColumnElement[bool]] = []
    who = choice("wie", [value for value, _name in people])
    if who in _KINDS:
        asked.append(AuditEntry.actor_kind == _KINDS[who])
    elif who:
        asked += [
            AuditEntry.actor_kind == ActorKind.ACCOUNT,
            AuditEntry.actor_id == whole_number(who),
        ]
    verb = choice("wat", [value for value, _name in verbs])
    if verb:
        asked.append(AuditEntry.verb == verb)
    day = day_of(request.args.get("dag"))
    if day is not None:
        begin = datetime.combine(day, time(), _zone())
        asked += [AuditEntry.at >= begin, AuditEntry.at < _next_midnight(begin)]
    return asked


def _next_midnight(begin: datetime) -> datetime:
    """Also after a night in which the clock changes."""
    return datetime.combine(begin.date() + timedelta(days=1), time(), begin.tzinfo)


def _people() -> list[tuple[str, str]]:
    """Whoever works here, and kinds of others; the number or word, and what they are called."""
    staff = reading().execute(
        select(Account.id, Account.name, Account.email)
        .where(
            Account.id.in_(
                select(Membership.account_id).where(
                    Membership.municipality_id == this_municipality().id
                )
            )
        )
        .order_by(Account.name, Account.email)
    )
    return [
        *((str(number), name or email) for number, name, email in staff),
        *((value, str(OTHERS[kind])) for value, kind in _KINDS.items()),
    ]


def _verbs() -> list[tuple[str, str]]:
    """What was ever done here, and what that is called."""
    return sorted(
        (
            (verb, called(verb))
            for verb in reading().scalars(
                select(AuditEntry.verb)
                .where(AuditEntry.municipality_id == this_municipality().id)
                .distinct()
            )
        ),
        key=lambda pair: pair[1],
    )


def _line(row: Any) -> dict[str, Any]:
    entry, name, email, season = row
    who = str(OTHERS[entry.actor_kind]) if entry.actor_kind in OTHERS else (name or email)
    return {
        "at": entry.at.astimezone(_zone()),
        "who": who or gettext("Een account dat er niet meer is"),
        "what": called(entry.verb),
        "season": season or "",
    }


def _zone() -> ZoneInfo:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return ZoneInfo(configuration.timezone)
