"""What issues say, word for word, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.issue_codes import Code
from data.issue_sentences import EXPECTED, PROBLEM
from data.issues import Issue
from tests.data.spoiling import Edit, add, cell, drop_row, drop_table, issues_of, season

SENTENCES: dict[str, tuple[Edit, str, str]] = {
    "missing table": (
        drop_table("rooms"),
        "rooms.csv: deze tabel ontbreekt.",
        "rooms.csv: this table is missing.",
    ),
    "missing key": (
        drop_row("season", 5),
        "season.csv, sleutel draw_seed: deze sleutel ontbreekt.",
        "season.csv, key draw_seed: this key is missing.",
    ),
    "season": (
        season("last_day", "1/09/2027"),
        "season.csv, rij 4, kolom value, sleutel last_day: 2027-09-01 valt niet in juli of "
        "augustus. Verwacht: een dag in juli of augustus.",
        "season.csv, row 4, column value, key last_day: 2027-09-01 is not in July or August. "
        "Expected: a day in July or August.",
    ),
    "missing value": (
        cell("rooms", 2, "capacity", ""),
        "rooms.csv, rij 2, kolom capacity: deze cel is leeg. Verwacht: een waarde.",
        "rooms.csv, row 2, column capacity: this cell is empty. Expected: a value.",
    ),
    "whole number": (
        cell("rooms", 2, "capacity", "12,5"),
        "rooms.csv, rij 2, kolom capacity: ‘12,5’ is geen geheel getal. "
        "Verwacht: een geheel getal van 1 tot en met 100000.",
        "rooms.csv, row 2, column capacity: ‘12,5’ is not a whole number. "
        "Expected: a whole number from 1 to 100000.",
    ),
    "date": (
        cell("sessions", 2, "date", "5 juli"),
        "sessions.csv, rij 2, kolom date: ‘5 juli’ is geen datum. "
        "Verwacht: een dag zoals 2027-07-05 of 5/07/2027.",
        "sessions.csv, row 2, column date: ‘5 juli’ is not a date. "
        "Expected: a day such as 2027-07-05 or 5/07/2027.",
    ),
    "time": (
        cell("sessions", 2, "start", "9u30"),
        "sessions.csv, rij 2, kolom start: ‘9u30’ is geen tijd. "
        "Verwacht: uur en minuten, zoals 09:30.",
        "sessions.csv, row 2, column start: ‘9u30’ is not a time. "
        "Expected: hour and minutes, such as 09:30.",
    ),
    "money": (
        cell("offers", 2, "group_eur", "10.333"),
        "offers.csv, rij 2, kolom group_eur: ‘10.333’ is geen bedrag in euro. "
        "Verwacht: van 0 tot en met 100000000, met hoogstens twee decimalen.",
        "offers.csv, row 2, column group_eur: ‘10.333’ is not a sum in euro. "
        "Expected: from 0 to 100000000, with at most two decimals.",
    ),
    "code": (
        cell("pupils", 3, "needs", "stepfree"),
        "pupils.csv, rij 3, kolom needs: de code ‘stepfree’ is niet bekend. "
        "Verwacht: een code uit de lijst needs. Bedoelde je ‘step_free’?",
        "pupils.csv, row 3, column needs: the code ‘stepfree’ is unknown. "
        "Expected: a code of the list needs. Did you mean ‘step_free’?",
    ),
    "word": (
        cell("offers", 2, "kind", "program"),
        "offers.csv, rij 2, kolom kind: ‘program’ is niet bekend. "
        "Verwacht: programme | tutoring. Bedoelde je ‘programme’?",
        "offers.csv, row 2, column kind: ‘program’ is unknown. "
        "Expected: programme | tutoring. Did you mean ‘programme’?",
    ),
    "id": (
        cell("rooms", 4, "location_id", "brugg"),
        "rooms.csv, rij 4, kolom location_id: ‘brugg’ is niet bekend. Verwacht: een waarde uit "
        "de kolom location_id van de tabel locations. Bedoelde je ‘brug’?",
        "rooms.csv, row 4, column location_id: ‘brugg’ is unknown. Expected: a value of the "
        "column location_id of the table locations. Did you mean ‘brug’?",
    ),
    "double id": (
        add("rooms", "park-a,park,3,,"),
        "rooms.csv, rij 5, kolom room_id: ‘park-a’ staat ook in rij 2. "
        "Verwacht: elke waarde één keer.",
        "rooms.csv, row 5, column room_id: ‘park-a’ is also in row 2. Expected: each value once.",
    ),
    "overlap": (
        cell("sessions", 5, "start", "11:59"),
        "sessions.csv, rij 5, kolom start: deze sessie valt samen met die in rij 4 van hetzelfde "
        "blok. Verwacht: de sessies van een blok na elkaar.",
        "sessions.csv, row 5, column start: this session overlaps with that in row 4 of the same "
        "block. Expected: the sessions of a block one after the other.",
    ),
    "outside": (
        cell("sessions", 2, "date", "2027-06-30"),
        "sessions.csv, rij 2, kolom date: 2027-06-30 valt buiten het seizoen. "
        "Verwacht: van 2027-07-01 tot en met 2027-08-31.",
        "sessions.csv, row 2, column date: 2027-06-30 is outside the season. "
        "Expected: from 2027-07-01 to 2027-08-31.",
    ),
    "sizes": (
        cell("offers", 2, "max_size", "3"),
        "offers.csv, rij 2, kolom max_size: 3 is kleiner dan min_size, 4. "
        "Verwacht: even groot of groter.",
        "offers.csv, row 2, column max_size: 3 is less than min_size, 4. "
        "Expected: as many or more.",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_says_word_for_word(name: str, tmp_path: Path) -> None:
    edit, dutch, english = SENTENCES[name]
    (issue,) = issues_of(edit, tmp_path)
    assert issue.sentence("nl") == dutch
    assert issue.sentence("en") == english


@pytest.mark.parametrize("code", Code)
def test_every_code_speaks_both_languages(code: Code) -> None:
    names = [
        "value",
        "other",
        "cells",
        "high",
        "low",
        "list",
        "words",
        "known",
        "table",
        "offer",
        "age",
        "minutes",
    ]
    issue = Issue(code=code, params=tuple((name, "x") for name in names))
    assert issue.sentence("nl") != issue.sentence("en")
    assert sorted(PROBLEM[code]) == ["en", "nl"]


def test_only_known_codes_have_sentences() -> None:
    assert set(PROBLEM) == set(Code)
    assert set(EXPECTED) <= set(Code)


def test_a_sheet_is_named() -> None:
    issue = Issue(code=Code.MISSING_VALUE, file="zomer.xlsx", sheet="rooms", row=3, column="name")
    assert issue.place("nl") == "zomer.xlsx, blad rooms, rij 3, kolom name"
    assert issue.place("en") == "zomer.xlsx, sheet rooms, row 3, column name"


def test_an_issue_without_place_is_a_bare_sentence() -> None:
    issue = Issue(code=Code.NOT_FOUND, value="hier")
    assert issue.sentence("nl") == (
        "‘hier’ bestaat niet. Verwacht: een map met csv-bestanden of een xlsx-bestand."
    )


def test_a_long_or_invisible_value_is_shown_safely() -> None:
    issue = Issue(code=Code.NOT_A_DATE, value="\x1b[31m" + "é" * 100)
    shown = "\\x1b[31m" + "é" * 51 + "…"
    assert f"‘{shown}’" in issue.sentence("en")


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert (
        Issue(code=Code.NOT_A_DATE, value="{other}")
        .sentence("en")
        .startswith("‘{other}’ is not a date.")
    )
