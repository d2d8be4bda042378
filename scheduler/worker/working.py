"""The worker: waits for the lease, does all duties while it holds it, and leaves politely."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event
from typing import Final

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import Lease, Message, PlanningRun
from models.database import reading
from models.enums import RunStatus
from scheduler.outbox import Journal
from scheduler.worker.doors import Doors
from scheduler.worker.duties import Duties, WorkerSettings, guarded
from scheduler.worker.lease import Held, LeaseLost, take
from scheduler.worker.presence import Presence

_log = structlog.get_logger("worker")

_FOLDER: Final = "worker"
_OUTBOX: Final = "outbox"


def run_worker(engine: Engine, settings: WorkerSettings, *, until: Event) -> None:
    """Work until `until` is set: wait for the lease, do all duties, and again where it is lost.

    When told to leave it ends what is nearly done, hands the rest back and gives the lease up,
    so that another worker can go on at once. Whatever is raised leaves everything as after a
    crash, which is never wrong: the next worker takes over.

    Raises:
        OSError: the storage folder cannot be written to.
    """
    # It would tell, several times a second, that a duty takes longer than its pause.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    with _here(engine, settings) as (presence, journal):
        while not until.is_set():
            held = _taken(engine, settings, presence)
            if held is None:
                until.wait(settings.poll_seconds)
                continue
            _log.info("the lease is ours", holder=held.holder, turn=held.turn)
            _hold(settings, Duties(engine, settings, presence, held, journal), until)
            if until.is_set():
                _log.info("the worker leaves", holder=held.holder)


def run_once(engine: Engine, settings: WorkerSettings, *, until: Event) -> bool:
    """Do everything that is due now, all queued runs too, and leave.

    False: another worker holds the lease; nothing was done.

    Raises:
        Exception: whatever goes wrong, here as in `run_worker`.
    """
    with _here(engine, settings) as (presence, journal):
        held = _taken(engine, settings, presence)
        if held is None:
            return False
        duties = Duties(engine, settings, presence, held, journal)
        scheduler = _scheduler({duties.renew: settings.heartbeat_seconds})
        try:
            for duty in (duties.calendar, duties.purge, duties.send, duties.step):
                duty()
            while (duties.runs or _waits(engine)) and not until.wait(settings.run_seconds):
                duties.step()
            _leave(settings, duties)
        finally:
            scheduler.shutdown()
            duties.close()
        return True


@contextmanager
def _here(engine: Engine, settings: WorkerSettings) -> Iterator[tuple[Presence, Journal | None]]:
    """What tells of this process as long as it lives, and of its mail afterwards too."""
    presence = Presence(settings.storage / _FOLDER)
    journal = Journal(settings.storage / _OUTBOX) if settings.mail else None
    try:
        yield presence, journal
        # Else it stays for the next worker, which finds out from it what became of the mail.
        if journal is not None and not _has_claims(engine, journal):
            journal.close()
    finally:
        presence.close()


def _has_claims(engine: Engine, journal: Journal) -> bool:
    """Whether a message is still under way; true where the database cannot tell."""
    claimed = select(Message.id).where(Message.claimed_by == journal.name).limit(1)
    try:
        with reading(engine)() as session:
            return session.scalars(claimed).first() is not None
    except DBAPIError:
        return True


def _taken(engine: Engine, settings: WorkerSettings, presence: Presence) -> Held | None:
    """The lease, where we get it; not where the database is away."""
    doors = Doors.of(engine)
    try:
        held = take(
            doors,
            holder=presence.name,
            seconds=settings.lease_seconds,
            has_gone=presence.has_gone,
        )
        if held is not None:
            with doors.read() as session:
                presence.tidy(keep=_named(session))
    except DBAPIError as error:
        _log.error("the database is away", what=type(error).__name__)
        return None
    return held


def _named(session: Session) -> frozenset[str]:
    """Whoever is still named by a row, so that it can be told whether they have gone."""
    owners = select(PlanningRun.claimed_by).where(PlanningRun.ended_at.is_(None))
    return frozenset(
        name
        for name in (*session.scalars(select(Lease.holder)), *session.scalars(owners))
        if name is not None
    )


def _hold(settings: WorkerSettings, duties: Duties, until: Event) -> None:
    """Do all duties until told to leave, or until the lease is lost."""
    scheduler = _scheduler(
        {
            duties.renew: settings.heartbeat_seconds,
            duties.calendar: settings.poll_seconds,
            duties.send: settings.poll_seconds,
            duties.step: settings.run_seconds,
            duties.purge: settings.purge_seconds,
        }
    )
    try:
        while not duties.lost and not until.wait(min(0.5, settings.heartbeat_seconds)):
            pass
        duties.leave()
        # What is under way ends first. Should the lease run out meanwhile, others take over.
        scheduler.shutdown(wait=True)
        if not duties.lost:
            with suppress(LeaseLost, DBAPIError):
                _leave(settings, duties)
    finally:
        duties.close()


def _leave(settings: WorkerSettings, duties: Duties) -> None:
    """End what is done or about to be, hand back the rest, and let others take the lease."""
    duties.leave()
    end = time.monotonic() + settings.leave_seconds
    while True:
        duties.renew()
        duties.step()
        if not duties.runs.any_asked_to_stop() or time.monotonic() > end:
            break
        time.sleep(settings.run_seconds)
    duties.runs.hand_back()
    duties.give_up()


def _scheduler(duties: dict[Callable[[], None], float]) -> BackgroundScheduler:
    """A clock that calls each duty now, and again after so many seconds, never twice at a time."""
    scheduler = BackgroundScheduler(
        timezone="Europe/Brussels",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for duty, seconds in duties.items():
        scheduler.add_job(
            guarded(duty),
            "interval",
            seconds=seconds,
            name=duty.__name__,
            next_run_time=datetime.now(UTC),
        )
    scheduler.start()
    return scheduler


def _waits(engine: Engine) -> bool:
    """Whether a run is still queued."""
    with reading(engine)() as session:
        queued = select(PlanningRun.id).where(PlanningRun.status == RunStatus.QUEUED).limit(1)
        return session.scalars(queued).first() is not None
