"""Takes messages out of the outbox, one by one, and puts down what became of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.orm import Session

from models import Message, Municipality
from models.enums import Channel
from scheduler.outbox.failures import Failure, pause_after
from scheduler.outbox.hours import next_day, next_moment, start_of_day, within_hours
from scheduler.outbox.languages import speech
from scheduler.outbox.rendering import Words, together
from scheduler.outbox.sources import DIGEST

LEASE: Final = timedelta(minutes=30)
"""How long a claim holds where nobody can ask whether its owner lives."""


@dataclass(frozen=True)
class Held:
    """A message that `owner` has claimed, for an attempt; the first has number 1."""

    message_id: int
    number: int
    owner: str
    urgent: bool

    @classmethod
    def of(cls, message: Message) -> Held:
        """What is known of a claimed message."""
        return cls(message.id, message.attempts, message.claimed_by or "", message.urgent)

    @property
    def attempt(self) -> tuple[int, int]:
        """What the journal calls it."""
        return self.message_id, self.number


@dataclass(frozen=True)
class Claim:
    """A mail that is ours to send, whose it is, and how it is held."""

    message: Message
    municipality: Municipality
    held: Held


def waiting() -> ColumnElement[bool]:
    """Still to be sent: not sent, not dead, not carried along by a digest, of nobody yet."""
    return (
        Message.sent_at.is_(None)
        & Message.dead_at.is_(None)
        & Message.digest_id.is_(None)
        & Message.claimed_by.is_(None)
    )


def _due(now: datetime) -> ColumnElement[bool]:
    """A mail that may go out at this moment."""
    allowed = true() if within_hours(now) else Message.urgent.is_(True)
    mail = Message.channel == Channel.MAIL
    return waiting() & mail & (Message.not_before <= now) & allowed


def has_due(session: Session, now: datetime) -> bool:
    """Whether there is any mail to send."""
    return session.scalars(select(Message.id).where(_due(now)).limit(1)).first() is not None


def claim_next(session: Session, *, owner: str, now: datetime) -> Claim | None:
    """Make the next mail ours; None when there is none. The caller commits.

    Urgent mail goes first, then what waits longest. Everything else to one recipient goes as
    one digest, and who had mail today gets the next tomorrow.
    """
    order = (Message.urgent.desc(), Message.not_before, Message.id)
    while True:
        seen = session.execute(
            select(Message.id, Message.municipality_id).where(_due(now)).order_by(*order).limit(1)
        ).first()
        if seen is None:
            return None
        # One at a time in a municipality, so that nobody makes a digest of the same messages.
        municipality = session.scalars(
            select(Municipality)
            .where(Municipality.id == seen.municipality_id)
            .with_for_update(key_share=True)
        ).one()
        message = session.scalars(
            select(Message)
            .where(Message.id == seen.id, _due(now))
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one_or_none()
        if message is None:
            continue
        if not message.urgent and _had_mail_today(session, message, now):
            message.not_before = next_day(now)
            session.flush()
            continue
        if not message.urgent and message.kind != DIGEST:
            message = _with_others(session, message, now)
        message.claimed_by = owner
        message.claimed_until = now + LEASE
        message.attempts += 1
        message.error = None
        session.flush()
        return Claim(message, municipality, Held.of(message))


def _had_mail_today(session: Session, message: Message, now: datetime) -> bool:
    sent = (
        select(Message.id)
        .where(
            Message.municipality_id == message.municipality_id,
            Message.sent_at >= start_of_day(now),
            Message.recipient_address == message.recipient_address,
            Message.channel == Channel.MAIL,
            Message.urgent.is_(False),
        )
        .limit(1)
    )
    return session.scalars(sent).first() is not None


def _with_others(session: Session, message: Message, now: datetime) -> Message:
    """The message, or the digest that now carries it and others to the same recipient.

    Also those that are not due yet, after an attempt that failed, come along.
    """
    same = (
        "municipality_id",
        "season_id",
        "contact_id",
        "tutor_id",
        "recipient_address",
        "language",
    )
    parts = session.scalars(
        select(Message)
        .where(
            waiting(),
            Message.channel == Channel.MAIL,
            Message.urgent.is_(False),
            Message.kind != DIGEST,
            *(getattr(Message, name).is_not_distinct_from(getattr(message, name)) for name in same),
        )
        .order_by(Message.created_at, Message.id)
    ).all()
    if len(parts) == 1:
        return message
    words = together(
        [Words(subject=part.subject, text=part.body_text, html=part.body_html) for part in parts],
        speech(message.language),
    )
    mail_id = uuid4().hex
    digest = Message(
        municipality_id=message.municipality_id,
        season_id=message.season_id,
        contact_id=message.contact_id,
        tutor_id=message.tutor_id,
        kind=DIGEST,
        channel=Channel.MAIL,
        dedup_key=f"{DIGEST}:{mail_id}",
        mail_id=mail_id,
        language=message.language,
        recipient_name=parts[-1].recipient_name,
        recipient_address=message.recipient_address,
        subject=words.subject,
        body_text=words.text,
        body_html=words.html,
        created_at=now,
        not_before=now,
    )
    session.add(digest)
    session.flush()
    for part in parts:
        part.digest_id = digest.id
    session.flush()
    return digest


def settle_sent(session: Session, held: Held, now: datetime) -> None:
    """It was sent, and so was everything it carries along.

    Also when somebody else held it for doubtful meanwhile: who saw the answer knows best.
    """
    found = session.scalars(
        update(Message)
        .where(
            Message.id == held.message_id,
            Message.attempts == held.number,
            Message.sent_at.is_(None),
        )
        .values(sent_at=now, dead_at=None, error=None, claimed_by=None, claimed_until=None)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    mark_carried(session, found, now)


def mark_carried(session: Session, digests: Collection[int], now: datetime) -> None:
    """What these messages carry along was delivered with them."""
    session.execute(
        update(Message)
        .where(Message.digest_id.in_(digests), Message.sent_at.is_(None))
        .values(sent_at=now)
        .execution_options(synchronize_session=False)
    )


def settle_failed(session: Session, held: Held, failure: Failure, now: datetime) -> bool:
    """It was not sent: later again, or never by ourselves. True when it is dead."""
    pause = None if failure.final else pause_after(held.number)
    values: dict[str, object] = {"error": str(failure), "claimed_by": None, "claimed_until": None}
    if pause is None:
        values["dead_at"] = now
    else:
        values["not_before"] = next_moment(now + pause, urgent=held.urgent)
    _change(session, held, values)
    return pause is None


def release(session: Session, held: Held) -> None:
    """It was not tried to the end, for no reason of its own: it can go at once."""
    _change(session, held, {"claimed_by": None, "claimed_until": None})


def _change(session: Session, held: Held, values: dict[str, object]) -> None:
    session.execute(
        update(Message)
        .where(
            Message.id == held.message_id,
            Message.claimed_by == held.owner,
            Message.attempts == held.number,
        )
        .values(values)
        .execution_options(synchronize_session=False)
    )


def postpone_due(session: Session, failure: Failure, now: datetime) -> int:
    """The server is away: all mail that could go now waits its pause; how many there are."""
    messages = session.scalars(select(Message).where(_due(now)).with_for_update()).all()
    for message in messages:
        message.attempts += 1
        message.error = str(failure)
        pause = pause_after(message.attempts)
        if pause is None:
            message.dead_at = now
        else:
            message.not_before = next_moment(now + pause, urgent=message.urgent)
    session.flush()
    return len(messages)
