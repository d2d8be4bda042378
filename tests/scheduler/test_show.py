from __future__ import annotations

import json
from pathlib import Path

from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

SHOWN = """\
Zomer in Wijzerdam. Bewezen: beter kan niet.
2 kinderen met een plaats, 2 plaatsen, 1 groep, 1 begeleider

 Wat telt, in deze volgorde    Waarde   Grens   Afstand
 ──────────────────────────────────────────────────────
 kinderen met een plaats            2       2   bewezen
 verlies aan lieve wensen           0       0   bewezen
 tweede en volgende plaatsen        0       0   bewezen


 Liefste wens die lukte   Kinderen    Deel
 ─────────────────────────────────────────
 wens 1                          2   100 %


 Waarom wensen niet lukten   Wensen
 ──────────────────────────────────
 Volzet                           1


 Blok   Groepen   Plaatsen
 ─────────────────────────
 w1           1          2
"""


def test_a_plan_in_brief(zomerwijzer: Command, plan: Path) -> None:
    done = zomerwijzer("show", plan)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == SHOWN


def test_a_gap_is_told_in_english(zomerwijzer: Command, plan: Path) -> None:
    tiny_season.replace(plan / "report.json", '"optimal"', '"feasible"')
    tiny_season.replace(plan / "report.json", '"value": 2, "bound": 2', '"value": 2, "bound": 3')
    done = zomerwijzer("show", plan, "--language", "en")
    lines = done.stdout.splitlines()
    assert lines[0] == "Zomer in Wijzerdam. All rules hold; not proven to be the best."
    assert lines[5].split() == ["children", "with", "a", "place", "2", "3", "33.33", "%"]


def test_json_of_a_plan(zomerwijzer: Command, plan: Path) -> None:
    done = zomerwijzer("show", plan, "--json")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    told = json.loads(done.stdout)
    assert told.pop("levels") == [
        {"name": "placed", "value": 2, "bound": 2, "gap": 0.0},
        {"name": "loss", "value": 0, "bound": 0, "gap": 0.0},
        {"name": "further", "value": 0, "bound": 0, "gap": 0.0},
    ]
    assert told == {
        "event": "show",
        "status": "optimal",
        "policy": "best",
        "placed": 2,
        "places": 2,
        "groups": 1,
        "tutors": 1,
        "best_rank": {"1": 2},
        "refused": {"full": 1},
        "lost_promises": 0,
    }


def test_an_empty_plan(zomerwijzer: Command, plan: Path) -> None:
    for name in ("groups.csv", "group_tutors.csv", "places.csv", "refusals.csv"):
        header = (plan / name).read_text(encoding="utf-8").splitlines()[0]
        (plan / name).write_text(f"{header}\n", encoding="utf-8")
    done = zomerwijzer("show", plan)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[1] == "0 kinderen met een plaats, 0 plaatsen, 0 groepen, 0 begeleiders"


def test_what_is_no_plan_is_bad_input(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("show", season)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"{season} is geen plan dat Zomerwijzer kan lezen:",
        "report.json: dit bestand ontbreekt.",
        "groups.csv: dit bestand ontbreekt.",
        "group_tutors.csv: dit bestand ontbreekt.",
        "places.csv: dit bestand ontbreekt.",
    ]
