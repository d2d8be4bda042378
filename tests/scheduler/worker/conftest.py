from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from models.database import writing
from scheduler.worker.doors import Doors
from tests.databases import database_url, engine, postgres, sqlite_template
from tests.scheduler.worker.summer import Summer

__all__ = ["database_url", "engine", "postgres", "sqlite_template"]


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return writing(engine)


@pytest.fixture
def summer(doors: Doors, tmp_path: Path) -> Summer:
    return Summer.begin(doors, tmp_path)


@pytest.fixture
def doors(engine: Engine) -> Doors:
    return Doors.of(engine)
