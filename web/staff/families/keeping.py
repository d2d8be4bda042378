"""For a family that asks: a copy of what is kept, and who looked (R16)."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

from flask import current_app, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Account
from scheduler.season import kept
from web.clock import now
from web.database import reading, writing
from web.guarding import season as this_season
from web.staff.families.naming import VERBS
from web.staff.families.opening import family_page, this_child, this_contact
from web.staff.here import me


def what_is_kept(municipality: str, season: str, child: int, contact: int) -> Response:  # noqa: ARG001
    """Everything about a contact and its children, as JSON to save or print."""
    known = this_contact(this_child(child), contact)
    found = kept.what_is_kept(
        writing(),
        actor=me().actor,
        season_id=this_season().id,
        contact_id=known.id,
        now=now(),
    )
    answer: Response = current_app.response_class(
        json.dumps(found, ensure_ascii=False, indent=2, default=_written),
        mimetype="application/json",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="gezin-{known.id}.json"'
    return answer


def who_looked(municipality: str, season: str, child: int, contact: int) -> str:  # noqa: ARG001
    """Who of the municipality did or saw something of the family."""
    known = this_contact(this_child(child), contact)
    looks = kept.who_looked(
        writing(),
        actor=me().actor,
        season_id=this_season().id,
        contact_id=known.id,
        now=now(),
    )
    names = dict(
        reading()
        .execute(
            select(Account.id, Account.name).where(
                Account.id.in_({look.account_id for look in looks})
            )
        )
        .all()
    )
    return render_template(
        "staff/families/looked.html",
        looks=looks,
        names=names,
        verbs=VERBS,
        back=family_page(child),
    )


def _written(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
