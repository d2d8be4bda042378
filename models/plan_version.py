"""Versions of a season's plan, each with its own groups and places."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.rules import filled, season_rules, within_season

_CURRENT = text("is_current")


class PlanVersion(InSeason, Base):
    """A plan that was kept. `number` counts from 1 in a season; `run_id`: where it came from.

    Publishing freezes it. At most one version of a season is current: the one families see.
    """

    __tablename__ = "plan_version"
    __table_args__ = season_rules(
        *within_season("run_id", "planning_run"),
        UniqueConstraint("season_id", "number"),
        Index(
            "uq_plan_version_current",
            "season_id",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index(None, "created_by_id"),
        filled("name"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("published_at IS NOT NULL OR NOT is_current", name="current_is_published"),
    )

    number: Mapped[int]
    name: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), default=None
    )
    run_id: Mapped[int | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    is_current: Mapped[bool] = mapped_column(default=False)
