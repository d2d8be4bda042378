from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from distributed import Client, LocalCluster
from sqlalchemy import Engine, func, select, text

from models import Base, Lease, Message, Municipality
from models.database import writing
from models.enums import Channel
from models.migrating import revisions, upgrade
from scheduler.configuration.settings import Configuration
from scheduler.doctor.findings import State
from scheduler.doctor.of_machine import check_disk, check_executor, check_letters
from tests.models import season_rows
from tests.scheduler.installation.conftest import SAFE, Inside
from tests.scheduler.installation.mail_server import mail_server

Found = dict[str, tuple[str, str]]


def found(command: Inside, **settings: str) -> tuple[int, Found]:
    """The exit status, and the state and code of each check."""
    more = {f"ZOMERWIJZER_{name}": value for name, value in settings.items()}
    done = Inside(command.folder, {**command.settings, **more})("doctor", "--json")
    assert done.stderr == ""
    told = json.loads(done.stdout)
    states = [each["state"] for each in told["findings"]]
    assert (told["wrong"], told["warnings"]) == (states.count("wrong"), states.count("warning"))
    assert done.returncode == (1 if told["wrong"] else 0)
    return done.returncode, {
        each["check"]: (each["state"], each["code"]) for each in told["findings"]
    }


def lease(engine: Engine, until: datetime) -> None:
    with writing(engine).begin() as session:
        session.add(Lease(name="clock", holder="w1", until=until))


def test_all_is_well(installed: Inside, engine: Engine) -> None:
    lease(engine, datetime.now(UTC) + timedelta(hours=1))
    with mail_server() as (port, _):
        mail = {
            "ZOMERWIJZER_MAIL_HOST": "localhost",
            "ZOMERWIJZER_MAIL_PORT": str(port),
            "ZOMERWIJZER_MAIL_SECURITY": "none",
            "ZOMERWIJZER_MAIL_SENDER": "zomer@gemeente.example",
        }
        done = Inside(installed.folder, {**installed.settings, **mail})("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line[:16].split() for line in lines[:-2]] == [
        ["ok", name]
        for name in (
            "settings", "database", "worker", "messages", "clock", "mail", "solving", "disk",
            "letters",
        )
    ]  # fmt: skip
    assert lines[-1] == "All is well."


def test_nothing_of_the_look_stays(installed: Inside, engine: Engine) -> None:
    found(installed)
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Lease)).scalar_one() == 0


def test_an_empty_or_missing_database(bare: Inside) -> None:
    status, checks = found(bare)
    assert status == 1
    assert checks["database"] in {("wrong", "no_database"), ("wrong", "empty_database")}
    assert "worker" not in checks


def test_an_older_database(bare: Inside, empty_engine: Engine) -> None:
    upgrade(empty_engine, revisions()[0])
    assert found(bare)[1]["database"] == ("wrong", "older_database")


def test_a_newer_database(installed: Inside, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert found(installed)[1]["database"] == ("wrong", "newer_database")


def test_a_database_that_cannot_be_written(installed: Inside, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE lease RENAME TO other"))
    assert found(installed)[1]["database"] == ("wrong", "not_writable")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("a letter, not a database" * 100)
    command = Inside(tmp_path, SAFE | {"ZOMERWIJZER_DATABASE_URL": "sqlite:///x.db"})
    assert found(command)[1]["database"] == ("wrong", "no_answer")


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    url = "postgresql://zomer:geheim@localhost:1/zomer"
    done = Inside(tmp_path, SAFE | {"ZOMERWIJZER_DATABASE_URL": url})("doctor")
    assert done.returncode == 1
    assert "The database does not answer as it should (postgresql: zomer" in done.stdout
    assert "geheim" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, ("warning", "no_worker_yet")),
        (timedelta(hours=-1), ("wrong", "no_worker")),
        (timedelta(hours=1), ("ok", "worker")),
    ],
)
def test_the_workers_lease(
    installed: Inside, engine: Engine, until: timedelta | None, state: tuple[str, str]
) -> None:
    if until is not None:
        lease(engine, datetime.now(UTC) + until)
    assert found(installed)[1]["worker"] == state


