from __future__ import annotations

from tests.scheduler.season.conftest import (
    database_url,
    engine,
    postgres,
    session,
    sqlite_template,
    towns,
)

__all__ = ["database_url", "engine", "postgres", "session", "sqlite_template", "towns"]
