"""The website as a command: makes what is missing, then serves until told to stop."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from threading import Event
from types import FrameType
from typing import Final

from sqlalchemy import Engine, inspect

from models.database import reading
from models.migrating import upgrade
from scheduler.accounts import beginning, beginning_texts
from scheduler.configuration.asked import configured_to_start
from scheduler.configuration.settings import Configuration, Environment
from scheduler.exit_status import ExitStatus
from scheduler.opening import open_database
from scheduler.output import say, say_json, tell
from scheduler.run import Run
from scheduler.upgrading import make_folders

_LOOK_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeRequest:
    """Where to listen, with how many processes, behind how many servers; with a worker or not."""

    host: str
    port: int
    workers: int
    proxies: int
    with_worker: bool = False

    @property
    def bind(self) -> str:
        """Where gunicorn listens."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def run_serve(run: Run, request: ServeRequest) -> ExitStatus:
    """Serve, on a database of today: an empty one is prepared, an older one is refused.

    Raises:
        Halted: the configuration is wrong or not safe, the database does not answer, or it
            holds tables that are not those of today.
    """
    configuration = configured_to_start(run).configuration
    make_folders(configuration)
    _prepare(run, configuration)
    with open_database(run, configuration) as engine:
        _show_beginning(run, request, configuration, engine)
    worker = [sys.executable, "-m", "scheduler", "worker", "--language", run.language]
    others = [worker] if request.with_worker else []
    return _until_told(run, _server(request), others)


def address(request: ServeRequest, configuration: Configuration) -> str:
    """How people reach the site; while it is tried, straight where it listens."""
    if configuration.environment is Environment.PRODUCTION:
        return configuration.base_url
    everywhere = request.host in {"0.0.0.0", "::"}  # noqa: S104 - asked for, not chosen here
    return f"http://localhost:{request.port}" if everywhere else f"http://{request.bind}"


def _prepare(run: Run, configuration: Configuration) -> None:
    """Make the tables where there are none at all: then nothing can be lost."""
    with open_database(run, configuration, any_revision=True) as engine:
        if inspect(engine).get_table_names():
            return
        upgrade(engine)
    shown = configuration.database_shown
    if run.as_json:
        say_json({"event": "database_made", "database": shown})
    else:
        tell(beginning_texts.MADE.said(run.language, database=shown))


def _show_beginning(
    run: Run, request: ServeRequest, configuration: Configuration, engine: Engine
) -> None:
    """Show where the first account is made, while there is none."""
    with reading(engine)() as session:
        begun = beginning.has_begun(session)
    site = address(request, configuration)
    link = None
    if begun:
        beginning.forget_token(configuration.storage)
    else:
        link = f"{site}{beginning.PATH}{beginning.draw_token(configuration.storage)}"
    if run.as_json:
        say_json({"event": "serving", "address": site, "begin": link})
        return
    tell(beginning_texts.SERVED.said(run.language, address=site))
    if link is not None:
        tell(beginning_texts.BEGIN.said(run.language))
        say(link)


def _server(request: ServeRequest) -> list[str]:
    """The command of the server, which imports the website: this room knows no web."""
    return [
        *(sys.executable, "-m", "gunicorn", "--config", "python:web.serving"),
        *("--bind", request.bind, "--workers", str(request.workers)),
        f"web.wsgi:app(proxies={request.proxies})",
    ]


def _until_told(run: Run, server: list[str], others: Iterable[list[str]]) -> ExitStatus:
    """Run the server, and others beside it; pass signals on, and wait until all are done.

    Others stop with the server. One that stops before is told of, and not started again.
    """
    with ExitStack() as after:
        running: list[subprocess.Popen[bytes]] = []
        asked = Event()

        def hear(number: int, frame: FrameType | None) -> None:
            del frame
            asked.set()
            for each in running:
                each.send_signal(number)

        for number in (signal.SIGINT, signal.SIGTERM):
            after.callback(signal.signal, number, signal.signal(number, hear))
        for command in (server, *others):
            # Groups of their own: Ctrl-C reaches them once, through us.
            running.append(
                subprocess.Popen(command, process_group=0)  # noqa: S603 - our own interpreter
            )
            if asked.is_set():  # while it was being started
                running[-1].terminate()
        first, *beside = running
        status = _wait(run, first, beside, asked)
        for each in beside:
            if each.poll() is None:
                each.terminate()
            each.wait()
    return ExitStatus.DONE if status == 0 else ExitStatus.FAILED


def _wait(
    run: Run,
    server: subprocess.Popen[bytes],
    beside: list[subprocess.Popen[bytes]],
    asked: Event,
) -> int:
    """Wait for the server; tell of others that stop before they are `asked` to. Its status."""
    told: set[int] = set()
    while True:
        try:
            return server.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            gone = [each for each in beside if each.pid not in told and each.poll() is not None]
        if asked.is_set():
            continue
        for each in gone:
            told.add(each.pid)
            text = beginning_texts.WORKER_LEFT
            if run.as_json:
                say_json({"event": "worker_left", "status": each.returncode})
            else:
                tell(text.said(run.language, status=each.returncode))
