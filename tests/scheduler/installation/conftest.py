"""An installation with a database of its own, reached by the command inside this process."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL

from scheduler.cli import answer
from tests.databases import (
    database_url,
    empty_database_url,
    empty_engine,
    engine,
    postgres,
    sqlite_template,
)

__all__ = [
    "database_url",
    "empty_database_url",
    "empty_engine",
    "engine",
    "postgres",
    "sqlite_template",
]

SAFE = {
    "ZOMERWIJZER_SECRET_KEY": "b6e1f0c29d3a4857a1c4e7f9035d2b68",
    "ZOMERWIJZER_BASE_URL": "https://zomer.example",
    "ZOMERWIJZER_LANGUAGE": "en",
}


@dataclass(frozen=True)
class Inside:
    """`zomerwijzer` without a process of its own: many commands in little time."""

    folder: Path
    settings: Mapping[str, str]

    def __call__(self, *arguments: object, given: str = "") -> subprocess.CompletedProcess[str]:
        asked = [str(argument) for argument in arguments]
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with (
            contextlib.chdir(self.folder),
            pytest.MonkeyPatch.context() as patch,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            for name in [name for name in os.environ if name.startswith("ZOMERWIJZER_")]:
                patch.delenv(name)
            for name, value in self.settings.items():
                patch.setenv(name, value)
            patch.setattr("sys.stdin", io.StringIO(given))
            status = answer(asked)
        return subprocess.CompletedProcess(asked, status, _said(out), _said(err))


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def installation(folder: Path, url: URL) -> Inside:
    """The command on that database, with settings that are safe."""
    database = {"ZOMERWIJZER_DATABASE_URL": url.render_as_string(hide_password=False)}
    return Inside(folder, SAFE | database)


@pytest.fixture
def installed(database_url: URL, tmp_path: Path) -> Inside:
    """The command on a database with the tables of today."""
    (tmp_path / "zomerwijzer-data").mkdir(mode=0o700)
    return installation(tmp_path, database_url)


@pytest.fixture
def bare(empty_database_url: URL, tmp_path: Path) -> Inside:
    """The command on an empty database."""
    return installation(tmp_path, empty_database_url)
