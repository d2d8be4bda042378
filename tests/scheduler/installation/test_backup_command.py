from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import URL, Engine

from models import Base
from models.migrating import revisions
from tests.models import season_rows
from tests.scheduler.installation.conftest import Inside, installation


def fill(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, 1)


def test_a_backup_goes_there_and_back(installed: Inside, engine: Engine) -> None:
    fill(engine)
    made = installed("backup", "a.zip", "--json")
    assert (made.returncode, made.stderr) == (0, "")
    told = json.loads(made.stdout)
    assert (told["event"], told["revision"]) == ("backup", revisions()[-1])
    assert told["rows"]["child"] == 2

    again = installed("backup", "a.zip")
    assert (again.returncode, again.stdout) == (2, "")
    assert again.stderr == "a.zip exists already. Choose another name; nothing was changed.\n"

    full = installed("restore", "a.zip")
    assert (full.returncode, full.stdout) == (1, "")
    assert full.stderr.startswith("The database is not empty (")

    back = installed("restore", "a.zip", "--replace")
    assert back.returncode == 0
    assert back.stdout.startswith("Restored from a.zip: ")
    assert back.stderr.startswith("Note: in the backup 2 messages wait to be sent.")

    as_json = json.loads(installed("restore", "a.zip", "--replace", "--json").stdout)
    assert (as_json["event"], as_json["messages_waiting"]) == ("restored", 2)


def test_a_restore_prepares_an_empty_database(
    installed: Inside, engine: Engine, tmp_path: Path
) -> None:
    fill(engine)
    assert installed("backup", "a.zip").returncode == 0
    other = installation(tmp_path, URL.create("sqlite", database=str(tmp_path / "new/other.db")))
    assert other("restore", "a.zip").returncode == 0
    assert other("db", "status").returncode == 0


def test_there_is_nothing_to_back_up(bare: Inside) -> None:
    done = bare("backup", "a.zip")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The database is still empty.")


def test_what_is_no_backup_is_not_restored(bare: Inside) -> None:
    (bare.folder / "a.zip").write_text("geen back-up")
    for name, complaint in (
        ("a.zip", "a.zip is no backup of Zomerwijzer, or not whole; nothing was changed.\n"),
        ("b.zip", "b.zip does not exist or may not be read; nothing was changed.\n"),
    ):
        done = bare("restore", name)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", complaint)
    told = json.loads(bare("restore", "a.zip", "--json").stdout)
    assert told["event"] == "not_a_backup"


def test_a_folder_that_is_not_there_is_told(installed: Inside) -> None:
    done = installed("backup", "nowhere/a.zip")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The system did not allow something: No such file or directory")
