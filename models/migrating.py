"""Upgrades of the database, from empty or from any earlier version, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from models.database import WAIT_SECONDS, reading

_LOCK: Final = 7_263_514_102
"""The number of PostgreSQL's advisory lock while somebody upgrades."""


class NewerDatabase(RuntimeError):
    """The database was upgraded by a newer version of the program than this one."""


class BrokenReferences(RuntimeError):
    """A step left rows that point to nothing; nothing was changed."""


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to the tables of today, in one transaction.

    Who comes second waits, and finds nothing to do.

    Args:
        engine: of `models.database.make_engine`.
        to: a revision, for tests of older databases.

    Raises:
        NewerDatabase: the database is ahead of this program.
        BrokenReferences: rows point to nothing afterwards (SQLite only; nothing was changed).
    """
    with alone(engine) as connection:
        revision = _current(connection)
        if revision is not None and revision not in revisions():
            raise NewerDatabase(f"the database is at {revision}, which this version does not know")
        command.upgrade(alembic_config(connection), to)


def current_revision(engine: Engine) -> str | None:
    """Where the database is; None: it is empty."""
    with reading(engine)() as session:
        return _current(session.connection())


def is_up_to_date(engine: Engine) -> bool:
    """Whether the database has the tables of today."""
    return current_revision(engine) == revisions()[-1]


def revisions() -> tuple[str, ...]:
    """All revisions, the first one first."""
    script = ScriptDirectory.from_config(alembic_config())
    return tuple(step.revision for step in script.walk_revisions())[::-1]


def alembic_config(connection: Connection | None = None) -> Config:
    """What Alembic's commands need: where our steps are, and a connection to run them on."""
    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", "models:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else upgrades; on SQLite references are checked at its end."""
    with engine.connect() as connection:
        if engine.dialect.name != "sqlite":
            with connection.begin():
                # Who waits for ever does not learn that somebody else never ends.
                connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection
            return
        # SQLite changes a table by making it anew, which its foreign keys would not survive.
        # The switch works only outside a transaction, so past SQLAlchemy, which begins one.
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                    tables = sorted({str(row[0]) for row in lost})
                    raise BrokenReferences(f"rows that point to nothing in {', '.join(tables)}")
        finally:
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.close()
