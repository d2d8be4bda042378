"""A municipality: what it is called, how it looks and speaks, and whom families can call."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import Numbered, Versioned
from models.rules import filled


class Municipality(Numbered, Versioned, Base):
    """A municipality, to which everything else belongs (R24).

    `slug` is its name in addresses. `texts` holds its own words: key → language → text.
    `languages` are those its pages are offered in, the first is the one they open in.
    `accent_colour` is `#rrggbb`.
    """

    __tablename__ = "municipality"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("nis"),
        CheckConstraint("slug <> '' AND slug = lower(slug)", name="slug"),
        CheckConstraint("length(nis) = 5", name="nis"),
        filled("name"),
        CheckConstraint("languages <> '[]'", name="languages"),
        CheckConstraint(
            "length(accent_colour) = 7 AND substr(accent_colour, 1, 1) = '#'",
            name="accent_colour",
        ),
        {"sqlite_autoincrement": True},
    )

    slug: Mapped[str]
    name: Mapped[str]
    nis: Mapped[str | None] = mapped_column(default=None)
    languages: Mapped[tuple[str, ...]] = mapped_column(default=("nl",))
    accent_colour: Mapped[str] = mapped_column(default="#0b6e4f")
    texts: Mapped[Json] = mapped_column(default_factory=dict, insert_default=dict)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    desk_hours: Mapped[str] = mapped_column(default="")
