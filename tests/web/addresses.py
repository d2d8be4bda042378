"""An address for every route, with numbers of real rows where the route names rows."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask
from sqlalchemy import Engine, select
from werkzeug.routing import Rule

from models import (
    Account,
    Block,
    Child,
    Contact,
    Group,
    Location,
    Message,
    Offer,
    Organiser,
    Pin,
    Place,
    PlanningRun,
    PlanVersion,
    Room,
    Season,
    SeasonChange,
    Snapshot,
    Tutor,
    Wish,
)
from models.database import reading

KINDS: Final[dict[str, type[Any]]] = {
    "offer": Offer,
    "location": Location,
    "room": Room,
    "block": Block,
    "tutor": Tutor,
    "child": Child,
    "contact": Contact,
    "run": PlanningRun,
    "version": PlanVersion,
    "group": Group,
    "place": Place,
    "pin": Pin,
    "wish": Wish,
    "change": SeasonChange,
    "snapshot": Snapshot,
}
"""What a variable of an address names: a row of the season."""

WIDER: Final[dict[str, type[Any]]] = {"message": Message, "organiser": Organiser}
"""The same, for rows of the municipality."""

NO_ROW: Final = 987_654_321


def names_of(engine: Engine, *, municipality: str, season_id: int) -> dict[str, Any]:
    """What to fill in for each variable of an address: the first row of that kind."""
    with reading(engine)() as session:
        season = session.get_one(Season, season_id)
        found: dict[str, Any] = {
            "municipality": municipality,
            "season": season.slug,
            "day": season.first_day.isoformat(),
            "token": "no-such-link",
            "account": session.scalar(
                select(Account.id).order_by(Account.id).where(Account.disabled_at.is_(None))
            ),
        }
        for name, kind in KINDS.items():
            first = select(kind.id).where(kind.season_id == season_id).order_by(kind.id).limit(1)
            found[name] = session.scalar(first) or NO_ROW
        for name, kind in WIDER.items():
            mine = kind.municipality_id == season.municipality_id
            first = select(kind.id).where(mine).order_by(kind.id).limit(1)
            found[name] = session.scalar(first) or NO_ROW
    return found


def rules_of(app: Flask) -> dict[str, Rule]:
    """Endpoint → its rule that names a municipality, or else its first."""
    found: dict[str, Rule] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in found or "municipality" in rule.arguments:
            found[rule.endpoint] = rule
    return found


def address(app: Flask, rule: Rule, names: dict[str, Any]) -> str:
    """The address of a rule with these names filled in."""
    with app.test_request_context():
        missing = rule.arguments - names.keys()
        assert not missing, f"{rule.rule}: nothing is known to fill in for {missing}"
        built = rule.build({name: names[name] for name in rule.arguments}, append_unknown=False)
        assert built is not None, rule.rule
        return str(built[1])
