"""A season: one summer of one municipality, from the first draft to the archive."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import InMunicipality, InSeason, Versioned
from models.enums import DrawPolicy, Phase
from models.rules import between, filled, municipality_rules, season_rules

_IN_SUMMER = {
    "sqlite": "CAST(strftime('%Y', first_day) AS INTEGER) = year"
    " AND CAST(strftime('%Y', last_day) AS INTEGER) = year"
    " AND CAST(strftime('%m', first_day) AS INTEGER) >= 7"
    " AND CAST(strftime('%m', last_day) AS INTEGER) <= 8",
    "postgresql": "EXTRACT(YEAR FROM first_day) = year AND EXTRACT(YEAR FROM last_day) = year"
    " AND EXTRACT(MONTH FROM first_day) >= 7 AND EXTRACT(MONTH FROM last_day) <= 8",
}


class Season(InMunicipality, Versioned, Base):
    """A season, with everything of `season.csv` (contract, section 1).

    `municipality_name` and `nis_codes` are as the dataset writes them: more than one code where
    a region plans together. `slug` is its name in addresses. `texts` holds its own words:
    key → language → text. The draw seed is published before wishes open.
    """

    __tablename__ = "season"
    __table_args__ = municipality_rules(
        UniqueConstraint("municipality_id", "slug"),
        filled("slug"),
        filled("name"),
        filled("draw_seed"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
        *(
            CheckConstraint(rule, name="in_summer").ddl_if(dialect=dialect)
            for dialect, rule in _IN_SUMMER.items()
        ),
        between("budget_cents", 0, 10_000_000_000),
    )

    slug: Mapped[str]
    name: Mapped[str]
    year: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    draw_seed: Mapped[str]
    phase: Mapped[Phase] = mapped_column(default=Phase.DRAFT)
    policy: Mapped[DrawPolicy] = mapped_column(default=DrawPolicy.BEST)
    budget_cents: Mapped[int | None] = mapped_column(BigInteger, default=None)
    municipality_name: Mapped[str] = mapped_column(default="")
    nis_codes: Mapped[tuple[str, ...]] = mapped_column(default=())
    texts: Mapped[Json] = mapped_column(default_factory=dict, insert_default=dict)


class PhaseChange(InSeason, Base):
    """When a season goes to a phase (`due_at`, if a date was set) and when it did."""

    __tablename__ = "phase_change"
    __table_args__ = season_rules(
        UniqueConstraint("season_id", "phase"),
        CheckConstraint("due_at IS NOT NULL OR happened_at IS NOT NULL", name="dated"),
        Index(None, "due_at"),
    )

    phase: Mapped[Phase]
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    happened_at: Mapped[datetime | None] = mapped_column(default=None)
