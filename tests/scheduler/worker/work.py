"""A worker as a process of its own, which a test may kill; its calendar stands still."""

from __future__ import annotations

import logging
import signal
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event
from typing import Final, NamedTuple

import structlog
from sqlalchemy import URL

from models.database import make_engine
from scheduler.outbox import MailSettings
from scheduler.worker.duties import WorkerSettings
from scheduler.worker.on_dask import OnDask
from scheduler.worker.own_processes import OwnProcesses
from scheduler.worker.solvers import Solvers
from scheduler.worker.working import run_worker

_NAME: Final = "tests.scheduler.worker.work"


class Work(NamedTuple):
    """What a worker is told. `dask`: the address of Dask's scheduler, where it solves."""

    url: URL
    storage: Path
    now: datetime
    mail: MailSettings | None = None
    dask: str | None = None
    lease_seconds: float = 30.0
    processes: int = 2

    def start(self) -> BaseProcess:
        """Start it, from a process that has imported everything already."""
        ways = get_context("forkserver")
        ways.set_forkserver_preload([_NAME])
        process = ways.Process(target=work, args=(self,))
        process.start()
        return process


def work(told: Work) -> None:
    """Work until SIGTERM."""
    until = Event()
    signal.signal(signal.SIGTERM, lambda *_: until.set())
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    engine = make_engine(told.url)
    settings = WorkerSettings(
        storage=told.storage,
        solvers=partial(_solvers, told),
        mail=told.mail,
        lease_seconds=told.lease_seconds,
        heartbeat_seconds=told.lease_seconds / 6,
        poll_seconds=0.05,
        run_seconds=0.05,
        purge_seconds=0.05,
        most_claims=1000,
        clock=lambda: told.now,
    )
    run_worker(engine, settings, until=until)
    engine.dispose()


def _solvers(told: Work) -> Solvers:
    if told.dask is not None:
        return OnDask(told.dask, workers=None, patience=60.0)
    return OwnProcesses(told.processes, told.storage / "runs")
