"""The three reports a year, frozen on their date."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.rules import between, season_rules


class Snapshot(InSeason, Base):
    """One of a season's three snapshots (R20): due on a day, then taken, then never changed.

    `content` is the aggregated report, compressed, and `content_sha256` its fingerprint.
    """

    __tablename__ = "snapshot"
    __table_args__ = season_rules(
        UniqueConstraint("season_id", "number"),
        Index(None, "due_on"),
        between("number", 1, 3),
        CheckConstraint(
            "(taken_at IS NULL) = (content IS NULL)"
            " AND (taken_at IS NULL) = (content_sha256 IS NULL)",
            name="whole",
        ),
    )

    number: Mapped[int]
    due_on: Mapped[date]
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    content: Mapped[bytes | None] = mapped_column(deferred=True, default=None)
    content_sha256: Mapped[str | None] = mapped_column(default=None)
