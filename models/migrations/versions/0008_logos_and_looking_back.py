"""The logo of a municipality, and how families say that it was, in counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.vocabulary import (
    BYTES,
    TEXT,
    WHOLE,
    YES_NO,
    check,
    columns,
    make_table,
    refers,
    unique,
    version,
    word,
)

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: None = None
depends_on: None = None

_QUESTIONS = "how_was_it come_again getting_there knew_enough"
_ANSWERS = "very_nice nice so_so not_nice yes perhaps somewhat no"


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "logo",
        *columns(WHOLE, "municipality_id width height"),
        *columns(TEXT, "words sha256"),
        *columns(BYTES, "content"),
        version(),
        refers("municipality_id", "municipality", "id"),
        unique("municipality_id", "id"),
        unique("municipality_id"),
        check("words_filled", "words <> ''"),
        check("width", "width BETWEEN 1 AND 400"),
        check("height", "height BETWEEN 1 AND 160"),
        check("sha256", "length(sha256) = 64"),
    )
    make_table(
        "answer_count",
        *columns(WHOLE, "municipality_id season_id number"),
        word("question", "question", _QUESTIONS),
        word("answer", "answer", _ANSWERS),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "question", "answer"),
        check("number", "number BETWEEN 0 AND 100000"),
    )
    op.add_column(
        "child", sa.Column("looked_back", YES_NO, nullable=False, server_default=sa.false())
    )
