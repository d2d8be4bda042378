from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from models.database import make_engine, writing
from tests.databases import (
    DATABASES,
    PostgresServer,
    database_url,
    engine,
    postgres,
    sqlite_template,
)
from tests.scheduler.season.founding import make_town
from tests.scheduler.season.town import Town

__all__ = ["database_url", "engine", "postgres", "sqlite_template"]


@dataclass(frozen=True)
class Towns:
    """A database with two towns, for tests that roll back what they do."""

    engine: Engine
    here: Town
    there: Town


@pytest.fixture(scope="module", params=DATABASES)
def towns(
    request: pytest.FixtureRequest,
    postgres: Callable[[], PostgresServer],
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Towns]:
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("towns") / "season.db"
        shutil.copy(sqlite_template, path)
        made = make_engine(URL.create("sqlite", database=str(path)))
        yield _filled(made)
        made.dispose()
        return
    name = postgres().make(empty=False)
    made = make_engine(postgres().url(name))
    yield _filled(made)
    made.dispose()
    postgres().drop(name)


@pytest.fixture
def session(towns: Towns) -> Iterator[Session]:
    """A session on the two towns, whose plans are published; nothing of it stays."""
    with writing(towns.engine)() as session:
        yield session
        session.rollback()


@pytest.fixture
def here(towns: Towns) -> Town:
    """The town of `session`."""
    return towns.here


@pytest.fixture
def town(engine: Engine) -> Town:
    """One town in a database of its own, for tests that commit."""
    with writing(engine).begin() as session:
        return make_town(session, 1)


def _filled(made: Engine) -> Towns:
    with writing(made).begin() as session:
        return Towns(made, make_town(session, 1), make_town(session, 2))
