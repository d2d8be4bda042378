"""What could not be sent: shown to staff, and sent again when they say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Message
from models.enums import Channel
from scheduler.outbox.failures import Failure, Why
from scheduler.outbox.hours import next_moment


class NoSuchMessage(LookupError):
    """There is no such message in this municipality, or not in that state."""


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A message that will not go out by itself. `why` is a sentence in the language asked.

    `in_doubt`: it has probably been sent; sending it again may send it twice.
    """

    message_id: int
    kind: str
    subject: str
    recipient_name: str
    recipient_address: str
    attempts: int
    queued_at: datetime
    dead_at: datetime
    in_doubt: bool
    why: str


def dead_letters(
    session: Session, *, municipality_id: int, language: str = "nl"
) -> Sequence[DeadLetter]:
    """Everything of a municipality that could not be sent, the newest first."""
    found = session.scalars(
        select(Message)
        .where(Message.municipality_id == municipality_id, Message.dead_at.is_not(None))
        .order_by(Message.dead_at.desc(), Message.id.desc())
    )
    return [_letter(message, language) for message in found]


def _letter(message: Message, language: str) -> DeadLetter:
    if message.dead_at is None:
        raise NoSuchMessage(f"message {message.id} is not dead")
    failure = Failure.read(message.error) if message.error else Failure(Why.STUMBLED)
    return DeadLetter(
        message_id=message.id,
        kind=message.kind,
        subject=message.subject,
        recipient_name=message.recipient_name,
        recipient_address=message.recipient_address,
        attempts=message.attempts,
        queued_at=message.created_at,
        dead_at=message.dead_at,
        in_doubt=failure.why == Why.IN_DOUBT,
        why=failure.sentence(language),
    )


def send_again(  # noqa: PLR0913  (each by name, and all are needed)
    session: Session,
    *,
    municipality_id: int,
    message_id: int,
    now: datetime,
    address: str = "",
    by_letter: bool = False,
) -> None:
    """Let a dead message go again, from the first attempt, under the same Message-ID.

    With another `address` if given; `by_letter` as a letter to that postal address. The caller
    checks who may do this, writes the audit entry and commits.

    Raises:
        NoSuchMessage: it is not a dead message of this municipality.
        ValueError: a letter without an address.
    """
    message = session.scalars(
        select(Message)
        .where(
            Message.municipality_id == municipality_id,
            Message.id == message_id,
            Message.dead_at.is_not(None),
        )
        .with_for_update()
    ).one_or_none()
    if message is None:
        raise NoSuchMessage(f"no dead message {message_id}")
    if by_letter:
        if not address.strip():
            raise ValueError("a letter needs an address")
        message.channel = Channel.LETTER
    message.recipient_address = address.strip() or message.recipient_address
    message.dead_at = None
    message.error = None
    message.attempts = 0
    message.not_before = next_moment(now, urgent=message.urgent)
    session.flush()
