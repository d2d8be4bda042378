"""What a worker does while it holds the lease, each duty by itself."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from scheduler.outbox import Journal, Mailer, MailSettings, send_due
from scheduler.outbox.hours import BRUSSELS
from scheduler.worker.doors import Doors
from scheduler.worker.lease import Held, LeaseLost, fence, give_up, renew
from scheduler.worker.phases import Due, change_due_phases
from scheduler.worker.presence import Presence
from scheduler.worker.retention import Terms, purge
from scheduler.worker.run_rows import RunRows
from scheduler.worker.runs import MOST_CLAIMS, Runs
from scheduler.worker.snapshots import take_due_snapshots
from scheduler.worker.solvers import Solvers

_log = structlog.get_logger("worker")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class WorkerSettings:
    """How a worker works.

    `storage` is the folder for what it keeps between two lives; `solvers` makes whoever solves,
    each time the lease is taken. Seconds: how long the lease holds, how often it is renewed and
    runs say that they live, how often it looks for what is due, how often what must go is looked
    for, how long a run that people stop may take to end when the worker leaves. `clock` is the
    calendar's; who is alive is told by the database's clock. Without `mail` nothing is sent.
    """

    storage: Path
    solvers: Callable[[], Solvers]
    mail: MailSettings | None = None
    lease_seconds: float = 30.0
    heartbeat_seconds: float = 5.0
    poll_seconds: float = 2.0
    run_seconds: float = 0.5
    purge_seconds: float = 3600.0
    leave_seconds: float = 30.0
    most_claims: int = MOST_CLAIMS
    terms: Terms = field(default_factory=Terms)
    clock: Callable[[], datetime] = _now
    tz: ZoneInfo = BRUSSELS


class Duties:
    """The duties of one worker under one lease. After `lost` is true none changes anything."""

    def __init__(
        self,
        engine: Engine,
        settings: WorkerSettings,
        presence: Presence,
        held: Held,
        journal: Journal | None,
    ) -> None:
        self._settings = settings
        self._held = held
        self._doors = Doors.of(engine)
        self._renewed = time.monotonic()
        self._taken_over = False
        self._leaving = False
        self._clean_runs: set[int] = set()
        self._waiting: set[Due] = set()
        self._journal = journal
        self._mailer = Mailer(settings.mail) if settings.mail else None
        self._solvers = settings.solvers()
        rows = RunRows(
            self._doors,
            owner=held.holder,
            fence=self._fence,
            lost_after=settings.lease_seconds,
            has_gone=presence.has_gone,
        )
        self.runs = Runs(
            rows,
            self._solvers,
            clock=settings.clock,
            heartbeat_seconds=settings.heartbeat_seconds,
            most_claims=settings.most_claims,
        )

    @property
    def lost(self) -> bool:
        """Whether somebody else holds the lease, or may: it was not renewed in time."""
        return self._taken_over or time.monotonic() - self._renewed > self._held.seconds

    def renew(self) -> None:
        """Hold the lease longer."""
        began = time.monotonic()
        try:
            renew(self._doors, self._held)
        except LeaseLost:
            self._taken_over = True
            raise
        self._renewed = began

    def calendar(self) -> None:
        """Phases and snapshots whose date has come."""
        change_due_phases(
            self._doors, now=self._settings.clock(), fence=self._fence, told=self._waiting
        )
        self._snapshots()

    def purge(self) -> None:
        """What must go; snapshots first, since they count what goes."""
        settings = self._settings
        self._snapshots()
        purge(
            self._doors,
            now=settings.clock(),
            fence=self._fence,
            terms=settings.terms,
            clean_runs=self._clean_runs,
        )

    def send(self) -> None:
        """Mail that is due."""
        if self._mailer is None or self._journal is None or self._stops():
            return
        send_due(
            self._doors.write,
            self._mailer,
            journal=self._journal,
            clock=self._settings.clock,
            stop=self._stops,
        )

    def step(self) -> None:
        """Runs: begin, look, end."""
        self.runs.step(claim=not self._stops())

    def leave(self) -> None:
        """No new work; what is under way ends soon."""
        self._leaving = True

    def give_up(self) -> None:
        """Let another worker take the lease at once."""
        give_up(self._doors, self._held)
        _log.info("the lease is given up", holder=self._held.holder, turn=self._held.turn)

    def close(self) -> None:
        """Nothing more is done; whoever solves is let go."""
        self.runs.abandon()
        self._solvers.close()

    def _snapshots(self) -> None:
        take_due_snapshots(
            self._doors,
            now=self._settings.clock(),
            fence=self._fence,
            tz=self._settings.tz,
        )

    def _stops(self) -> bool:
        return self._leaving or self.lost

    def _fence(self, session: Session) -> None:
        if self._taken_over:
            raise LeaseLost(self._held.name)
        fence(session, self._held)


def guarded(duty: Callable[[], None]) -> Callable[[], None]:
    """The duty, for a clock that calls it again: what goes wrong is logged, never more."""

    def run() -> None:
        try:
            duty()
        except LeaseLost:
            _log.warning("the lease is lost")
        except Exception as error:  # noqa: BLE001 - one duty that fails must not stop the others
            frame = traceback.extract_tb(error.__traceback__)[-1]
            # Without the error's own text, which may hold what a family wrote.
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            _log.error("a duty failed", duty=duty.__name__, what=type(error).__name__, where=where)

    return run
