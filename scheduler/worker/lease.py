"""The lease: who is the worker now. Of several, one acts and the others wait.

The row is taken by one UPDATE, whoever else tries at that moment. `turn` grows at every new
holder. Whatever the holder changes, it changes in a transaction that begins with `fence`: that
finds the row as it was taken and keeps it so until the commit. So a worker that was thought dead
and wakes up again, however late, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import Lease
from scheduler.worker.database_clock import database_now
from scheduler.worker.doors import Doors

_SILENCE: Final = "60s"

WORKER: Final = "worker"
"""The name of the lease that the worker works under."""


class LeaseLost(Exception):
    """Somebody else holds the lease now, or may."""


@dataclass(frozen=True)
class Held:
    """A lease as it was taken; `seconds` is how long it holds unless it is renewed."""

    name: str
    holder: str
    turn: int
    seconds: float


def take(
    doors: Doors,
    *,
    holder: str,
    seconds: float,
    has_gone: Callable[[str], bool],
    name: str = WORKER,
) -> Held | None:
    """Take the lease where it is free, has run out, or its holder has gone for certain.

    Commits. None: somebody else holds it.
    """
    with doors.read() as session:
        found = session.execute(
            select(Lease.holder, Lease.turn, Lease.until).where(Lease.name == name)
        ).one_or_none()
        now = database_now(session)
    if found is None:
        return _first(doors, holder, seconds, name)
    if found.until > now and not has_gone(found.holder):
        return None
    with doors.write.begin() as session:
        until = database_now(session) + timedelta(seconds=seconds)
        turn = session.scalars(
            update(Lease)
            .where(
                Lease.name == name,
                # As it was seen: whoever came first has changed one of these.
                Lease.turn == found.turn,
                Lease.holder == found.holder,
                Lease.until == found.until,
            )
            .values(holder=holder, until=until, turn=Lease.turn + 1)
            .returning(Lease.turn)
            .execution_options(synchronize_session=False)
        ).one_or_none()
    return None if turn is None else Held(name, holder, turn, seconds)


def _first(doors: Doors, holder: str, seconds: float, name: str) -> Held | None:
    try:
        with doors.write.begin() as session:
            until = database_now(session) + timedelta(seconds=seconds)
            session.add(Lease(name=name, holder=holder, until=until))
    except IntegrityError:
        return None
    return Held(name, holder, 1, seconds)


def renew(doors: Doors, held: Held) -> None:
    """Hold the lease `seconds` more from now. Commits.

    Raises:
        LeaseLost: somebody else has taken it.
    """
    with doors.write.begin() as session:
        until = database_now(session) + timedelta(seconds=held.seconds)
        _change(session, held, until=until)


def give_up(doors: Doors, held: Held) -> None:
    """Let others take it at once; nothing where it is no longer ours. Commits."""
    with doors.write.begin() as session:
        try:
            _change(session, held, until=database_now(session))
        except LeaseLost:
            return


def fence(session: Session, held: Held) -> None:
    """Make sure that this transaction is the holder's; nobody takes the lease before it ends.

    Raises:
        LeaseLost: somebody else holds it.
    """
    _bound(session)
    ours = session.scalars(
        select(Lease.id)
        .where(Lease.name == held.name, Lease.holder == held.holder, Lease.turn == held.turn)
        .with_for_update(read=True)
    ).one_or_none()
    if ours is None:
        raise LeaseLost(held.name)


def _bound(session: Session) -> None:
    """Let the server end this transaction, and free what it holds, should we be silent too long.

    Else a machine that loses its power in the middle keeps others waiting for hours.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{_SILENCE}'"))


def _change(session: Session, held: Held, **values: object) -> None:
    _bound(session)
    changed = session.scalars(
        update(Lease)
        .where(Lease.name == held.name, Lease.holder == held.holder, Lease.turn == held.turn)
        .values(**values)
        .returning(Lease.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if changed is None:
        raise LeaseLost(held.name)
