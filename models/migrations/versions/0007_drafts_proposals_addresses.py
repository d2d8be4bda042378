"""What families fill in before they ask, what they propose, and a municipality's addresses."""

from __future__ import annotations

from models.migrations.vocabulary import (
    MOMENT,
    NUMBER,
    OBJECT,
    TEXT,
    WHOLE,
    check,
    columns,
    index,
    make_table,
    refers,
    unique,
    version,
)

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "request_draft",
        *columns(WHOLE, "municipality_id season_id", optional="contact_id"),
        *columns(TEXT, "token_hash", optional="code_hash"),
        *columns(MOMENT, "created_at expires_at"),
        *columns(OBJECT, "answers"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id contact_id", "contact", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("token_hash"),
        unique("code_hash"),
        index("contact_id"),
        index("expires_at"),
        check("token_hash", "length(token_hash) = 64"),
        check("code_hash", "length(code_hash) = 64"),
        check("expires_later", "created_at < expires_at"),
    )
    make_table(
        "proposal",
        *columns(WHOLE, "municipality_id season_id"),
        *columns(TEXT, "words language"),
        *columns(MOMENT, "made_at", optional="seen_at"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        check("words_filled", "words <> ''"),
    )
    make_table(
        "address",
        *columns(WHOLE, "municipality_id"),
        *columns(TEXT, "street street_key house_number postcode place"),
        *columns(NUMBER, "lat lon"),
        refers("municipality_id", "municipality", "id"),
        unique("municipality_id", "id"),
        unique("municipality_id", "postcode", "street_key", "house_number"),
        index("municipality_id", "street_key"),
        check("street_filled", "street <> ''"),
        check("street_key_filled", "street_key <> ''"),
        check("house_number_filled", "house_number <> ''"),
        check("lat", "lat BETWEEN -90 AND 90"),
        check("lon", "lon BETWEEN -180 AND 180"),
    )
