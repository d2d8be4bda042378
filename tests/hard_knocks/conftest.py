"""Sites to knock on, made once for a whole file of tests; what a knock changes is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import (
    database_url,
    empty_database_url,
    empty_engine,
    engine,
    postgres,
    sqlite_template,
)
from tests.hard_knocks.ground import Ground
from tests.hard_knocks.heard import Heard, listening
from tests.hard_knocks.seeding import asking_ground, published_ground
from tests.web.conftest import any_site, assets, site, sqlite_url

__all__ = [
    "any_site",
    "assets",
    "database_url",
    "empty_database_url",
    "empty_engine",
    "engine",
    "postgres",
    "site",
    "sqlite_template",
    "sqlite_url",
]


@pytest.fixture(scope="package")
def asking(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Wishes are open."""
    made = asking_ground(sqlite_template, tmp_path_factory.mktemp("asking"))
    made.keep()
    yield made
    made.close()


@pytest.fixture(scope="package")
def published(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The plan is published."""
    made = published_ground(sqlite_template, tmp_path_factory.mktemp("published"))
    made.keep()
    yield made
    made.close()


@pytest.fixture
def heard() -> Iterator[Heard]:
    """What is logged during a test."""
    with listening() as everything:
        yield everything
