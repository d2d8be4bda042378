"""What can be undone, who was there, words that were kept, and runs that look for advice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.migrations.vocabulary import (
    BYTES,
    DAY,
    MOMENT,
    OBJECT,
    TEXT,
    WHOLE,
    YES_NO,
    check,
    columns,
    index,
    make_table,
    refers,
    unique,
    word,
)

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    _season_change()
    _attendance()
    _kept_word()
    _advice()


def _season_change() -> None:
    make_table(
        "season_change",
        *columns(WHOLE, "municipality_id season_id", optional="account_id"),
        *columns(TEXT, "part what"),
        *columns(MOMENT, "at", optional="undone_at"),
        *columns(OBJECT, "content"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("account_id", "account", "id", on_delete="SET NULL"),
        unique("season_id", "id"),
        index("season_id", "account_id", "part"),
        index("account_id"),
        index("at"),
        check("part_filled", "part <> ''"),
        check("what_filled", "what <> ''"),
    )


def _attendance() -> None:
    make_table(
        "attendance",
        *columns(WHOLE, "municipality_id season_id place_id start_min marked_by_id"),
        *columns(DAY, "day"),
        *columns(MOMENT, "marked_at"),
        *columns(YES_NO, "was_there"),
        word("marked_by_kind", "actorkind", "account contact tutor system"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id place_id", "place", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "place_id", "day", "start_min"),
        index("place_id"),
        index("season_id", "day"),
        check("start_min", "start_min BETWEEN 0 AND 1440"),
        check("marked_by", "marked_by_kind IN ('account', 'tutor')"),
    )


def _kept_word() -> None:
    make_table(
        "kept_word",
        *columns(WHOLE, "municipality_id subject_id", optional="kept_by_id"),
        *columns(TEXT, "subject_kind word"),
        *columns(MOMENT, "kept_at"),
        refers("municipality_id", "municipality", "id"),
        refers("kept_by_id", "account", "id", on_delete="SET NULL"),
        unique("municipality_id", "id"),
        unique("municipality_id", "subject_kind", "subject_id", "word"),
        index("kept_by_id"),
        check("subject_kind_filled", "subject_kind <> ''"),
        check("word_filled", "word <> ''"),
        check("small_letters", "word = lower(word)"),
    )


def _advice() -> None:
    kind = sa.Enum(
        "plan", "advice", name="runkind", native_enum=False, create_constraint=True, length=40
    )
    with op.batch_alter_table("planning_run") as table:
        table.add_column(sa.Column("kind", kind, nullable=False, server_default="plan"))
        table.add_column(sa.Column("given_plan", BYTES, nullable=True))
        table.drop_constraint("done", type_="check")
        table.create_check_constraint(
            "done",
            "status <> 'done' OR (report IS NOT NULL AND (plan IS NOT NULL OR kind = 'advice'))",
        )
        table.create_check_constraint("given_plan", "(kind = 'advice') = (given_plan IS NOT NULL)")
