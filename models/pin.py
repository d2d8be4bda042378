"""The planner's locks on groups, and on tutors and children in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason, Versioned
from models.rules import CASCADE, season_rules, within_season


class PinSet(InSeason, Versioned, Base):
    """All pins of a season as one thing that people edit: one row, touched at every change."""

    __tablename__ = "pin_set"
    __table_args__ = season_rules(UniqueConstraint("season_id"))

    changed_at: Mapped[datetime]


class Pin(InSeason, Base):
    """A pin on the group (offer, block, room), or on one tutor or one child in it (3.9)."""

    __tablename__ = "pin"
    __table_args__ = season_rules(
        *within_season("offer_id", "offer", on_delete=CASCADE),
        *within_season("block_id", "block", on_delete=CASCADE),
        *within_season("room_id", "room", on_delete=CASCADE),
        *within_season("tutor_id", "tutor", on_delete=CASCADE),
        *within_season("child_id", "child", on_delete=CASCADE),
    )

    must: Mapped[bool]
    offer_id: Mapped[int]
    block_id: Mapped[int]
    room_id: Mapped[int]
    tutor_id: Mapped[int | None] = mapped_column(default=None)
    child_id: Mapped[int | None] = mapped_column(default=None)
