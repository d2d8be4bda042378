from __future__ import annotations

import json
from pathlib import Path

from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

COMPARED = """\
 Wat telt, in deze volgorde    Plan A   Plan B   Verschil
 ────────────────────────────────────────────────────────
 kinderen met een plaats            2        1         -1
 verlies aan lieve wensen           0        0          0
 tweede en volgende plaatsen        0        0          0
 loting: paren met afgunst          0        1         +1
 samen: paren die apart zijn        0        0          0
 dicht bij huis: minuten            0        0          0
 zuinig: eurocent               18000    18000          0
 groepen                            1        1          0

 Liefste wens die lukte   Plan A   Plan B   Verschil
 ───────────────────────────────────────────────────
 wens 1                        2        1         -1
 geen plaats                   1        2         +1

 Voor kinderen verandert          Beter af   Slechter af
 ───────────────────────────────────────────────────────
 een plaats of geen                      0             1
 de liefste wens die lukte               0             0
 het aantal plaatsen                     0             0
 hoe lief de andere wensen zijn          0             0
 in totaal                               0             1

Even goed af: 2 kinderen.

 Groepen                  Aantal
 ───────────────────────────────
 in hetzelfde lokaal           0
 naar een ander lokaal         1
 erbij                         0
 weg                           0
 met andere begeleiders        1

 Plaatsen                      Aantal
 ────────────────────────────────────
 in dezelfde groep                  0
 zelfde aanbod, ander lokaal        1
 weg                                1
 erbij                              0
"""

NAMED = """\

Wie en wat:
  slechter af, een plaats of geen: P2
  groepen, naar een ander lokaal: O1@w1@R1 → O1@w1@R2
  groepen, met andere begeleiders: O1@w1@R2 −T1 (lead) +T2 (lead)
  plaatsen, zelfde aanbod, ander lokaal: P1 O1@w1@R1 → O1@w1@R2
  plaatsen, weg: P2 O1@w1@R1
"""


def second_plan(season: Path, folder: Path) -> Path:
    """P1 alone, in another room, with another tutor; the season gets both."""
    tiny_season.add_row(season, "rooms", "R2,L1,10")
    tiny_season.add_row(season, "tutors", "T2,lead,LO-NED,30")
    tiny_season.write_plan(folder)
    (folder / "groups.csv").write_text(
        "group_id,offer_id,block_id,room_id,size\nO1@w1@R2,O1,w1,R2,1\n", encoding="utf-8"
    )
    (folder / "group_tutors.csv").write_text(
        "group_id,tutor_id,role\nO1@w1@R2,T2,lead\n", encoding="utf-8"
    )
    (folder / "places.csv").write_text("pupil_id,group_id,rank\nP1,O1@w1@R2,1\n", encoding="utf-8")
    return folder


def test_counts_alone_unless_ids_are_asked_for(
    zomerwijzer: Command, season: Path, plan: Path
) -> None:
    other = second_plan(season, zomerwijzer.folder / "other")
    done = zomerwijzer("compare", plan, other, "--dataset", season)
    assert (done.returncode, done.stdout, done.stderr) == (0, COMPARED, "")
    done = zomerwijzer("compare", plan, other, "--dataset", season, "--ids")
    assert (done.returncode, done.stdout, done.stderr) == (0, COMPARED + NAMED, "")


def test_json_with_and_without_ids(zomerwijzer: Command, season: Path, plan: Path) -> None:
    other = second_plan(season, zomerwijzer.folder / "other")
    arguments = ("compare", other, plan, "--dataset", season, "--json")
    counts = {
        "event": "compare",
        "levels": [
            {"name": "placed", "a": 1, "b": 2},
            {"name": "loss", "a": 0, "b": 0},
            {"name": "further", "a": 0, "b": 0},
            {"name": "draw", "a": 1, "b": 0},
            {"name": "together", "a": 0, "b": 0},
            {"name": "near", "a": 0, "b": 0},
            {"name": "cost", "a": 18000, "b": 18000},
            {"name": "groups", "a": 1, "b": 1},
        ],
        "best_rank": [{"rank": 1, "a": 1, "b": 2}, {"rank": None, "a": 2, "b": 1}],
        "gains": {"place": 1, "best": 0, "more": 0, "ranks": 0},
        "losses": {"place": 0, "best": 0, "more": 0, "ranks": 0},
        "same": 2,
        "gone": 0,
        "groups": {"same": 0, "moved": 1, "opened": 0, "closed": 0, "new_teams": 1},
        "places": {"kept": 0, "rehoused": 1, "dropped": 0, "added": 1},
    }
    ids = {
        "gains": {"place": ["P2"], "best": [], "more": [], "ranks": []},
        "losses": {"place": [], "best": [], "more": [], "ranks": []},
        "gone": [],
        "groups": {
            "moved": [["O1@w1@R2", "O1@w1@R1"]],
            "opened": [],
            "closed": [],
            "new_teams": [
                {
                    "group": "O1@w1@R1",
                    "left": [{"tutor_id": "T2", "role": "lead"}],
                    "joined": [{"tutor_id": "T1", "role": "lead"}],
                }
            ],
        },
        "places": {
            "rehoused": [["P1", "O1@w1@R2", "O1@w1@R1"]],
            "dropped": [],
            "added": [["P2", "O1@w1@R1"]],
        },
    }
    done = zomerwijzer(*arguments)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")
    assert json.loads(done.stdout) == counts
    assert json.loads(zomerwijzer(*arguments, "--ids").stdout) == counts | {"ids": ids}


def test_nothing_changed_names_nobody(zomerwijzer: Command, season: Path, plan: Path) -> None:
    done = zomerwijzer("compare", plan, plan, "--dataset", season, "--ids", "--language", "en")
    assert done.returncode == 0
    assert "As well off: 3 children.\n" in done.stdout
    assert "Who and what" not in done.stdout
    assert "P1" not in done.stdout


def test_a_plan_of_an_older_dataset(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.replace(season / "pupils.csv", "P2,2018\n", "")
    tiny_season.replace(season / "wishes.csv", "P2,1,O1\n", "")
    done = zomerwijzer("compare", plan, plan, "--dataset", season)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[2].split() == ["kinderen", "met", "een", "plaats", "1", "1", "0"]
    assert lines[5].split() == ["loting:", "paren", "met", "afgunst", "–", "–", "–"]
    assert "1 kind met een plaats staat niet in deze gegevens en telt niet mee." in lines
    assert (
        "–: niet geteld. Dat plan past niet bij deze gegevens (zie zomerwijzer check), of de loting"
        " gaf\n   er zelf de plaatsen uit.\n"
    ) in done.stdout


def test_what_is_no_plan_is_bad_input(zomerwijzer: Command, season: Path, plan: Path) -> None:
    done = zomerwijzer("compare", plan, "nowhere", "--dataset", season)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "nowhere is geen plan dat Zomerwijzer kan lezen:\nnowhere: dat is geen map met een plan.\n"
    )


def test_the_dataset_is_needed(zomerwijzer: Command, plan: Path) -> None:
    done = zomerwijzer("compare", plan, plan)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Missing option '--dataset'.\n")
