from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.commands.plan import POLICIES
from solver.problem import Policy
from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

FILES = {
    "group_tutors.csv",
    "groups.csv",
    "places.csv",
    "plan.html",
    "refusals.csv",
    "report.json",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_command_knows_every_policy() -> None:
    assert tuple(policy.value for policy in Policy) == POLICIES


def test_a_plan_is_written_told_and_clean(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("plan", season, "--out", "plan", "--quiet")
    out = zomerwijzer.folder / "plan"
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].startswith("Plan geschreven in plan (")
    assert lines[0].endswith(" s). Bewezen: beter kan niet.")
    assert lines[1:] == [
        "  kinderen met een plaats: 2 (bewezen het best)",
        "  verlies aan lieve wensen: 0 (bewezen het best)",
        "  tweede en volgende plaatsen: 0 (bewezen het best)",
        "  loting: paren met afgunst: 0 (bewezen het best)",
        "  samen: paren die apart zijn: 0 (bewezen het best)",
        "  dicht bij huis: minuten: 0 (bewezen het best)",
        "  zuinig: eurocent: 18000 (bewezen het best)",
        "  groepen: 1 (bewezen het best)",
        f"Bekijk het verslag: {(out / 'plan.html').as_uri()}",
    ]
    assert set(contents(out)) == FILES
    assert rows(out / "groups.csv") == [
        {
            "group_id": "O1@w1@R1",
            "offer_id": "O1",
            "block_id": "w1",
            "room_id": "R1",
            "size": "2",
        }
    ]
    assert [row["reason"] for row in rows(out / "refusals.csv")] == ["full"]
    checked = zomerwijzer("check", season, "plan")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_a_plan_in_english(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("plan", season, "--out", "plan", "--quiet", "--language", "en")
    lines = done.stdout.splitlines()
    assert lines[0].endswith(" s). Proven: no plan is better.")
    assert lines[1] == "  children with a place: 2 (proven best)"
    page = (zomerwijzer.folder / "plan" / "plan.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in page


def test_progress_goes_to_standard_error(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("plan", season, "--out", "plan")
    assert done.returncode == 0
    assert done.stdout.startswith("Plan geschreven in plan (")
    assert done.stderr.splitlines()
    assert all(line.endswith(" s") for line in done.stderr.splitlines())


def test_a_terminal_sees_one_line_that_is_drawn_again(zomerwijzer: Command, season: Path) -> None:
    terminal, side = os.openpty()
    process = subprocess.Popen(
        zomerwijzer.line("plan", season, "--out", "plan"),
        cwd=zomerwijzer.folder,
        env={**zomerwijzer.environment, "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=side,
    )
    out, _ = process.communicate(timeout=120)
    os.close(side)
    drawn = os.read(terminal, 1_000_000).decode()
    os.close(terminal)
    assert process.returncode == 0
    assert out.decode().startswith("Plan geschreven in plan (")
    hide, show, erase = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
    assert drawn.startswith(hide)
    assert drawn.endswith(f"{show}\r\x1b[1A{erase}")
    assert drawn.count("\n") == 1


def test_json_tells_every_event_and_then_the_plan(
    zomerwijzer: Command, sampled: Callable[[int], Path]
) -> None:
    done = zomerwijzer("plan", sampled(60), "--out", "plan", "--json", "--time", 20)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert {event["event"] for event in told[:-1]} == {"progress"}
    assert set(told[0]) == {"event", "phase", "level", "best", "bound", "gap", "seconds"}
    assert [event["seconds"] for event in told[:-1]] == sorted(
        event["seconds"] for event in told[:-1]
    )
    last = told[-1]
    report = json.loads((zomerwijzer.folder / "plan" / "report.json").read_text(encoding="utf-8"))
    assert (last["event"], last["out"], last["status"]) == ("plan", "plan", report["status"])
    assert last["levels"] == [
        {name: level[name] for name in ("name", "value", "bound", "gap")}
        for level in report["levels"]
    ]
    assert last["counts"]["placed"] == report["counts"]["placed"]
    assert zomerwijzer("check", "sampled", "plan").returncode == 0


def test_bad_input_writes_nothing(zomerwijzer: Command, season: Path) -> None:
    (season / "rooms.csv").unlink()
    done = zomerwijzer("plan", season, "--out", "plan")
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (2, "")
    assert lines[0].startswith("rooms.csv: ")
    assert lines[1:] == ["Gevonden: 1 fout.", "Er is niets gepland en niets gewijzigd."]
    assert not (zomerwijzer.folder / "plan").exists()


def test_pins_that_contradict_a_rule_are_named(zomerwijzer: Command, season: Path) -> None:
    tiny_season.replace(season / "tutors.csv", "T1,lead", "T1,assistant")
    tiny_season.add_row(season, "pins", "yes,O1,w1,R1,T1,")
    done = zomerwijzer("plan", season, "--out", "plan", "--quiet")
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (3, "")
    assert lines[0] == "De regels en je vastgezette keuzes laten geen plan toe:"
    assert any("O1@w1@R1" in line and "regel 3." in line for line in lines[1:-1])
    assert lines[-1] == "Er is niets gepland en niets gewijzigd."
    assert not (zomerwijzer.folder / "plan").exists()


def test_json_of_a_contradiction(zomerwijzer: Command, season: Path) -> None:
    tiny_season.add_row(season, "pins", "yes,O1,w1,R1,,")
    tiny_season.add_row(season, "pins", "no,O1,w1,R1,,")
    done = zomerwijzer("plan", season, "--out", "plan", "--json")
    told = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, done.stderr, told["event"]) == (3, "", "no_plan")
    assert [conflict["rule"] for conflict in told["conflicts"]] == ["3.9"]


def test_the_policy_is_the_season_s_or_what_is_asked(zomerwijzer: Command, season: Path) -> None:
    tiny_season.replace(season / "season.csv", "last_day", "policy,draw\nlast_day")
    for asked, policy in (((), "draw"), (("--policy", "best"), "best")):
        done = zomerwijzer("plan", season, "--out", "plan", "--quiet", *asked)
        report = json.loads((zomerwijzer.folder / "plan" / "report.json").read_text("utf-8"))
        assert (done.returncode, done.stderr, report["policy"]) == (0, "", policy)
        assert [level["name"] for level in report["levels"]][:3] == ["placed", "loss", "further"]
        assert zomerwijzer("check", season, "plan").returncode == 0


def test_a_repeatable_plan_is_the_same_in_every_byte(
    zomerwijzer: Command, sampled: Callable[[int], Path]
) -> None:
    season = sampled(300)
    for out in ("one", "two"):
        done = zomerwijzer("plan", season, "--out", out, "--repeatable", "--time", 4, "--quiet")
        assert (done.returncode, done.stderr) == (0, "")
    one, two = (contents(zomerwijzer.folder / out) for out in ("one", "two"))
    reports = [json.loads(plan.pop("report.json")) for plan in (one, two)]
    assert one == two
    for report in reports:
        del report["seconds"]
    assert reports[0] == reports[1]


def test_what_is_no_plan_is_left_alone_and_said_before_any_search(
    zomerwijzer: Command, season: Path
) -> None:
    before = contents(season)
    done = zomerwijzer("plan", season, "--out", season)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"De map {season} is niet leeg en bevat geen plan. Kies een lege of een nieuwe map.\n"
    )
    assert contents(season) == before


@pytest.mark.parametrize("place", ["season/rooms.csv/plan", "/proc/plan"])
def test_a_place_where_nothing_can_be_written_is_said_before_any_search(
    zomerwijzer: Command, season: Path, place: str
) -> None:
    done = zomerwijzer("plan", "nowhere", "--out", place, "--language", "en", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr, told["event"]) == (1, "", "cannot_write")
    assert told["why"].startswith(f"The plan cannot be written to {place}: ")


def test_an_earlier_plan_is_replaced_whole(zomerwijzer: Command, season: Path, plan: Path) -> None:
    (plan / "notes.txt").write_text("mine", encoding="utf-8")
    assert zomerwijzer("plan", season, "--out", plan).returncode == 0
    assert set(contents(plan)) == FILES | {"notes.txt"}
    assert "dataset_sha256" in json.loads((plan / "report.json").read_text(encoding="utf-8"))


def test_promises_of_an_earlier_plan_are_kept(
    zomerwijzer: Command, season: Path, plan: Path
) -> None:
    tiny_season.replace(plan / "places.csv", "P1,", "P3,")
    tiny_season.replace(plan / "refusals.csv", "P3,", "P1,")
    done = zomerwijzer("plan", season, "--out", "new", "--previous", plan)
    assert done.returncode == 0
    placed = [row["pupil_id"] for row in rows(zomerwijzer.folder / "new" / "places.csv")]
    assert placed == ["P2", "P3"]
    assert zomerwijzer("check", season, "new", "--previous", plan).returncode == 0


def test_a_lost_promise_is_told(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.replace(season / "wishes.csv", "P2,1,O1\n", "")
    done = zomerwijzer("plan", season, "--out", "new", "--previous", plan, "--quiet")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[9] == "1 eerder beloofde plaats kon niet blijven:"
    assert lines[10].startswith("- P2, O1@w1@R1: ")
    shown = zomerwijzer("show", "new").stdout.splitlines()
    told = "1 eerder beloofde plaats kon niet blijven; report.json zegt waarom."
    assert shown[2] == told


def test_an_earlier_plan_that_cannot_be_read_is_bad_input(
    zomerwijzer: Command, season: Path
) -> None:
    done = zomerwijzer("plan", season, "--out", "plan", "--previous", "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[0] == "nowhere is geen plan dat Zomerwijzer kan lezen:"
    assert not (zomerwijzer.folder / "plan").exists()


def test_warnings_are_mentioned(zomerwijzer: Command, season: Path) -> None:
    tiny_season.replace(season / "rooms.csv", "capacity", "capacity,colour")
    tiny_season.replace(season / "rooms.csv", "L1,10", "L1,10,blue")
    done = zomerwijzer("plan", season, "--out", "plan")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == (
        "Let op: 1 waarschuwing bij deze gegevens. `zomerwijzer validate` toont ze."
    )


def test_too_little_time_for_anything_still_gives_a_valid_plan(
    zomerwijzer: Command, sampled: Callable[[int], Path]
) -> None:
    done = zomerwijzer("plan", sampled(150), "--out", "plan", "--time", 0.01, "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert zomerwijzer("check", "sampled", "plan").returncode == 0


def write_a_season_of_pins(season: Path, *, groups: int = 20, size: int = 50) -> None:
    """Pins that ask for much at once: every group open and full, each child in one of five."""
    offers = range(groups)
    pupils = range(groups * size)
    offer = "offer_id,title,kind,goals,min_size,max_size,max_groups,leads,blocks\n"
    tables = {
        "rooms": "room_id,location_id,capacity\n" + "".join(f"R{n},L1,{size}\n" for n in offers),
        "tutors": "tutor_id,roles,goals\n" + "".join(f"T{n},lead,LO-NED\n" for n in offers),
        "offers": offer
        + "".join(f"O{n},Taal {n},programme,LO-NED,{size},{size},1,1,w1\n" for n in offers),
        "pupils": "pupil_id,birth_year\n" + "".join(f"P{n},2018\n" for n in pupils),
        "wishes": "pupil_id,rank,offer_id\n"
        + "".join(f"P{n},{r},O{(n + 7 * r) % groups}\n" for n in pupils for r in range(1, 6)),
        "pins": "must,offer_id,block_id,room_id\n" + "".join(f"yes,O{n},w1,R{n}\n" for n in offers),
    }
    for table, text in tables.items():
        (season / f"{table}.csv").write_text(text, encoding="utf-8")


def test_too_little_time_for_what_the_pins_ask_is_said(zomerwijzer: Command, season: Path) -> None:
    write_a_season_of_pins(season)
    done = zomerwijzer("plan", season, "--out", "plan", "--time", 0.01, "--quiet")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "In deze tijd is er geen plan gevonden dat je vastgezette keuzes volgt, en ook niet "
        "bewezen dat het niet kan. Er is niets geschreven. Geef meer tijd met --time.\n"
    )
    done = zomerwijzer("plan", season, "--out", "plan", "--time", 0.01, "--json")
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr, told[-1]) == (1, "", {"event": "no_plan_in_time"})
    assert not (zomerwijzer.folder / "plan").exists()
