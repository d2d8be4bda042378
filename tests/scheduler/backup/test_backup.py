from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, select, text

from models import AuditEntry, Base, Municipality, Organiser
from models.database import writing
from models.enums import ActorKind
from models.migrating import revisions, upgrade
from scheduler.backup.archive import open_backup
from scheduler.backup.making import NoTables, make_backup
from tests.models import season_rows


def fill(engine: Engine, *numbers: int) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, *numbers)


def test_every_row_of_every_table_is_in_it(engine: Engine, tmp_path: Path) -> None:
    fill(engine, 1, 2)
    made = make_backup(engine, tmp_path / "a.zip")
    expected = dict.fromkeys(Base.metadata.tables, 0)
    for number in (1, 2):
        for name, rows in season_rows.rows(number).items():
            expected[name] += len(rows)
    assert {table.name: table.rows for table in made.tables} == expected
    assert min(expected.values()) >= 2
    assert made.revision == revisions()[-1]


def test_only_the_owner_may_read_it(engine: Engine, tmp_path: Path) -> None:
    make_backup(engine, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_beside_it(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    make_backup(engine, folder / "a.zip")
    assert [path.name for path in folder.iterdir()] == ["a.zip"]


def test_a_file_that_is_there_stays(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_text("mine")
    with pytest.raises(FileExistsError):
        make_backup(engine, tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "mine"


def test_an_empty_database_has_nothing_to_keep(empty_engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(NoTables):
        make_backup(empty_engine, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_a_backup_that_fails_leaves_nothing(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE odd (id INTEGER PRIMARY KEY, wide NUMERIC(9, 2))"))
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(NoTables):
        make_backup(engine, folder / "a.zip")
    assert list(folder.iterdir()) == []


def test_values_are_written_alike_on_both_databases(engine: Engine, tmp_path: Path) -> None:
    fill(engine, 1)
    make_backup(engine, tmp_path / "a.zip")
    with ZipFile(tmp_path / "a.zip") as file:

        def first(table: str) -> dict[str, object]:
            row = json.loads(file.read(f"tables/{table}.jsonl").splitlines()[0])
            assert isinstance(row, dict)
            return row

        season, run, tutor = first("season"), first("planning_run"), first("tutor")
    assert season["first_day"] == "2027-07-01"
    assert season["budget_cents"] == 9999999999
    assert season["nis_codes"] == '["10001"]'
    assert run["queued_at"] == "2027-05-03T09:30:15.000250+00:00"
    assert run["dataset"] == "ZGF0YXNldA=="
    assert run["report"] == {"a": [1]}
    assert run["error"] is None
    assert run["stop_requested"] is False
    assert (tutor["lat"], tutor["max_hours_week"]) == (51.0, "37.50")


def test_it_is_one_moment_while_others_write(engine: Engine, tmp_path: Path) -> None:
    # Every transaction adds an organiser and an entry that names it: a backup that holds one
    # without the other would be of two moments.
    with writing(engine).begin() as session:
        home = Municipality(slug="zomerdorp", name="Zomerdorp")
        session.add(home)
        session.flush()
        home_id = home.id
    going, stop = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with writing(engine).begin() as session:
                one = Organiser(municipality_id=home_id, name=f"Organisator {number}")
                session.add(one)
                session.flush()
                session.add(
                    AuditEntry(
                        municipality_id=home_id,
                        at=datetime.now(UTC),
                        actor_kind=ActorKind.SYSTEM,
                        verb="added",
                        subject_kind="organiser",
                        subject_id=one.id,
                    )
                )
            if number == 20:
                going.set()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert going.wait(120)
        for attempt in range(4):
            make_backup(engine, tmp_path / f"{attempt}.zip")
    finally:
        stop.set()
        thread.join()
    sizes = []
    for attempt in range(4):
        with open_backup(tmp_path / f"{attempt}.zip") as archive:
            parts = {table.name: table for table in archive.manifest.tables}
            organisers = [row["id"] for row in archive.rows(parts["organiser"])]
            named = [row["subject_id"] for row in archive.rows(parts["audit_entry"])]
        assert sorted(organisers) == sorted(named)
        assert parts["organiser"].next_id > max(organisers)
        sizes.append(len(organisers))
    assert sizes == sorted(sizes)
    with engine.connect() as connection:
        written = connection.execute(select(Organiser.id)).scalars().all()
    assert 20 <= sizes[0] <= sizes[-1] <= len(written)


def test_an_older_database_can_be_backed_up(empty_engine: Engine, tmp_path: Path) -> None:
    upgrade(empty_engine, revisions()[1])
    made = make_backup(empty_engine, tmp_path / "a.zip")
    assert made.revision == revisions()[1]
    assert "season" in {table.name for table in made.tables}
    assert "child" not in {table.name for table in made.tables}
