"""The configured database for a command: open, at the newest revision, and closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DBAPIError

from models.database import make_engine
from models.migrating import current_revision, revisions
from scheduler import database_texts as texts
from scheduler.configuration.settings import Configuration
from scheduler.exit_status import ExitStatus
from scheduler.run import Halted, Run

_PATIENCE: Final = "10"
"""Seconds to wait for a PostgreSQL server that does not answer, where the URL says nothing."""


@contextmanager
def open_database(
    run: Run, configuration: Configuration, *, any_revision: bool = False
) -> Iterator[Engine]:
    """An engine on the configured database.

    Args:
        run: whom to speak to.
        configuration: says which database.
        any_revision: also where it is empty or older than this program.

    Raises:
        Halted: the database does not answer, or has not the tables of today.
    """
    engine = patient_engine(configuration)
    try:
        revision = _revision(run, engine, configuration)
        if not any_revision and revision != revisions()[-1]:
            raise _not_up_to_date(run, revision)
        yield engine
    finally:
        engine.dispose()


def patient_engine(configuration: Configuration) -> Engine:
    """An engine that gives up on a server that does not answer. Nothing is opened yet."""
    url = configuration.database
    if url.get_backend_name() == "postgresql" and "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": _PATIENCE})
    return make_engine(make_url(url))


def reason(error: DBAPIError) -> str:
    """Why a database refused, without what was asked of it: that may be about a family."""
    state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    return str(state or type(error.orig).__name__)


def sqlite_file(configuration: Configuration) -> Path | None:
    """The database's file; None on PostgreSQL."""
    url = configuration.database
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _revision(run: Run, engine: Engine, configuration: Configuration) -> str | None:
    """Where the database is; a missing SQLite file is not made, it has no revision."""
    file = sqlite_file(configuration)
    if file is not None and not file.exists():
        return None
    try:
        return current_revision(engine)
    except DBAPIError as error:
        where = configuration.database_shown
        raise Halted(
            ExitStatus.FAILED,
            texts.UNREACHABLE.said(run.language, database=where, reason=reason(error)),
            message={"event": "database_unreachable", "database": where, "reason": reason(error)},
        ) from None


def _not_up_to_date(run: Run, revision: str | None) -> Halted:
    newest = revisions()[-1]
    text = texts.OLDER if revision in revisions() else texts.NEWER
    if revision is None:
        text = texts.EMPTY
    return Halted(
        ExitStatus.FAILED,
        text.said(run.language, revision=revision, newest=newest),
        message={"event": "database_revision", "revision": revision, "newest": newest},
    )
