"""Moves undone and done again: the version's rows and the pins, both."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import PinSet, Season, SeasonChange
from scheduler.board.images import put_back
from scheduler.board.moving import part_of
from scheduler.board.refusals import ColleagueMovedLast, NothingToUndo
from scheduler.board.versions_held import hold_version, stamp_of
from scheduler.rights import Actor, admit
from scheduler.season.change_images import Differences
from scheduler.season.noting import note


@dataclass(frozen=True, slots=True)
class CanUndo:
    """Codes of what somebody can undo and do again on a board (`SeasonChange.what`), or None."""

    undo: str | None
    redo: str | None


def undo_on_board(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    version_id: int,
    expected: int,
    now: datetime,
) -> int:
    """Undo the last move of a version, if it was the actor's; the version's new stamp.

    Raises:
        NotHere, NotAllowed, WrongPhase, VersionIsFrozen, ChangedMeanwhile: as a move.
        NothingToUndo: no move is left.
        ColleagueMovedLast: somebody else moved last.
        ChangedSince: a row that it changed is another now.
    """
    return _swap(session, actor, season_id, version_id, expected, now, again=False)


def redo_on_board(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    version_id: int,
    expected: int,
    now: datetime,
) -> int:
    """Do again what was undone last; the version's new stamp.

    Raises:
        As `undo_on_board`.
    """
    return _swap(session, actor, season_id, version_id, expected, now, again=True)


def can_undo(session: Session, *, season_id: int, version_id: int, account_id: int) -> CanUndo:
    """What an account can undo and do again on a board now."""
    found = session.execute(
        select(SeasonChange.what, SeasonChange.account_id, SeasonChange.undone_at)
        .where(SeasonChange.season_id == season_id, SeasonChange.part == part_of(version_id))
        .order_by(SeasonChange.id)
    ).all()
    done = [(what, who) for what, who, undone_at in found if undone_at is None]
    undone = [(what, who) for what, who, undone_at in found if undone_at is not None]
    return CanUndo(
        done[-1][0] if done and done[-1][1] == account_id else None,
        undone[0][0] if undone and undone[0][1] == account_id else None,
    )


def _swap(  # noqa: PLR0917  (as the verbs)
    session: Session,
    actor: Actor,
    season_id: int,
    version_id: int,
    expected: int,
    now: datetime,
    *,
    again: bool,
) -> int:
    verb = "redo_on_board" if again else "undo_on_board"
    admitted = admit(session, actor=actor, season_id=season_id, verb=verb)
    season = admitted.season
    version = hold_version(session, admitted, version_id, expected)
    change = _change(session, season, version.id, again=again)
    if change is None:
        raise NothingToUndo
    if change.account_id != actor.id:
        raise ColleagueMovedLast
    content: Differences = {
        table: {
            number: (pair[0], pair[1]) if again else (pair[1], pair[0])
            for number, pair in rows.items()
        }
        for table, rows in change.content.items()
    }
    number = change.id
    put_back(session, season, content)
    session.execute(
        update(SeasonChange)
        .where(SeasonChange.id == number)
        .values(undone_at=None if again else now)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(PinSet)
        .where(PinSet.season_id == season.id)
        .values(version=PinSet.version + 1, changed_at=now)
        .execution_options(synchronize_session=False)
    )
    note(session, admitted, version, now)
    return stamp_of(session, season, version.id)


def _change(
    session: Session, season: Season, version_id: int, *, again: bool
) -> SeasonChange | None:
    mine = select(SeasonChange).where(
        SeasonChange.season_id == season.id, SeasonChange.part == part_of(version_id)
    )
    if again:
        mine = mine.where(SeasonChange.undone_at.is_not(None)).order_by(SeasonChange.id)
    else:
        mine = mine.where(SeasonChange.undone_at.is_(None)).order_by(SeasonChange.id.desc())
    return session.scalars(mine.limit(1).with_for_update()).one_or_none()
