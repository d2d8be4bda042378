"""The outbox: every mail, letter and call, from the moment it is meant to be sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality
from models.enums import Channel
from models.rules import CASCADE, filled, municipality_rules, within_municipality, within_season


class Message(InMunicipality, Base):
    """A message to one family, tutor or member of staff, with the address as it was then.

    `dedup_key` says what it is about: the same message is queued once, whatever happens.
    `digest_id` names the message that carries it along, where several go as one. A worker
    claims a message (`claimed_by`, `claimed_until`) before it sends; `mail_id` is the
    Message-ID, fixed when queued, so that a mail server can tell a second attempt. `error` is
    a short code without personal data, like `refused 550`. A message goes together with the
    family or tutor it is for, so that nothing of them stays when they are erased.
    """

    __tablename__ = "message"
    __table_args__ = municipality_rules(
        *within_municipality("season_id", "season", on_delete=CASCADE),
        *within_season("contact_id", "contact", on_delete=CASCADE),
        *within_season("tutor_id", "tutor", on_delete=CASCADE),
        # Without its season, a reference of two columns is not held to anything.
        CheckConstraint(
            "season_id IS NOT NULL OR (contact_id IS NULL AND tutor_id IS NULL)", name="in_season"
        ),
        CheckConstraint("contact_id IS NULL OR tutor_id IS NULL", name="one_recipient"),
        *within_municipality("digest_id", "message"),
        UniqueConstraint("municipality_id", "dedup_key"),
        UniqueConstraint("mail_id"),
        Index(None, "sent_at", "dead_at", "not_before"),
        filled("dedup_key"),
        filled("recipient_address"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("sent_at IS NULL OR dead_at IS NULL", name="sent_or_dead"),
        CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claimed"),
    )

    kind: Mapped[str]
    channel: Mapped[Channel]
    dedup_key: Mapped[str]
    mail_id: Mapped[str]
    language: Mapped[str]
    recipient_name: Mapped[str]
    recipient_address: Mapped[str]
    subject: Mapped[str]
    body_text: Mapped[str]
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    body_html: Mapped[str] = mapped_column(default="")
    urgent: Mapped[bool] = mapped_column(default=False)
    season_id: Mapped[int | None] = mapped_column(default=None)
    contact_id: Mapped[int | None] = mapped_column(default=None)
    tutor_id: Mapped[int | None] = mapped_column(default=None)
    digest_id: Mapped[int | None] = mapped_column(default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(default=None)
    claimed_until: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    dead_at: Mapped[datetime | None] = mapped_column(default=None)
    error: Mapped[str | None] = mapped_column(default=None)
