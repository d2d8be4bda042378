"""What staff does by hand with messages that stay behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Message
from models.enums import Channel
from scheduler.accounts.noting import note_at
from scheduler.accounts.refusals import NotAnAddress, NotInDoubt
from scheduler.configuration.addresses import checked_email
from scheduler.outbox.claiming import mark_carried
from scheduler.outbox.dead_letters import send_again
from scheduler.outbox.failures import Failure, Why
from scheduler.rights import Actor, NotHere, admit_to_municipality


def send_message_again(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    municipality_id: int,
    message_id: int,
    address: str = "",
    now: datetime,
) -> None:
    """Let a message that was given up go again; to another address, where one is given.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also where it was not given up.
        NotAnAddress: no mail can reach that.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="send_message_again"
    )
    message = _dead(session, municipality_id, message_id)
    other = address.strip()
    if other and message.channel is Channel.MAIL:
        try:
            other = checked_email(other)
        except ValueError:
            raise NotAnAddress("address") from None
    send_again(
        session, municipality_id=municipality_id, message_id=message_id, now=now, address=other
    )
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="send_message_again",
        subject=message,
        now=now,
    )


def mark_message_sent(
    session: Session, *, actor: Actor, municipality_id: int, message_id: int, now: datetime
) -> None:
    """Put down that a message of which it was in doubt did arrive.

    Raises:
        NotHere, NotAllowed: as `admit_to_municipality`; also where it was not given up.
        NotInDoubt: it was certainly not sent.
    """
    admit_to_municipality(
        session, actor=actor, municipality_id=municipality_id, verb="mark_message_sent"
    )
    message = _dead(session, municipality_id, message_id)
    if message.error is None or Failure.read(message.error).why is not Why.IN_DOUBT:
        raise NotInDoubt
    message.sent_at, message.dead_at, message.error = now, None, None
    session.flush()
    mark_carried(session, [message.id], now)
    note_at(
        session,
        actor,
        municipality_id=municipality_id,
        verb="mark_message_sent",
        subject=message,
        now=now,
    )


def _dead(session: Session, municipality_id: int, message_id: int) -> Message:
    message = session.scalars(
        select(Message)
        .where(
            Message.municipality_id == municipality_id,
            Message.id == message_id,
            Message.dead_at.is_not(None),
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if message is None:
        raise NotHere
    return message
