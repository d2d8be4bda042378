"""The command `worker`, as people and services start it."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.scheduler.conftest import Command
from tests.scheduler.worker.summer import eventually

SETTINGS = {
    "ZOMERWIJZER_ENVIRONMENT": "development",
    "ZOMERWIJZER_STORAGE": "storage",
    "ZOMERWIJZER_WORKER_POLL_SECONDS": "0.1",
}


@pytest.fixture
def installed(tmp_path: Path) -> Command:
    command = Command(tmp_path, SETTINGS)
    done = command("db", "upgrade")
    assert done.returncode == 0, done.stderr
    return command


def test_once(installed: Command) -> None:
    done = installed("worker", "--once", "--json")
    assert (done.returncode, [json.loads(line) for line in done.stdout.splitlines()]) == (
        0,
        [{"event": "worker_done"}],
    ), done.stderr


@pytest.fixture
def running(installed: Command) -> Iterator[subprocess.Popen[str]]:
    process = installed.start("worker", "--language", "en")
    yield process
    process.kill()
    process.communicate()


def test_a_term_ends_it_politely(installed: Command, running: subprocess.Popen[str]) -> None:
    database = installed.folder / "storage" / "zomerwijzer.db"

    def taken() -> bool:
        assert running.poll() is None
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute("SELECT 1 FROM lease").fetchone() is not None

    eventually(taken, "the worker holds the lease")
    other = installed("worker", "--once", "--language", "en")
    assert (other.returncode, other.stderr.splitlines()[-1]) == (
        1,
        "Another worker is at work already. Nothing was done.",
    )
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out) == (0, "")
    lines = err.splitlines()
    assert lines[0] == "The worker runs. Stop it with Ctrl-C; once more stops it at once."
    assert lines[-1] == "The worker has stopped."


def test_without_tables_it_does_not_start(tmp_path: Path) -> None:
    done = Command(tmp_path, SETTINGS)("worker", "--language", "en")
    assert (done.returncode, done.stderr) == (
        1,
        "The database is still empty. Prepare it with: zomerwijzer db upgrade\n",
    )


def test_an_unsafe_production_does_not_start(tmp_path: Path) -> None:
    done = Command(tmp_path, SETTINGS | {"ZOMERWIJZER_ENVIRONMENT": "production"})("worker")
    assert done.returncode == 2
