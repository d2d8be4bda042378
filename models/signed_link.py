"""Links in mails and codes on paper that let somebody in without a password."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality
from models.enums import LinkPurpose
from models.rules import (
    CASCADE,
    exactly_one,
    municipality_rules,
    within_municipality,
    within_season,
)


class SignedLink(InMunicipality, Base):
    """A link or code of exactly one contact, tutor or account. Only its hash is kept.

    `token_hash` is the SHA-256 in hex. Claimed at most once, by who changes `claimed_at` from
    NULL; good until `expires_at` unless `revoked_at` is set.
    """

    __tablename__ = "signed_link"
    __table_args__ = municipality_rules(
        *within_municipality("season_id", "season", on_delete=CASCADE),
        *within_season("contact_id", "contact", on_delete=CASCADE),
        *within_season("tutor_id", "tutor", on_delete=CASCADE),
        Index(None, "account_id"),
        UniqueConstraint("token_hash"),
        CheckConstraint("length(token_hash) = 64", name="token_hash"),
        exactly_one("one_holder", ("contact_id", "tutor_id", "account_id")),
        CheckConstraint("(season_id IS NULL) = (account_id IS NOT NULL)", name="in_season"),
        CheckConstraint("created_at < expires_at", name="expires_later"),
    )

    token_hash: Mapped[str]
    purpose: Mapped[LinkPurpose]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    season_id: Mapped[int | None] = mapped_column(default=None)
    contact_id: Mapped[int | None] = mapped_column(default=None)
    tutor_id: Mapped[int | None] = mapped_column(default=None)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete=CASCADE), default=None
    )
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
