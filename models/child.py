"""A child, as its family tells about it: what planning needs, and no more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason, Versioned
from models.enums import RequestOrigin, TravelMode
from models.rules import CASCADE, MOST, between, filled, point, season_rules, within_season


class Child(InSeason, Versioned, Base):
    """A child and its request, with everything of `pupils.csv` (contract, section 1).

    `ref` is its `pupil_id` in datasets and in the draw: random, public, never changed.
    `first_name` is what a dataset calls `name`. The point is rounded to 100 m by whoever takes
    the request in; addresses are not kept. `own_words`: what the child would like to work on
    (R9). `says_yes`: the child's own "ik wil meedoen" (R4), None: not asked. `asked_at` None:
    still being filled in. `link_code` is what a friend types to come along. Changing wishes,
    needs or windows sets `requests_changed_at`, so that `version` covers them too.
    `looked_back`: its family told how it was; not when, and not what (`AnswerCount`).
    """

    __tablename__ = "child"
    __table_args__ = season_rules(
        UniqueConstraint("season_id", "ref"),
        UniqueConstraint("season_id", "link_code"),
        filled("ref"),
        filled("link_code"),
        between("birth_year", 1900, 2200),
        *point(),
        between("max_travel_min", 0, 10_000),
        between("max_places", 0, MOST),
    )

    ref: Mapped[str]
    birth_year: Mapped[int]
    first_name: Mapped[str] = mapped_column(default="")
    lat: Mapped[float | None] = mapped_column(default=None)
    lon: Mapped[float | None] = mapped_column(default=None)
    travel_mode: Mapped[TravelMode] = mapped_column(default=TravelMode.BIKE)
    max_travel_min: Mapped[int | None] = mapped_column(default=None)
    max_places: Mapped[int] = mapped_column(default=1)

    origin: Mapped[RequestOrigin] = mapped_column(default=RequestOrigin.WEB)
    link_code: Mapped[str | None] = mapped_column(default=None)
    says_yes: Mapped[bool | None] = mapped_column(default=None)
    own_words: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    requests_changed_at: Mapped[datetime | None] = mapped_column(default=None)
    looked_back: Mapped[bool] = mapped_column(default=False, server_default=false())


class ChildNeed(InSeason, Base):
    """A functional need, by its code of the reference list, never a diagnosis (R6).

    In a table of its own, since needs go sooner than the child (R16). In the order of ids.
    """

    __tablename__ = "child_need"
    __table_args__ = season_rules(
        *within_season("child_id", "child", on_delete=CASCADE, indexed=False),
        UniqueConstraint("child_id", "code"),
        filled("code"),
    )

    child_id: Mapped[int]
    code: Mapped[str]


class EmergencyContact(InSeason, Base):
    """Whom to call when something happens on the day; goes together with the needs (R16)."""

    __tablename__ = "emergency_contact"
    __table_args__ = season_rules(
        *within_season("child_id", "child", on_delete=CASCADE), filled("phone")
    )

    child_id: Mapped[int]
    name: Mapped[str]
    phone: Mapped[str]
