from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from solver.fairness.draw import digest, draw_numbers
from tests.scheduler import tiny_season
from tests.scheduler.conftest import Command

DRAWN = """\
Loting van 3 kinderen. Lotingstekst (draw_seed in season): Wijzerdam 2027

nummer  kind  code (SHA-256)
     1  P2    07eb35ce04d7234fb5fba7cf730fd698dd5457acac76bd55d6e5ae7a3523311d
     2  P1    937d2538cd2803c230739a9592959c62af2ab2d733efd1c6948b79c5a867a9fd
     3  P3    df9ea6cbfb9ab82da104fbcdedb753219a0f1a1909f1ecaf85dd0eb520be327a

Zo reken je de loting na, zonder Zomerwijzer:

1. Schrijf voor elk kind uit de tabel pupils één tekst: de lotingstekst, dan een | en dan het id
   van het kind. Zet er niets voor, tussen of na: ook geen spatie en geen nieuwe regel.
2. Bereken van die tekst de SHA-256. Dat is een code van 64 tekens. Voor P2 doe je dat zo:

     printf '%s' 'Wijzerdam 2027|P2' | sha256sum

   Je krijgt: 07eb35ce04d7234fb5fba7cf730fd698dd5457acac76bd55d6e5ae7a3523311d
3. Sorteer alle kinderen op hun code, van klein naar groot, teken na teken: eerst 0 tot 9, dan a
   tot f. Wie eerst staat, heeft nummer 1. Elk kind loot mee, ook wie geen wens heeft.

Alles in één keer, als alle id's in ids.txt staan, één op elke regel:

     while IFS= read -r id || [ -n "$id" ]; do
       code=$(printf '%s|%s' 'Wijzerdam 2027' "$id" | sha256sum | cut -c 1-64)
       printf '%s  %s\\n' "$code" "$id"
     done < ids.txt | LC_ALL=C sort | cat -n

Elk programma dat de SHA-256 van een tekst in UTF-8 berekent, geeft dezelfde codes.
"""

IN_ENGLISH = """\
Draw of 3 children. Draw text (draw_seed in season): Wijzerdam 2027

number  child  code (SHA-256)
     3  P3     df9ea6cbfb9ab82da104fbcdedb753219a0f1a1909f1ecaf85dd0eb520be327a

How to verify the draw, without Zomerwijzer:

1. For each child in the table pupils, write one text: the draw text, then a |, and then the id of
   the child. Put nothing before, between or after them: no blank and no new line either.
2. Compute the SHA-256 of that text. That is a code of 64 characters. For P3 you do it so:

     printf '%s' 'Wijzerdam 2027|P3' | sha256sum

   You get: df9ea6cbfb9ab82da104fbcdedb753219a0f1a1909f1ecaf85dd0eb520be327a
3. Sort all children by their code, from small to large, character by character: first 0 to 9, then
   a to f. Whoever comes first has number 1. Every child is in the draw, also without a wish.

All at once, with all ids in ids.txt, one on each line:

     while IFS= read -r id || [ -n "$id" ]; do
       code=$(printf '%s|%s' 'Wijzerdam 2027' "$id" | sha256sum | cut -c 1-64)
       printf '%s  %s\\n' "$code" "$id"
     done < ids.txt | LC_ALL=C sort | cat -n

Every program that computes the SHA-256 of a text in UTF-8 gives the same codes.
"""

SEEDS = ["Wijzerdam 2027", 'l\'été 100% \\n "$HOME" `id`', "%s|%d", "-n", "été é"]
IDS = ["P1", "P2", "P3", "O'Brien", "%s", "-e", "P 4", "\\t", "zoë", "$HOME"]


def shell(command: str, folder: Path) -> str:
    """What the real shell and the real tools make of it."""
    for tool in ("sh", "sha256sum"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} must be there to try what is told to people")
    done = subprocess.run(
        ["sh", "-c", command],  # noqa: S607
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def named(season: Path, seed: str, ids: list[str]) -> None:
    """The tiny season with this draw text and these children."""
    quoted = seed.replace('"', '""')
    tiny_season.replace(season / "season.csv", "draw_seed,Wijzerdam 2027", f'draw_seed,"{quoted}"')
    rows = "".join(f'"{one}",2018\n' for one in ids)
    (season / "pupils.csv").write_text(f"pupil_id,birth_year\n{rows}", encoding="utf-8")
    wish = f'pupil_id,rank,offer_id\n"{ids[0]}",1,O1\n'
    (season / "wishes.csv").write_text(wish, encoding="utf-8")


def commands(told: str) -> tuple[str, str]:
    """The two commands as they stand in what people read: for one child, and for all."""
    lines = [line for line in told.splitlines() if line.startswith("     ")]
    one = next(line[5:] for line in lines if line.startswith("     printf '%s' '"))
    start = next(n for n, line in enumerate(lines) if line.startswith("     while "))
    return one, "\n".join(line[5:] for line in lines[start:])


def test_the_list_and_how_to_verify_it(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("draw", season)
    assert (done.returncode, done.stdout, done.stderr) == (0, DRAWN, "")


def test_one_child_in_english(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("draw", season, "--pupil", "P3", "--language", "en")
    assert (done.returncode, done.stdout, done.stderr) == (0, IN_ENGLISH, "")


def test_json_of_some_children(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("draw", season, "--pupil", "P3", "--pupil", "P1", "--json")
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")
    assert json.loads(done.stdout) == {
        "event": "draw",
        "draw_seed": "Wijzerdam 2027",
        "pupils": 3,
        "draw": [
            {"number": n, "pupil_id": one, "digest": digest("Wijzerdam 2027", one)}
            for n, one in ((2, "P1"), (3, "P3"))
        ],
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_people_are_told_works_with_the_real_tools(
    zomerwijzer: Command, season: Path, seed: str, language: str
) -> None:
    named(season, seed, IDS)
    numbers = draw_numbers(seed, IDS)
    told = zomerwijzer("draw", season, "--language", language)
    assert (told.returncode, told.stderr) == (0, "")
    one, every = commands(told.stdout)
    first = next(iter(numbers))
    assert shell(one, season) == f"{digest(seed, first)}  -\n"
    (season / "ids.txt").write_text("\n".join(IDS), encoding="utf-8")  # no new line at the end
    listed = [line.split(maxsplit=2) for line in shell(every, season).splitlines()]
    assert listed == [[str(n), digest(seed, one), one] for one, n in numbers.items()]


def test_a_child_with_quotes_in_its_id(zomerwijzer: Command, season: Path) -> None:
    named(season, "l'été", IDS)
    told = zomerwijzer("draw", season, "--pupil", "O'Brien").stdout
    code = digest("l'été", "O'Brien")
    assert shell(commands(told)[0], season) == f"{code}  -\n"


def test_a_child_that_is_not_there(zomerwijzer: Command, season: Path) -> None:
    done = zomerwijzer("draw", season, "--pupil", "p1", "--pupil", "Jan")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Er is geen kind p1 in de tabel pupils. Bedoel je P1?",
        "Er is geen kind Jan in de tabel pupils.",
    ]
    done = zomerwijzer("draw", season, "--pupil", "Jan", "--json")
    assert json.loads(done.stdout) == {"event": "no_such_pupil", "pupils": ["Jan"]}


def test_a_dataset_with_errors_is_bad_input(zomerwijzer: Command, season: Path) -> None:
    (season / "rooms.csv").unlink()
    done = zomerwijzer("draw", season)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("rooms.csv: ")
