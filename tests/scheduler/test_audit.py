from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

AUDITED = """\
Verslag over gelijke kansen, geen oordeel.

Een wens kon, als er voor dat kind een groep mogelijk was: een lokaal, begeleiders en budget voor
het aanbod, en een kind dat er mag zijn door leeftijd, dagen, afstand en noden. Hoeveel anderen
hetzelfde wilden, telt daarbij niet. Achter elk deel staat het 95 %-interval (Clopper-Pearson).

Van de kinderen met een wens die kon:

 Totaal          Kinderen   Een plaats                 Deel   Wens 1                 Deel
 ────────────────────────────────────────────────────────────────────────────────────────
 alle kinderen         24           12   50.0 % (29.1–70.9)       12   50.0 % (29.1–70.9)

 Noden          Kinderen   Een plaats   Deel   Wens 1   Deel
 ───────────────────────────────────────────────────────────
 met noden             8            ·      ·        ·      ·
 zonder noden         16            ·      ·        ·      ·

 Leeftijd   Kinderen   Een plaats                 Deel   Wens 1                 Deel
 ───────────────────────────────────────────────────────────────────────────────────
 9 jaar           24           12   50.0 % (29.1–70.9)       12   50.0 % (29.1–70.9)
 17 jaar           0            0                    –        0                    –

 Grens van reistijd   Kinderen   Een plaats                 Deel   Wens 1                 Deel
 ─────────────────────────────────────────────────────────────────────────────────────────────
 16 tot 30 minuten          12            6   50.0 % (21.1–78.9)        6   50.0 % (21.1–78.9)
 geen grens                 12            6   50.0 % (21.1–78.9)        6   50.0 % (21.1–78.9)

 Tot dichtste locatie   Kinderen   Een plaats               Deel   Wens 1               Deel
 ───────────────────────────────────────────────────────────────────────────────────────────
 minder dan 1 km               9            ·                  ·        ·                  ·
 1 tot 2 km                    9            ·                  ·        ·                  ·
 2 tot 5 km                    6            0   0.0 % (0.0–45.9)        0   0.0 % (0.0–45.9)

Van alle kinderen met een wens:

 Totaal          Kinderen   Een plaats                 Deel   Wens 1                 Deel
 ────────────────────────────────────────────────────────────────────────────────────────
 alle kinderen         30           12   40.0 % (22.7–59.4)       12   40.0 % (22.7–59.4)

 Noden          Kinderen   Een plaats   Deel   Wens 1   Deel
 ───────────────────────────────────────────────────────────
 met noden             8            ·      ·        ·      ·
 zonder noden         22            ·      ·        ·      ·

 Leeftijd   Kinderen   Een plaats                 Deel   Wens 1                 Deel
 ───────────────────────────────────────────────────────────────────────────────────
 9 jaar           24           12   50.0 % (29.1–70.9)       12   50.0 % (29.1–70.9)
 17 jaar           6            0     0.0 % (0.0–45.9)        0     0.0 % (0.0–45.9)

 Grens van reistijd   Kinderen   Een plaats   Deel   Wens 1   Deel
 ─────────────────────────────────────────────────────────────────
 16 tot 30 minuten           ·            6      ·        6      ·
 geen grens                  ·            6      ·        6      ·

 Tot dichtste locatie   Kinderen   Een plaats               Deel   Wens 1               Deel
 ───────────────────────────────────────────────────────────────────────────────────────────
 minder dan 1 km               9            ·                  ·        ·                  ·
 1 tot 2 km                    9            ·                  ·        ·                  ·
 2 tot 5 km                   12            0   0.0 % (0.0–26.5)        0   0.0 % (0.0–26.5)

Kans op een plaats volgens de loting, van de kinderen met een wens die kon:

 Loting, van vroeg naar laat   Kinderen   Een plaats   Deel
 ──────────────────────────────────────────────────────────
 deel 1                               ·            ·      ·
 deel 2                               ·            ·      ·
 deel 3                               ·            ·      ·
 deel 4                               ·            ·      ·
 deel 5                               ·            ·      ·
 deel 6                               ·            ·      ·
 deel 7                               ·            ·      ·
 deel 8                               ·            ·      ·
 deel 9                               ·            ·      ·
 deel 10                              ·            ·      ·

Van alle paren van een kind met en een kind zonder plaats heeft in 33.3 % het kind met een plaats
het laagste lotnummer; 50 % betekent geen verband. Mann-Whitney-toets, tweezijdig: p = 0.175.

Paren met afgunst bij de loting: 96. Dat zijn paren waarin het kind met het lagere lotnummer
beter af kon zijn met de plaats van het andere kind, zonder dat het plan minder waard werd.

·: niet getoond, omdat het getal, of wat eruit volgt, over minder dan 5 kinderen gaat. Met
   --all zie je alles.
"""
COMPLETE = """\
A report on equal chances, no verdict.

A wish could be granted if a group was possible for that child: a room, tutors and budget for the
offer, and a child who may be there by age, days, distance and needs. How many others wanted the
same does not count in that. After each share is its 95 % interval (Clopper–Pearson).

Of the children with a wish that could be granted:

 Total          Children   A place                Share   Wish 1                Share
 ────────────────────────────────────────────────────────────────────────────────────
 all children         24        12   50.0 % (29.1–70.9)       12   50.0 % (29.1–70.9)

 Needs           Children   A place                  Share   Wish 1                  Share
 ─────────────────────────────────────────────────────────────────────────────────────────
 with needs             8         8   100.0 % (63.1–100.0)        8   100.0 % (63.1–100.0)
 without needs         16         4      25.0 % (7.3–52.4)        4      25.0 % (7.3–52.4)

 Age        Children   A place                Share   Wish 1                Share
 ────────────────────────────────────────────────────────────────────────────────
 9 years          24        12   50.0 % (29.1–70.9)       12   50.0 % (29.1–70.9)
 17 years          0         0                    –        0                    –

 Travel limit       Children   A place                Share   Wish 1                Share
 ────────────────────────────────────────────────────────────────────────────────────────
 16 to 30 minutes         12         6   50.0 % (21.1–78.9)        6   50.0 % (21.1–78.9)
 no limit                 12         6   50.0 % (21.1–78.9)        6   50.0 % (21.1–78.9)

 To the nearest site   Children   A place                  Share   Wish 1                  Share
 ───────────────────────────────────────────────────────────────────────────────────────────────
 less than 1 km               9         9   100.0 % (66.4–100.0)        9   100.0 % (66.4–100.0)
 1 to 2 km                    9         3      33.3 % (7.5–70.1)        3      33.3 % (7.5–70.1)
 2 to 5 km                    6         0       0.0 % (0.0–45.9)        0       0.0 % (0.0–45.9)

Of all children with a wish:

 Total          Children   A place                Share   Wish 1                Share
 ────────────────────────────────────────────────────────────────────────────────────
 all children         30        12   40.0 % (22.7–59.4)       12   40.0 % (22.7–59.4)

 Needs           Children   A place                  Share   Wish 1                  Share
 ─────────────────────────────────────────────────────────────────────────────────────────
 with needs             8         8   100.0 % (63.1–100.0)        8   100.0 % (63.1–100.0)
 without needs         22         4      18.2 % (5.2–40.3)        4      18.2 % (5.2–40.3)

 Age        Children   A place                Share   Wish 1                Share
 ────────────────────────────────────────────────────────────────────────────────
 9 years          24        12   50.0 % (29.1–70.9)       12   50.0 % (29.1–70.9)
 17 years          6         0     0.0 % (0.0–45.9)        0     0.0 % (0.0–45.9)

 Travel limit       Children   A place                Share   Wish 1                Share
 ────────────────────────────────────────────────────────────────────────────────────────
 16 to 30 minutes         15         6   40.0 % (16.3–67.7)        6   40.0 % (16.3–67.7)
 no limit                 15         6   40.0 % (16.3–67.7)        6   40.0 % (16.3–67.7)

 To the nearest site   Children   A place                  Share   Wish 1                  Share
 ───────────────────────────────────────────────────────────────────────────────────────────────
 less than 1 km               9         9   100.0 % (66.4–100.0)        9   100.0 % (66.4–100.0)
 1 to 2 km                    9         3      33.3 % (7.5–70.1)        3      33.3 % (7.5–70.1)
 2 to 5 km                   12         0       0.0 % (0.0–26.5)        0       0.0 % (0.0–26.5)

Chance of a place by the draw, of the children with a wish that could be granted:

 Draw, from early to late   Children   A place                  Share
 ────────────────────────────────────────────────────────────────────
 part 1                            3         1      33.3 % (0.8–90.6)
 part 2                            3         1      33.3 % (0.8–90.6)
 part 3                            3         1      33.3 % (0.8–90.6)
 part 4                            3         1      33.3 % (0.8–90.6)
 part 5                            2         1      50.0 % (1.3–98.7)
 part 6                            2         1      50.0 % (1.3–98.7)
 part 7                            2         2   100.0 % (15.8–100.0)
 part 8                            2         1      50.0 % (1.3–98.7)
 part 9                            2         2   100.0 % (15.8–100.0)
 part 10                           2         1      50.0 % (1.3–98.7)

Of all pairs of a child with and a child without a place, in 33.3 % the child with a place has the
lower draw number; 50 % means no relation. Mann–Whitney test, two-sided: p = 0.175.

Envious pairs by the draw: 96. Those are pairs in which the child with the lower draw number
could be better off with the place of the other child, while the plan would be worth as much.
"""


