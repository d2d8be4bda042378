"""Who organises: the municipality itself, an association, a youth service."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality, Versioned
from models.rules import filled, municipality_rules


class Organiser(InMunicipality, Versioned, Base):
    """Somebody with offers of their own, over the years (R11)."""

    __tablename__ = "organiser"
    __table_args__ = municipality_rules(UniqueConstraint("municipality_id", "name"), filled("name"))

    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
