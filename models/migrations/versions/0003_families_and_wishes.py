"""Families and wishes."""

from __future__ import annotations

from models.migrations.vocabulary import (
    DAY,
    MOMENT,
    NUMBER,
    TEXT,
    WHOLE,
    YES_NO,
    check,
    columns,
    index,
    make_table,
    refers,
    unique,
    version,
    word,
)

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "child",
        *columns(
            WHOLE, "municipality_id season_id birth_year max_places", optional="max_travel_min"
        ),
        *columns(TEXT, "ref first_name own_words", optional="link_code"),
        *columns(NUMBER, "", optional="lat lon"),
        *columns(YES_NO, "", optional="says_yes"),
        *columns(MOMENT, "", optional="asked_at withdrawn_at requests_changed_at"),
        word("travel_mode", "travelmode", "foot bike transit car"),
        word("origin", "requestorigin", "web paper dataset"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "link_code"),
        unique("season_id", "ref"),
        check("birth_year", "birth_year BETWEEN 1900 AND 2200"),
        check("lat", "lat BETWEEN -90 AND 90"),
        check("link_code_filled", "link_code <> ''"),
        check("lon", "lon BETWEEN -180 AND 180"),
        check("max_places", "max_places BETWEEN 0 AND 100000"),
        check("max_travel_min", "max_travel_min BETWEEN 0 AND 10000"),
        check("ref_filled", "ref <> ''"),
        check("whole_point", "(lat IS NULL) = (lon IS NULL)"),
    )
    make_table(
        "contact",
        *columns(WHOLE, "municipality_id season_id"),
        *columns(TEXT, "name email phone address language"),
        word("role", "contactrole", "parent guardian foster_parent family myself other"),
        word("channel", "channel", "mail phone letter"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        check(
            "reachable",
            (
                "(channel = 'mail' AND email <> '') OR (channel = 'phone' AND phone <> "
                "'') OR (channel = 'letter' AND address <> '')"
            ),
        ),
    )
    make_table(
        "pin_set",
        *columns(WHOLE, "municipality_id season_id"),
        *columns(MOMENT, "changed_at"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id"),
    )
    make_table(
        "child_contact",
        *columns(WHOLE, "municipality_id season_id child_id contact_id"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id contact_id", "contact", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("child_id", "contact_id"),
        index("contact_id"),
    )
    make_table(
        "child_need",
        *columns(WHOLE, "municipality_id season_id child_id"),
        *columns(TEXT, "code"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("child_id", "code"),
        check("code_filled", "code <> ''"),
    )
    make_table(
        "emergency_contact",
        *columns(WHOLE, "municipality_id season_id child_id"),
        *columns(TEXT, "name phone"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        index("child_id"),
        check("phone_filled", "phone <> ''"),
    )
    make_table(
        "link",
        *columns(WHOLE, "municipality_id season_id child_a_id child_b_id"),
        *columns(YES_NO, "strict"),
        *columns(MOMENT, "", optional="agreed_at"),
        word("kind", "linkkind", "same_group same_site"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_a_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id child_b_id", "child", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        index("child_a_id"),
        index("child_b_id"),
        check("two_children", "child_a_id <> child_b_id"),
    )
    make_table(
        "travel_time",
        *columns(
            WHOLE,
            "municipality_id season_id location_id minutes",
            optional="child_id tutor_id from_location_id",
        ),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id from_location_id", "location", "season_id id", on_delete="CASCADE"),
        refers("season_id location_id", "location", "season_id id", on_delete="CASCADE"),
        refers("season_id tutor_id", "tutor", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        index("child_id"),
        index("from_location_id"),
        index("location_id"),
        index("tutor_id"),
        check("minutes", "minutes BETWEEN 0 AND 10000"),
        check(
            "one_start",
            (
                "CASE WHEN child_id IS NULL THEN 0 ELSE 1 END + CASE WHEN tutor_id IS "
                "NULL THEN 0 ELSE 1 END + CASE WHEN from_location_id IS NULL THEN 0 "
                "ELSE 1 END = 1"
            ),
        ),
    )
    make_table(
        "wish",
        *columns(
            WHOLE,
            "municipality_id season_id child_id rank offer_id",
            optional="block_id location_id",
        ),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id block_id", "block", "season_id id"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id location_id", "location", "season_id id"),
        refers("season_id offer_id", "offer", "season_id id"),
        unique("season_id", "id"),
        index("block_id"),
        index("child_id"),
        index("location_id"),
        index("offer_id"),
        check("rank", "rank BETWEEN 1 AND 100000"),
    )
    make_table(
        "availability_window",
        *columns(
            WHOLE,
            "municipality_id season_id",
            optional="start_min end_min tutor_id child_id room_id",
        ),
        *columns(DAY, "first_day last_day"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id room_id", "room", "season_id id", on_delete="CASCADE"),
        refers("season_id tutor_id", "tutor", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        index("child_id"),
        index("room_id"),
        index("tutor_id"),
        check("days_in_order", "first_day <= last_day"),
        check("end_min", "end_min BETWEEN 0 AND 1440"),
        check(
            "one_holder",
            (
                "CASE WHEN tutor_id IS NULL THEN 0 ELSE 1 END + CASE WHEN child_id IS "
                "NULL THEN 0 ELSE 1 END + CASE WHEN room_id IS NULL THEN 0 ELSE 1 END = "
                "1"
            ),
        ),
        check("start_min", "start_min BETWEEN 0 AND 1440"),
        check("times_in_order", "coalesce(start_min, 0) < end_min"),
    )
    make_table(
        "pin",
        *columns(
            WHOLE,
            "municipality_id season_id offer_id block_id room_id",
            optional="tutor_id child_id",
        ),
        *columns(YES_NO, "must"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id block_id", "block", "season_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id offer_id", "offer", "season_id id", on_delete="CASCADE"),
        refers("season_id room_id", "room", "season_id id", on_delete="CASCADE"),
        refers("season_id tutor_id", "tutor", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        index("block_id"),
        index("child_id"),
        index("offer_id"),
        index("room_id"),
        index("tutor_id"),
    )
