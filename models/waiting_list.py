"""Who waits for a seat in a group, in the order of the draw."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.enums import WaitingStatus
from models.rules import CASCADE, MOST, between, season_rules, within_season


class WaitingEntry(InSeason, Base):
    """A child that waits for a group.

    `draw_digest` is the SHA-256 that the draw sorts by (contract, 5): its order is that of the
    draw numbers, and stays so when children come or go. `draw_number` is the number as it was
    published, to show. `rank` is the dense rank of the wish.
    """

    __tablename__ = "waiting_entry"
    __table_args__ = season_rules(
        *within_season("group_id", "plan_group", on_delete=CASCADE, indexed=False),
        *within_season("child_id", "child", on_delete=CASCADE),
        UniqueConstraint("group_id", "child_id"),
        UniqueConstraint("group_id", "draw_digest"),
        Index(None, "group_id", "status", "draw_digest"),
        CheckConstraint("length(draw_digest) = 64", name="draw_digest"),
        CheckConstraint("draw_number >= 1", name="draw_number"),
        between("rank", 1, MOST),
        CheckConstraint("(status = 'waiting') = (ended_at IS NULL)", name="ended"),
    )

    group_id: Mapped[int]
    child_id: Mapped[int]
    rank: Mapped[int]
    draw_digest: Mapped[str]
    draw_number: Mapped[int]
    joined_at: Mapped[datetime]
    status: Mapped[WaitingStatus] = mapped_column(default=WaitingStatus.WAITING)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
