"""Accounts of staff, and what each may do where."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality, Numbered, Versioned
from models.enums import StaffRole
from models.rules import CASCADE, municipality_rules, within_municipality


class Account(Numbered, Versioned, Base):
    """Somebody who signs in; an account may work for several municipalities.

    `password_hash` is of argon2; None: signs in by OpenID Connect (`oidc_subject`), or has not
    answered the invitation yet. `totp_last_step` is the last time step whose one-time code was
    used: a code is good once. Sessions from before `signed_out_at` are over.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("email"),
        UniqueConstraint("oidc_subject"),
        CheckConstraint("email = lower(email) AND length(email) >= 3", name="email"),
        CheckConstraint(
            "password_hash IS NULL OR substr(password_hash, 1, 7) = '$argon2'", name="password_hash"
        ),
        {"sqlite_autoincrement": True},
    )

    email: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(default="nl")
    password_hash: Mapped[str | None] = mapped_column(default=None)
    totp_secret: Mapped[str | None] = mapped_column(default=None)
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger, default=None)
    oidc_subject: Mapped[str | None] = mapped_column(default=None)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    signed_out_at: Mapped[datetime | None] = mapped_column(default=None)


class Membership(InMunicipality, Base):
    """A role of an account in a municipality."""

    __tablename__ = "membership"
    __table_args__ = municipality_rules(
        UniqueConstraint("municipality_id", "account_id", "role"),
        Index(None, "account_id"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete=CASCADE))
    role: Mapped[StaffRole]


class MembershipOrganiser(InMunicipality, Base):
    """An organiser whose offers and groups a member with the role `organiser` may see."""

    __tablename__ = "membership_organiser"
    __table_args__ = municipality_rules(
        *within_municipality("membership_id", "membership", on_delete=CASCADE, indexed=False),
        *within_municipality("organiser_id", "organiser", on_delete=CASCADE),
        UniqueConstraint("membership_id", "organiser_id"),
    )

    membership_id: Mapped[int]
    organiser_id: Mapped[int]
