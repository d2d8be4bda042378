"""Where something happens: sites and their rooms."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason, Versioned
from models.rules import MOST, between, filled, point, season_rules, within_season


class Location(InSeason, Versioned, Base):
    """A site. `features` are met everywhere on it. `code` is its id in datasets."""

    __tablename__ = "location"
    __table_args__ = season_rules(
        UniqueConstraint("season_id", "code"),
        filled("code"),
        filled("name"),
        *point()[:2],
    )

    code: Mapped[str]
    name: Mapped[str]
    lat: Mapped[float]
    lon: Mapped[float]
    features: Mapped[tuple[str, ...]] = mapped_column(default=())
    address: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")


class Room(InSeason, Versioned, Base):
    """A room of a site; `capacity` counts children and companions; `features` are its own."""

    __tablename__ = "room"
    __table_args__ = season_rules(
        *within_season("location_id", "location"),
        UniqueConstraint("season_id", "code"),
        filled("code"),
        between("capacity", 1, MOST),
    )

    code: Mapped[str]
    location_id: Mapped[int]
    capacity: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    features: Mapped[tuple[str, ...]] = mapped_column(default=())
