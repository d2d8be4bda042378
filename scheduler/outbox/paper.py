"""The letters to print: one PDF for all of them, one letter for each family."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.letters import Letter, Section, letters_pdf, part_lines
from models import Message, Municipality
from models.enums import Channel
from scheduler.outbox.calls import mark_done
from scheduler.outbox.claiming import waiting
from scheduler.outbox.envelope import envelope
from scheduler.outbox.hours import BRUSSELS
from scheduler.outbox.languages import speech
from scheduler.outbox.rendering import BULLET
from scheduler.outbox.sources import DIGEST, SUBJECTS, SUMMER, TO_THE_HOUSEHOLD


@dataclass(frozen=True, kw_only=True)
class PrintJob:
    """Letters on paper: the PDF, the messages in it, and how many letters they make."""

    pdf: bytes
    message_ids: tuple[int, ...]
    letters: int


def letters_to_print(session: Session, *, municipality_id: int, now: datetime) -> PrintJob | None:
    """All letters of a municipality that were not printed yet; None when there are none.

    Several messages to one family are one letter. Nothing changes: say `printed` when the
    letters are in their envelopes.
    """
    messages = session.scalars(
        select(Message)
        .where(
            waiting(),
            Message.municipality_id == municipality_id,
            Message.channel == Channel.LETTER,
        )
        .order_by(
            Message.contact_id,
            Message.recipient_address,
            Message.recipient_name,
            Message.language,
            Message.created_at,
            Message.id,
        )
    ).all()
    if not messages:
        return None
    municipality = session.get_one(Municipality, municipality_id)
    letters = [
        _letter(municipality, list(parts), now) for _, parts in groupby(messages, key=_household)
    ]
    return PrintJob(
        pdf=letters_pdf(letters),
        message_ids=tuple(message.id for message in messages),
        letters=len(letters),
    )


def printed(
    session: Session, *, municipality_id: int, message_ids: Collection[int], now: datetime
) -> int:
    """These letters are on their way; how many messages were still to go. The caller commits."""
    return mark_done(
        session, Channel.LETTER, municipality_id=municipality_id, message_ids=message_ids, now=now
    )


def _household(message: Message) -> tuple[int | None, str, str, str]:
    return (
        message.contact_id,
        message.recipient_address,
        message.recipient_name,
        message.language,
    )


def _letter(municipality: Municipality, messages: Sequence[Message], now: datetime) -> Letter:
    first = messages[0]
    spoken = speech(first.language)
    around = envelope(municipality, first.recipient_name, spoken)
    alone = len(messages) == 1
    today = now.astimezone(BRUSSELS).date()
    return Letter(
        language=spoken.language,
        right_to_left=spoken.right_to_left,
        sender=municipality.name,
        sender_line=spoken.say(SUMMER),
        recipient=(first.recipient_name or TO_THE_HOUSEHOLD, *_lines(first.recipient_address)),
        written_on=today,
        date_line=f"{spoken.own(municipality.name)}{spoken.comma}{spoken.full_day(today)}",
        title=first.subject if alone else spoken.say(SUBJECTS[DIGEST]),
        greeting=around.greeting,
        sections=tuple(
            Section(
                heading="" if alone else message.subject,
                parts=part_lines(message.body_text, BULLET),
            )
            for message in messages
        ),
        help=around.help,
        closing=around.closing[1:],
        footer=around.closing[0],
    )


def _lines(address: str) -> tuple[str, ...]:
    """A postal address as people type it: on lines of its own, or with commas."""
    parts = address.splitlines() if "\n" in address.strip() else address.split(",")
    return tuple(stripped for part in parts if (stripped := part.strip()))
