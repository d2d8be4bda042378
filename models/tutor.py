"""Who leads and assists groups."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason, Versioned
from models.enums import TravelMode
from models.rules import ages, between, filled, point, season_rules

_ROLES = ('["lead"]', '["assistant"]', '["lead","assistant"]', '["assistant","lead"]')


class Tutor(InSeason, Versioned, Base):
    """A tutor, with everything of `tutors.csv` (contract, section 1). `code` is its id there.

    `roles` holds values of `TutorRole`. Of a check only its date is kept (R19): on which day
    the planner confirmed the roles and the goals, and the date of the record check (extract
    596.2), never the extract. `email` is where the signed link goes, `language` that of mails.
    """

    __tablename__ = "tutor"
    __table_args__ = season_rules(
        UniqueConstraint("season_id", "code"),
        filled("code"),
        CheckConstraint(f"roles IN ({', '.join(repr(roles) for roles in _ROLES)})", name="roles"),
        CheckConstraint("goals <> '[]' OR roles = '[\"assistant\"]'", name="goals_to_lead"),
        *ages(),
        CheckConstraint("(age_from IS NULL) = (age_to IS NULL)", name="both_ages"),
        *point(),
        between("max_travel_min", 0, 10_000),
        CheckConstraint("CAST(max_hours_week AS NUMERIC) BETWEEN 0 AND 168", name="max_hours_week"),
        between("hourly_cents", 0, 10_000_000_000),
    )

    code: Mapped[str]
    roles: Mapped[tuple[str, ...]]
    goals: Mapped[tuple[str, ...]] = mapped_column(default=())
    name: Mapped[str] = mapped_column(default="")
    age_from: Mapped[int | None] = mapped_column(default=None)
    age_to: Mapped[int | None] = mapped_column(default=None)
    languages: Mapped[tuple[str, ...]] = mapped_column(default=())
    skills: Mapped[tuple[str, ...]] = mapped_column(default=())
    lat: Mapped[float | None] = mapped_column(default=None)
    lon: Mapped[float | None] = mapped_column(default=None)
    travel_mode: Mapped[TravelMode] = mapped_column(default=TravelMode.BIKE)
    max_travel_min: Mapped[int | None] = mapped_column(default=None)
    max_hours_week: Mapped[Decimal | None] = mapped_column(default=None)
    hourly_cents: Mapped[int] = mapped_column(BigInteger, default=0)

    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="nl")
    roles_confirmed_on: Mapped[date | None] = mapped_column(default=None)
    goals_confirmed_on: Mapped[date | None] = mapped_column(default=None)
    record_check_on: Mapped[date | None] = mapped_column(default=None)
