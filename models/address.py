"""Addresses of a municipality with their points, so that a family can type where it lives."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality
from models.rules import filled, municipality_rules, point


class Address(InMunicipality, Base):
    """One house number, from the municipality's own list; it says nothing of who lives there.

    `street_key` is the street as people may type it: small letters, without accents or marks.
    """

    __tablename__ = "address"
    __table_args__ = municipality_rules(
        UniqueConstraint("municipality_id", "postcode", "street_key", "house_number"),
        Index(None, "municipality_id", "street_key"),
        filled("street"),
        filled("street_key"),
        filled("house_number"),
        *point()[:2],
    )

    street: Mapped[str]
    street_key: Mapped[str]
    house_number: Mapped[str]
    postcode: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    place: Mapped[str] = mapped_column(default="")
