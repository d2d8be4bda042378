from __future__ import annotations

import json
from pathlib import Path

from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command


def test_a_clean_plan(zomerwijzer: Command, season: Path, plan: Path) -> None:
    done = zomerwijzer("check", season, plan)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Het plan houdt alle regels: 1 groep, 2 plaatsen, 2 kinderen met een plaats.\n"
    )


def test_a_broken_rule_is_named_with_its_ids(
    zomerwijzer: Command, season: Path, plan: Path
) -> None:
    tiny_season.replace(season / "tutors.csv", "T1,lead", "T1,assistant")
    done = zomerwijzer("check", season, plan)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert lines[0] in {
        "Het plan breekt 1 regel:",
        f"Het plan breekt regels, {len(lines) - 1} keer:",
    }
    assert [line for line in lines if "T1" in line and line.startswith("regel 3.4, ")]


def test_json_names_rule_subject_and_detail(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.replace(season / "tutors.csv", "T1,lead", "T1,assistant")
    done = zomerwijzer("check", season, plan, "--json", "--language", "en")
    told = json.loads(done.stdout)
    assert (done.returncode, told["event"], told["clean"]) == (1, "check", False)
    assert {"rule", "subject", "detail"} == set(told["violations"][0])
    assert "3.4" in {violation["rule"] for violation in told["violations"]}


def test_json_of_a_clean_plan(zomerwijzer: Command, season: Path, plan: Path) -> None:
    done = zomerwijzer("check", season, plan, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"event": "check", "clean": True, "violations": []}


def test_a_promise_that_was_dropped(zomerwijzer: Command, season: Path, plan: Path) -> None:
    earlier = zomerwijzer.folder / "earlier"
    tiny_season.write_plan(earlier)
    tiny_season.replace(earlier / "places.csv", "P1,", "P3,")
    (earlier / "refusals.csv").unlink()
    done = zomerwijzer("check", season, plan, "--previous", earlier)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in lines if line.startswith("regel 3.11, ") and "P3" in line]


def test_a_plan_that_cannot_be_read_is_bad_input(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("check", season, "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "nowhere is geen plan dat Zomerwijzer kan lezen:\nnowhere: dat is geen map met een plan.\n"
    )


def test_an_earlier_plan_that_cannot_be_read_is_bad_input(
    zomerwijzer: Command, season: Path, plan: Path
) -> None:
    (plan / "places.csv").unlink()
    done = zomerwijzer("check", season, plan, "--previous", plan, "--json")
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout) == {
        "event": "bad_plan",
        "plan": str(plan),
        "sentences": ["places.csv: dit bestand ontbreekt."],
    }


def test_a_dataset_with_errors_is_bad_input(zomerwijzer: Command, season: Path, plan: Path) -> None:
    (season / "rooms.csv").unlink()
    done = zomerwijzer("check", season, plan)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert lines[0].startswith("rooms.csv: ")
    assert lines[-1] == "Er is niets gepland en niets gewijzigd."
