"""Children who want to be together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.enums import LinkKind
from models.rules import CASCADE, season_rules, within_season


class Link(InSeason, Base):
    """A link that one family asked for with the code of the other child.

    It counts from `agreed_at` on, when the other family agreed (a dataset's links have): else
    one family could tie another child's place to its own. The same pair may be there twice, as
    in a dataset (a warning there).
    """

    __tablename__ = "link"
    __table_args__ = season_rules(
        *within_season("child_a_id", "child", on_delete=CASCADE),
        *within_season("child_b_id", "child", on_delete=CASCADE),
        CheckConstraint("child_a_id <> child_b_id", name="two_children"),
    )

    child_a_id: Mapped[int]
    child_b_id: Mapped[int]
    kind: Mapped[LinkKind]
    strict: Mapped[bool]
    agreed_at: Mapped[datetime | None] = mapped_column(default=None)
