"""An address for every route, with numbers of real rows where the route names rows."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from models import (
    Account,
    Block,
    BlockSession,
    Child,
    ChildContact,
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
    """What to fill in for each variable of an address: rows that belong together.

    The first of each kind, but for what belongs to the first group, where there is one.
    """
    with reading(engine)() as session:
        season = session.get_one(Season, season_id)
        found: dict[str, Any] = {
            "municipality": municipality,
            "season": season.slug,
            "day": season.first_day.isoformat(),
            "token": "no-such-link",
            "digest": "0" * 16,
            "language": "nl",
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
        group = session.get(Group, found["group"])
        if group is not None:
            found |= _of_group(session, group)
    return found


def _of_group(session: Session, group: Group) -> dict[str, Any]:
    """What belongs to a group: its offer, a day, a place, and the child and family that have it."""
    day = session.scalars(
        select(BlockSession.day)
        .where(BlockSession.block_id == group.block_id)
        .order_by(BlockSession.day)
    ).first()
    place = session.scalars(
        select(Place).where(Place.group_id == group.id).order_by(Place.id)
    ).first()
    assert day is not None
    assert place is not None
    mine = place.child_id
    wish = session.scalar(select(Wish.id).where(Wish.child_id == mine).order_by(Wish.id).limit(1))
    contact = session.scalar(
        select(ChildContact.contact_id).where(ChildContact.child_id == mine).limit(1)
    )
    return {
        "offer": group.offer_id,
        "day": day.isoformat(),
        "place": place.id,
        "child": mine,
        "wish": wish,
        "contact": contact or NO_ROW,
        "version": group.version_id,
    }


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
