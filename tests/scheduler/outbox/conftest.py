from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from models.database import writing
from scheduler.outbox import Journal, Mailer
from tests.databases import database_url, engine, postgres, sqlite_template
from tests.scheduler.outbox.mail_server import MailServer
from tests.scheduler.outbox.town import Town, found

__all__ = ["database_url", "engine", "postgres", "sqlite_template"]


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return writing(engine)


@pytest.fixture
def town(sessions: sessionmaker[Session]) -> Town:
    """Zomerdorp, with a season; and elsewhere another municipality that must not mix in."""
    return found(sessions)


@pytest.fixture
def server() -> Iterator[MailServer]:
    running = MailServer()
    yield running
    running.stop()


@pytest.fixture
def mailer(server: MailServer) -> Mailer:
    return Mailer(server.settings)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    kept = Journal(tmp_path / "journals")
    yield kept
    kept.close()
