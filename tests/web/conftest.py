"""A site to try, on SQLite unless a test asks for both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine

from models.database import make_engine
from tests.databases import (
    database_url,
    empty_database_url,
    empty_engine,
    engine,
    postgres,
    sqlite_template,
)
from tests.web.resting import put_to_rest
from tests.web.site import Site, make_site
from web.assets import VENDOR, MissingAssets, require_assets

__all__ = [
    "database_url",
    "empty_database_url",
    "empty_engine",
    "engine",
    "postgres",
    "sqlite_template",
]


@pytest.fixture(scope="session", autouse=True)
def assets() -> None:
    """The stylesheet and scripts have to be there."""
    try:
        require_assets()
    except MissingAssets as missing:
        pytest.fail(f"{VENDOR.name}: {missing}")


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> URL:
    path = tmp_path / "season.db"
    shutil.copy(sqlite_template, path)
    return URL.create("sqlite", database=str(path))


@pytest.fixture
def site(sqlite_url: URL) -> Iterator[Site]:
    """A site with a town, on SQLite."""
    own = make_engine(sqlite_url)
    made = make_site(sqlite_url, own)
    yield made
    put_to_rest(made.app)
    own.dispose()


@pytest.fixture
def any_site(database_url: URL, engine: Engine) -> Iterator[Site]:
    """The same, on each kind of database."""
    made = make_site(database_url, engine)
    yield made
    put_to_rest(made.app)
