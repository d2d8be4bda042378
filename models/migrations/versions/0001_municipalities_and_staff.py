"""Municipalities and staff."""

from __future__ import annotations

from models.migrations.vocabulary import (
    BIG,
    MOMENT,
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
    word,
)

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "account",
        *columns(TEXT, "email name language", optional="password_hash totp_secret oidc_subject"),
        *columns(MOMENT, "created_at", optional="disabled_at signed_out_at"),
        *columns(BIG, "", optional="totp_last_step"),
        version(),
        unique("email"),
        unique("oidc_subject"),
        check("email", "email = lower(email) AND length(email) >= 3"),
        check("password_hash", "password_hash IS NULL OR substr(password_hash, 1, 7) = '$argon2'"),
    )
    make_table(
        "lease",
        *columns(TEXT, "name holder"),
        *columns(MOMENT, "until"),
        *columns(WHOLE, "turn"),
        unique("name"),
        check("holder_filled", "holder <> ''"),
        check("name_filled", "name <> ''"),
        check("turn", "turn >= 1"),
    )
    make_table(
        "municipality",
        *columns(
            TEXT,
            (
                "slug name languages accent_colour contact_name contact_phone "
                "contact_email desk_hours"
            ),
            optional="nis",
        ),
        *columns(OBJECT, "texts"),
        version(),
        unique("nis"),
        unique("slug"),
        check("accent_colour", "length(accent_colour) = 7 AND substr(accent_colour, 1, 1) = '#'"),
        check("languages", "languages <> '[]'"),
        check("name_filled", "name <> ''"),
        check("nis", "length(nis) = 5"),
        check("slug", "slug <> '' AND slug = lower(slug)"),
    )
    make_table(
        "audit_entry",
        *columns(WHOLE, "municipality_id", optional="actor_id season_id subject_id"),
        *columns(MOMENT, "at"),
        *columns(TEXT, "verb subject_kind"),
        word("actor_kind", "actorkind", "account contact tutor system"),
        refers("municipality_id", "municipality", "id"),
        unique("municipality_id", "id"),
        index("municipality_id", "at"),
        index("municipality_id", "subject_kind", "subject_id"),
        check("actor", "(actor_kind = 'system') = (actor_id IS NULL)"),
        check("subject_kind_filled", "subject_kind <> ''"),
        check("verb_filled", "verb <> ''"),
    )
    make_table(
        "membership",
        *columns(WHOLE, "municipality_id account_id"),
        word("role", "staffrole", "coordinator planner desk organiser reader"),
        refers("account_id", "account", "id", on_delete="CASCADE"),
        refers("municipality_id", "municipality", "id"),
        unique("municipality_id", "id"),
        unique("municipality_id", "account_id", "role"),
        index("account_id"),
    )
    make_table(
        "organiser",
        *columns(WHOLE, "municipality_id"),
        *columns(TEXT, "name email phone website"),
        version(),
        refers("municipality_id", "municipality", "id"),
        unique("municipality_id", "id"),
        unique("municipality_id", "name"),
        check("name_filled", "name <> ''"),
    )
    make_table(
        "membership_organiser",
        *columns(WHOLE, "municipality_id membership_id organiser_id"),
        refers("municipality_id", "municipality", "id"),
        refers(
            "municipality_id membership_id", "membership", "municipality_id id", on_delete="CASCADE"
        ),
        refers(
            "municipality_id organiser_id", "organiser", "municipality_id id", on_delete="CASCADE"
        ),
        unique("municipality_id", "id"),
        unique("membership_id", "organiser_id"),
        index("organiser_id"),
    )
