"""Blocks and their sessions."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models import Block, BlockSession, Season
from models.enums import Phase
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import as_expected, find, home, put, saving


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SessionDraft:
    """One session; minutes are after midnight."""

    day: date
    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDraft:
    """Everything of a block (`models/block.py`), with all its sessions; saved whole."""

    code: str
    label: str = ""
    sessions: tuple[SessionDraft, ...] = ()


def add_block(
    session: Session, *, actor: Actor, season_id: int, block: BlockDraft, now: datetime
) -> int:
    """Make a block; its number.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        BadValue: a session is outside the season, on a free day (21 July, 15 August), or
            overlaps another of the block.
        BrokenRule: something else that was filled in cannot be.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="add_block")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    _check(season, block.sessions)
    row = Block(
        **home(season),
        code=block.code.strip(),
        label=block.label.strip(),
    )
    with saving(session):
        session.add(row)
    with saving(session):
        _put_sessions(session, row, block)
    note(session, admitted, row, now)
    return row.id


def edit_block(
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    block_id: int,
    expected: int,
    block: BlockDraft,
    now: datetime,
) -> int:
    """Save a block as it was filled in, all its sessions too; its new version.

    Raises:
        NotHere, NotAllowed, WrongPhase, BadValue, BrokenRule: as `add_block`.
        ChangedMeanwhile: somebody else saved it since; nothing is changed.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="edit_block")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    row = find(session, Block, season, block_id)
    as_expected(session, season, row, expected)
    _check(season, block.sessions)
    with saving(session):
        put(row, {"code": block.code.strip(), "label": block.label.strip()})
    with saving(session):
        _put_sessions(session, row, block)
    note(session, admitted, row, now)
    return row.version


def remove_block(
    session: Session, *, actor: Actor, season_id: int, block_id: int, expected: int, now: datetime
) -> None:
    """Remove a block that no offer, wish or plan names.

    Raises:
        NotHere, NotAllowed, ChangedMeanwhile: as `edit_block`.
        StillUsed: something names it.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="remove_block")
    season = admitted.season
    row = find(session, Block, season, block_id)
    as_expected(session, season, row, expected)
    with saving(session, removing=True):
        session.delete(row)
    note(session, admitted, row, now)


def is_free_day(day: date) -> bool:
    """Whether nothing may be planned on it: a public holiday of the summer (R10)."""
    return (day.month, day.day) in {(7, 21), (8, 15)}


def _check(season: Season, sessions: Sequence[SessionDraft]) -> None:
    for each in sessions:
        if not season.first_day <= each.day <= season.last_day or is_free_day(each.day):
            raise BadValue("sessions")
    for one, other in pairwise(sorted(sessions)):
        if one.day == other.day and other.start_min < one.end_min:
            raise BadValue("sessions")


def _put_sessions(session: Session, row: Block, block: BlockDraft) -> None:
    session.execute(delete(BlockSession).where(BlockSession.block_id == row.id))
    session.add_all(
        BlockSession(
            municipality_id=row.municipality_id,
            season_id=row.season_id,
            block_id=row.id,
            day=each.day,
            start_min=each.start_min,
            end_min=each.end_min,
        )
        for each in sorted(block.sessions)
    )
