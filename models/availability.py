"""When a tutor, a child or a room is free."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.rules import CASCADE, MIDNIGHT, between, exactly_one, season_rules, within_season


class AvailabilityWindow(InSeason, Base):
    """A window of exactly one tutor, child or room. Who has none is always available.

    Both days are included; minutes are after midnight, None: from or until midnight.
    """

    __tablename__ = "availability_window"
    __table_args__ = season_rules(
        *within_season("tutor_id", "tutor", on_delete=CASCADE),
        *within_season("child_id", "child", on_delete=CASCADE),
        *within_season("room_id", "room", on_delete=CASCADE),
        exactly_one("one_holder", ("tutor_id", "child_id", "room_id")),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        between("start_min", 0, MIDNIGHT),
        between("end_min", 0, MIDNIGHT),
        CheckConstraint("coalesce(start_min, 0) < end_min", name="times_in_order"),
    )

    first_day: Mapped[date]
    last_day: Mapped[date]
    start_min: Mapped[int | None] = mapped_column(default=None)
    end_min: Mapped[int | None] = mapped_column(default=None)
    tutor_id: Mapped[int | None] = mapped_column(default=None)
    child_id: Mapped[int | None] = mapped_column(default=None)
    room_id: Mapped[int | None] = mapped_column(default=None)
