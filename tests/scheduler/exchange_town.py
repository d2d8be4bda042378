"""Municipalities whose seasons go into the database and out again by the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data.dataset import Dataset, read_dataset
from models import AuditEntry, Municipality
from models.database import reading, writing
from tests.data.small_dataset import Tables, small_tables, write_csv
from tests.scheduler.installation.conftest import (
    Inside,
    database_url,
    engine,
    installed,
    postgres,
    sqlite_template,
)

__all__ = [
    "Inside",
    "database_url",
    "engine",
    "imported",
    "installed",
    "postgres",
    "small",
    "sqlite_template",
    "town",
]

HOME = ("--municipality", "44085")


@pytest.fixture
def town(installed: Inside, engine: Engine) -> Inside:
    """The command on a database with two municipalities."""
    with writing(engine).begin() as session:
        session.add(Municipality(slug="lievegem", name="Lievegem", nis="44085"))
        session.add(Municipality(slug="gent", name="Gent", nis="44021"))
    return installed


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_csv(small_tables(), tmp_path / "small")


@pytest.fixture
def imported(town: Inside, small: Path) -> Inside:
    """The small dataset is in the database as zomer-2027."""
    done = town("import", small, *HOME)
    assert (done.returncode, done.stderr) == (0, "")
    return town


def spelled(folder: Path, change: Callable[[Tables], None]) -> Path:
    tables = small_tables()
    change(tables)
    return write_csv(tables, folder)


def told(command: Inside, *arguments: object, status: int = 0) -> dict[str, Any]:
    done = command(*arguments, "--json")
    assert (done.returncode, done.stderr) == (status, ""), done.stdout
    found = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def export(command: Inside, out: Path, season: str = "zomer-2027") -> Dataset:
    said = told(command, "export", out, *HOME, "--season", season)
    dataset = read_dataset(out)
    assert said["dataset_sha256"] == dataset.sha256
    return dataset


def verbs(engine: Engine) -> list[str]:
    with reading(engine)() as session:
        return list(session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))


def count(engine: Engine, *tables: Any) -> list[int]:
    with reading(engine)() as session:
        return [session.scalar(select(func.count()).select_from(each)) or 0 for each in tables]
