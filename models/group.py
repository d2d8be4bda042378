"""The groups of a plan, and who leads them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.enums import TutorRole
from models.rules import CASCADE, MOST, between, season_rules, within_season

SMALL_GROUP = 8
"""The most children in a group with somebody who needs a small one (contract, 3.7)."""


class Group(InSeason, Base):
    """A group: (offer, block, room) in one version of the plan (contract, section 3).

    `max_children` is the smaller of the offer's `max_size` and the room's capacity, and
    `max_seats` that capacity, in which companions count too. The three `…_held` columns count
    the places that are held; only `models/seats.py` changes them, and the database refuses one
    too many whoever asks.
    """

    __tablename__ = "plan_group"
    __table_args__ = season_rules(
        *within_season("version_id", "plan_version", on_delete=CASCADE, indexed=False),
        *within_season("offer_id", "offer"),
        *within_season("block_id", "block"),
        *within_season("room_id", "room"),
        UniqueConstraint("version_id", "offer_id", "block_id", "room_id"),
        UniqueConstraint("season_id", "version_id", "offer_id", "id"),
        between("max_children", 1, MOST),
        between("max_seats", 1, MOST),
        CheckConstraint("children_held BETWEEN 0 AND max_children", name="children_held"),
        CheckConstraint("seats_held BETWEEN children_held AND max_seats", name="seats_held"),
        CheckConstraint("small_held BETWEEN 0 AND children_held", name="small_held"),
        CheckConstraint(f"small_held = 0 OR children_held <= {SMALL_GROUP}", name="stays_small"),
    )

    version_id: Mapped[int]
    offer_id: Mapped[int]
    block_id: Mapped[int]
    room_id: Mapped[int]
    max_children: Mapped[int]
    max_seats: Mapped[int]
    children_held: Mapped[int] = mapped_column(default=0)
    seats_held: Mapped[int] = mapped_column(default=0)
    small_held: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)


class GroupTutor(InSeason, Base):
    """A tutor in a group, and whether they accepted it or gave it back."""

    __tablename__ = "group_tutor"
    __table_args__ = season_rules(
        *within_season("group_id", "plan_group", on_delete=CASCADE, indexed=False),
        *within_season("tutor_id", "tutor"),
        UniqueConstraint("group_id", "tutor_id"),
        CheckConstraint("accepted_at IS NULL OR given_back_at IS NULL", name="one_answer"),
    )

    group_id: Mapped[int]
    tutor_id: Mapped[int]
    role: Mapped[TutorRole]
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    given_back_at: Mapped[datetime | None] = mapped_column(default=None)
