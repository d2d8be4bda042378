"""Changes that are remembered, and everything that is managed in a season."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    PinSet,
    SeasonChange,
)
from scheduler.rights import Actor
from scheduler.season.change_images import KEPT, image
from scheduler.season.changing import remembered
from tests.scheduler.season.town import NOW, Town

State = dict[str, list[tuple[int, tuple[Any, ...]]]]


def do(
    session: Session, town: Town, verb: Callable[..., Any], actor: Actor | None = None, **given: Any
) -> int:
    """One remembered verb; the number of its change, 0 where nothing changed."""
    who = actor or town.coordinator
    last = last_change(session)
    with remembered(
        session,
        actor=who,
        season_id=town.season,
        part="offers",
        what=verb.__name__,
        now=NOW,
    ):
        verb(session, actor=who, season_id=town.season, now=NOW, **given)
    latest = last_change(session)
    return 0 if latest == last else latest


def last_change(session: Session) -> int:
    return session.scalars(select(SeasonChange.id).order_by(SeasonChange.id.desc())).first() or 0


def by(town: Town, change: int, actor: Actor | None = None) -> dict[str, Any]:
    who = actor or town.coordinator
    return {"actor": who, "season_id": town.season, "change_id": change, "now": NOW}


def state(session: Session, town: Town) -> State:
    """Everything that is managed, without versions; of lists only their order counts."""
    session.expire_all()
    rows = image(session, town.season)
    return {
        kept.name: [
            (
                0 if kept.owners else number,
                tuple(
                    value
                    for name, value in zip(kept.columns, values, strict=True)
                    if name != "version"
                ),
            )
            for number, values in sorted(
                rows[kept.name].items(),
                key=lambda each: (
                    [each[1][kept.columns.index(name)] or 0 for name in kept.owners],
                    each[0],
                ),
            )
        ]
        for kept in KEPT
    }


def pins_version(session: Session, town: Town) -> int:
    """The version of the season's set of pins."""
    found = session.scalars(select(PinSet).where(PinSet.season_id == town.season))
    return found.one().version
