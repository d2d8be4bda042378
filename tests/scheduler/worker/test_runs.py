"""Runs: claimed, solved in a process of their own, ended once; by the rows that planners see."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from multiprocessing import active_children
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy.orm import Session

from data.dataset import read_dataset
from data.problem import to_problem
from data.season_rows import unpack_plan
from models.enums import RunStatus
from scheduler.worker import texts
from scheduler.worker.course import course_of
from scheduler.worker.doors import Doors
from scheduler.worker.own_processes import OwnProcesses
from scheduler.worker.run_rows import Claim, Ended, RunRows
from scheduler.worker.runs import MOST_TRIES, Runs
from solver.check import check
from solver.progress import Progress
from tests.scheduler import tiny_season
from tests.scheduler.worker.summer import NOW, Summer, eventually, long, tiny

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where the database plays no part of its own, and solving takes the time."""


class Named(Protocol):
    """The rows as a worker of that name changes them; `gone` is a worker known to have gone."""

    def __call__(self, owner: str, *, gone: str = "") -> RunRows: ...


def anybody(session: Session) -> None:
    pass


@pytest.fixture
def rows(doors: Doors) -> Named:
    """A heartbeat is never late by itself."""

    def of(owner: str, *, gone: str = "") -> RunRows:
        return RunRows(
            doors,
            owner=owner,
            fence=anybody,
            lost_after=3600.0,
            has_gone=lambda name: name == gone,
        )

    return of


@pytest.fixture
def solvers(tmp_path: Path) -> Iterator[OwnProcesses]:
    made = OwnProcesses(1, tmp_path / "lines")
    yield made
    made.close()
    eventually(lambda: not active_children(), "all processes have ended")


@pytest.fixture
def runs(rows: Named, solvers: OwnProcesses) -> Iterator[Runs]:
    made = Runs(rows("a"), solvers, clock=lambda: NOW, heartbeat_seconds=1.0)
    yield made
    made.abandon()


def work_until(runs: Runs, true: Callable[[], bool], what: str) -> None:
    def step() -> bool:
        runs.step()
        return true()

    eventually(step, what)


def claimed(rows: RunRows, *mine: int) -> Claim:
    claim = rows.claim_next(mine=mine, now=NOW)
    assert claim is not None
    return claim


def test_runs_are_claimed_in_order_and_each_once(summer: Summer, rows: Named) -> None:
    season = summer.season()
    later = summer.run(season, queued_at=NOW + timedelta(seconds=1))
    first = summer.run(season)
    assert claimed(rows("a")) == Claim(first, 1, "a")
    assert claimed(rows("b")) == Claim(later, 1, "b")
    assert rows("c").claim_next(mine=(), now=NOW) is None
    assert summer.of_run(first).status is RunStatus.CLAIMED


def test_a_run_is_claimed_again_when_its_worker_has_gone_and_the_late_one_writes_nothing(
    summer: Summer, rows: Named
) -> None:
    run = summer.run(summer.season())
    late = claimed(rows("a"))
    assert rows("b").claim_next(mine=(), now=NOW) is None
    new = claimed(rows("b", gone="a"))
    assert new == Claim(run, 2, "b")
    progress = Progress("improve", "placed", 1, 2, 0.5)
    done = Ended(RunStatus.FAILED, error="late")
    assert not rows("a").beat(late, progress)
    assert not rows("a").begin(late, now=NOW)
    assert not rows("a").end(late, done, now=NOW)
    assert not rows("a").hand_back(late)
    assert rows("a").asked(late) is None
    assert rows("b").beat(new, progress)
    after = summer.of_run(run)
    assert (after.status, after.stage, after.level, after.best, after.bound, after.seconds) == (
        RunStatus.RUNNING,
        "improve",
        "placed",
        1,
        2,
        0.5,
    )
    assert rows("b").end(new, replace(done, error="new"), now=NOW)
    assert not rows("b").end(new, done, now=NOW)
    assert summer.of_run(run).error == "new"
    assert summer.audited() == {("run_failed", run): 1}


def test_a_run_without_a_heartbeat_is_claimed_again(
    summer: Summer, doors: Doors, rows: Named
) -> None:
    run = summer.run(summer.season())
    claimed(rows("a"))
    summer.change_run(run, heartbeat_at=NOW - timedelta(days=365 * 10))
    assert claimed(rows("b")) == Claim(run, 2, "b")


def test_what_one_left_behind_itself_is_claimed_again(summer: Summer, rows: Named) -> None:
    run = summer.run(summer.season())
    claimed(rows("a"))
    assert rows("a").claim_next(mine=(run,), now=NOW) is None
    assert claimed(rows("a")) == Claim(run, 2, "a")


def test_a_run_that_is_handed_back_begins_anew(summer: Summer, rows: Named) -> None:
    run = summer.run(summer.season())
    assert rows("a").hand_back(claimed(rows("a")))
    assert summer.of_run(run).status is RunStatus.QUEUED
    assert claimed(rows("b")) == Claim(run, 2, "b")


def test_a_run_that_is_stopped_before_it_began_ends(summer: Summer, rows: Named) -> None:
    run = summer.run(summer.season(), stop_requested=True)
    assert rows("a").claim_next(mine=(), now=NOW) is None
    after = summer.of_run(run)
    assert (after.status, after.error, after.ended_at) == (RunStatus.STOPPED, None, NOW)


