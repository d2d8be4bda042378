"""What one can take part in, and what a family must know before it asks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import InSeason, Versioned
from models.enums import OfferKind, OfferStatus
from models.rules import (
    CASCADE,
    MOST,
    ages,
    between,
    filled,
    season_rules,
    within_municipality,
    within_season,
)

ACCESS_FACTS = (
    "step_free",
    "price_cents",
    "spoken_languages",
    "getting_there",
    "before_hours",
    "after_hours",
)
"""What must be filled in before an offer is published (R5); the database holds to it too."""

_MOST_CENTS = 10_000_000_000

_KNOWN = " AND ".join(f"{fact} IS NOT NULL" for fact in ("published_at", *ACCESS_FACTS))


class Offer(InSeason, Versioned, Base):
    """An offer, with everything of `offers.csv` (contract, section 1). `code` is its id there.

    `lead_goals` None: all of `goals`; empty: none. `price_cents` None: not filled in yet,
    planned as 0. `language` is what its tutors must speak (a rule), `spoken_languages` what is
    understood there (a fact for families). `before_hours` and `after_hours` say what there is
    before the first and after the last session, in words; "" in a fact means "nothing".
    `texts` holds what families read: key → language → text. `funder` and `edition`: R25.
    """

    __tablename__ = "offer"
    __table_args__ = season_rules(
        *within_municipality("organiser_id", "organiser"),
        UniqueConstraint("season_id", "code"),
        filled("code"),
        filled("title"),
        CheckConstraint("goals <> '[]'", name="goals"),
        between("min_size", 1, MOST),
        between("max_size", 1, MOST),
        CheckConstraint("min_size <= max_size", name="sizes_in_order"),
        between("max_groups", 0, MOST),
        between("leads", 0, MOST),
        between("assistants", 0, MOST),
        *ages(),
        between("price_cents", 0, _MOST_CENTS),
        between("group_cents", 0, _MOST_CENTS),
        CheckConstraint(f"status = 'draft' OR ({_KNOWN})", name="access_facts"),
    )

    code: Mapped[str]
    title: Mapped[str]
    kind: Mapped[OfferKind]
    goals: Mapped[tuple[str, ...]]
    min_size: Mapped[int]
    max_size: Mapped[int]
    max_groups: Mapped[int]
    leads: Mapped[int]
    assistants: Mapped[int] = mapped_column(default=0)
    lead_goals: Mapped[tuple[str, ...] | None] = mapped_column(default=None)
    age_from: Mapped[int | None] = mapped_column(default=None)
    age_to: Mapped[int | None] = mapped_column(default=None)
    language: Mapped[str] = mapped_column(default="")
    room_features: Mapped[tuple[str, ...]] = mapped_column(default=())
    price_cents: Mapped[int | None] = mapped_column(BigInteger, default=None)
    group_cents: Mapped[int] = mapped_column(BigInteger, default=0)

    status: Mapped[OfferStatus] = mapped_column(default=OfferStatus.DRAFT)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    organiser_id: Mapped[int | None] = mapped_column(default=None)
    funder: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    step_free: Mapped[bool | None] = mapped_column(default=None)
    spoken_languages: Mapped[tuple[str, ...] | None] = mapped_column(default=None)
    getting_there: Mapped[str | None] = mapped_column(default=None)
    before_hours: Mapped[str | None] = mapped_column(default=None)
    after_hours: Mapped[str | None] = mapped_column(default=None)
    texts: Mapped[Json] = mapped_column(default_factory=dict, insert_default=dict)


class OfferBlock(InSeason, Base):
    """A block in which an offer may run; in the order of their ids."""

    __tablename__ = "offer_block"
    __table_args__ = season_rules(
        *within_season("offer_id", "offer", on_delete=CASCADE, indexed=False),
        *within_season("block_id", "block"),
        UniqueConstraint("offer_id", "block_id"),
    )

    offer_id: Mapped[int]
    block_id: Mapped[int]


class OfferLocation(InSeason, Base):
    """A site where an offer may run; in the order of their ids. Without any: all sites."""

    __tablename__ = "offer_location"
    __table_args__ = season_rules(
        *within_season("offer_id", "offer", on_delete=CASCADE, indexed=False),
        *within_season("location_id", "location"),
        UniqueConstraint("offer_id", "location_id"),
    )

    offer_id: Mapped[int]
    location_id: Mapped[int]
