"""Finds out what became of mail whose worker was killed."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models import Message
from scheduler.outbox import journal as journals
from scheduler.outbox.claiming import Held, release, settle_failed, settle_sent
from scheduler.outbox.failures import Failure, Why
from scheduler.outbox.journal import SENT, Gone, Journal, Testimony

_FREE = "free"

_log = structlog.get_logger("outbox")


def recover(sessions: sessionmaker[Session], journal: Journal, *, now: datetime) -> None:
    """Settle every claim whose owner has gone, and every one of ours that was left open.

    Where the journal of the owner is here, it tells: sent, failed, not tried to the end (it can
    go again at once), or ended without an answer (in doubt). Where it is lost, or the machine
    stopped since, the claim is in doubt as soon as its lease is over.
    """
    with sessions() as session:
        owners = session.scalars(
            select(Message.claimed_by)
            .where(Message.claimed_by.is_not(None), Message.sent_at.is_(None))
            .distinct()
        ).all()
    for owner in owners:
        if owner is None:
            continue
        said = journal.testimony() if owner == journal.name else journals.ask(journal.folder, owner)
        if said is not Gone.ALIVE:
            with sessions.begin() as session:
                _settle(session, owner, said, now)
    for name in journals.left_behind(journal.folder):
        with sessions() as session:
            claimed = session.scalars(
                select(Message.id).where(Message.claimed_by == name).limit(1)
            ).first()
        if claimed is None:
            journals.throw_away(journal.folder, name)


def _settle(session: Session, owner: str, said: Testimony | Gone, now: datetime) -> None:
    claimed = session.scalars(
        select(Message).where(Message.claimed_by == owner).with_for_update()
    ).all()
    for message in claimed:
        held = Held.of(message)
        outcome = _outcome(said, held, over=_is_over(message, now))
        if outcome is None:
            continue
        if outcome == SENT:
            settle_sent(session, held, now)
        elif outcome == _FREE:
            release(session, held)
        else:
            settle_failed(session, held, Failure.read(outcome), now)
        _log.warning("mail recovered", message_id=message.id, attempt=held.number, as_=outcome)


def _is_over(message: Message, now: datetime) -> bool:
    return message.claimed_until is not None and message.claimed_until <= now


def _outcome(said: Testimony | Gone, held: Held, *, over: bool) -> str | None:
    """`SENT`, `_FREE`, a failure in words, or None: not known yet."""
    if isinstance(said, Gone):
        return str(Failure(Why.IN_DOUBT)) if over else None
    answer = said.answers.get(held.attempt)
    if answer is not None:
        return answer
    return str(Failure(Why.IN_DOUBT)) if held.attempt in said.ended else _FREE