def test_a_run_is_solved(summer: Summer, runs: Runs) -> None:
    """On both databases: the plan, the report and every word of the row."""
    dataset = tiny(summer.folder / "tiny")
    run = summer.run(summer.season())
    work_until(runs, lambda: summer.of_run(run).ended_at is not None, "the run has ended")
    after, packed = summer.of_run(run), summer.packed_plan(run)
    assert (after.status, after.claims, after.error) == (RunStatus.DONE, 1, None)
    assert packed is not None
    plan = unpack_plan(packed)
    assert check(to_problem(dataset), plan) == ()
    assert len(plan.places) == 2
    assert after.report is not None
    assert after.report["dataset_sha256"] == dataset.sha256
    assert after.report["counts"]["placed"] == 2
    assert (after.started_at, after.ended_at) == (NOW, NOW)
    assert summer.audited() == {("run_done", run): 1}


@ON_SQLITE
def test_a_run_that_is_stopped_keeps_the_best(summer: Summer, runs: Runs) -> None:
    dataset = long(summer.folder / "long")
    run = summer.run(summer.season(), dataset, seconds=3600.0)
    work_until(runs, lambda: summer.of_run(run).best is not None, "the run has a best")
    summer.change_run(run, stop_requested=True)
    work_until(runs, lambda: summer.of_run(run).ended_at is not None, "the run has ended")
    after, packed = summer.of_run(run), summer.packed_plan(run)
    assert after.status is RunStatus.STOPPED
    assert packed is not None
    assert check(to_problem(dataset), unpack_plan(packed)) == ()
    assert len(runs) == 0
    assert course_of(after.report)[0].level == "placed"


@ON_SQLITE
def test_what_cannot_be_planned_fails_with_a_sentence(summer: Summer, runs: Runs) -> None:
    folder = summer.folder / "pinned"
    tiny_season.write(folder)
    tiny_season.add_row(folder, "pins", "yes,O1,w1,R1,T1,")
    tiny_season.add_row(folder, "pins", "no,O1,w1,R1,,")
    pinned = read_dataset(folder)
    season = summer.season()
    contradicts = summer.run(season, pinned)
    broken = summer.run(season, packed=b"no pack")
    odd = summer.run(season, options={"gap": 7, "language": "en"})
    every = (contradicts, broken, odd)
    work_until(
        runs, lambda: all(summer.of_run(run).ended_at is not None for run in every), "all ended"
    )
    errors = [summer.of_run(run).error or "" for run in every]
    assert {summer.of_run(run).status for run in every} == {RunStatus.FAILED}
    first, *conflicts = errors[0].splitlines()
    assert first == texts.NO_PLAN.nl
    assert len(conflicts) == 1
    assert "O1@w1@R1" in conflicts[0]
    assert errors[1:] == [texts.BAD_DATASET.nl, texts.BAD_OPTIONS.nl]


@ON_SQLITE
def test_a_run_whose_process_is_killed_is_tried_again_and_in_the_end_fails(
    summer: Summer, runs: Runs
) -> None:
    run = summer.run(summer.season(), long(summer.folder / "long"), seconds=3600.0)
    killed: set[int] = set()

    def kill_and_step() -> bool:
        runs.step()
        for child in active_children():
            if child.pid is not None and child.pid not in killed:
                killed.add(child.pid)
                os.kill(child.pid, signal.SIGKILL)
        return summer.of_run(run).ended_at is not None

    eventually(kill_and_step, "the run has ended")
    after = summer.of_run(run)
    assert (after.status, after.error) == (RunStatus.FAILED, texts.DIED.nl)
    assert (after.claims, len(killed)) == (1, MOST_TRIES)


@ON_SQLITE
def test_a_run_whose_process_is_killed_once_is_solved(summer: Summer, runs: Runs) -> None:
    run = summer.run(summer.season())
    runs.step()
    (child,) = active_children()
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    work_until(runs, lambda: summer.of_run(run).ended_at is not None, "the run has ended")
    assert summer.of_run(run).status is RunStatus.DONE


@ON_SQLITE
def test_a_run_that_takes_its_worker_along_every_time_fails(
    summer: Summer, rows: Named, solvers: OwnProcesses
) -> None:
    run = summer.run(summer.season(), claims=3)
    runs = Runs(rows("a"), solvers, clock=lambda: NOW, heartbeat_seconds=1.0, most_claims=3)
    runs.step()
    after = summer.of_run(run)
    assert (after.status, after.error) == (RunStatus.FAILED, texts.DIED.nl)


@ON_SQLITE
def test_a_region_is_planned_side_by_side(summer: Summer, runs: Runs) -> None:
    season = read_dataset(region_folder(summer.folder / "region"))
    run = summer.run(summer.season(), season)
    work_until(runs, lambda: summer.of_run(run).ended_at is not None, "the run has ended")
    assert summer.of_run(run).status is RunStatus.DONE


def region_folder(folder: Path) -> Path:
    tiny_season.write(folder)
    tiny_season.replace(folder / "season.csv", "draw_seed,", "nis,44021|44083\ndraw_seed,")
    return folder


def test_what_is_left_stops_by_itself(summer: Summer, rows: Named, tmp_path: Path) -> None:
    """Nobody waits for a search any more: its process ends."""
    solvers = OwnProcesses(1, tmp_path / "more")
    runs = Runs(rows("a"), solvers, clock=lambda: NOW, heartbeat_seconds=1.0)
    run = summer.run(summer.season(), long(summer.folder / "long"), seconds=3600.0)
    work_until(runs, lambda: summer.of_run(run).best is not None, "the run has a best")
    runs.abandon()
    solvers.close()
    eventually(lambda: not active_children(), "the process has ended")
    assert summer.of_run(run).status is RunStatus.RUNNING
