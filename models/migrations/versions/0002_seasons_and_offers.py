"""Seasons and offers."""

from __future__ import annotations

from models.migrations.vocabulary import (
    BIG,
    DAY,
    MOMENT,
    NUMBER,
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
    version,
    word,
)

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "season",
        *columns(WHOLE, "municipality_id year"),
        *columns(TEXT, "slug name draw_seed municipality_name nis_codes"),
        *columns(DAY, "first_day last_day"),
        *columns(BIG, "", optional="budget_cents"),
        *columns(OBJECT, "texts"),
        word(
            "phase",
            "phase",
            "draft offer_published wishes_open closed planned published running archived",
        ),
        word("policy", "drawpolicy", "best draw"),
        version(),
        refers("municipality_id", "municipality", "id"),
        unique("municipality_id", "id"),
        unique("municipality_id", "slug"),
        check("budget_cents", "budget_cents BETWEEN 0 AND 10000000000"),
        check("days_in_order", "first_day <= last_day"),
        check("draw_seed_filled", "draw_seed <> ''"),
        check(
            "in_summer",
            (
                "EXTRACT(YEAR FROM first_day) = year AND EXTRACT(YEAR FROM last_day) = "
                "year AND EXTRACT(MONTH FROM first_day) >= 7 AND EXTRACT(MONTH FROM "
                "last_day) <= 8"
            ),
            only="postgresql",
        ),
        check(
            "in_summer",
            (
                "CAST(strftime('%Y', first_day) AS INTEGER) = year AND "
                "CAST(strftime('%Y', last_day) AS INTEGER) = year AND "
                "CAST(strftime('%m', first_day) AS INTEGER) >= 7 AND "
                "CAST(strftime('%m', last_day) AS INTEGER) <= 8"
            ),
            only="sqlite",
        ),
        check("name_filled", "name <> ''"),
        check("slug_filled", "slug <> ''"),
    )
    make_table(
        "block",
        *columns(WHOLE, "municipality_id season_id"),
        *columns(TEXT, "code label"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "code"),
        check("code_filled", "code <> ''"),
    )
    make_table(
        "location",
        *columns(WHOLE, "municipality_id season_id"),
        *columns(TEXT, "code name features address postcode"),
        *columns(NUMBER, "lat lon"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "code"),
        check("code_filled", "code <> ''"),
        check("lat", "lat BETWEEN -90 AND 90"),
        check("lon", "lon BETWEEN -180 AND 180"),
        check("name_filled", "name <> ''"),
    )
    make_table(
        "offer",
        *columns(
            WHOLE,
            ("municipality_id season_id min_size max_size max_groups leads assistants"),
            optional="age_from age_to organiser_id",
        ),
        *columns(
            TEXT,
            "code title goals language room_features funder edition",
            optional="lead_goals spoken_languages getting_there before_hours after_hours",
        ),
        *columns(BIG, "group_cents", optional="price_cents"),
        *columns(MOMENT, "", optional="published_at"),
        *columns(YES_NO, "", optional="step_free"),
        *columns(OBJECT, "texts"),
        word("kind", "offerkind", "programme tutoring"),
        word("status", "offerstatus", "draft published withdrawn"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("municipality_id organiser_id", "organiser", "municipality_id id"),
        unique("season_id", "id"),
        unique("season_id", "code"),
        index("organiser_id"),
        check(
            "access_facts",
            (
                "status = 'draft' OR (published_at IS NOT NULL AND step_free IS NOT "
                "NULL AND price_cents IS NOT NULL AND spoken_languages IS NOT NULL AND "
                "getting_there IS NOT NULL AND before_hours IS NOT NULL AND after_hours "
                "IS NOT NULL)"
            ),
        ),
        check("age_from", "age_from BETWEEN 0 AND 120"),
        check("age_to", "age_to BETWEEN 0 AND 120"),
        check("ages_in_order", "age_from <= age_to"),
        check("assistants", "assistants BETWEEN 0 AND 100000"),
        check("code_filled", "code <> ''"),
        check("goals", "goals <> '[]'"),
        check("group_cents", "group_cents BETWEEN 0 AND 10000000000"),
        check("leads", "leads BETWEEN 0 AND 100000"),
        check("max_groups", "max_groups BETWEEN 0 AND 100000"),
        check("max_size", "max_size BETWEEN 1 AND 100000"),
        check("min_size", "min_size BETWEEN 1 AND 100000"),
        check("price_cents", "price_cents BETWEEN 0 AND 10000000000"),
        check("sizes_in_order", "min_size <= max_size"),
        check("title_filled", "title <> ''"),
    )
    make_table(
        "phase_change",
        *columns(WHOLE, "municipality_id season_id"),
        *columns(MOMENT, "", optional="due_at happened_at"),
        word(
            "phase",
            "phase",
            "draft offer_published wishes_open closed planned published running archived",
        ),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "phase"),
        index("due_at"),
        check("dated", "due_at IS NOT NULL OR happened_at IS NOT NULL"),
    )
    make_table(
        "tutor",
        *columns(WHOLE, "municipality_id season_id", optional="age_from age_to max_travel_min"),
        *columns(
            TEXT,
            "code roles goals name languages skills email phone language",
            optional="max_hours_week",
        ),
        *columns(NUMBER, "", optional="lat lon"),
        *columns(BIG, "hourly_cents"),
        *columns(DAY, "", optional="roles_confirmed_on goals_confirmed_on record_check_on"),
        word("travel_mode", "travelmode", "foot bike transit car"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "code"),
        check("age_from", "age_from BETWEEN 0 AND 120"),
        check("age_to", "age_to BETWEEN 0 AND 120"),
        check("ages_in_order", "age_from <= age_to"),
        check("both_ages", "(age_from IS NULL) = (age_to IS NULL)"),
        check("code_filled", "code <> ''"),
        check("goals_to_lead", "goals <> '[]' OR roles = '[\"assistant\"]'"),
        check("hourly_cents", "hourly_cents BETWEEN 0 AND 10000000000"),
        check("lat", "lat BETWEEN -90 AND 90"),
        check("lon", "lon BETWEEN -180 AND 180"),
        check("max_hours_week", "CAST(max_hours_week AS NUMERIC) BETWEEN 0 AND 168"),
        check("max_travel_min", "max_travel_min BETWEEN 0 AND 10000"),
        check(
            "roles",
            (
                'roles IN (\'["lead"]\', \'["assistant"]\', \'["lead","assistant"]\', '
                '\'["assistant","lead"]\')'
            ),
        ),
        check("whole_point", "(lat IS NULL) = (lon IS NULL)"),
    )
    make_table(
        "block_session",
        *columns(WHOLE, "municipality_id season_id block_id start_min end_min"),
        *columns(DAY, "day"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id block_id", "block", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("block_id", "day", "start_min"),
        check("end_min", "end_min BETWEEN 0 AND 1440"),
        check("start_min", "start_min BETWEEN 0 AND 1440"),
        check("times_in_order", "start_min < end_min"),
    )
    make_table(
        "offer_block",
        *columns(WHOLE, "municipality_id season_id offer_id block_id"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id block_id", "block", "season_id id"),
        refers("season_id offer_id", "offer", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("offer_id", "block_id"),
        index("block_id"),
    )
    make_table(
        "offer_location",
        *columns(WHOLE, "municipality_id season_id offer_id location_id"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id location_id", "location", "season_id id"),
        refers("season_id offer_id", "offer", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("offer_id", "location_id"),
        index("location_id"),
    )
    make_table(
        "room",
        *columns(WHOLE, "municipality_id season_id location_id capacity"),
        *columns(TEXT, "code name features"),
        version(),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id location_id", "location", "season_id id"),
        unique("season_id", "id"),
        unique("season_id", "code"),
        index("location_id"),
        check("capacity", "capacity BETWEEN 1 AND 100000"),
        check("code_filled", "code <> ''"),
    )
