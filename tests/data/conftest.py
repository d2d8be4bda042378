from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.database import writing
from tests.databases import database_url, engine, postgres, sqlite_template

__all__ = ["database_url", "engine", "postgres", "session", "sqlite_template"]


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that writes, on a new database of each kind; what is not committed goes."""
    with writing(engine)() as opened:
        yield opened