@pytest.fixture
def class_plan(season: Path, plan: Path) -> Path:
    """Thirty children: P01 to P12 have places, P01 to P08 with needs; P25 to P30 are too old."""
    names = [f"P{n:02}" for n in range(1, 31)]
    rows = "".join(
        f"{one},{2018 if n < 24 else 2010},{'extra_adult' if n < 8 else ''},"
        f"{51.0 + 0.001 * n:.3f},4.0,{20 if n % 2 else ''}\n"
        for n, one in enumerate(names)
    )
    (season / "pupils.csv").write_text(
        f"pupil_id,birth_year,needs,lat,lon,max_travel_min\n{rows}", encoding="utf-8"
    )
    wishes = "".join(f"{one},1,O1\n" for one in names)
    (season / "wishes.csv").write_text(f"pupil_id,rank,offer_id\n{wishes}", encoding="utf-8")
    (season / "rooms.csv").write_text("room_id,location_id,capacity\nR1,L1,12\n", encoding="utf-8")
    (season / "tutors.csv").write_text(
        "tutor_id,roles,goals,skills\nT1,lead,LO-NED,extra_adult\n", encoding="utf-8"
    )
    tiny_season.replace(
        season / "offers.csv", "leads,blocks\nO1,Taal in het park,programme,LO-NED,1,2,1,1,w1",
        "leads,blocks,age_to\nO1,Taal in het park,programme,LO-NED,1,12,1,1,w1,12",
    )  # fmt: skip
    places = "".join(f"{one},O1@w1@R1,1\n" for one in names[:12])
    (plan / "places.csv").write_text(f"pupil_id,group_id,rank\n{places}", encoding="utf-8")
    tiny_season.replace(plan / "groups.csv", "R1,2", "R1,12")
    (plan / "refusals.csv").unlink()
    return plan


