"""The worker as a command: with the settings of this installation, until it is told to stop."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import Final
from zoneinfo import ZoneInfo

from scheduler.configuration.asked import configured_to_start
from scheduler.configuration.settings import Configuration, ExecutorKind
from scheduler.exit_status import ExitStatus
from scheduler.interrupts import graceful
from scheduler.opening import open_database
from scheduler.outbox import MailSettings, Security
from scheduler.output import say_json, tell
from scheduler.run import Halted, Run
from scheduler.text import Text
from scheduler.upgrading import make_folders
from scheduler.worker import texts
from scheduler.worker.duties import WorkerSettings
from scheduler.worker.logs import configure_log
from scheduler.worker.on_dask import OnDask
from scheduler.worker.own_processes import OwnProcesses
from scheduler.worker.retention import Terms
from scheduler.worker.solvers import Solvers
from scheduler.worker.working import run_once, run_worker
from solver.stopping import Requested

_LINES: Final = "runs"


def run_command(run: Run, *, once: bool) -> ExitStatus:
    """Work until told to stop, or once.

    Raises:
        Halted: the configuration is wrong or not safe, the database does not answer or has not
            the tables of today, or, for once, another worker is at work.
        KeyboardInterrupt: a second signal came; everything is as after a crash.
    """
    configuration = configured_to_start(run).configuration
    make_folders(configuration)
    configure_log(configuration.log)
    settings = settings_of(configuration)
    leaving = _Leaving()
    with open_database(run, configuration) as engine, graceful(leaving):
        if not once:
            _say(run, texts.STARTED, "worker_started")
            run_worker(engine, settings, until=leaving.until)
            _say(run, texts.LEFT, "worker_left")
            return ExitStatus.DONE
        if not run_once(engine, settings, until=leaving.until):
            raise Halted(
                ExitStatus.FAILED,
                texts.OTHER_WORKS.said(run.language),
                message={"event": "other_worker"},
            )
        _say(run, texts.LEFT if leaving.asked else texts.DONE_ONCE, "worker_done")
    return ExitStatus.DONE


def settings_of(configuration: Configuration) -> WorkerSettings:
    """What the configuration says about the worker."""
    worker, retention = configuration.worker, configuration.retention
    tz = ZoneInfo(configuration.timezone)
    return WorkerSettings(
        storage=configuration.storage,
        solvers=partial(_solvers, configuration),
        mail=_mail(configuration),
        lease_seconds=worker.lease_seconds,
        heartbeat_seconds=worker.heartbeat_seconds,
        poll_seconds=worker.poll_seconds,
        terms=Terms(
            needs_days=retention.needs_days,
            messages_days=retention.messages_days,
            audit_days=retention.audit_days,
            runs_days=retention.runs_days,
            tz=tz,
        ),
        tz=tz,
    )


def _solvers(configuration: Configuration) -> Solvers:
    executor, patience = configuration.executor, 2 * configuration.worker.lease_seconds
    if executor.kind is ExecutorKind.DASK and executor.address is not None:
        return OnDask(executor.address, workers=executor.workers, patience=patience)
    return OwnProcesses(executor.workers_used, configuration.storage / _LINES)


def _mail(configuration: Configuration) -> MailSettings | None:
    """Where mail goes out; None: nowhere, and it waits."""
    mail = configuration.mail
    if mail.host is None or mail.sender is None:
        return None
    return MailSettings(
        host=mail.host,
        sender=mail.sender,
        port=mail.port_used,
        security=Security(mail.security.value),
        user=mail.user or "",
        password="" if mail.password is None else mail.password.get_secret_value(),
    )


def _say(run: Run, text: Text, event: str) -> None:
    if run.as_json:
        say_json({"event": event})
    else:
        tell(text.said(run.language))


class _Leaving(Requested):
    """A request to leave, also for whoever waits for an event."""

    def __init__(self) -> None:
        super().__init__()
        self.until = Event()

    def request(self) -> None:
        """Ask the worker to leave."""
        super().request()
        self.until.set()
