"""The retention clock: what must go, goes on its date (R16).

Every function may be called at any time, and again: what has gone already is not there any more.
What must go together goes in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import ColumnElement, CursorResult, Delete, delete, func, select, update
from sqlalchemy.orm import Session

from models import (
    AuditEntry,
    BlockSession,
    Child,
    ChildNeed,
    Contact,
    EmergencyContact,
    GroupTutor,
    Message,
    Place,
    PlanningRun,
    PlanVersion,
    RequestDraft,
    Season,
    SeasonChange,
    SignedLink,
    Tutor,
)
from models.base import Base
from models.enums import ActorKind
from scheduler.outbox.hours import BRUSSELS
from scheduler.season.changing import KEPT_FOR
from scheduler.worker.doors import Doors
from scheduler.worker.fencing import Fence
from scheduler.worker.run_needs import without_needs

_log = structlog.get_logger("worker")

_LAST_DAY: Final = (12, 31)
"""Of the year of a season: on this day the identities of its people go (R16)."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How long things stay, in days; `tz` says which day it is."""

    needs_days: int = 30
    messages_days: int = 90
    audit_days: int = 730
    runs_days: int = 90
    tz: ZoneInfo = BRUSSELS


def purge(
    doors: Doors,
    *,
    now: datetime,
    fence: Fence,
    terms: Terms | None = None,
    clean_runs: set[int] | None = None,
) -> None:
    """Remove everything whose time has come.

    `clean_runs` are runs known to hold no needs, which are not read again; more are added.
    """
    clock = _Clock(doors, now, fence, terms or Terms(), set() if clean_runs is None else clean_runs)
    clock.needs()
    clock.identities()
    clock.links()
    clock.drafts()
    clock.messages()
    clock.runs()
    clock.changes()
    clock.audit_entries()


