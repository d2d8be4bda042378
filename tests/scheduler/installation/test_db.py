from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import URL, Engine, text

from models.database import make_engine
from models.migrating import is_up_to_date, revisions, upgrade
from tests.scheduler.conftest import Command
from tests.scheduler.installation.conftest import SAFE, Inside

NEWEST = revisions()[-1]


def test_an_empty_database_is_prepared_once(bare: Inside, empty_engine: Engine) -> None:
    first = bare("db", "upgrade")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith(f"The database is ready for use, at version {NEWEST} (")
    assert is_up_to_date(empty_engine)
    second = bare("db", "upgrade")
    assert second.stdout.startswith(f"The database is up to date, at version {NEWEST} (")
    status = bare("db", "status", "--json")
    assert status.returncode == 0
    told = json.loads(status.stdout)
    assert (told["before"], told["after"]) == (NEWEST, NEWEST)


def test_an_empty_database_is_told(bare: Inside) -> None:
    done = bare("db", "status")
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        "The database is still empty. Prepare it with: zomerwijzer db upgrade\n",
    )


def test_an_older_database_goes_forward(bare: Inside, empty_engine: Engine) -> None:
    upgrade(empty_engine, revisions()[0])
    status = bare("db", "status")
    assert status.returncode == 1
    assert status.stderr.startswith("The database is of an older version (0001, needed is ")
    done = bare("db", "upgrade", "--json")
    told = json.loads(done.stdout)
    assert (told["before"], told["after"]) == ("0001", NEWEST)


def test_a_newer_database_is_left_alone(installed: Inside, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for action in ("status", "upgrade"):
        done = installed("db", action)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("The database is of a newer version (9999) than this")


def test_without_settings_there_is_a_private_sqlite_file(tmp_path: Path) -> None:
    command = Inside(tmp_path, SAFE)
    asked = command("db", "status")
    assert asked.returncode == 1
    assert not (tmp_path / "zomerwijzer-data").exists()
    assert command("db", "upgrade").returncode == 0
    folder = tmp_path / "zomerwijzer-data"
    assert folder.stat().st_mode & 0o777 == 0o700
    engine = make_engine(URL.create("sqlite", database=str(folder / "zomerwijzer.db")))
    assert is_up_to_date(engine)
    engine.dispose()


def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://zomer:geheim@localhost:1/zomer"
    done = Inside(tmp_path, SAFE | {"ZOMERWIJZER_DATABASE_URL": url})("db", "upgrade", "--debug")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "The database does not answer (postgresql: zomer (localhost); OperationalError). "
        "`zomerwijzer doctor` says more.\n"
    )


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("a letter, not a database" * 100)
    settings = SAFE | {"ZOMERWIJZER_DATABASE_URL": "sqlite:///x.db"}
    done = Inside(tmp_path, settings)("db", "upgrade")
    assert (done.returncode, done.stdout) == (1, "")
    assert "SQLITE_NOTADB" in done.stderr


def test_a_wrong_configuration_does_nothing(tmp_path: Path) -> None:
    command = Inside(tmp_path, SAFE | {"ZOMERWIJZER_DATABASE_ULR": "sqlite:///x.db"})
    done = command("db", "upgrade")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        (
            "ZOMERWIJZER_DATABASE_ULR: there is no such setting. "
            "Did you mean ZOMERWIJZER_DATABASE_URL?"
        ),
        "The configuration is wrong; nothing was done.",
    ]
    told = json.loads(command("db", "upgrade", "--json").stdout)
    assert [fault["key"] for fault in told["faults"]] == ["ZOMERWIJZER_DATABASE_ULR"]
    assert list(tmp_path.iterdir()) == []


def test_it_goes_the_same_way_in_a_process_of_its_own(tmp_path: Path) -> None:
    command = Command(tmp_path, SAFE)
    assert command("db", "upgrade").returncode == 0
    looked = command("doctor", "--json")
    assert (looked.returncode, looked.stderr) == (0, "")
