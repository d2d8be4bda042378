"""What members of staff changed, so that they can undo it, and do it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Json
from models.belonging import InSeason
from models.rules import filled, season_rules


class SeasonChange(InSeason, Base):
    """One change of what is managed or pinned, from one click, form or file.

    `part` is where it was made, such as `offers` or `board`; what can be undone there is the
    latest of the same account and part. `what` is a code for the sentence that names it.
    `content` holds the rows that differ, as they were before and after. It is kept for days
    only: it may name tutors.
    """

    __tablename__ = "season_change"
    __table_args__ = season_rules(
        Index(None, "season_id", "account_id", "part"),
        Index(None, "account_id"),
        Index(None, "at"),
        filled("part"),
        filled("what"),
    )

    at: Mapped[datetime]
    part: Mapped[str]
    what: Mapped[str]
    content: Mapped[Json] = mapped_column(deferred=True, repr=False)
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), default=None
    )
    undone_at: Mapped[datetime | None] = mapped_column(default=None)
