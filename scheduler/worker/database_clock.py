"""One clock for all machines: that of the database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def database_now(session: Session) -> datetime:
    """The present moment, by which all workers tell whether one of them still lives.

    The clocks of two machines may differ by more than a lease is long. SQLite is on one machine.
    """
    if session.get_bind().dialect.name == "postgresql":
        now: datetime = session.scalars(select(func.clock_timestamp())).one()
        return now.astimezone(UTC)
    return datetime.now(UTC)
