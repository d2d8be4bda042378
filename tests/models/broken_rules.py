"""For every check and every uniqueness: a change to a good row that breaks it, and it alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import CheckConstraint, Enum, Index, Table, UniqueConstraint

from models import Base
from tests.models.season_rows import NOW

JULY, AUGUST = date(2027, 7, 1), date(2027, 8, 31)

_BETWEEN: Final = re.compile(r"(\w+) BETWEEN (-?\d+) AND (\d+)")
_FILLED: Final = re.compile(r"(\w+) <> ''")


class Broken(NamedTuple):
    """A change to the row of a table with that place in `season_rows`, and what it breaks."""

    table: str
    rule: str
    change: dict[str, Any]
    row: int = 0


BY_HAND: Final = [
    Broken("municipality", "slug", {"slug": "Zomerdorp"}),
    Broken("municipality", "nis", {"nis": "123"}),
    Broken("municipality", "languages", {"languages": ()}),
    Broken("municipality", "accent_colour", {"accent_colour": "green"}),
    Broken("account", "email", {"email": "An@voorbeeld.example"}),
    Broken("account", "password_hash", {"password_hash": "geheim"}),
    Broken("audit_entry", "actor", {"actor_kind": "system"}),
    Broken("lease", "turn", {"turn": 0}),
    Broken("season", "days_in_order", {"first_day": AUGUST, "last_day": JULY}),
    Broken("season", "in_summer", {"first_day": date(2027, 6, 30)}),
    Broken("season", "in_summer", {"last_day": date(2027, 9, 1)}),
    Broken("season", "in_summer", {"year": 2028}),
    Broken("phase_change", "dated", {"due_at": None}),
    Broken("block_session", "times_in_order", {"end_min": 540}),
    Broken("offer", "goals", {"goals": ()}),
    Broken("offer", "sizes_in_order", {"min_size": 13}),
    Broken("offer", "ages_in_order", {"age_from": 13}),
    *(
        Broken("offer", "access_facts", {fact: None})
        for fact in (
            *("published_at", "step_free", "price_cents", "spoken_languages", "getting_there"),
            *("before_hours", "after_hours"),
        )
    ),
    Broken("tutor", "roles", {"roles": ("boss",)}),
    Broken("tutor", "goals_to_lead", {"goals": ()}),
    Broken("tutor", "ages_in_order", {"age_from": 13}),
    Broken("tutor", "both_ages", {"age_from": None}),
    Broken("tutor", "whole_point", {"lat": None}),
    Broken("tutor", "max_hours_week", {"max_hours_week": 169}),
    Broken("child", "whole_point", {"lon": None}),
    Broken("contact", "reachable", {"email": ""}),
    Broken("contact", "reachable", {"channel": "letter"}),
    Broken("contact", "reachable", {"channel": "phone"}),
    Broken("link", "two_children", {"child_b_id": 1000}),
    Broken("availability_window", "one_holder", {"child_id": 1000}),
    Broken("availability_window", "one_holder", {"tutor_id": None}),
    Broken("availability_window", "days_in_order", {"last_day": NOW.date()}),
    Broken("availability_window", "times_in_order", {"start_min": None, "end_min": 0}),
    Broken("travel_time", "one_start", {"tutor_id": 1000}),
    Broken("planning_run", "dataset_sha256", {"dataset_sha256": "abc"}),
    Broken("planning_run", "claimed", {"status": "running", "ended_at": None, "claimed_by": None}),
    Broken("planning_run", "queued", {"status": "queued", "ended_at": None}),
    Broken("planning_run", "ended", {"ended_at": None}),
    Broken("planning_run", "done", {"report": None}),
    Broken("planning_run", "given_plan", {"kind": "advice"}),
    Broken("planning_run", "seconds_asked", {"seconds_asked": 0}),
    Broken("planning_run", "claims", {"claims": -1}),
    Broken("plan_version", "number", {"number": 0}),
    Broken("plan_version", "current_is_published", {"published_at": None}),
    Broken("plan_group", "children_held", {"children_held": 11, "seats_held": 11, "small_held": 0}),
    Broken("plan_group", "seats_held", {"seats_held": 13}),
    Broken("plan_group", "small_held", {"small_held": 2}),
    Broken("plan_group", "stays_small", {"children_held": 9, "seats_held": 9}),
    Broken("group_tutor", "one_answer", {"accepted_at": NOW, "given_back_at": NOW}),
    Broken("place", "given_back", {"status": "given_back"}),
    Broken("waiting_entry", "draw_digest", {"draw_digest": "abc"}),
    Broken("waiting_entry", "draw_number", {"draw_number": 0}),
    Broken("waiting_entry", "ended", {"status": "left"}),
    Broken("logo", "sha256", {"sha256": "abc"}),
    Broken("request_draft", "token_hash", {"token_hash": "abc"}),
    Broken("request_draft", "code_hash", {"code_hash": "abc"}),
    Broken("request_draft", "expires_later", {"expires_at": NOW}),
    Broken("attendance", "marked_by", {"marked_by_kind": "system"}),
    Broken("kept_word", "small_letters", {"word": "Moet"}),
    Broken("snapshot", "whole", {"content": None}),
    Broken("message", "in_season", {"season_id": None}),
    Broken("message", "one_recipient", {"tutor_id": 1000}),
    Broken("message", "attempts", {"attempts": -1}),
    Broken("message", "sent_or_dead", {"sent_at": NOW, "dead_at": NOW}),
    Broken("message", "claimed", {"claimed_by": "a"}),
    Broken("signed_link", "token_hash", {"token_hash": "abc"}),
    Broken("signed_link", "one_holder", {"tutor_id": 1000}),
    Broken("signed_link", "in_season", {"season_id": None}),
    Broken("signed_link", "expires_later", {"expires_at": NOW}),
]
"""Where the rule does not say by itself how to break it."""


BESIDES: Final = {"plan_group": {"children_held": 0, "seats_held": 0, "small_held": 0}}
"""What keeps the other rules of a row content when one of its numbers is out of range."""


def checks(table: Table) -> Iterator[CheckConstraint]:
    """The rules of a table, without those that hold a column to an enumeration."""
    words = {str(c.type.name) for c in table.c if isinstance(c.type, Enum)}
    for rule in table.constraints:
        if isinstance(rule, CheckConstraint) and short(rule) not in words | {"phase"}:
            yield rule


def short(rule: CheckConstraint) -> str:
    """The name of a rule without that of its table."""
    return str(rule.name).removeprefix(f"ck_{rule.table.name}_")


def broken_checks() -> Iterator[Broken]:
    """Every rule of every table, broken: by hand, or as the rule itself says."""
    yield from BY_HAND
    for table in Base.metadata.tables.values():
        for rule in checks(table):
            if found := _BETWEEN.fullmatch(str(rule.sqltext)):
                for value in (int(found[2]) - 1, int(found[3]) + 1):
                    change = {**BESIDES.get(table.name, {}), found[1]: value}
                    yield Broken(table.name, short(rule), change)
            elif found := _FILLED.fullmatch(str(rule.sqltext)):
                yield Broken(table.name, short(rule), {found[1]: ""})


def uniques(table: Table) -> Iterator[tuple[str, list[str]]]:
    """The name and columns of what may not be there twice, but for what holds an id anyway."""
    rules: list[UniqueConstraint | Index] = [
        *(rule for rule in table.constraints if isinstance(rule, UniqueConstraint)),
        *(index for index in table.indexes if index.unique),
    ]
    for rule in rules:
        columns = [column.name for column in rule.columns]
        if "id" not in columns:
            yield str(rule.name), columns
