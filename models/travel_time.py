"""Measured travel times, which replace the estimate."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.rules import CASCADE, between, exactly_one, season_rules, within_season


class TravelTime(InSeason, Base):
    """Whole minutes from exactly one child, tutor or location to a location.

    The same journey may be there twice, as in a dataset (a warning there).
    """

    __tablename__ = "travel_time"
    __table_args__ = season_rules(
        *within_season("location_id", "location", on_delete=CASCADE),
        *within_season("child_id", "child", on_delete=CASCADE),
        *within_season("tutor_id", "tutor", on_delete=CASCADE),
        *within_season("from_location_id", "location", on_delete=CASCADE),
        exactly_one("one_start", ("child_id", "tutor_id", "from_location_id")),
        between("minutes", 0, 10_000),
    )

    location_id: Mapped[int]
    minutes: Mapped[int]
    child_id: Mapped[int | None] = mapped_column(default=None)
    tutor_id: Mapped[int | None] = mapped_column(default=None)
    from_location_id: Mapped[int | None] = mapped_column(default=None)
