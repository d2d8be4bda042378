"""Who did what, and when."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality
from models.enums import ActorKind
from models.rules import filled, municipality_rules


class AuditEntry(InMunicipality, Base):
    """A change of state, or a look at a family's data; never what was changed or seen.

    Actor, season and subject are numbers without a foreign key: the entry outlives them, and
    then names nobody any more. `subject_kind` is the name of the subject's table.
    """

    __tablename__ = "audit_entry"
    __table_args__ = municipality_rules(
        Index(None, "municipality_id", "at"),
        Index(None, "municipality_id", "subject_kind", "subject_id"),
        filled("verb"),
        filled("subject_kind"),
        CheckConstraint("(actor_kind = 'system') = (actor_id IS NULL)", name="actor"),
    )

    at: Mapped[datetime]
    actor_kind: Mapped[ActorKind]
    verb: Mapped[str]
    subject_kind: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(default=None)
    season_id: Mapped[int | None] = mapped_column(default=None)
    subject_id: Mapped[int | None] = mapped_column(default=None)
