from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.dataset import read_dataset
from data.problem import to_problem
from scheduler import additions
from solver.advice import (
    Addition,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
)
from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

ADVISED = """\
1 kind met een wens heeft nog geen plaats. Wat zou helpen? Elk voorstel is apart doorgerekend, met
voor de rest dezelfde gegevens; tel de voorstellen dus niet bij elkaar op.

1. Eén groep meer toelaten voor Taal in het park (O1), 2 in plaats van 1: 1 kind meer een plaats \
(verlies aan lieve wensen even groot).

Doorgerekend: het enige kansrijke voorstel.
"""
NONE = """\
1 child with a wish has no place yet. What would help? Each proposal was planned again by itself,
with all other data the same; so do not add the proposals up.

No proposal that was planned again gives more children a place.
"""


@pytest.fixture
def short_of_groups(season: Path) -> Path:
    """The tiny season with room and a tutor for a second group, which may not be."""
    tiny_season.add_row(season, "rooms", "R2,L1,10")
    tiny_season.add_row(season, "tutors", "T2,lead,LO-NED,30")
    return season


def test_what_would_help(zomerwijzer: Command, short_of_groups: Path, plan: Path) -> None:
    done = zomerwijzer("advise", short_of_groups, plan, "--time", 30)
    assert (done.returncode, done.stdout, done.stderr) == (0, ADVISED, "")


