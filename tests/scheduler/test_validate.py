from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from scheduler.reading import MOST_LINES
from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

IN_ORDER = (
    "In orde: 3 kinderen, 3 wensen, 1 activiteit, 1 blok, 1 locatie, 1 lokaal, 1 begeleider.\n"
)


def test_a_dataset_in_order_is_counted(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("validate", season)
    assert (done.returncode, done.stdout, done.stderr) == (0, IN_ORDER, "")


def test_the_language_is_chosen_by_option_or_environment(
    zomerwijzer: Command, speaking: Callable[[str], Command], season: Path
) -> None:
    english = "In order: 3 children, 3 wishes, 1 offer, 1 block, 1 location, 1 room, 1 tutor.\n"
    assert zomerwijzer("validate", season, "--language", "en").stdout == english
    assert speaking("en")("validate", season).stdout == english
    assert speaking("en")("validate", season, "--language", "nl").stdout == IN_ORDER


def test_all_errors_are_told_at_once(zomerwijzer: Command, season: Path) -> None:
    tiny_season.add_row(season, "wishes", "P9,1,O1")
    tiny_season.add_row(season, "sessions", "w1,2027-13-40,09:00,12:00")
    done = zomerwijzer("validate", season)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr, len(lines)) == (2, "", 3)
    assert lines[0].startswith("sessions.csv, rij 4, kolom date: ")
    assert "‘2027-13-40’" in lines[0]
    assert lines[1].startswith("wishes.csv, rij 5, kolom pupil_id: ")
    assert "‘P9’" in lines[1]
    assert lines[2] == "Gevonden: 2 fouten."


def test_a_warning_stops_nothing(zomerwijzer: Command, season: Path) -> None:
    tiny_season.replace(season / "rooms.csv", "capacity", "capacity,colour")
    tiny_season.replace(season / "rooms.csv", "L1,10", "L1,10,blue")
    done = zomerwijzer("validate", season)
    lines = done.stdout.splitlines(keepends=True)
    assert (done.returncode, done.stderr, len(lines)) == (0, "", 3)
    assert lines[0].startswith("Let op: rooms.csv, rij 1, kolom colour: ")
    assert lines[1:] == ["Gevonden: 1 waarschuwing.\n", IN_ORDER]


def test_a_long_list_is_cut_short_and_json_has_it_all(zomerwijzer: Command, season: Path) -> None:
    unknown = 3 * MOST_LINES
    for number in range(unknown):
        tiny_season.add_row(season, "wishes", f"X{number},1,O1")
    lines = zomerwijzer("validate", season).stdout.splitlines()
    assert len(lines) == MOST_LINES + 2
    assert lines[-2:] == [
        f"… en nog {unknown - MOST_LINES} andere. Met --json zie je ze allemaal.",
        f"Gevonden: {unknown} fouten.",
    ]
    done = zomerwijzer("validate", season, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["errors"], len(told["issues"])) == (2, unknown, unknown)


def test_json_names_the_cell(zomerwijzer: Command, season: Path) -> None:
    tiny_season.add_row(season, "wishes", "P4,1,O1")
    done = zomerwijzer("validate", season, "--json", "--language", "en")
    told = json.loads(done.stdout)
    issue = told["issues"][0]
    sentence = issue.pop("sentence")
    assert sentence.startswith("wishes.csv, row 5, column pupil_id: ")
    assert (done.returncode, done.stderr) == (2, "")
    assert issue == {
        "severity": "error",
        "code": "unknown_id",
        "file": "wishes.csv",
        "sheet": "",
        "row": 5,
        "column": "pupil_id",
        "key": "",
        "value": "P4",
        "suggestion": "P1",
    }
    assert told == {
        "event": "validate",
        "errors": 1,
        "warnings": 0,
        "issues": [issue],
        "counts": {},
    }


def test_json_of_a_dataset_in_order(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("validate", season, "--json")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert json.loads(done.stdout) == {
        "event": "validate",
        "errors": 0,
        "warnings": 0,
        "issues": [],
        "counts": {
            "pupils": 3,
            "wishes": 3,
            "offers": 1,
            "blocks": 1,
            "locations": 1,
            "rooms": 1,
            "tutors": 1,
        },
    }


def test_what_is_not_there_is_bad_input(zomerwijzer: Command) -> None:
    done = zomerwijzer("validate", "nowhere")
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout == (
        "‘nowhere’ bestaat niet. Verwacht: een map met csv-bestanden of een xlsx-bestand.\n"
        "Gevonden: 1 fout.\n"
    )
