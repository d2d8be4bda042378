"""Broken files, columns, seasons and ids, each with every issue expected of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.spoiling import (
    Case,
    add,
    all_of,
    cell,
    drop_column,
    drop_row,
    drop_table,
    header,
    issues_of,
    one,
    only_header,
    rename_table,
    season,
    seen,
)

CASES: dict[str, Case] = {
    # Files
    "a required table is missing": (drop_table("rooms"), one("missing_table", "rooms", None)),
    "a misspelled table": (
        rename_table("wishes", "whishes"),
        [
            ("unknown_table", "whishes.csv", None, "", ""),
            ("missing_table", "wishes.csv", None, "", ""),
        ],
    ),
    "a table with only its header": (
        all_of(only_header("wishes"), drop_table("links")),
        one("no_rows", "wishes", None),
    ),
    # Columns
    "a required column is missing": (
        drop_column("pupils", "birth_year"),
        one("missing_column", "pupils", 1, "birth_year"),
    ),
    "a column that may be empty is missing": (
        drop_column("tutors", "goals"),
        one("missing_column", "tutors", 1, "goals"),
    ),
    "a misspelled column": (
        header("blocks", "blokid", "label"),
        [
            ("missing_column", "blocks.csv", 1, "block_id", ""),
            ("unknown_column", "blocks.csv", 1, "blokid", ""),
        ],
    ),
    "a column twice": (
        header("wishes", "pupil_id", "rank", "offer_id", "block_id", "block_id"),
        one("duplicate_column", "wishes", 1, "block_id"),
    ),
    "the season without its value column": (
        header("season", "key", "waarde"),
        [
            ("missing_column", "season.csv", 1, "value", ""),
            ("unknown_column", "season.csv", 1, "waarde", ""),
        ],
    ),
    "a cell too many": (
        add("blocks", "w9,Week 9,extra"),
        [
            ("too_many_cells", "blocks.csv", 5, "", "extra"),
            ("unused_block", "blocks.csv", 5, "block_id", "w9"),
        ],
    ),
    # Season
    "a key is missing": (drop_row("season", 5), one("missing_key", "season", None)),
    "a key without value": (season("name", ""), one("missing_value", "season", 2, "value")),
    "a key twice": (
        add("season", "draw_seed,anders"),
        one("duplicate_key", "season", 10, "key", "draw_seed"),
    ),
    "a row without key": (add("season", ",iets"), one("missing_value", "season", 10, "key")),
    "a season in June": (
        season("first_day", "2027-06-30"),
        one("not_summer", "season", 3, "value", "2027-06-30"),
    ),
    "a season until September": (
        season("last_day", "1/09/2027"),
        one("not_summer", "season", 4, "value", "2027-09-01"),
    ),
    "a season over two years": (
        season("last_day", "2028-07-05"),
        one("two_years", "season", 4, "value", "2028-07-05"),
    ),
    "a season that ends before it begins": (
        all_of(season("first_day", "2027-08-31"), season("last_day", "2027-07-01")),
        one("days_reversed", "season", 4, "value", "2027-07-01"),
    ),
    "no such day": (
        season("first_day", "31/06/2027"),
        one("not_a_date", "season", 3, "value", "31/06/2027"),
    ),
    "an unknown policy": (
        season("policy", "beste"),
        one("unknown_word", "season", 8, "value", "beste"),
    ),
    "a negative budget": (
        season("budget_eur", "-1"),
        one("out_of_range", "season", 9, "value", "-1"),
    ),
    "a wrong policy does not hide a wrong day": (
        all_of(season("policy", "loten"), cell("sessions", 2, "date", "2027-06-05")),
        [
            ("unknown_word", "season.csv", 8, "value", "loten"),
            ("outside_season", "sessions.csv", 2, "date", "2027-06-05"),
        ],
    ),
    # Ids
    "a block twice": (
        add("blocks", "w1,Nog eens"),
        one("duplicate_id", "blocks", 5, "block_id", "w1"),
    ),
    "a location twice": (
        add("locations", "brug,Weer,51,3.6,,,"),
        one("duplicate_id", "locations", 4, "location_id", "brug"),
    ),
    "a room twice": (
        add("rooms", "park-a,park,3,,"),
        one("duplicate_id", "rooms", 5, "room_id", "park-a"),
    ),
    "a tutor twice": (
        cell("tutors", 4, "tutor_id", " an "),
        one("duplicate_id", "tutors", 4, "tutor_id", "an"),
    ),
    "an offer twice": (
        cell("offers", 4, "offer_id", "reken"),
        [
            ("duplicate_id", "offers.csv", 4, "offer_id", "reken"),
            ("unknown_id", "wishes.csv", 4, "offer_id", "spel"),
            ("unknown_id", "pins.csv", 3, "offer_id", "spel"),
        ],
    ),
    "a pupil three times": (
        add("pupils", "p4,2015,,,,,,,", "p4,2016,,,,,,,"),
        [
            ("duplicate_id", "pupils.csv", 6, "pupil_id", "p4"),
            ("duplicate_id", "pupils.csv", 7, "pupil_id", "p4"),
        ],
    ),
    "an id in other capitals": (
        cell("wishes", 2, "pupil_id", "P1"),
        one("unknown_id", "wishes", 2, "pupil_id", "P1"),
    ),
    "a pupil without id": (
        add("pupils", ",2015,,,,,,,"),
        one("missing_value", "pupils", 6, "pupil_id"),
    ),
    "a session of an unknown block": (
        add("sessions", "w7,2027-07-05,09:00,10:00"),
        one("unknown_id", "sessions", 7, "block_id", "w7"),
    ),
    "a room of an unknown location": (
        cell("rooms", 4, "location_id", "brugg"),
        one("unknown_id", "rooms", 4, "location_id", "brugg"),
    ),
    "an offer in unknown blocks": (
        cell("offers", 2, "blocks", "w1|w5|w6"),
        [
            ("unknown_id", "offers.csv", 2, "blocks", "w5"),
            ("unknown_id", "offers.csv", 2, "blocks", "w6"),
        ],
    ),
    "an offer at an unknown location": (
        cell("offers", 2, "locations", "park|plein"),
        one("unknown_id", "offers", 2, "locations", "plein"),
    ),
    "a wish with nothing known": (
        add("wishes", "q,1,x,y,z"),
        [
            ("unknown_id", "wishes.csv", 8, "pupil_id", "q"),
            ("unknown_id", "wishes.csv", 8, "offer_id", "x"),
            ("unknown_id", "wishes.csv", 8, "block_id", "y"),
            ("unknown_id", "wishes.csv", 8, "location_id", "z"),
        ],
    ),
    "a window of an unknown tutor": (
        cell("availability", 2, "id", "p1"),
        one("unknown_id", "availability", 2, "id", "p1"),
    ),
    "a link with an unknown pupil": (
        cell("links", 2, "pupil_b", "p9"),
        one("unknown_id", "links", 2, "pupil_b", "p9"),
    ),
    "a pin with nothing known": (
        add("pins", "yes,x,y,z,t,q"),
        [
            ("unknown_id", "pins.csv", 4, "offer_id", "x"),
            ("unknown_id", "pins.csv", 4, "block_id", "y"),
            ("unknown_id", "pins.csv", 4, "room_id", "z"),
            ("unknown_id", "pins.csv", 4, "tutor_id", "t"),
            ("unknown_id", "pins.csv", 4, "pupil_id", "q"),
        ],
    ),
    "a journey from and to nowhere": (
        add("travel", "pupil,an,plein,5"),
        [
            ("unknown_id", "travel.csv", 5, "location_id", "plein"),
            ("unknown_id", "travel.csv", 5, "from_id", "an"),
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
