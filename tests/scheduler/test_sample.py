from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scheduler.conftest import Command


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_sample_is_a_dataset_without_issues(zomerwijzer: Command) -> None:
    done = zomerwijzer("sample", "season", "--pupils", 40, "--seed", 5)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Verzonnen seizoen geschreven in season: 40 kinderen, ")
    assert done.stdout.endswith(". Niemand erin bestaat.\n")
    seen = zomerwijzer("validate", "season", "--json")
    told = json.loads(seen.stdout)
    assert (seen.returncode, told["issues"], told["counts"]["pupils"]) == (0, [], 40)


def test_the_same_seed_gives_the_same_season(zomerwijzer: Command) -> None:
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        assert zomerwijzer("sample", name, "--pupils", 40, "--seed", seed).returncode == 0
    a, b, c = (contents(zomerwijzer.folder / name) for name in "abc")
    assert a == b
    assert a != c


def test_a_workbook_of_several_municipalities(zomerwijzer: Command) -> None:
    done = zomerwijzer(
        "sample", "s.xlsx", "--pupils", 40, "--seed", 5, "--nis", "44021, 44083", "--json"
    )
    told = json.loads(done.stdout)
    assert (done.returncode, told["event"], told["out"]) == (0, "sample", "s.xlsx")
    assert told["counts"]["pupils"] == 40
    assert zomerwijzer("validate", "s.xlsx").returncode == 0


def test_the_year_is_chosen(zomerwijzer: Command) -> None:
    assert zomerwijzer("sample", "s", "--pupils", 9, "--seed", 5, "--year", 2031).returncode == 0
    season = (zomerwijzer.folder / "s" / "season.csv").read_text(encoding="utf-8")
    assert "first_day,2031-07-01\n" in season


def test_a_code_that_no_municipality_has(zomerwijzer: Command) -> None:
    done = zomerwijzer("sample", "s", "--pupils", 9, "--seed", 5, "--nis", "99999")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no municipality has NIS code '99999'" in done.stderr
    assert list(zomerwijzer.folder.iterdir()) == []


def test_what_is_no_dataset_is_left_alone(zomerwijzer: Command, plan: Path) -> None:
    before = contents(plan)
    done = zomerwijzer("sample", plan, "--pupils", 9, "--seed", 5)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{plan} bestaat al en is geen dataset. Kies een andere plek; er is niets gewijzigd.\n"
    )
    assert contents(plan) == before


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("nl", "Het systeem liet iets niet toe: "),
        ("en", "The system did not allow something: "),
    ],
)
def test_a_place_where_nothing_can_be_written(
    zomerwijzer: Command, season: Path, language: str, begins: str
) -> None:
    within_a_file = season / "rooms.csv" / "sample"
    done = zomerwijzer("sample", within_a_file, "--pupils", 9, "--seed", 5, "--language", language)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(begins)
    assert done.stderr.count("\n") == 1
