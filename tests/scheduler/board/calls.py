"""What the verbs of the board are called with, in the town of the tests of rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import GroupTutor, PlanVersion, Season, SeasonChange
from models.enums import ActorKind
from scheduler.board.moves import MoveTutor
from scheduler.board.moving import part_of
from scheduler.board.versions_held import stamp_of
from scheduler.rights import Actor
from tests.scheduler.season.town import NOW, Town

Arguments = dict[str, Any]


def a_move(session: Session, town: Town, actor: Actor) -> Arguments:
    """The tutor leaves the first group of the version that is not published."""
    version = town.kept_version
    group = session.scalars(
        select(GroupTutor.group_id)
        .where(GroupTutor.tutor_id == town.tutor, GroupTutor.given_back_at.is_(None))
        .order_by(GroupTutor.group_id.desc())
        .limit(1)
    ).one_or_none()
    return {**_at(session, version), "move": MoveTutor(town.tutor, group or 0, None)}


def what_was_moved(*, undone: bool) -> Callable[[Session, Town, Actor], Arguments]:
    """A change of whoever calls, that changed nothing."""

    def made(session: Session, town: Town, actor: Actor) -> Arguments:
        version = session.get_one(PlanVersion, town.kept_version)
        session.add(
            SeasonChange(
                municipality_id=version.municipality_id,
                season_id=version.season_id,
                at=NOW,
                part=part_of(version.id),
                what="move_tutor",
                content={},
                account_id=actor.id if actor.kind is ActorKind.ACCOUNT else None,
                undone_at=NOW if undone else None,
            )
        )
        session.flush()
        return _at(session, version.id)

    return made


def _at(session: Session, version_id: int) -> Arguments:
    version = session.get_one(PlanVersion, version_id)
    season = session.get_one(Season, version.season_id)
    return {"version_id": version_id, "expected": stamp_of(session, season, version_id)}
