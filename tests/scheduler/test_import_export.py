"""Seasons into the database and out again by the command line, on both databases."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, update

from data.dataset import read_dataset
from data.sample import sample_tables
from data.write_tables import write_tables
from models import AuditEntry, Offer, Season, Wish
from models.database import reading, writing
from models.enums import ActorKind, Phase
from scheduler import exchange_texts
from tests.data.small_dataset import Tables, small_tables
from tests.scheduler.exchange_town import (
    HOME,
    Inside,
    database_url,
    engine,
    export,
    imported,
    installed,
    postgres,
    small,
    spelled,
    sqlite_template,
    told,
    town,
    verbs,
)
from tests.scheduler.test_texts import placeholders, within

__all__ = [
    "database_url",
    "engine",
    "imported",
    "installed",
    "postgres",
    "small",
    "sqlite_template",
    "town",
]


# There and back


def test_sample_seasons_come_out_as_they_went_in(town: Inside, tmp_path: Path) -> None:
    for seed, out in ((1, "1"), (2, "2.xlsx"), (3, "3")):
        write_tables(sample_tables(60, seed), tmp_path / f"in-{seed}")
        dataset = read_dataset(tmp_path / f"in-{seed}")
        said = told(town, "import", f"in-{seed}", *HOME, "--slug", f"proef-{seed}")
        assert said["dataset_sha256"] == dataset.sha256
        assert export(town, tmp_path / out, f"proef-{seed}") == dataset


def test_every_column_of_a_workbook_comes_out_as_it_went_in(
    town: Inside, small: Path, tmp_path: Path
) -> None:
    dataset = read_dataset(small)
    told(town, "import", small, *HOME)
    assert export(town, tmp_path / "once.xlsx") == dataset
    told(town, "import", "once.xlsx", *HOME, "--slug", "again")
    assert export(town, tmp_path / "twice", "again") == dataset
    assert read_dataset(tmp_path / "twice").sha256 == dataset.sha256


def test_planned_from_both_sides_it_is_the_same_plan(town: Inside, tmp_path: Path) -> None:
    write_tables(sample_tables(50, 4), tmp_path / "before")
    told(town, "import", "before", *HOME, "--slug", "zomer")
    told(town, "export", "after.xlsx", *HOME, "--season", "zomer")
    plans = []
    for season in ("before", "after.xlsx"):
        out = f"plan-{season}"
        asked = ("--out", out, "--repeatable", "--time", 0.5, "--quiet")
        assert town("plan", season, *asked).returncode == 0
        files = {path.name: path.read_bytes() for path in (tmp_path / out).iterdir()}
        report = json.loads(files.pop("report.json"))
        report.pop("seconds")
        plans.append((files, report))
    assert plans[0] == plans[1]
    assert plans[0][1]["dataset_sha256"] == read_dataset(tmp_path / "before").sha256
    assert plans[0][1]["counts"]["places"] > 10


# What is told and written down


def test_an_import_is_told(town: Inside, small: Path, engine: Engine) -> None:
    done = town("import", small, *HOME)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "The season zomer-2027 of Lievegem is in the database: 4 children, 6 wishes, 3 offers, "
        "3 blocks, 2 locations, 3 rooms, 3 tutors.\n"
    )
    with reading(engine)() as session:
        season = session.scalars(select(Season)).one()
        assert (season.phase, season.name, season.slug) == (Phase.DRAFT, "Zomer 2027", "zomer-2027")
        entry = session.scalars(select(AuditEntry)).one()
        assert (entry.actor_kind, entry.actor_id) == (ActorKind.SYSTEM, None)
        assert (entry.verb, entry.subject_kind) == ("import_season", "season")
        assert {entry.season_id, entry.subject_id} == {season.id}
        assert entry.municipality_id == season.municipality_id


def test_an_export_is_told(imported: Inside, engine: Engine, tmp_path: Path) -> None:
    done = imported("export", "out", *HOME, "--season", "zomer-2027")
    assert done.returncode == 0
    assert done.stdout.startswith("The season zomer-2027 of Lievegem is in out: 4 children, ")
    assert done.stderr == (
        "Note: this holds data about children. Hand it to nobody else and delete it afterwards.\n"
    )
    assert verbs(engine) == ["import_season", "export_season"]
    assert [path.name for path in tmp_path.glob("*out*")] == ["out"]


def test_it_is_told_as_json(town: Inside, small: Path, tmp_path: Path) -> None:
    counts = {name: len(rows) - 1 for name, rows in small_tables().items() if name != "season"}
    sha = read_dataset(small).sha256
    said = told(town, "import", small, "--municipality", "lievegem")
    number = said.pop("id")
    assert said == {
        "event": "imported",
        "municipality": "lievegem",
        "season": "zomer-2027",
        "replaced": False,
        "other_municipality": False,
        "counts": counts,
        "dataset_sha256": sha,
    }
    assert told(town, "export", "uit", "--municipality", "Lievegem", "--season", "zomer-2027") == {
        "event": "exported",
        "municipality": "lievegem",
        "season": "zomer-2027",
        "id": number,
        "out": "uit",
        "errors": 0,
        "counts": counts,
        "dataset_sha256": sha,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
@pytest.mark.parametrize(("name", "mode"), [("uit", 0o700), ("uit.xlsx", 0o600)])
def test_only_the_owner_sees_an_export(
    imported: Inside, tmp_path: Path, name: str, mode: int
) -> None:
    export(imported, tmp_path / name)
    assert (tmp_path / name).stat().st_mode & 0o777 == mode


def test_nobody_is_named(town: Inside, small: Path) -> None:
    said = ""
    for arguments in (
        ("import", small, *HOME),
        ("import", small, *HOME),
        ("import", small, *HOME, "--replace", "--json"),
        ("export", "uit", *HOME, "--season", "zomer-2027"),
        ("export", "uit", *HOME, "--season", "zomer-2027", "--json"),
    ):
        done = town(*arguments, "--debug")
        said += done.stdout + done.stderr
    assert [
        word for word in ("Kind Een", "An Voorbeeld", "extra_adult", "Parklaan") if word in said
    ] == []


def test_warnings_are_counted_and_another_municipality_is_mentioned(
    town: Inside, tmp_path: Path
) -> None:
    season = spelled(tmp_path / "s", lambda tables: tables["wishes"].append(tables["wishes"][1]))
    done = town("import", season, "--municipality", "Gent")
    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        [
            "Note: 1 warning on this dataset. `zomerwijzer validate` shows them.",
            "Note: the dataset is of another municipality (44085).",
        ],
    )
    done = town("import", season, *HOME, "--json")
    issues, said = map(json.loads, done.stdout.splitlines())
    assert (issues["warnings"], said["other_municipality"]) == (1, False)


# Where an export goes


def test_an_earlier_dataset_is_replaced_and_nothing_else(
    imported: Inside, engine: Engine, tmp_path: Path
) -> None:
    write_tables(sample_tables(9, 1), tmp_path / "uit")
    assert len(export(imported, tmp_path / "uit").pupils) == 4
    (tmp_path / "uit" / "foto.jpg").write_bytes(b"zomer")
    (tmp_path / "uit.xlsx").write_bytes(b"zomer")
    for out in ("uit", "uit.xlsx", "zomerwijzer-data/../small/season.csv"):
        done = imported("export", out, *HOME, "--season", "zomer-2027")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == (
            f"{out} exists and is not a dataset. Choose another place; nothing was changed.\n"
        )
    done = imported("export", "uit.xlsx/uit", *HOME, "--season", "zomer-2027")
    assert (done.returncode, done.stdout) == (1, "")
    assert verbs(engine) == ["import_season", "export_season"]


def test_a_season_that_is_not_there(imported: Inside, small: Path, engine: Engine) -> None:
    told(imported, "import", small, "--municipality", "44021", "--slug", "geheim")
    done = imported("export", "uit", *HOME, "--season", "zomer-2028")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Lievegem has no season zomer-2028. Did you mean zomer-2027?\n"
    # Another municipality's season is as if it were not there.
    said = told(imported, "export", "uit", *HOME, "--season", "geheim", status=2)
    assert (said["event"], said["suggestion"]) == ("no_such_season", "")
    done = imported("export", "uit", "--municipality", "9", "--season", "zomer-2027")
    assert (done.returncode, done.stdout) == (2, "")
    assert verbs(engine) == ["import_season", "import_season"]


def test_a_season_that_is_not_finished_comes_out_as_it_is(
    imported: Inside, engine: Engine, tmp_path: Path
) -> None:
    with writing(engine).begin() as session:
        session.execute(delete(Wish))
    done = imported("export", "uit", *HOME, "--season", "zomer-2027")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == (
        "Note: 1 error, as the season is not finished yet. `zomerwijzer validate` shows them."
    )
    assert told(imported, "export", "uit", *HOME, "--season", "zomer-2027")["errors"] == 1
    issues = json.loads(imported("validate", "uit", "--json").stdout)["issues"]
    assert [(issue["code"], issue["file"]) for issue in issues] == [("no_rows", "wishes.csv")]


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_blanks_that_staff_typed_do_not_count(
    imported: Inside, engine: Engine, tmp_path: Path, name: str
) -> None:
    before = export(imported, tmp_path / "before")
    with writing(engine).begin() as session:
        session.execute(update(Offer).where(Offer.code == "taal").values(title=" Taalavontuur\n"))
    assert export(imported, tmp_path / name) == before


def test_a_workbook_that_would_lose_something_is_not_written(
    town: Inside, engine: Engine, tmp_path: Path
) -> None:
    def odd(tables: Tables) -> None:
        tables["blocks"][1][1] = "Week \ufffe"

    told(town, "import", spelled(tmp_path / "odd", odd), *HOME, "--slug", "odd")
    done = town("export", "uit.xlsx", *HOME, "--season", "odd")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "A workbook cannot hold all of this. Choose a folder; nothing was changed.\n"
    )
    assert verbs(engine) == ["import_season"]
    assert export(town, tmp_path / "uit", "odd") == read_dataset(tmp_path / "odd")

    with writing(engine).begin() as session:
        session.execute(update(Offer).values(title="x" * 40_000))
    assert told(town, "export", "uit.xlsx", *HOME, "--season", "odd", status=1)["event"] == (
        "wont_fit"
    )


def test_both_languages_say_the_same_things() -> None:
    for name, value in vars(exchange_texts).items():
        for _, said in within(name, value):
            assert said.nl
            assert placeholders(said.nl) == placeholders(said.en)
