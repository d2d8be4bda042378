"""Who brings a child up, and how to reach them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason, Versioned
from models.enums import Channel, ContactRole
from models.rules import CASCADE, season_rules, within_season

_REACHABLE = " OR ".join(
    f"(channel = '{channel}' AND {column} <> '')"
    for channel, column in (("mail", "email"), ("phone", "phone"), ("letter", "address"))
)


class Contact(InSeason, Versioned, Base):
    """A contact of a family: a role, no blood tie (R22). Mail, phone or letter is enough (R14)."""

    __tablename__ = "contact"
    __table_args__ = season_rules(CheckConstraint(_REACHABLE, name="reachable"))

    role: Mapped[ContactRole]
    channel: Mapped[Channel]
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="nl")


class ChildContact(InSeason, Base):
    """A child and one of its contacts; a child may have several, in separate homes."""

    __tablename__ = "child_contact"
    __table_args__ = season_rules(
        *within_season("child_id", "child", on_delete=CASCADE, indexed=False),
        *within_season("contact_id", "contact", on_delete=CASCADE),
        UniqueConstraint("child_id", "contact_id"),
    )

    child_id: Mapped[int]
    contact_id: Mapped[int]
