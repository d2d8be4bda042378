"""When something happens: blocks, and the sessions that make them up."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason, Versioned
from models.rules import CASCADE, MIDNIGHT, between, filled, season_rules, within_season


class Block(InSeason, Versioned, Base):
    """Sessions that a child attends as one whole. `code` is its id in datasets."""

    __tablename__ = "block"
    __table_args__ = season_rules(UniqueConstraint("season_id", "code"), filled("code"))

    code: Mapped[str]
    label: Mapped[str] = mapped_column(default="")


class BlockSession(InSeason, Base):
    """One session of a block; `start_min` and `end_min` are minutes after midnight."""

    __tablename__ = "block_session"
    __table_args__ = season_rules(
        *within_season("block_id", "block", on_delete=CASCADE, indexed=False),
        UniqueConstraint("block_id", "day", "start_min"),
        between("start_min", 0, MIDNIGHT),
        between("end_min", 0, MIDNIGHT),
        CheckConstraint("start_min < end_min", name="times_in_order"),
    )

    block_id: Mapped[int]
    day: Mapped[date]
    start_min: Mapped[int]
    end_min: Mapped[int]
