"""Who was there on the day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from models.base import Base
from models.belonging import InSeason
from models.enums import ActorKind
from models.rules import CASCADE, MIDNIGHT, between, season_rules, within_season


class Attendance(InSeason, Base):
    """One child at one session, as it was last marked; never why it was not there (R3).

    The session is told by its day and start (minutes after midnight): sessions are replaced when
    their block is edited. `marked_at` is the moment on the device that marked it, which may
    have been without a connection; the latest counts. `marked_by` is who, as in the audit. It goes
    together with the place.
    """

    __tablename__ = "attendance"
    __table_args__ = season_rules(
        *within_season("place_id", "place", on_delete=CASCADE),
        UniqueConstraint("season_id", "place_id", "day", "start_min"),
        Index(None, "season_id", "day"),
        between("start_min", 0, MIDNIGHT),
        CheckConstraint("marked_by_kind IN ('account', 'tutor')", name="marked_by"),
    )

    place_id: Mapped[int]
    day: Mapped[date]
    start_min: Mapped[int]
    was_there: Mapped[bool]
    marked_at: Mapped[datetime]
    marked_by_kind: Mapped[ActorKind]
    marked_by_id: Mapped[int]
