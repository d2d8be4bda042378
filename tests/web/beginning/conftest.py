"""A site on a database with its tables and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import URL, Engine

from models.database import make_engine
from scheduler.accounts.beginning import draw_token
from tests.web.conftest import database_url, engine, postgres, sqlite_template, sqlite_url
from tests.web.site import KEPT, Browser, SetClock, configured
from web.app import create_app
from web.database import engine_of

__all__ = ["database_url", "engine", "postgres", "sqlite_template", "sqlite_url"]


@dataclass(frozen=True)
class Fresh:
    """A site that nobody has an account on; `storage` holds the token that `serve` drew."""

    app: Flask
    engine: Engine
    storage: Path
    path: str

    def browser(self) -> Browser:
        return Browser(self.app.test_client())


def make_fresh(url: URL, engine: Engine, storage: Path) -> Fresh:
    configuration = configured(url).model_copy(update={"storage": storage})
    app = create_app(configuration, clock=SetClock())
    app.jinja_env.bytecode_cache = KEPT
    return Fresh(app, engine, storage, f"/begin/{draw_token(storage)}")


@pytest.fixture
def fresh(sqlite_url: URL, tmp_path: Path) -> Iterator[Fresh]:
    own = make_engine(sqlite_url)
    made = make_fresh(sqlite_url, own, tmp_path)
    yield made
    engine_of(made.app).dispose()
    own.dispose()


@pytest.fixture
def any_fresh(database_url: URL, engine: Engine, tmp_path: Path) -> Iterator[Fresh]:
    made = make_fresh(database_url, engine, tmp_path)
    yield made
    engine_of(made.app).dispose()
