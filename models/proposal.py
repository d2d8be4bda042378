"""Activities that children and families propose (R21)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.rules import filled, season_rules


class Proposal(InSeason, Base):
    """An idea for the offer, without any name; `seen_at`: when somebody of the staff read it."""

    __tablename__ = "proposal"
    __table_args__ = season_rules(filled("words"))

    words: Mapped[str]
    language: Mapped[str]
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime | None] = mapped_column(default=None)
