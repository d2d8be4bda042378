"""Cells that contradict each other, each with every issue expected of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.spoiling import Case, add, all_of, cell, issues_of, no_rows_of, one, seen

CASES: dict[str, Case] = {
    "a session that ends as it begins": (
        cell("sessions", 2, "end", "09:00"),
        one("times_reversed", "sessions", 2, "end", "09:00"),
    ),
    "a session before the season": (
        cell("sessions", 2, "date", "2027-06-30"),
        one("outside_season", "sessions", 2, "date", "2027-06-30"),
    ),
    "sessions of one block that overlap": (
        cell("sessions", 5, "start", "11:59"),
        one("sessions_overlap", "sessions", 5, "start", "11:59"),
    ),
    "a session within another": (
        add("sessions", "w2,2027-07-12,10:00,11:00", "w2,2027-07-12,11:30,11:45"),
        [
            ("sessions_overlap", "sessions.csv", 7, "start", "10:00"),
            ("sessions_overlap", "sessions.csv", 8, "start", "11:30"),
        ],
    ),
    "a block without sessions is used": (
        no_rows_of("sessions", "les"),
        [
            ("no_sessions", "offers.csv", 3, "blocks", "les"),
            ("no_sessions", "wishes.csv", 7, "block_id", "les"),
        ],
    ),
    "sizes reversed": (
        cell("offers", 2, "max_size", "3"),
        one("sizes_reversed", "offers", 2, "max_size", "3"),
    ),
    "sizes reversed beside an unknown goal": (
        all_of(cell("offers", 2, "max_size", "3"), cell("offers", 2, "goals", "TAAL")),
        [
            ("unknown_code", "offers.csv", 2, "goals", "TAAL"),
            ("sizes_reversed", "offers.csv", 2, "max_size", "3"),
        ],
    ),
    "ages reversed": (
        cell("offers", 2, "age_to", "5"),
        one("ages_reversed", "offers", 2, "age_to", "5"),
    ),
    "a latitude alone": (cell("pupils", 2, "lon", ""), one("half_a_point", "pupils", 2, "lon")),
    "a longitude alone": (cell("tutors", 2, "lat", ""), one("half_a_point", "tutors", 2, "lat")),
    "born after the season": (
        cell("pupils", 2, "birth_year", "2028"),
        one("out_of_range", "pupils", 2, "birth_year", "2028"),
    ),
    "older than anybody": (
        cell("pupils", 2, "birth_year", "1906"),
        one("out_of_range", "pupils", 2, "birth_year", "1906"),
    ),
    "a window that ends before it begins": (
        cell("availability", 3, "last_day", "2027-08-01"),
        one("days_reversed", "availability", 3, "last_day", "2027-08-01"),
    ),
    "a window with its hours reversed": (
        cell("availability", 2, "end", "08:30"),
        one("times_reversed", "availability", 2, "end", "08:30"),
    ),
    "a window until midnight in the morning": (
        cell("availability", 5, "end", "0:00"),
        one("times_reversed", "availability", 5, "end", "00:00"),
    ),
    "a link with oneself": (
        cell("links", 2, "pupil_b", "p1"),
        one("linked_to_self", "links", 2, "pupil_b", "p1"),
    ),
    "a journey measured twice": (
        add("travel", "pupil,p3,park,14"),
        one("contradicting_travel", "travel", 5, "minutes", "14"),
    ),
    "everything at once": (
        all_of(
            cell("rooms", 2, "capacity", "x"),
            cell("rooms", 2, "location_id", "plein"),
            cell("pupils", 3, "birth_year", ""),
            cell("wishes", 6, "pupil_id", "p7"),
            cell("wishes", 6, "rank", "eerst"),
        ),
        [
            ("not_whole", "rooms.csv", 2, "capacity", "x"),
            ("unknown_id", "rooms.csv", 2, "location_id", "plein"),
            ("missing_value", "pupils.csv", 3, "birth_year", ""),
            ("not_whole", "wishes.csv", 6, "rank", "eerst"),
            ("unknown_id", "wishes.csv", 6, "pupil_id", "p7"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_gives_exactly_these_issues(name: str, tmp_path: Path) -> None:
    edit, expected = CASES[name]
    issues = issues_of(edit, tmp_path)
    assert sorted(seen(issues), key=repr) == sorted(expected, key=repr)
    for issue in issues:
        assert issue.sentence("nl") != issue.sentence("en")
