"""Messages and signed links."""

from __future__ import annotations

from models.migrations.vocabulary import (
    MOMENT,
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

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "message",
        *columns(
            WHOLE, "municipality_id attempts", optional="season_id contact_id tutor_id digest_id"
        ),
        *columns(
            TEXT,
            (
                "kind dedup_key mail_id language recipient_name recipient_address "
                "subject body_text body_html"
            ),
            optional="claimed_by error",
        ),
        *columns(MOMENT, "created_at not_before", optional="claimed_until sent_at dead_at"),
        *columns(YES_NO, "urgent"),
        word("channel", "channel", "mail phone letter"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("municipality_id", "municipality", "id"),
        refers("municipality_id digest_id", "message", "municipality_id id"),
        refers("season_id contact_id", "contact", "season_id id", on_delete="CASCADE"),
        refers("season_id tutor_id", "tutor", "season_id id", on_delete="CASCADE"),
        unique("municipality_id", "id"),
        unique("mail_id"),
        unique("municipality_id", "dedup_key"),
        index("contact_id"),
        index("digest_id"),
        index("season_id"),
        index("sent_at", "dead_at", "not_before"),
        index("tutor_id"),
        check("attempts", "attempts >= 0"),
        check("claimed", "(claimed_by IS NULL) = (claimed_until IS NULL)"),
        check("dedup_key_filled", "dedup_key <> ''"),
        check("in_season", "season_id IS NOT NULL OR (contact_id IS NULL AND tutor_id IS NULL)"),
        check("one_recipient", "contact_id IS NULL OR tutor_id IS NULL"),
        check("recipient_address_filled", "recipient_address <> ''"),
        check("sent_or_dead", "sent_at IS NULL OR dead_at IS NULL"),
    )
    make_table(
        "signed_link",
        *columns(WHOLE, "municipality_id", optional="season_id contact_id tutor_id account_id"),
        *columns(TEXT, "token_hash"),
        *columns(MOMENT, "created_at expires_at", optional="claimed_at revoked_at"),
        word("purpose", "linkpurpose", "family resume tutor invitation new_password"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("account_id", "account", "id", on_delete="CASCADE"),
        refers("municipality_id", "municipality", "id"),
        refers("season_id contact_id", "contact", "season_id id", on_delete="CASCADE"),
        refers("season_id tutor_id", "tutor", "season_id id", on_delete="CASCADE"),
        unique("municipality_id", "id"),
        unique("token_hash"),
        index("account_id"),
        index("contact_id"),
        index("season_id"),
        index("tutor_id"),
        check("expires_later", "created_at < expires_at"),
        check("in_season", "(season_id IS NULL) = (account_id IS NOT NULL)"),
        check(
            "one_holder",
            (
                "CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN tutor_id IS "
                "NULL THEN 0 ELSE 1 END + CASE WHEN account_id IS NULL THEN 0 ELSE 1 "
                "END = 1"
            ),
        ),
        check("token_hash", "length(token_hash) = 64"),
    )
