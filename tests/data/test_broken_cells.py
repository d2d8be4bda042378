"""Broken codes, words and cells, each with every issue expected of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.spoiling import Case, cell, issues_of, one, seen

CASES: dict[str, Case] = {
    # Codes and words
    "an unknown goal": (
        cell("offers", 2, "goals", "LO-NDE|SPEL"),
        one("unknown_code", "offers", 2, "goals", "LO-NDE"),
    ),
    "an unknown goal for leads": (
        cell("offers", 2, "lead_goals", "-|LO-NED"),
        one("unknown_code", "offers", 2, "lead_goals", "-"),
    ),
    "unknown needs": (
        cell("pupils", 3, "needs", "rolstoel|call_me|stepfree"),
        [
            ("unknown_code", "pupils.csv", 3, "needs", "rolstoel"),
            ("unknown_code", "pupils.csv", 3, "needs", "stepfree"),
        ],
    ),
    "a skill that no person can have": (
        cell("tutors", 2, "skills", "step_free"),
        one("unknown_code", "tutors", 2, "skills", "step_free"),
    ),
    "a feature that no place can have": (
        cell("rooms", 2, "features", "extra_adult"),
        one("unknown_code", "rooms", 2, "features", "extra_adult"),
    ),
    "an unknown feature of a location": (
        cell("locations", 2, "features", "lift"),
        one("unknown_code", "locations", 2, "features", "lift"),
    ),
    "an unknown room feature asked for": (
        cell("offers", 2, "room_features", "keuken"),
        one("unknown_code", "offers", 2, "room_features", "keuken"),
    ),
    "an unknown language": (
        cell("offers", 2, "language", "nl|fr"),
        one("unknown_code", "offers", 2, "language", "nl|fr"),
    ),
    "an unknown language of a tutor": (
        cell("tutors", 2, "languages", "nl|xx"),
        one("unknown_code", "tutors", 2, "languages", "xx"),
    ),
    "an unknown role": (
        cell("tutors", 2, "roles", "lead|helper"),
        one("unknown_word", "tutors", 2, "roles", "helper"),
    ),
    "an unknown way to travel": (
        cell("pupils", 2, "travel_mode", "fiets"),
        one("unknown_word", "pupils", 2, "travel_mode", "fiets"),
    ),
    "an unknown kind of offer": (
        cell("offers", 2, "kind", "camp"),
        one("unknown_word", "offers", 2, "kind", "camp"),
    ),
    "an unknown kind of window": (
        cell("availability", 2, "kind", "lokaal"),
        one("unknown_word", "availability", 2, "kind", "lokaal"),
    ),
    "an unknown kind of link": (
        cell("links", 2, "kind", "same_bus"),
        one("unknown_word", "links", 2, "kind", "same_bus"),
    ),
    "an unknown start of a journey": (
        cell("travel", 2, "from", "school"),
        one("unknown_word", "travel", 2, "from", "school"),
    ),
    # Cells
    "a required cell is empty": (
        cell("rooms", 2, "capacity", "  "),
        one("missing_value", "rooms", 2, "capacity"),
    ),
    "an offer without goals": (
        cell("offers", 4, "goals", ""),
        one("missing_value", "offers", 4, "goals"),
    ),
    "an offer with an empty list of blocks": (
        cell("offers", 4, "blocks", " | "),
        one("missing_value", "offers", 4, "blocks", "|"),
    ),
    "a lead without goals": (
        cell("tutors", 4, "goals", ""),
        one("missing_value", "tutors", 4, "goals"),
    ),
    "a day that is none": (
        cell("sessions", 2, "date", "5 juli"),
        one("not_a_date", "sessions", 2, "date", "5 juli"),
    ),
    "an American day": (
        cell("sessions", 2, "date", "07/25/2027"),
        one("not_a_date", "sessions", 2, "date", "07/25/2027"),
    ),
    "a time that is none": (
        cell("sessions", 2, "start", "9u30"),
        one("not_a_time", "sessions", 2, "start", "9u30"),
    ),
    "a time after midnight": (
        cell("sessions", 2, "end", "24:01"),
        one("not_a_time", "sessions", 2, "end", "24:01"),
    ),
    "a capacity in words": (
        cell("rooms", 2, "capacity", "twaalf"),
        one("not_whole", "rooms", 2, "capacity", "twaalf"),
    ),
    "half a pupil": (
        cell("rooms", 2, "capacity", "12,5"),
        one("not_whole", "rooms", 2, "capacity", "12,5"),
    ),
    "a room for nobody": (
        cell("rooms", 2, "capacity", "0"),
        one("out_of_range", "rooms", 2, "capacity", "0"),
    ),
    "a number beyond all measure": (
        cell("rooms", 2, "capacity", "999999999"),
        one("out_of_range", "rooms", 2, "capacity", "999999999"),
    ),
    "a number of a hundred digits": (
        cell("rooms", 2, "capacity", "9" * 100),
        one("not_whole", "rooms", 2, "capacity", "9" * 100),
    ),
    "a tutor for who is older than anybody": (
        cell("tutors", 2, "ages", "4-999"),
        one("out_of_range", "tutors", 2, "ages", "4-999"),
    ),
    "an offer for who is older than anybody": (
        cell("offers", 2, "age_to", "121"),
        one("out_of_range", "offers", 2, "age_to", "121"),
    ),
    "an exponent": (
        cell("locations", 2, "lat", "1e400"),
        one("not_a_number", "locations", 2, "lat", "1e400"),
    ),
    "not a number at all": (
        cell("pupils", 2, "lon", "nan"),
        one("not_a_number", "pupils", 2, "lon", "nan"),
    ),
    "without end": (
        cell("tutors", 2, "max_hours_week", "inf"),
        one("not_a_number", "tutors", 2, "max_hours_week", "inf"),
    ),
    "digits of another script": (
        cell("rooms", 2, "capacity", "١٢"),
        one("not_whole", "rooms", 2, "capacity", "١٢"),
    ),
    "beyond the pole": (
        cell("locations", 2, "lat", "90,5"),
        one("out_of_range", "locations", 2, "lat", "90,5"),
    ),
    "round the world": (
        cell("pupils", 2, "lon", "-180.1"),
        one("out_of_range", "pupils", 2, "lon", "-180.1"),
    ),
    "a site without latitude": (
        cell("locations", 2, "lat", ""),
        one("missing_value", "locations", 2, "lat"),
    ),
    "a negative way": (
        cell("pupils", 2, "max_travel_min", "-5"),
        one("out_of_range", "pupils", 2, "max_travel_min", "-5"),
    ),
    "more hours than a week has": (
        cell("tutors", 2, "max_hours_week", "169"),
        one("out_of_range", "tutors", 2, "max_hours_week", "169"),
    ),
    "negative pay": (
        cell("tutors", 2, "hourly_eur", "-3"),
        one("out_of_range", "tutors", 2, "hourly_eur", "-3"),
    ),
    "a third of a cent": (
        cell("offers", 2, "group_eur", "10.333"),
        one("not_money", "offers", 2, "group_eur", "10.333"),
    ),
    "a currency in the cell": (
        cell("offers", 2, "price_eur", "€ 10"),
        one("not_money", "offers", 2, "price_eur", "€ 10"),
    ),
    "perhaps": (
        cell("links", 2, "strict", "misschien"),
        one("not_yes_no", "links", 2, "strict", "misschien"),
    ),
    "a pin that must perhaps": (
        cell("pins", 2, "must", "2"),
        one("not_yes_no", "pins", 2, "must", "2"),
    ),
    "ages in words": (
        cell("tutors", 2, "ages", "lager"),
        one("not_ages", "tutors", 2, "ages", "lager"),
    ),
    "ages reversed in one cell": (
        cell("tutors", 2, "ages", "12-6"),
        one("not_ages", "tutors", 2, "ages", "12-6"),
    ),
    "rank nought": (cell("wishes", 2, "rank", "0"), one("out_of_range", "wishes", 2, "rank", "0")),
    "fewer than no places": (
        cell("pupils", 2, "max_places", "-1"),
        one("out_of_range", "pupils", 2, "max_places", "-1"),
    ),
    "fewer than no groups": (
        cell("offers", 2, "max_groups", "-1"),
        one("out_of_range", "offers", 2, "max_groups", "-1"),
    ),
    "fewer than no leads": (
        cell("offers", 2, "leads", "-1"),
        one("out_of_range", "offers", 2, "leads", "-1"),
    ),
    "groups of nobody": (
        cell("offers", 2, "min_size", "0"),
        one("out_of_range", "offers", 2, "min_size", "0"),
    ),
    "a NUL": (
        cell("blocks", 2, "label", "Week\x001"),
        one("control_character", "blocks", 2, "label", "Week\x001"),
    ),
    "a line end within an id": (
        cell("links", 2, "pupil_a", "p\n1"),
        one("control_character", "links", 2, "pupil_a", "p\n1"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_gives_exactly_these_issues(name: str, tmp_path: Path) -> None:
    edit, expected = CASES[name]
    issues = issues_of(edit, tmp_path)
    assert sorted(seen(issues), key=repr) == sorted(expected, key=repr)
    for issue in issues:
        assert issue.sentence("nl") != issue.sentence("en")
