"""What families tell afterwards of how it was: counts only, of nobody in particular."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base
from models.belonging import InSeason
from models.enums import Answer, Question
from models.rules import MOST, between, season_rules


class AnswerCount(InSeason, Base):
    """How often an answer was given to a question in a season.

    An answer is not kept: a count grows by one, and the child is ticked off
    (`Child.looked_back`) so that it counts once. So there is no row of one family, no moment,
    no order in which answers came, and nothing that tells which answers belong together. A
    season's rows are made together, all at zero.
    """

    __tablename__ = "answer_count"
    __table_args__ = season_rules(
        UniqueConstraint("season_id", "question", "answer"),
        between("number", 0, MOST),
    )

    question: Mapped[Question]
    answer: Mapped[Answer]
    number: Mapped[int] = mapped_column(default=0)