class _Clock:
    """What goes, each kind by itself, at one moment."""

    def __init__(
        self,
        doors: Doors,
        now: datetime,
        fence: Fence,
        terms: Terms,
        clean_runs: set[int],
    ) -> None:
        self._doors = doors
        self._now = now
        self._today: date = now.astimezone(terms.tz).date()
        self._fence = fence
        self._terms = terms
        self._clean_runs = clean_runs

    def needs(self) -> None:
        """Needs and emergency contacts, of children and within the runs that were solved."""
        last = func.coalesce(func.max(BlockSession.day), Season.last_day)
        # The last day of sessions itself still needs them.
        ended = self._today - timedelta(days=max(1, self._terms.needs_days))
        with self._doors.read() as session:
            over = session.scalars(
                select(Season.id)
                .outerjoin(BlockSession, BlockSession.season_id == Season.id)
                .group_by(Season.id)
                .having(last <= ended)
                .order_by(Season.id)
            ).all()
        for season_id in over:
            self._of_season(season_id, "needs_purged", _delete_needs)
            self._needs_in_runs(season_id)

    def _needs_in_runs(self, season_id: int) -> None:
        with self._doors.read() as session:
            runs = session.scalars(
                select(PlanningRun.id)
                .where(PlanningRun.season_id == season_id)
                .order_by(PlanningRun.id)
            ).all()
        for run_id in set(runs) - self._clean_runs:
            with self._doors.read() as session:
                packed = session.scalars(
                    select(PlanningRun.dataset).where(PlanningRun.id == run_id)
                ).one_or_none()
            # Outside a transaction: a large dataset takes a while.
            clean = None if packed is None else without_needs(packed)
            if clean is not None:
                with self._doors.write.begin() as session:
                    self._fence(session)
                    session.execute(
                        update(PlanningRun).where(PlanningRun.id == run_id).values(dataset=clean)
                    )
                _log.info("needs removed from a run", run_id=run_id)
            self._clean_runs.add(run_id)

    def identities(self) -> None:
        """Children, contacts and tutors, with all that is about them, and what was solved."""
        year = self._today.year
        first = year + 1 if (self._today.month, self._today.day) >= _LAST_DAY else year
        with self._doors.read() as session:
            over = session.scalars(
                select(Season.id).where(Season.year < first).order_by(Season.id)
            ).all()
        for season_id in over:
            self._of_season(season_id, "identities_purged", _delete_identities)

    def links(self) -> None:
        """Signed links that no longer open anything."""
        self._delete("signed links", delete(SignedLink).where(SignedLink.expires_at <= self._now))

    def drafts(self) -> None:
        """What families filled in and did not send in time."""
        self._delete("drafts", delete(RequestDraft).where(RequestDraft.expires_at <= self._now))

    def messages(self) -> None:
        """What was sent, or given up, long ago; what a digest carried goes with it."""
        ended = func.coalesce(Message.sent_at, Message.dead_at)
        old = ended <= self._now - timedelta(days=self._terms.messages_days)
        with self._doors.read() as session:
            ids = session.scalars(select(Message.id).where(old).order_by(Message.id)).all()
        for begin in range(0, len(ids), _AT_ONCE):
            some = ids[begin : begin + _AT_ONCE]
            with self._doors.write.begin() as session:
                self._fence(session)
                # Looked at again: staff may have sent one anew since.
                still = select(Message.id).where(Message.id.in_(some), old)
                _delete_rows(session, Message, Message.digest_id.in_(still))
                _delete_rows(session, Message, Message.id.in_(some) & old)
        if ids:
            _log.info("purged", what="messages", rows=len(ids))

    def runs(self) -> None:
        """Runs that ended long ago, and of which no plan was kept."""
        old = PlanningRun.ended_at <= self._now - timedelta(days=self._terms.runs_days)
        kept = select(PlanVersion.id).where(PlanVersion.run_id == PlanningRun.id).exists()
        self._delete("runs", delete(PlanningRun).where(old, ~kept))

    def changes(self) -> None:
        """What staff can no longer undo: it may name tutors."""
        old = SeasonChange.at <= self._now - KEPT_FOR
        self._delete("changes to undo", delete(SeasonChange).where(old))

    def audit_entries(self) -> None:
        """Who did what, long ago."""
        old = AuditEntry.at <= self._now - timedelta(days=self._terms.audit_days)
        self._delete("audit entries", delete(AuditEntry).where(old))

    def _delete(self, what: str, statement: Delete) -> None:
        with self._doors.write.begin() as session:
            self._fence(session)
            rows = _rows(session, statement)
        if rows:
            _log.info("purged", what=what, rows=rows)

    def _of_season(self, season_id: int, verb: str, remove: Callable[[Session, int], int]) -> None:
        """Remove something of a season, and write down that it was done, never what it was."""
        with self._doors.write.begin() as session:
            self._fence(session)
            rows = remove(session, season_id)
            if not rows:
                return
            municipality_id = session.scalars(
                select(Season.municipality_id).where(Season.id == season_id)
            ).one()
            session.add(
                AuditEntry(
                    municipality_id=municipality_id,
                    at=self._now,
                    actor_kind=ActorKind.SYSTEM,
                    verb=verb,
                    subject_kind="season",
                    season_id=season_id,
                    subject_id=season_id,
                )
            )
        _log.info("purged", what=verb, season_id=season_id, rows=rows)


_AT_ONCE: Final = 500
"""Rows named in one statement: databases take only so many values."""


def _delete_needs(session: Session, season_id: int) -> int:
    return sum(
        _delete_rows(session, model, model.season_id == season_id)
        for model in (ChildNeed, EmergencyContact)
    )


def _delete_identities(session: Session, season_id: int) -> int:
    """Everybody of a season.

    What is about a child, contact or tutor goes with them: wishes, links, windows, pins,
    refusals, waiting lists, messages, signed links. Groups stay, with how many were in them.
    """
    rows = 0
    for model in (Place, GroupTutor, Child, Contact, Tutor, SeasonChange):
        rows += _delete_rows(session, model, model.season_id == season_id)
    # A run holds what every child asked for, under ids that would still tell them apart.
    session.execute(
        update(PlanVersion)
        .where(PlanVersion.season_id == season_id, PlanVersion.run_id.is_not(None))
        .values(run_id=None)
        .execution_options(synchronize_session=False)
    )
    return rows + _delete_rows(session, PlanningRun, PlanningRun.season_id == season_id)


def _delete_rows(session: Session, model: type[Base], which: ColumnElement[bool]) -> int:
    return _rows(session, delete(model).where(which))


def _rows(session: Session, statement: Delete) -> int:
    done = session.execute(statement.execution_options(synchronize_session=False))
    assert isinstance(done, CursorResult)  # noqa: S101 - what SQLAlchemy gives for a DELETE
    return done.rowcount
