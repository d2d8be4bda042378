from __future__ import annotations

import os
import re
import signal
import socket
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


def test_without_tables_the_site_does_not_start(tmp_path: Path) -> None:
    url = URL.create("sqlite", database=str(tmp_path / "empty.db"))
    status, said = run(tmp_path, environment(url, ZOMERWIJZER_ENVIRONMENT="development"))
    assert status == 1
    assert "zomerwijzer db upgrade" in said
    assert not (tmp_path / "empty.db").exists()


def test_an_address_that_is_taken_is_told(sqlite_url: URL, tmp_path: Path) -> None:
    settings = environment(sqlite_url, ZOMERWIJZER_ENVIRONMENT="development")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, said = run(tmp_path, settings, "--port", taken.getsockname()[1])
    assert status == 1
    assert "in use" in said
