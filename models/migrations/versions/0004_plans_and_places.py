"""Plans and places."""

from __future__ import annotations

from models.migrations.vocabulary import (
    BIG,
    BYTES,
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
    unique_where,
    word,
)

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    """Go forward. The way back is a backup."""
    make_table(
        "planning_run",
        *columns(WHOLE, "municipality_id season_id claims", optional="asked_by_id"),
        *columns(MOMENT, "queued_at", optional="heartbeat_at started_at ended_at"),
        *columns(OBJECT, "options", optional="report"),
        *columns(NUMBER, "seconds_asked", optional="seconds"),
        *columns(BYTES, "dataset", optional="plan"),
        *columns(TEXT, "dataset_sha256", optional="claimed_by stage level error"),
        *columns(YES_NO, "stop_requested"),
        *columns(BIG, "", optional="best bound"),
        word("status", "runstatus", "queued claimed running done failed stopped"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("asked_by_id", "account", "id", on_delete="SET NULL"),
        unique("season_id", "id"),
        index("asked_by_id"),
        index("status", "queued_at"),
        check(
            "claimed",
            (
                "status NOT IN ('claimed', 'running') OR (claimed_by IS NOT NULL AND "
                "heartbeat_at IS NOT NULL)"
            ),
        ),
        check("claims", "claims >= 0"),
        check("dataset_sha256", "length(dataset_sha256) = 64"),
        check("done", "status <> 'done' OR (plan IS NOT NULL AND report IS NOT NULL)"),
        check("ended", "(status IN ('done', 'failed', 'stopped')) = (ended_at IS NOT NULL)"),
        check("queued", "status <> 'queued' OR claimed_by IS NULL"),
        check("seconds_asked", "seconds_asked > 0"),
    )
    make_table(
        "snapshot",
        *columns(WHOLE, "municipality_id season_id number"),
        *columns(DAY, "due_on"),
        *columns(MOMENT, "", optional="taken_at"),
        *columns(BYTES, "", optional="content"),
        *columns(TEXT, "", optional="content_sha256"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "number"),
        index("due_on"),
        check("number", "number BETWEEN 1 AND 3"),
        check(
            "whole",
            (
                "(taken_at IS NULL) = (content IS NULL) AND (taken_at IS NULL) = "
                "(content_sha256 IS NULL)"
            ),
        ),
    )
    make_table(
        "plan_version",
        *columns(WHOLE, "municipality_id season_id number", optional="created_by_id run_id"),
        *columns(TEXT, "name"),
        *columns(MOMENT, "created_at", optional="published_at"),
        *columns(YES_NO, "is_current"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("created_by_id", "account", "id", on_delete="SET NULL"),
        refers("season_id run_id", "planning_run", "season_id id"),
        unique("season_id", "id"),
        unique("season_id", "number"),
        index("created_by_id"),
        index("run_id"),
        unique_where("uq_plan_version_current", ["season_id"], "is_current"),
        check("current_is_published", "published_at IS NOT NULL OR NOT is_current"),
        check("name_filled", "name <> ''"),
        check("number", "number >= 1"),
    )
    make_table(
        "plan_group",
        *columns(
            WHOLE,
            (
                "municipality_id season_id version_id offer_id block_id room_id "
                "max_children max_seats children_held seats_held small_held"
            ),
        ),
        *columns(MOMENT, "", optional="cancelled_at"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id block_id", "block", "season_id id"),
        refers("season_id offer_id", "offer", "season_id id"),
        refers("season_id room_id", "room", "season_id id"),
        refers("season_id version_id", "plan_version", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("season_id", "version_id", "offer_id", "id"),
        unique("version_id", "offer_id", "block_id", "room_id"),
        index("block_id"),
        index("offer_id"),
        index("room_id"),
        check("children_held", "children_held BETWEEN 0 AND max_children"),
        check("max_children", "max_children BETWEEN 1 AND 100000"),
        check("max_seats", "max_seats BETWEEN 1 AND 100000"),
        check("seats_held", "seats_held BETWEEN children_held AND max_seats"),
        check("small_held", "small_held BETWEEN 0 AND children_held"),
        check("stays_small", "small_held = 0 OR children_held <= 8"),
    )
    make_table(
        "refusal",
        *columns(
            WHOLE,
            "municipality_id season_id version_id child_id rank offer_id",
            optional="block_id location_id",
        ),
        *columns(OBJECT, "detail"),
        word(
            "reason",
            "refusalreason",
            (
                "satisfied_elsewhere age not_available too_far need_not_met "
                "closed_by_planner full no_tutor no_room budget too_few linked traded"
            ),
        ),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id block_id", "block", "season_id id"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id location_id", "location", "season_id id"),
        refers("season_id offer_id", "offer", "season_id id"),
        refers("season_id version_id", "plan_version", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        index("block_id"),
        index("child_id"),
        index("location_id"),
        index("offer_id"),
        index("version_id"),
        check("rank", "rank BETWEEN 1 AND 100000"),
    )
    make_table(
        "group_tutor",
        *columns(WHOLE, "municipality_id season_id group_id tutor_id"),
        *columns(MOMENT, "", optional="accepted_at given_back_at"),
        word("role", "tutorrole", "lead assistant"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id group_id", "plan_group", "season_id id", on_delete="CASCADE"),
        refers("season_id tutor_id", "tutor", "season_id id"),
        unique("season_id", "id"),
        unique("group_id", "tutor_id"),
        index("tutor_id"),
        check("one_answer", "accepted_at IS NULL OR given_back_at IS NULL"),
    )
    make_table(
        "place",
        *columns(
            WHOLE, ("municipality_id season_id version_id offer_id group_id child_id rank seats")
        ),
        *columns(MOMENT, "given_at", optional="given_back_at"),
        *columns(YES_NO, "small_group"),
        word("status", "placestatus", "held given_back"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id"),
        refers(
            "season_id version_id offer_id group_id",
            "plan_group",
            "season_id version_id offer_id id",
            on_delete="CASCADE",
        ),
        unique("season_id", "id"),
        unique("group_id", "child_id"),
        index("child_id"),
        unique_where(
            "uq_place_one_per_offer", ["version_id", "child_id", "offer_id"], "status = 'held'"
        ),
        check("given_back", "(status = 'given_back') = (given_back_at IS NOT NULL)"),
        check("rank", "rank BETWEEN 1 AND 100000"),
        check("seats", "seats BETWEEN 1 AND 2"),
    )
    make_table(
        "waiting_entry",
        *columns(WHOLE, "municipality_id season_id group_id child_id rank draw_number"),
        *columns(TEXT, "draw_digest"),
        *columns(MOMENT, "joined_at", optional="ended_at"),
        word("status", "waitingstatus", "waiting promoted left"),
        refers("municipality_id season_id", "season", "municipality_id id", on_delete="CASCADE"),
        refers("season_id child_id", "child", "season_id id", on_delete="CASCADE"),
        refers("season_id group_id", "plan_group", "season_id id", on_delete="CASCADE"),
        unique("season_id", "id"),
        unique("group_id", "child_id"),
        unique("group_id", "draw_digest"),
        index("child_id"),
        index("group_id", "status", "draw_digest"),
        check("draw_digest", "length(draw_digest) = 64"),
        check("draw_number", "draw_number >= 1"),
        check("ended", "(status = 'waiting') = (ended_at IS NULL)"),
        check("rank", "rank BETWEEN 1 AND 100000"),
    )