def test_the_report(zomerwijzer: Command, season: Path, class_plan: Path) -> None:
    done = zomerwijzer("audit", season, class_plan)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == AUDITED


def test_everything_in_english(zomerwijzer: Command, season: Path, class_plan: Path) -> None:
    done = zomerwijzer("audit", season, class_plan, "--all", "--language", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == COMPLETE


def row(told: dict[str, list[dict[str, object]]], table: str, key: str) -> dict[str, object]:
    (found,) = [one for one in told[table] if one["key"] == key]
    return found


def test_json_hides_small_counts_and_the_rates_that_need_them(
    zomerwijzer: Command, season: Path, class_plan: Path
) -> None:
    done = zomerwijzer("audit", season, class_plan, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")
    assert [*told] == [
        *("event", "confidence", "least", "total", "tables", "draw", "draw_test", "envious_pairs"),
    ]
    assert (told["event"], told["confidence"], told["least"]) == ("audit", 0.95, 5)
    assert [*told["tables"]] == ["needs", "age", "travel", "distance"]
    nothing = dict.fromkeys(
        ("placed_of_could", "first_of_could", "placed_of_asked", "first_of_asked")
    )
    assert row(told["tables"], "needs", "with") == {
        "key": "with", "asked": 8, "could": 8, "placed": None, "first": None, "rates": nothing,
    }  # fmt: skip
    assert told["draw"][0] == {
        "key": "1", "could": None, "placed": None, "rates": {"placed_of_could": None},
    }  # fmt: skip
    assert told["draw_test"] == {
        "test": "mann-whitney-two-sided",
        "sooner": pytest.approx(1 / 3),
        "p": pytest.approx(0.17485, abs=1e-5),
    }
    assert told["envious_pairs"] == 96


def test_json_of_everything(zomerwijzer: Command, season: Path, class_plan: Path) -> None:
    told = json.loads(zomerwijzer("audit", season, class_plan, "--all", "--json").stdout)
    found = row(told["tables"], "needs", "with")
    assert told["least"] == 1
    assert [found[name] for name in ("asked", "could", "placed", "first")] == [8, 8, 8, 8]
    rates = found["rates"]
    assert isinstance(rates, dict)
    assert rates["placed_of_could"] == {
        "value": 1.0, "low": pytest.approx(0.025 ** (1 / 8)), "high": 1.0,
    }  # fmt: skip


def test_promises_stand_in_the_way_of_exchanges(
    zomerwijzer: Command, season: Path, class_plan: Path
) -> None:
    done = zomerwijzer("audit", season, class_plan, "--previous", class_plan, "--json")
    assert (done.returncode, json.loads(done.stdout)["envious_pairs"]) == (0, 0)


def test_a_plan_by_the_draw_itself(zomerwijzer: Command, season: Path, class_plan: Path) -> None:
    tiny_season.replace(class_plan / "report.json", '"best"', '"draw"')
    done = zomerwijzer("audit", season, class_plan)
    assert done.returncode == 0
    assert (
        "\nAfgunst bij de loting is niet geteld: in dit plan gaf de loting de plaatsen zelf uit.\n"
    ) in done.stdout


def test_everybody_has_a_place(zomerwijzer: Command, season: Path, plan: Path) -> None:
    tiny_season.replace(season / "pupils.csv", "P3,2018\n", "")
    tiny_season.replace(season / "wishes.csv", "P3,1,O1\n", "")
    (plan / "refusals.csv").unlink()
    done = zomerwijzer("audit", season, plan, "--all")
    assert done.returncode == 0
    assert "\nGeen toets: alle of geen van deze kinderen hebben een plaats.\n" in done.stdout


def test_a_plan_that_breaks_rules_is_not_reported_on(
    zomerwijzer: Command, season: Path, plan: Path
) -> None:
    tiny_season.replace(season / "offers.csv", "LO-NED,1,2,1", "LO-NED,1,1,1")
    done = zomerwijzer("audit", season, plan)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "Het plan breekt 1 regel:",
        "regel 3.2, O1@w1@R1: O1@w1@R1 heeft 2 leerlingen, hoogstens 1 mag.",
        "Dit plan breekt regels. Een verslag erover zou niets zeggen.",
    ]
    done = zomerwijzer("audit", season, plan, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["event"], told["clean"]) == (1, "broken_plan", False)
    assert [violation["rule"] for violation in told["violations"]] == ["3.2"]


def test_what_is_no_plan_is_bad_input(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("audit", season, "nowhere")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "nowhere is geen plan dat Zomerwijzer kan lezen:\nnowhere: dat is geen map met een plan.\n"
    )
