"""Looks at the database, its clock, the worker's lease and the outbox."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from models import Lease, Message
from models.database import reading, writing
from models.migrating import current_revision, revisions
from scheduler.configuration.settings import Configuration
from scheduler.doctor.findings import Finding, State
from scheduler.opening import patient_engine, reason, sqlite_file

DATABASE: Final = "database"
CLOCK: Final = "clock"
WORKER: Final = "worker"
OUTBOX: Final = "outbox"

_SLIGHT: Final = 2.0
_GRAVE: Final = 60.0
"""Seconds that two clocks may differ before somebody should look, and before leases break."""


def check_database(configuration: Configuration) -> Iterator[Finding]:
    """Whether it answers, has today's tables and can be written; what hangs on it, if so."""
    shown = {"database": configuration.database_shown}
    file = sqlite_file(configuration)
    if file is not None and not file.exists():
        yield Finding(DATABASE, State.WRONG, "no_database", shown)
        return
    engine = patient_engine(configuration)
    try:
        broken = _broken(engine)
        if broken is not None:
            yield broken
            return
        yield Finding(DATABASE, State.OK, "database", shown | {"revision": revisions()[-1]})
        yield from _clock(engine)
        yield _worker(engine)
        yield _outbox(engine)
    except DBAPIError as error:
        yield Finding(DATABASE, State.WRONG, "no_answer", shown | {"reason": reason(error)})
    finally:
        engine.dispose()


def check_time_zone(configuration: Configuration) -> Finding:
    """The time as families see it; the zone itself was checked with the settings."""
    now = datetime.now(ZoneInfo(configuration.timezone))
    values = {"zone": configuration.timezone, "now": now.strftime("%Y-%m-%d %H:%M")}
    return Finding(CLOCK, State.OK, "clock", values)


def _broken(engine: Engine) -> Finding | None:
    revision, newest = current_revision(engine), revisions()[-1]
    values = {"revision": revision, "newest": newest}
    if revision is None:
        return Finding(DATABASE, State.WRONG, "empty_database")
    if revision != newest:
        code = "older_database" if revision in revisions() else "newer_database"
        return Finding(DATABASE, State.WRONG, code, values)
    try:
        _write_and_undo(engine)
    except DBAPIError as error:
        return Finding(DATABASE, State.WRONG, "not_writable", {"reason": reason(error)})
    return None


def _write_and_undo(engine: Engine) -> None:
    with writing(engine)() as session:
        # A name that nobody uses; nothing of it stays.
        name = f"doctor-{secrets.token_hex(8)}"
        session.add(Lease(name=name, holder="doctor", until=datetime.now(UTC)))
        session.flush()
        session.rollback()


def _clock(engine: Engine) -> Iterator[Finding]:
    """Whether a PostgreSQL server agrees about the time; SQLite has this machine's clock."""
    if engine.dialect.name == "sqlite":
        return
    with reading(engine)() as session:
        before = datetime.now(UTC)
        theirs: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        after = datetime.now(UTC)
    # What the answer took is no difference.
    apart = max(before - theirs, theirs - after, timedelta()).total_seconds()
    if apart >= _SLIGHT:
        state = State.WRONG if apart >= _GRAVE else State.WARNING
        yield Finding(CLOCK, state, "clocks_differ", {"seconds": round(apart)})


def _worker(engine: Engine) -> Finding:
    with reading(engine)() as session:
        until = session.scalar(select(func.max(Lease.until)))
    now = datetime.now(UTC)
    if until is None:
        return Finding(WORKER, State.WARNING, "no_worker_yet")
    if until < now:
        since = until.astimezone().strftime("%Y-%m-%d %H:%M")
        return Finding(WORKER, State.WRONG, "no_worker", {"since": since})
    return Finding(WORKER, State.OK, "worker")


def _outbox(engine: Engine) -> Finding:
    dead = select(func.count()).where(Message.dead_at.is_not(None))
    waiting = select(func.count()).where(
        Message.sent_at.is_(None),
        Message.dead_at.is_(None),
        Message.not_before < datetime.now(UTC) - timedelta(days=4),
    )
    with reading(engine)() as session:
        lost, late = session.scalar(dead) or 0, session.scalar(waiting) or 0
    if lost:
        return Finding(OUTBOX, State.WARNING, "dead_messages", {"count": lost})
    if late:
        return Finding(OUTBOX, State.WARNING, "late_messages", {"count": late})
    return Finding(OUTBOX, State.OK, "outbox")
