"""What `zomerwijzer import` refuses, replaces and names, on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from data.dataset import read_dataset
from models import (
    AuditEntry,
    Child,
    Contact,
    Municipality,
    Offer,
    PlanningRun,
    Season,
    TravelTime,
    Wish,
)
from models.database import writing
from models.enums import Channel, ContactRole, Phase, RequestOrigin, RunStatus
from scheduler.importing import CannotImport, Imported, Obstacle, import_season
from tests.data.small_dataset import Tables, small_tables, write_csv
from tests.scheduler.exchange_town import (
    HOME,
    Inside,
    count,
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

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


def test_all_errors_are_told_at_once_and_nothing_changes(
    town: Inside, engine: Engine, tmp_path: Path
) -> None:
    def spoil(tables: Tables) -> None:
        tables["rooms"][1][2] = "twaalf"
        tables["tutors"][1][4] = "4-999"
        tables["wishes"][2][0] = "niemand"

    season = spelled(tmp_path / "s", spoil)
    done = town("import", season, *HOME)
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [
        "rooms.csv, row 2, column capacity",
        "tutors.csv, row 2, column ages",
        "wishes.csv, row 3, column pupil_id",
        "Found",
        "Nothing was planned and nothing was changed.",
    ]
    issues = told(town, "import", season, *HOME, status=2)["issues"]
    assert issues == json.loads(town("validate", season, "--json").stdout)["issues"]
    assert (count(engine, Season, Child), verbs(engine)) == ([0, 0], [])


@pytest.mark.parametrize("replace", [(), ("--replace",)])
def test_what_the_database_refuses_changes_nothing(
    imported: Inside, small: Path, engine: Engine, tmp_path: Path, replace: tuple[str, ...]
) -> None:
    before = export(imported, tmp_path / "before")
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER no BEFORE INSERT ON travel_time"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
                if engine.dialect.name == "sqlite"
                else "ALTER TABLE travel_time ADD CONSTRAINT no CHECK (minutes < 0) NOT VALID"
            )
        )
    slug = "zomer-2027" if replace else "later"
    done = imported("import", small, *HOME, "--slug", slug, *replace, "--debug")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The database refused this (")
    assert done.stderr.endswith("). Nothing was changed.\n")
    assert (count(engine, Season, TravelTime), verbs(engine)) == (
        [1, 3],
        ["import_season", "export_season"],
    )
    assert export(imported, tmp_path / "after") == before


def test_a_season_that_is_there_stays(imported: Inside, small: Path, engine: Engine) -> None:
    done = imported("import", small, *HOME)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "Lievegem has a season zomer-2027 already. Choose another with --slug, or replace it with "
        "--replace. Nothing was changed.\n"
    )
    assert told(imported, "import", small, *HOME, status=2)["event"] == "season_there"
    assert (count(engine, Season, Child), verbs(engine)) == ([1, 4], ["import_season"])


def test_the_same_name_elsewhere_is_another_season(imported: Inside, small: Path) -> None:
    assert told(imported, "import", small, "--municipality", "44021")["season"] == "zomer-2027"


def test_a_season_in_preparation_is_replaced(
    imported: Inside, engine: Engine, tmp_path: Path
) -> None:
    told(imported, "import", "small", "--municipality", "44021")
    with writing(engine).begin() as session:
        session.execute(update(Offer).values(texts={"summary": {"nl": "Spelen"}}))
        season = session.scalars(select(Season).order_by(Season.id)).first()
        assert season is not None
        done_run = run_of(season)
        done_run.status, done_run.ended_at = RunStatus.DONE, AT
        done_run.plan, done_run.report = b"", {}
        session.add(done_run)
    first = season.id
    other = spelled(tmp_path / "other", without_p3)
    said = told(imported, "import", other, *HOME, "--replace")
    assert said["replaced"] is True
    assert said["id"] != first
    assert export(imported, tmp_path / "uit") == read_dataset(other)
    assert count(engine, Season, Child, PlanningRun) == [2, 7, 0]
    assert verbs(engine) == [
        "import_season",
        "import_season",
        "remove_season",
        "import_season",
        "export_season",
    ]
    done = imported("import", other, *HOME, "--replace")
    assert done.stdout.startswith("The season zomer-2027 of Lievegem was replaced: 3 children, ")


def without_p3(tables: Tables) -> None:
    for name in ("pupils", "wishes", "links", "pins", "travel", "availability"):
        tables[name] = [row for row in tables[name] if "p3" not in row]


def test_where_there_is_none_replacing_is_importing(town: Inside, small: Path) -> None:
    assert told(town, "import", small, *HOME, "--replace")["replaced"] is False


def run_of(season: Season) -> PlanningRun:
    return PlanningRun(
        municipality_id=season.municipality_id,
        season_id=season.id,
        queued_at=AT,
        options={},
        seconds_asked=60.0,
        dataset=b"",
        dataset_sha256="0" * 64,
    )


def publish(session: Session, season: Season) -> None:
    season.phase = Phase.OFFER_PUBLISHED


def ask(session: Session, season: Season) -> None:
    session.add(
        Child(
            municipality_id=season.municipality_id,
            season_id=season.id,
            ref="k3f9",
            birth_year=2018,
            origin=RequestOrigin.PAPER,
        )
    )


def reach(session: Session, season: Season) -> None:
    session.add(
        Contact(
            municipality_id=season.municipality_id,
            season_id=season.id,
            role=ContactRole.PARENT,
            channel=Channel.PHONE,
            phone="0470 00 00 00",
        )
    )


def change(session: Session, season: Season) -> None:
    session.execute(update(Child).where(Child.ref == "p1").values(requests_changed_at=AT))


def withdraw(session: Session, season: Season) -> None:
    session.execute(update(Child).where(Child.ref == "p1").values(withdrawn_at=AT))


SENTENCES = {
    "not_draft": "The season zomer-2027 is no longer being prepared.",
    "has_requests": "The season zomer-2027 holds requests from families already.",
    "is_planned": "A planning run is still busy with the season zomer-2027.",
}


def plan(session: Session, season: Season) -> None:
    session.add(run_of(season))


@pytest.mark.parametrize(
    ("happens", "event"),
    [
        (publish, "not_draft"),
        (ask, "has_requests"),
        (reach, "has_requests"),
        (change, "has_requests"),
        (withdraw, "has_requests"),
        (plan, "is_planned"),
    ],
)
def test_what_cannot_be_had_again_is_not_replaced(
    imported: Inside,
    small: Path,
    engine: Engine,
    happens: Callable[[Session, Season], None],
    event: str,
) -> None:
    with writing(engine).begin() as session:
        happens(session, session.scalars(select(Season)).one())
    before = count(engine, Season, Child, Wish, Contact, PlanningRun)
    done = imported("import", small, *HOME, "--replace")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(SENTENCES[event])
    assert told(imported, "import", small, *HOME, "--replace", status=2)["event"] == event
    assert count(engine, Season, Child, Wish, Contact, PlanningRun) == before
    assert verbs(engine) == ["import_season"]


def test_of_two_at_the_same_moment_one_is_told(town: Inside, engine: Engine, small: Path) -> None:
    dataset, start = read_dataset(small), Barrier(2, timeout=100)

    def put() -> Imported | Obstacle:
        start.wait()
        try:
            with writing(engine).begin() as session:
                home = session.scalars(select(Municipality.id).order_by(Municipality.id)).first()
                assert home is not None
                return import_season(
                    session, dataset, municipality_id=home, slug="zomer", replace=False, now=AT
                )
        except CannotImport as there:
            return there.obstacle

    with ThreadPoolExecutor(2) as threads:
        ends = [future.result() for future in [threads.submit(put) for _ in range(2)]]
    assert sorted(isinstance(end, Imported) for end in ends) == [False, True]
    assert [end for end in ends if isinstance(end, Obstacle)] == [Obstacle.THERE]
    assert (count(engine, Season, Child), verbs(engine)) == ([1, 4], ["import_season"])


# Names


def test_the_name_may_be_another(town: Inside, small: Path, tmp_path: Path) -> None:
    assert told(town, "import", small, *HOME, "--name", " Zomer in Zicht ")["season"] == (
        "zomer-in-zicht"
    )
    found = export(town, tmp_path / "uit", "zomer-in-zicht")
    assert (found.season.name, found.pupils) == ("Zomer in Zicht", read_dataset(small).pupils)


def test_a_name_without_latin_letters_gives_the_year(town: Inside, small: Path) -> None:
    assert told(town, "import", small, *HOME, "--name", "صيف")["season"] == "2027"


@pytest.mark.parametrize(
    ("options", "event", "words"),
    [
        (("--name", " "), "bad_name", "--name is empty or holds an invisible character."),
        (("--name", "a\tb"), "bad_name", "--name is empty or holds an invisible character."),
        (("--slug", ""), "bad_slug", " cannot be part of an address: "),
        (("--slug", "Zomer 1"), "bad_slug", "digits and hyphens. Did you mean zomer-1?"),
        (("--municipality", "Gend"), "no_such_municipality", "Did you mean Gent?"),
    ],
)
def test_a_name_that_cannot_be(
    town: Inside, engine: Engine, options: tuple[str, ...], event: str, words: str
) -> None:
    write_csv(small_tables(), town.folder / "small")
    done = town("import", "small", *HOME, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert told(town, "import", "small", *HOME, *options, status=2)["event"] == event
    assert count(engine, Season, AuditEntry) == [0, 0]