def message(home_id: int, key: str, **own: datetime) -> Message:
    long_ago = datetime.now(UTC) - timedelta(days=5)
    return Message(
        municipality_id=home_id,
        kind="result",
        channel=Channel.MAIL,
        dedup_key=key,
        mail_id=key,
        language="nl",
        recipient_name="",
        recipient_address="noor@gezin.example",
        subject="",
        body_text="",
        created_at=long_ago,
        not_before=long_ago,
        **own,  # type: ignore[arg-type]
    )


def test_messages_that_stay_behind(installed: Inside, engine: Engine) -> None:
    now = datetime.now(UTC)
    with writing(engine).begin() as session:
        home = Municipality(slug="zomerdorp", name="Zomerdorp")
        session.add(home)
        session.flush()
        session.add(message(home.id, "sent", sent_at=now))
    assert found(installed)[1]["outbox"] == ("ok", "outbox")
    with writing(engine).begin() as session:
        session.add(message(home.id, "late"))
    assert found(installed)[1]["outbox"] == ("warning", "late_messages")
    with writing(engine).begin() as session:
        session.add(message(home.id, "dead", dead_at=now))
    assert found(installed)[1]["outbox"] == ("warning", "dead_messages")


def test_settings_that_cannot_be(tmp_path: Path) -> None:
    done = Inside(tmp_path, SAFE | {"ZOMERWIJZER_TIMEZONE": "Mars", "ZOMERWIJZER_X": "1"})("doctor")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "wrong  settings  ZOMERWIJZER_X: there is no such setting.",
        (
            "wrong  settings  ZOMERWIJZER_TIMEZONE: this says “Mars”; expected: a time zone like "
            "Europe/Brussels."
        ),
        "",
        "Wrong: 2. To note: 0.",
    ]


def test_settings_that_are_not_safe(installed: Inside) -> None:
    unsafe = found(installed, BASE_URL="http://zomer.example")
    assert (unsafe[0], unsafe[1]["configuration"]) == (1, ("wrong", "http_base_url"))
    trying = found(installed, BASE_URL="http://zomer.example", ENVIRONMENT="development")
    assert trying[1]["configuration"] == ("warning", "development")


def test_it_speaks_dutch_too(bare: Inside) -> None:
    done = bare("doctor", "--language", "nl")
    assert "fout     database" in done.stdout
    assert "let op   mail          Er is geen mailserver ingesteld (mail.host)" in done.stdout


def with_settings(**settings: object) -> Configuration:
    return Configuration.model_validate(settings)


def disk(folder: Path) -> list[tuple[State, str]]:
    return [(each.state, each.code) for each in check_disk(with_settings(storage=str(folder)))]


def test_the_storage_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert disk(folder) == [(State.WRONG, "no_storage")]
    folder.mkdir(mode=0o700)
    assert disk(folder)[0][1] in {"disk", "disk_full"}
    assert len(disk(folder)) == 1
    folder.chmod(0o755)
    assert disk(folder)[0] == (State.WARNING, "storage_open")
    assert list(folder.iterdir()) == []


def test_nobody_solves_where_no_dask_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    asked: Mapping[str, str] = {"kind": "dask", "address": f"tcp://127.0.0.1:{port}"}
    finding = check_executor(with_settings(executor=asked), patience=1)
    assert (finding.state, finding.code) == (State.WRONG, "no_dask")


@pytest.mark.parametrize(
    ("workers", "state"), [(0, (State.WRONG, "no_dask_workers")), (1, (State.OK, "dask"))]
)
def test_dask_that_answers(workers: int, state: tuple[State, str]) -> None:
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers, processes=False, protocol="tcp://", dashboard_address=None
    )
    with cluster, Client(cluster, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        if workers:
            client.wait_for_workers(workers, timeout=120)
        asked = {"kind": "dask", "address": cluster.scheduler_address}
        finding = check_executor(with_settings(executor=asked), patience=120)
    assert (finding.state, finding.code) == state
    assert finding.values == {"count": workers}


def test_letters_can_be_made_in_the_languages_that_are_set() -> None:
    finding = check_letters(with_settings())
    assert (finding.state, finding.code) == (State.OK, "letters")
    other = check_letters(with_settings(languages=("nl", "ti")))
    assert (other.state, other.code, other.values) == (
        State.WARNING,
        "no_script",
        {"languages": "ti"},
    )


def test_all_rows_of_a_season_change_nothing(installed: Inside, engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection, Base.metadata, 1)
    assert found(installed)[1]["database"] == ("ok", "database")
