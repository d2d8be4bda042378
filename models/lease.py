"""Leases: what only one process may do at a time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import Numbered
from models.rules import filled


class Lease(Numbered, Base):
    """Who does something until when. `turn` grows at every new holder, as a fence.

    Without municipality: a worker serves all of them.
    """

    __tablename__ = "lease"
    __table_args__ = (
        UniqueConstraint("name"),
        filled("name"),
        filled("holder"),
        CheckConstraint("turn >= 1", name="turn"),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    holder: Mapped[str]
    until: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=1)
