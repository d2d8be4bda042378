"""Words that the wording check flagged, and that somebody chose to keep (R3)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InMunicipality
from models.rules import filled, municipality_rules


class KeptWord(InMunicipality, Base):
    """A flagged word that stays in the texts of one subject after a confirmation.

    `subject_kind` is the name of the subject's table and `subject_id` its number, without a
    foreign key, as in the audit; `word` is in small letters.
    """

    __tablename__ = "kept_word"
    __table_args__ = municipality_rules(
        UniqueConstraint("municipality_id", "subject_kind", "subject_id", "word"),
        Index(None, "kept_by_id"),
        filled("subject_kind"),
        filled("word"),
        CheckConstraint("word = lower(word)", name="small_letters"),
    )

    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    word: Mapped[str]
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), default=None
    )