def test_what_would_help_for_machines(
    zomerwijzer: Command, short_of_groups: Path, plan: Path
) -> None:
    done = zomerwijzer("advise", short_of_groups, plan, "--time", 30, "--json", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    progress, advice = map(json.loads, done.stdout.splitlines())
    assert {name: progress[name] for name in progress if name != "seconds"} == {
        "event": "progress",
        "tried": 1,
        "candidates": 1,
        "best": 1,
    }
    assert advice == {
        "event": "advice",
        "waiting": 1,
        "tried": 1,
        "candidates": 1,
        "advice": [
            {
                "kind": "group",
                "offer_id": "O1",
                "placed": 1,
                "exact": True,
                "loss": 0,
                "further": 0,
                "sentence": "Allowing one group more of Taal in het park (O1), 2 instead of 1",
            }
        ],
    }


def test_nothing_helps(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.add_row(season, "pins", "no,O1,w1,R2,,")
    tiny_season.add_row(season, "rooms", "R2,L1,10")
    done = zomerwijzer("advise", season, plan, "--time", 30, "--language", "en")
    assert done.returncode == 0
    assert done.stdout.startswith(NONE)


def test_everybody_has_a_place(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.replace(season / "wishes.csv", "P3,1,O1\n", "")
    (plan / "refusals.csv").unlink()
    done = zomerwijzer("advise", season, plan)
    assert (done.returncode, done.stdout) == (
        0,
        "Elk kind met een wens heeft een plaats. Meer kinderen een plaats geven kan niet.\n",
    )


def test_with_promises_that_are_kept(
    zomerwijzer: Command, short_of_groups: Path, plan: Path
) -> None:
    done = zomerwijzer("advise", short_of_groups, plan, "--previous", plan, "--time", 30)
    assert (done.returncode, done.stdout, done.stderr) == (0, ADVISED, "")


def test_a_plan_that_breaks_a_promise(zomerwijzer: Command, season: Path, plan: Path) -> None:
    earlier = zomerwijzer.folder / "earlier"
    shutil.copytree(plan, earlier)
    tiny_season.replace(earlier / "places.csv", "P1,", "P3,")
    done = zomerwijzer("advise", season, plan, "--previous", earlier, "--language", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("This plan breaks rules. Advice on it would say nothing.\n")


def test_time_too_short_for_anything(
    zomerwijzer: Command, short_of_groups: Path, plan: Path
) -> None:
    done = zomerwijzer("advise", short_of_groups, plan, "--time", 0.001, "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Time was too short to plan with any proposal again." in done.stdout
    assert "Planned again: 0 of the 1 promising proposals" in done.stdout


def test_ctrl_c_shows_what_was_found(zomerwijzer: Command, sampled: Callable[[int], Path]) -> None:
    season = sampled(60)
    zomerwijzer("plan", season, "--out", "plan", "--time", 5, "--quiet")
    advising = zomerwijzer.start(
        "advise", season, "plan", "--time", 100, "--json", "--language", "en"
    )
    assert advising.stdout is not None
    first = json.loads(advising.stdout.readline())
    advising.send_signal(signal.SIGINT)
    rest, errors = advising.communicate()
    assert advising.returncode == 0
    assert first["event"] == "progress"
    last = json.loads(rest.splitlines()[-1])
    assert (last["event"], last["tried"] > 0) == ("advice", True)
    assert "Traceback" not in errors


def test_a_plan_that_breaks_rules(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.replace(season / "tutors.csv", "LO-NED", "LO-WIS")
    done = zomerwijzer("advise", season, plan)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("Dit plan breekt regels. Advies erover zou niets zeggen.\n")


def test_no_plan_there(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("advise", season, "nowhere")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("speak", [(), ("--json",)])
def test_no_child_is_named(zomerwijzer: Command, speak: tuple[str, ...]) -> None:
    zomerwijzer("sample", "season", "--pupils", 60, "--seed", 5)
    zomerwijzer("plan", "season", "--out", "plan", "--time", 5, "--quiet")
    done = zomerwijzer("advise", "season", "plan", "--time", 5, *speak)
    assert (done.returncode, done.stderr) == (0, "")
    dataset = read_dataset(zomerwijzer.folder / "season")
    named = [row.pupil_id for row in dataset.pupils if row.pupil_id in done.stdout]
    assert named == []
    assert done.stdout != ""


FIRST = Period(date(2027, 6, 28), date(2027, 7, 4))
TURN = Period(date(2027, 7, 26), date(2027, 8, 1))
SENTENCES: list[tuple[Addition, str, str]] = [
    (
        MoreLead(frozenset({"LO-NED", "LO-WT"}), TURN),
        "Eén begeleider meer die Nederlands en Wetenschappen en techniek kan leiden, "
        "in week 30 (26 juli tot en met 1 augustus)",
        "One tutor more who can lead Dutch and Science and technology, "
        "in week 30 (26 July to 1 August)",
    ),
    (
        MoreLead(frozenset(), FIRST),
        "Eén begeleider meer die een groep kan leiden, in week 26 (1 tot en met 4 juli)",
        "One tutor more who can lead a group, in week 26 (1 to 4 July)",
    ),
    (
        MoreAssistant(Period(date(2027, 7, 5), date(2027, 7, 6), "w1")),
        "Eén begeleider meer die kan helpen in een groep, tijdens blok Week 1 (w1)",
        "One tutor more who can assist in a group, during block Week 1 (w1)",
    ),
    (
        MoreRoom("L1", frozenset(), 8, Period(date(2027, 8, 30), date(2027, 9, 5))),
        "Eén lokaal meer voor 8 kinderen op locatie Het Nest, "
        "in week 35 (30 tot en met 31 augustus)",
        "One room more for 8 children at Het Nest, in week 35 (30 to 31 August)",
    ),
    (
        MoreRoom("L1", frozenset({"hall", "step_free", "unheard_of"}), 8, TURN),
        "Eén lokaal meer voor 8 kinderen op locatie Het Nest, met sportzaal of ruime zaal, "
        "toegang zonder trappen en unheard_of, in week 30 (26 juli tot en met 1 augustus)",
        "One room more for 8 children at Het Nest, with sports hall or large hall, "
        "step-free access and unheard_of, in week 30 (26 July to 1 August)",
    ),
    (
        MoreGroup("O1"),
        "Eén groep meer toelaten voor Taal in het park (O1), 2 in plaats van 1",
        "Allowing one group more of Taal in het park (O1), 2 instead of 1",
    ),
    (
        LowerMinimum("O1", 1),
        "Een groep van Taal in het park (O1) al openen vanaf 1 in plaats van 2 kinderen",
        "Opening a group of Taal in het park (O1) from 1 instead of 2 children",
    ),
    (
        MoreBlock("O1", "w1"),
        "Taal in het park (O1) ook laten doorgaan in blok Week 1 (w1)",
        "Letting Taal in het park (O1) also run in block Week 1 (w1)",
    ),
]


@pytest.mark.parametrize(("addition", "dutch", "english"), SENTENCES)
def test_every_addition_in_words(
    season: Path, addition: Addition, dutch: str, english: str
) -> None:
    tiny_season.replace(season / "offers.csv", "LO-NED,1,2,1", "LO-NED,2,2,1")
    problem = to_problem(read_dataset(season))
    assert additions.addition_sentence("nl", problem, addition) == dutch
    assert additions.addition_sentence("en", problem, addition) == english


def test_every_addition_for_machines() -> None:
    when = {"first_day": "2027-07-26", "last_day": "2027-08-01", "block_id": None}
    goals = MoreLead(frozenset({"LO-WT", "LO-NED"}), TURN)
    room = MoreRoom("L1", frozenset({"hall"}), 8, TURN)
    assert [
        additions.addition_message(addition)
        for addition in (
            goals,
            MoreAssistant(TURN),
            room,
            MoreGroup("O1"),
            LowerMinimum("O1", 1),
            MoreBlock("O1", "w1"),
        )
    ] == [
        {"kind": "lead", "goals": ["LO-NED", "LO-WT"], **when},
        {"kind": "assistant", **when},
        {"kind": "room", "location_id": "L1", "features": ["hall"], "capacity": 8, **when},
        {"kind": "group", "offer_id": "O1"},
        {"kind": "minimum", "offer_id": "O1", "min_size": 1},
        {"kind": "block", "offer_id": "O1", "block_id": "w1"},
    ]
