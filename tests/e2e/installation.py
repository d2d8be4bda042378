"""A whole installation as somebody starts it: an empty folder, the website and its worker."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Final, NamedTuple
from urllib.request import urlopen

_BEGIN: Final = re.compile(r"http\S+/begin/\S+")
_PATIENCE_SECONDS: Final = 240  # a machine may be busy; nothing depends on how fast it is
_ROOT: Final = Path(__file__).resolve().parents[2]


class Installation(NamedTuple):
    """Where it answers, and the address that it shows on the terminal to begin."""

    address: str
    begin: str


@contextmanager
def started(folder: Path) -> Iterator[Installation]:
    """Start it on a database that does not exist yet; stop it afterwards, as Ctrl-C does."""
    port = _free_port()
    said = folder / "said.log"
    environment = {
        **os.environ,
        "ZOMERWIJZER_ENVIRONMENT": "development",
        "ZOMERWIJZER_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}",
        "ZOMERWIJZER_STORAGE": str(folder / "storage"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "scheduler", "serve", "--with-worker", "--workers", "1"]
    with said.open("w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=_ROOT,
        )
        try:
            begin = _shown(said, process)
            _answers(port)
            yield Installation(f"http://127.0.0.1:{port}", begin)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_PATIENCE_SECONDS)


def _shown(said: Path, process: subprocess.Popen[bytes]) -> str:
    """The address to begin, once it is on the terminal."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        found = _BEGIN.search(said.read_text())
        if found:
            return found[0]
        assert process.poll() is None, said.read_text()
        time.sleep(0.1)
    raise AssertionError(f"no address to begin: {said.read_text()}")


def _answers(port: int) -> None:
    """Wait until somebody listens."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        # A plain connection may meet itself on a port that nobody has yet: ask for an answer.
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                if answer.read() == b"ok\n":
                    return
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise AssertionError("nobody listens")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number
