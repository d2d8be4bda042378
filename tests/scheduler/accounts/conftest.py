from __future__ import annotations

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
