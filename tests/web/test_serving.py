from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from sqlalchemy import URL

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120
SERVE = (
    "import sys\n"
    "from scheduler.commands.serve import command\n"
    "from scheduler.cli import answer, zomerwijzer\n"
    "zomerwijzer.add_command(command)\n"
    "zomerwijzer.get_command = lambda ctx, name: zomerwijzer.commands.get(name)\n"
    "sys.exit(answer(sys.argv[1:]))\n"
)
"""The command as people start it, whether or not the list of commands names it already."""


def environment(url: URL | None, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if "ZOMERWIJZER" not in name}
    if url is not None:
        more["ZOMERWIJZER_DATABASE_URL"] = url.render_as_string(hide_password=False)
    return {**kept, "PYTHONPATH": str(HOUSE), "PYTHONWARNINGS": "error::ResourceWarning", **more}


def serve(folder: Path, settings: dict[str, str], *options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", *map(str, options)],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_site_is_served_until_told_to_stop(
    sqlite_url: URL, tmp_path: Path, number: signal.Signals
) -> None:
    port = free_port()
    settings = environment(sqlite_url, ZOMERWIJZER_ENVIRONMENT="development")
    process = serve(tmp_path, settings, "--port", port, "--workers", 1)
    try:
        answer = wait_for(f"http://127.0.0.1:{port}/healthz", process)
        assert (answer.status_code, answer.text) == (200, "ok\n")
        page = requests.get(f"http://127.0.0.1:{port}/aanmelden", timeout=60)
        assert (page.status_code, "Aanmelden" in page.text) == (200, True)
        process.send_signal(number)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert re.search(r"route=staff\.sign_in status=200", said)
    assert "127.0.0.1 -" not in said


def wait_for(address: str, process: subprocess.Popen[str]) -> requests.Response:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            return requests.get(address, timeout=60)
        except requests.ConnectionError:
            time.sleep(0.1)
    said = process.stdout.read() if process.stdout and process.poll() is not None else ""
    pytest.fail(f"the site does not come up\n{said}")


def run(folder: Path, settings: dict[str, str], *options: object) -> tuple[int, str]:
    process = serve(folder, settings, *options)
    said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    return process.returncode, said


def test_production_with_the_default_key_is_refused(sqlite_url: URL, tmp_path: Path) -> None:
    status, said = run(tmp_path, environment(sqlite_url))
    assert status == 2
    assert "ZOMERWIJZER_SECRET_KEY" in said


def test_an_empty_database_gets_tables_and_an_address_to_begin(tmp_path: Path) -> None:
    url, port = URL.create("sqlite", database=str(tmp_path / "empty.db")), free_port()
    settings = environment(url, ZOMERWIJZER_ENVIRONMENT="development")
    process = serve(tmp_path, settings, "--port", port, "--workers", 1)
    site = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{site}/healthz", process)
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        link = next(line.strip() for line in lines if line.startswith(f"{site}/begin/"))
        assert requests.get(link, timeout=60).status_code == 200
        assert requests.get(f"{link}x", timeout=60).status_code == 404
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert link.rsplit("/", 1)[1] not in said  # the log never tells it
    kept = tmp_path / "zomerwijzer-data" / "begin"
    assert link.rsplit("/", 1)[1] not in kept.read_text()


def test_tables_of_another_day_are_refused_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    connection.close()
    url = URL.create("sqlite", database=str(path))
    status, said = run(tmp_path, environment(url, ZOMERWIJZER_ENVIRONMENT="development"))
    assert status == 1
    assert "zomerwijzer db upgrade" in said
    with sqlite3.connect(path) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    connection.close()
    assert tables == [("notes",)]


def test_a_worker_beside_the_site_stops_with_it(sqlite_url: URL, tmp_path: Path) -> None:
    port = free_port()
    settings = environment(sqlite_url, ZOMERWIJZER_ENVIRONMENT="development")
    options = ("--port", port, "--workers", 1, "--with-worker")
    process = serve(tmp_path, settings, *options)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process)
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("the lease is ours" in line for line in lines)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert "De worker is gestopt" in said or "the worker leaves" in said
    assert "Het werkproces is gestopt" not in said


def test_a_worker_that_ends_is_told_and_not_started_again(sqlite_url: URL, tmp_path: Path) -> None:
    port = free_port()
    settings = environment(sqlite_url, ZOMERWIJZER_ENVIRONMENT="development")
    storage = tmp_path / "zomerwijzer-data"
    storage.mkdir()
    (storage / "worker").write_text("in the way of the worker's folder")
    process = serve(tmp_path, settings, "--port", port, "--workers", 1, "--with-worker")
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        assert any("Het werkproces is gestopt (status 1)" in line for line in lines)
        assert wait_for(f"http://127.0.0.1:{port}/healthz", process).status_code == 200
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, said
    assert "Het werkproces is gestopt" not in said


def test_an_address_that_is_taken_is_told(sqlite_url: URL, tmp_path: Path) -> None:
    settings = environment(sqlite_url, ZOMERWIJZER_ENVIRONMENT="development")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, said = run(tmp_path, settings, "--port", taken.getsockname()[1])
    assert status == 1
    assert "in use" in said
