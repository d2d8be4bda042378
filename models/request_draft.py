"""What a family has filled in so far, before it asks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import InSeason, Versioned
from models.rules import CASCADE, season_rules, within_season


class RequestDraft(InSeason, Versioned, Base):
    """The answers of a request that is being filled in, saved at every step.

    `answers` holds what the family typed, page by page; it becomes rows only when the family
    sends it, and is removed then or at `expires_at`. `token_hash` is the SHA-256 of the key in
    the browser's cookie, `code_hash` that of the short code that a family can write down to go
    on later or elsewhere. `contact_id`: the family's contact, where it is known already.
    """

    __tablename__ = "request_draft"
    __table_args__ = season_rules(
        *within_season("contact_id", "contact", on_delete=CASCADE),
        UniqueConstraint("token_hash"),
        UniqueConstraint("code_hash"),
        Index(None, "expires_at"),
        CheckConstraint("length(token_hash) = 64", name="token_hash"),
        CheckConstraint("length(code_hash) = 64", name="code_hash"),
        CheckConstraint("created_at < expires_at", name="expires_later"),
    )

    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answers: Mapped[Json] = mapped_column(default_factory=dict, insert_default=dict, repr=False)
    code_hash: Mapped[str | None] = mapped_column(default=None)
    contact_id: Mapped[int | None] = mapped_column(default=None)
