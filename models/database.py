"""The database: an engine by URL, sessions that write, sessions that only read, upgrades.

SQLite and PostgreSQL behave alike here:

- A session that writes holds, on SQLite, the right to write from its first statement on
  (`BEGIN IMMEDIATE`): others wait for it, and none is refused halfway because somebody else
  wrote in between. So it must be short. On PostgreSQL it reads what is committed, and waits
  only for rows that others are changing.
- A session that reads sees the database as it was at its first statement, waits for nobody,
  keeps nobody waiting, and cannot write.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

WAIT_SECONDS: Final = 60
"""How long somebody waits for another's write, or for a free connection, before giving up."""

_READS = "zomerwijzer_reads"


class UnsupportedDatabase(ValueError):
    """A URL that names neither an SQLite file nor a PostgreSQL database."""


def make_engine(url: str | URL) -> Engine:
    """An engine for `sqlite:///path/to/file` or `postgresql://user@host/name` (psycopg 3).

    Nothing is opened yet. What goes wrong later never tells the values of a statement: they
    are about people. Foreign keys hold on both, and SQLite keeps a write-ahead log, so
    that reading and writing go side by side.

    Raises:
        UnsupportedDatabase: any other URL; SQLite in memory too, which no two threads share.
    """
    try:
        wanted = make_url(url)
    except (ArgumentError, ValueError):
        # Without its cause, whose text may hold the password.
        raise UnsupportedDatabase("this is not the URL of a database") from None
    if wanted.drivername in {"sqlite", "sqlite+pysqlite"}:
        if wanted.database in {None, "", ":memory:"} or "mode" in wanted.query:
            raise UnsupportedDatabase("SQLite needs a file: sqlite:///path/to/file")
        return _sqlite(wanted)
    if wanted.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return create_engine(
            wanted.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            hide_parameters=True,
            pool_timeout=WAIT_SECONDS,
        )
    raise UnsupportedDatabase(
        f"{wanted.drivername} is not supported: use sqlite:///path/to/file or postgresql://…"
    )


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": WAIT_SECONDS},
        hide_parameters=True,
        pool_timeout=WAIT_SECONDS,
    )
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: DBAPIConnection, record: object) -> None:  # noqa: ARG001  (the signature is SQLAlchemy's)
    # The driver would begin transactions late, and as readers; `_on_sqlite_begin` does it.
    connection.isolation_level = None
    cursor = connection.cursor()
    _keep_log(cursor)
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _keep_log(cursor: DBAPICursor) -> None:
    """Switch the write-ahead log on. In a new file only one can, and SQLite lets nobody wait."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def _on_sqlite_begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def writing(engine: Engine) -> sessionmaker[Session]:
    """Makes sessions that may write; rows can still be read after the commit.

    `with writing(engine)() as session:` leaves the commit to you, `with
    writing(engine).begin() as session:` commits by itself.
    """
    return sessionmaker(engine, expire_on_commit=False)


def reading(engine: Engine) -> sessionmaker[Session]:
    """Makes sessions that see one moment of the database and cannot write."""
    options: dict[str, Any] = {_READS: True}
    if engine.dialect.name == "postgresql":
        options |= {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    return sessionmaker(engine.execution_options(**options), expire_on_commit=False)
