"""The call list: what staff tells by phone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Contact, Message
from models.enums import Channel
from scheduler.outbox.claiming import mark_carried, waiting


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call to make: what to say is in Dutch, `language` is what the family speaks."""

    message_id: int
    urgent: bool
    phone: str
    name: str
    language: str
    subject: str
    text: str
    queued_at: datetime


def call_list(session: Session, *, municipality_id: int, now: datetime) -> Sequence[Call]:
    """The calls that may be made now: what is urgent first, then one family after another."""
    found = session.execute(
        select(Message, Contact.language)
        .outerjoin(Contact, Contact.id == Message.contact_id)
        .where(
            waiting(),
            Message.municipality_id == municipality_id,
            Message.channel == Channel.PHONE,
            Message.not_before <= now,
        )
        .order_by(Message.urgent.desc(), Message.recipient_address, Message.created_at, Message.id)
    )
    return [
        Call(
            message_id=message.id,
            urgent=message.urgent,
            phone=message.recipient_address,
            name=message.recipient_name,
            language=language or message.language,
            subject=message.subject,
            text=message.body_text,
            queued_at=message.created_at,
        )
        for message, language in found
    ]


def called(
    session: Session, *, municipality_id: int, message_ids: Collection[int], now: datetime
) -> int:
    """These calls were made; how many of them were still to be made. The caller commits."""
    return mark_done(
        session, Channel.PHONE, municipality_id=municipality_id, message_ids=message_ids, now=now
    )


def mark_done(
    session: Session,
    channel: Channel,
    *,
    municipality_id: int,
    message_ids: Collection[int],
    now: datetime,
) -> int:
    """Messages that people delivered; those of another municipality or way are left alone."""
    done = session.scalars(
        update(Message)
        .where(
            waiting(),
            Message.municipality_id == municipality_id,
            Message.channel == channel,
            Message.id.in_(message_ids),
        )
        .values(sent_at=now)
        .returning(Message.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    mark_carried(session, done, now)
    return len(done)
