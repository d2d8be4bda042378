"""The worker as a whole: who acts, how it leaves, and what it does once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import URL, Engine, select
from sqlalchemy.exc import OperationalError

from models import Lease, PlanningRun
from models.enums import Phase, RunStatus
from scheduler.worker.duties import WorkerSettings
from scheduler.worker.own_processes import OwnProcesses
from scheduler.worker.working import run_once
from tests.scheduler.worker.summer import NOW, Summer, eventually, long
from tests.scheduler.worker.work import Work

HOUR = timedelta(hours=1)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def holder(summer: Summer) -> tuple[str, int]:
    with summer.looks() as session:
        found = session.execute(select(Lease.holder, Lease.turn)).one_or_none()
        return ("", 0) if found is None else (found.holder, found.turn)


@contextmanager
def working(work: Work) -> Iterator[BaseProcess]:
    process = work.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()
        process.close()


def fall_asleep(process: BaseProcess, summer: Summer) -> None:
    """Let it stand still between two transactions: in one, all would wait for it."""

    def asleep() -> bool:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGSTOP)
        try:
            with summer.sessions() as session:
                for model in (Lease, PlanningRun):
                    session.execute(select(model.id).with_for_update(nowait=True))
        except OperationalError:
            wake_up(process)
            return False
        return True

    eventually(asleep, "it sleeps and holds nothing")


def wake_up(process: BaseProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGCONT)


def stop(process: BaseProcess) -> int | None:
    process.terminate()
    process.join()
    return process.exitcode


def test_of_two_workers_one_acts_and_the_other_takes_over(
    database_url: URL, summer: Summer, tmp_path: Path
) -> None:
    """On the same machine at once, since the system tells that the first has gone."""
    work = Work(database_url, tmp_path / "storage", NOW, lease_seconds=3600.0)
    season = summer.season()
    with working(work) as first:
        eventually(lambda: holder(summer)[1] == 1, "the first holds the lease")
        name = holder(summer)[0]
        with working(work) as second:
            for word in ("offer_published", "wishes_open"):
                summer.due(season, **{word: NOW - HOUR})
                eventually(lambda word=word: summer.phase(season).value == word, word)  # type: ignore[misc]
            assert holder(summer) == (name, 1)
            first.kill()
            first.join()
            summer.due(season, closed=NOW)
            eventually(lambda: summer.phase(season) is Phase.CLOSED, "the second acts")
            assert holder(summer)[1] == 2
            assert stop(second) == 0
    assert summer.audited() == {
        (verb, season): 1 for verb in ("show_offers", "open_wishes", "close_wishes")
    }


def test_on_another_machine_the_lease_runs_out_first(
    database_url: URL, summer: Summer, tmp_path: Path
) -> None:
    season = summer.season()
    with working(Work(database_url, tmp_path / "one", NOW, lease_seconds=3.0)) as first:
        eventually(lambda: holder(summer)[1] >= 1, "the first holds the lease")
        turn = holder(summer)[1]
        first.kill()
        first.join()
    with working(Work(database_url, tmp_path / "other", NOW, lease_seconds=3.0)) as second:
        summer.due(season, offer_published=NOW)
        eventually(lambda: summer.phase(season) is Phase.OFFER_PUBLISHED, "the second acts")
        assert holder(summer)[1] > turn
        assert stop(second) == 0


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_worker_that_was_away_too_long_does_nothing_more(
    database_url: URL, summer: Summer, tmp_path: Path
) -> None:
    """It stands still, as in a machine that sleeps, and wakes up when another is at work."""
    run = summer.run(summer.season(), long(summer.folder / "long"), seconds=3600.0)
    with working(Work(database_url, tmp_path / "one", NOW, lease_seconds=6.0)) as first:
        eventually(lambda: summer.of_run(run).best is not None, "the first solves")
        before = summer.of_run(run)
        fall_asleep(first, summer)
        with working(Work(database_url, tmp_path / "other", NOW, lease_seconds=6.0)) as second:
            eventually(lambda: summer.of_run(run).claims > before.claims, "the second claims it")
            name = holder(summer)[0]
            assert name != before.claimed_by
            wake_up(first)
            assert stop(first) == 0
            after = summer.of_run(run)
            assert (holder(summer)[0], after.claimed_by) == (name, name)
            summer.change_run(run, stop_requested=True)
            eventually(lambda: summer.of_run(run).ended_at is not None, "the run has ended")
            assert stop(second) == 0
    assert summer.of_run(run).status is RunStatus.STOPPED
    assert summer.audited()["run_stopped", run] == 1


@ON_SQLITE
def test_told_to_leave_it_hands_back_what_is_not_done(
    database_url: URL, summer: Summer, tmp_path: Path
) -> None:
    run = summer.run(summer.season(), long(summer.folder / "long"), seconds=3600.0)
    with working(Work(database_url, tmp_path / "storage", NOW)) as process:
        eventually(lambda: summer.of_run(run).best is not None, "the run has a best")
        assert stop(process) == 0
    after = summer.of_run(run)
    assert (after.status, after.claimed_by, after.claims) == (RunStatus.QUEUED, None, 1)
    assert [path.name for path in (tmp_path / "storage" / "worker").glob("*.new")] == []


@ON_SQLITE
def test_once_does_everything_that_is_due(engine: Engine, summer: Summer, tmp_path: Path) -> None:
    season = summer.season()
    summer.due(season, wishes_open=NOW)
    runs = [summer.run(season) for _ in range(2)]
    settings = WorkerSettings(
        storage=tmp_path / "storage",
        solvers=lambda: OwnProcesses(1, tmp_path / "storage" / "runs"),
        run_seconds=0.05,
        clock=lambda: NOW,
    )
    assert run_once(engine, settings, until=Event())
    assert summer.phase(season) is Phase.WISHES_OPEN
    with summer.looks() as session:
        statuses = session.scalars(select(PlanningRun.status)).all()
    assert statuses == [RunStatus.DONE] * len(runs)
    assert run_once(engine, settings, until=Event())
    assert holder(summer)[1] == 2


@ON_SQLITE
def test_once_does_nothing_where_another_is_at_work(
    database_url: URL,
    engine: Engine,
    summer: Summer,
    tmp_path: Path,
) -> None:
    settings = WorkerSettings(
        storage=tmp_path / "storage",
        solvers=lambda: OwnProcesses(1, tmp_path / "storage" / "other-runs"),
        clock=lambda: NOW,
    )
    with working(Work(database_url, tmp_path / "storage", NOW)) as process:
        eventually(lambda: holder(summer)[1] == 1, "somebody holds the lease")
        assert not run_once(engine, settings, until=Event())
        assert stop(process) == 0
