"""Puts messages in the outbox. Nothing leaves the house here: that is the worker's work."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Account, Message
from models.enums import Channel
from scheduler.outbox.hours import BRUSSELS, next_moment
from scheduler.outbox.languages import SOURCE, speech
from scheduler.outbox.occasions import Occasion
from scheduler.outbox.recipients import Recipient, reach
from scheduler.outbox.rendering import render


def queue(  # noqa: PLR0913  (each by name, and all are needed)
    session: Session,
    *,
    municipality_id: int,
    recipient: Recipient,
    occasion: Occasion,
    dedup_key: str,
    now: datetime,
) -> Message:
    """Queue a message, once: with a `dedup_key` that is known already, the first one stays.

    It holds a copy of who it goes to and of the words, in the family's language. A call is
    made by staff, so its words are in Dutch. The caller commits, so that a message is there if
    and only if what it tells about has happened.

    Raises:
        Unreachable: the recipient has no way to be reached.
        ValueError: the recipient is of another municipality, or `now` has no zone.
    """
    if not isinstance(recipient, Account) and recipient.municipality_id != municipality_id:
        raise ValueError("a message stays within its municipality")
    known = _queued(session, municipality_id, dedup_key)
    if known is not None:
        return known
    at_once = occasion.at_once(now.astimezone(BRUSSELS).date())
    reached = reach(recipient, in_a_hurry=at_once, way=occasion.way)
    language = SOURCE if reached.channel == Channel.PHONE else reached.language
    spoken = speech(language)
    words = render(occasion, spoken)
    message = Message(
        municipality_id=municipality_id,
        season_id=reached.season_id,
        contact_id=reached.contact_id,
        tutor_id=reached.tutor_id,
        kind=occasion.kind,
        channel=reached.channel,
        dedup_key=dedup_key,
        mail_id=uuid4().hex,
        language=spoken.language,
        recipient_name=reached.name,
        recipient_address=reached.address,
        subject=words.subject,
        body_text=words.text,
        body_html=words.html if reached.channel == Channel.MAIL else "",
        created_at=now,
        not_before=next_moment(now, urgent=at_once),
        urgent=at_once,
    )
    try:
        with session.begin_nested():
            session.add(message)
    except IntegrityError:
        # Somebody else queued it since we looked; any other rule that is broken is a mistake.
        known = _queued(session, municipality_id, dedup_key)
        if known is None:
            raise
        return known
    return message


def _queued(session: Session, municipality_id: int, dedup_key: str) -> Message | None:
    return session.scalars(
        select(Message).where(
            Message.municipality_id == municipality_id, Message.dedup_key == dedup_key
        )
    ).one_or_none()
