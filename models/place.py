"""The places of children in groups, and the wishes that no place grants."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import InSeason
from models.enums import PlaceStatus, RefusalReason
from models.rules import CASCADE, MOST, between, season_rules, within_season

_HELD = text("status = 'held'")


class Place(InSeason, Base):
    """A child in a group; `rank` is the dense rank of its best wish that the group grants.

    `seats` is 2 with a companion, `small_group` whether the child needs a small group: as they
    were when the place was given, since the group's counts are built on them. A child holds at
    most one place per offer in a version (contract, 3.1). A child with places cannot be
    deleted: its places go first, so that their seats come free (`models/seats.py`).
    """

    __tablename__ = "place"
    __table_args__ = season_rules(
        ForeignKeyConstraint(
            ["season_id", "version_id", "offer_id", "group_id"],
            [
                "plan_group.season_id",
                "plan_group.version_id",
                "plan_group.offer_id",
                "plan_group.id",
            ],
            ondelete=CASCADE,
        ),
        *within_season("child_id", "child"),
        UniqueConstraint("group_id", "child_id"),
        Index(
            "uq_place_one_per_offer",
            "version_id",
            "child_id",
            "offer_id",
            unique=True,
            sqlite_where=_HELD,
            postgresql_where=_HELD,
        ),
        between("rank", 1, MOST),
        between("seats", 1, 2),
        CheckConstraint("(status = 'given_back') = (given_back_at IS NOT NULL)", name="given_back"),
    )

    version_id: Mapped[int]
    offer_id: Mapped[int]
    group_id: Mapped[int]
    child_id: Mapped[int]
    rank: Mapped[int]
    given_at: Mapped[datetime]
    seats: Mapped[int] = mapped_column(default=1)
    small_group: Mapped[bool] = mapped_column(default=False)
    status: Mapped[PlaceStatus] = mapped_column(default=PlaceStatus.HELD)
    given_back_at: Mapped[datetime | None] = mapped_column(default=None)


class Refusal(InSeason, Base):
    """A wish that no place grants, as it was when planned, with the reason (contract, 6).

    `rank` is as `refusals.csv` has it; `detail` is one plain sentence by language.
    """

    __tablename__ = "refusal"
    __table_args__ = season_rules(
        *within_season("version_id", "plan_version", on_delete=CASCADE),
        *within_season("child_id", "child", on_delete=CASCADE),
        *within_season("offer_id", "offer"),
        *within_season("block_id", "block"),
        *within_season("location_id", "location"),
        between("rank", 1, MOST),
    )

    version_id: Mapped[int]
    child_id: Mapped[int]
    rank: Mapped[int]
    offer_id: Mapped[int]
    reason: Mapped[RefusalReason]
    detail: Mapped[Json]
    block_id: Mapped[int | None] = mapped_column(default=None)
    location_id: Mapped[int | None] = mapped_column(default=None)
