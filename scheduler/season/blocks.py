"""Blocks and their sessions."""
# ruff: noqa: PLR0913  (verbs take everything by name)

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final, NamedTuple

from sqlalchemy import delete
from sqlalchemy.orm import Session

from data.issues import Language
from data.page.wording import WEEKDAYS, Wording
from models import Block, BlockSession, Season
from models.enums import Phase
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue
from scheduler.season.rows import as_expected, find, home, put, saving
from scheduler.text import Text


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


class Why(StrEnum):
    """Why a session cannot be."""

    OUTSIDE = "outside"
    FREE_DAY = "free day"
    OVERLAP = "overlap"


class SessionFault(NamedTuple):
    """A session that cannot be, and why."""

    session: SessionDraft
    why: Why

    def said(self, language: Language) -> str:
        """Such as: dinsdag 21 juli is een vrije dag."""
        wording = Wording(language)
        weekday = WEEKDAYS[language][self.session.day.weekday()]
        hours = f"{wording.clock(self.session.start_min)}–{wording.clock(self.session.end_min)}"
        day = f"{weekday} {wording.day(self.session.day)}"
        return _WHY[self.why].said(language, day=day, hours=hours)


class BadSessions(BadValue):
    """Sessions that cannot be; `faults` says which, and why."""

    text: ClassVar = Text(nl="Kijk deze momenten na: {what}.", en="Look at these times: {what}.")

    def __init__(self, faults: tuple[SessionFault, ...]) -> None:
        super().__init__("sessions")
        self.faults = faults
        self.values = {
            "what": Text(
                nl="; ".join(fault.said("nl") for fault in faults),
                en="; ".join(fault.said("en") for fault in faults),
            )
        }


_WHY: Final[Mapping[Why, Text]] = {
    Why.OUTSIDE: Text(nl="{day} valt buiten de zomer", en="{day} is outside the summer"),
    Why.FREE_DAY: Text(nl="{day} is een vrije dag", en="{day} is a free day"),
    Why.OVERLAP: Text(
        nl="{day}, {hours} valt samen met een ander moment",
        en="{day}, {hours} overlaps another time",
    ),
}


def add_block(
    session: Session, *, actor: Actor, season_id: int, block: BlockDraft, now: datetime
) -> int:
    """Make a block; its number.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        BadSessions: a session is outside the season, on a free day (21 July, 15 August), or
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
        NotHere, NotAllowed, WrongPhase, BadSessions, BrokenRule: as `add_block`.
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


def session_faults(season: Season, sessions: Sequence[SessionDraft]) -> tuple[SessionFault, ...]:
    """Which sessions cannot be, each with its first reason, in the order of the summer."""
    ordered = sorted(sessions)
    latest: SessionDraft | None = None
    found: list[SessionFault] = []
    for each in ordered:
        clash = latest is not None and latest.day == each.day and each.start_min < latest.end_min
        why = _why_not(season, each) or (Why.OVERLAP if clash else None)
        if why is not None:
            found.append(SessionFault(each, why))
        if not clash or (latest is not None and each.end_min > latest.end_min):
            latest = each
    return tuple(found)


def _why_not(season: Season, one: SessionDraft) -> Why | None:
    if not season.first_day <= one.day <= season.last_day:
        return Why.OUTSIDE
    return Why.FREE_DAY if is_free_day(one.day) else None


def _check(season: Season, sessions: Sequence[SessionDraft]) -> None:
    faults = session_faults(season, sessions)
    if faults:
        raise BadSessions(faults)


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
