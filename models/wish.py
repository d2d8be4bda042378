"""What families ask for."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.rules import CASCADE, MOST, between, season_rules, within_season


class Wish(InSeason, Base):
    """A wish: 1 is dearest, and wishes may share a rank. No block or location: any.

    The same wish may be there twice, as in a dataset (a warning there).
    """

    __tablename__ = "wish"
    __table_args__ = season_rules(
        *within_season("child_id", "child", on_delete=CASCADE),
        *within_season("offer_id", "offer"),
        *within_season("block_id", "block"),
        *within_season("location_id", "location"),
        between("rank", 1, MOST),
    )

    child_id: Mapped[int]
    rank: Mapped[int]
    offer_id: Mapped[int]
    block_id: Mapped[int | None] = mapped_column(default=None)
    location_id: Mapped[int | None] = mapped_column(default=None)
