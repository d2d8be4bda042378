"""Runs solved on Dask workers, some of which are killed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.dataset import read_dataset
from data.problem import to_problem
from data.season_rows import unpack_plan
from models.enums import RunStatus
from scheduler.worker.doors import Doors
from scheduler.worker.on_dask import OnDask
from scheduler.worker.run_rows import RunRows
from scheduler.worker.runs import Runs
from solver.check import check
from tests.scheduler.worker.dask_cluster import DaskCluster
from tests.scheduler.worker.summer import NOW, Summer, eventually, long
from tests.scheduler.worker.test_runs import anybody, region_folder, work_until

pytestmark = [
    # The database plays no part of its own here, and Dask takes long to begin.
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    made = DaskCluster(tmp_path_factory.mktemp("dask") / "cluster")
    try:
        made.start(workers=2)
        yield made
    finally:
        made.stop()


@pytest.fixture
def solvers(cluster: DaskCluster) -> Iterator[OnDask]:
    made = OnDask(cluster.address, workers=None, patience=60.0)
    eventually(lambda: made.room() >= 2, "a worker is there")
    yield made
    made.close()


@pytest.fixture
def runs(doors: Doors, solvers: OnDask) -> Iterator[Runs]:
    rows = RunRows(doors, owner="a", fence=anybody, lost_after=3600.0, has_gone=lambda name: False)
    made = Runs(rows, solvers, clock=lambda: NOW, heartbeat_seconds=1.0)
    yield made
    made.abandon()


def ended(summer: Summer, *every: int) -> Callable[[], bool]:
    return lambda: all(summer.of_run(run).ended_at is not None for run in every)


def test_a_region_is_planned_on_dask(summer: Summer, runs: Runs) -> None:
    season = read_dataset(region_folder(summer.folder / "region"))
    run = summer.run(summer.season(), season)
    work_until(runs, ended(summer, run), "the run has ended")
    assert (summer.of_run(run).status, summer.of_run(run).error) == (RunStatus.DONE, None)


def test_a_run_on_dask_is_stopped_and_keeps_the_best(summer: Summer, runs: Runs) -> None:
    dataset = long(summer.folder / "long")
    run = summer.run(summer.season(), dataset, seconds=3600.0)
    work_until(runs, lambda: summer.of_run(run).best is not None, "the run has a best")
    summer.change_run(run, stop_requested=True)
    work_until(runs, ended(summer, run), "the run has ended")
    after, packed = summer.of_run(run), summer.packed_plan(run)
    assert after.status is RunStatus.STOPPED
    assert packed is not None
    assert check(to_problem(dataset), unpack_plan(packed)) == ()


def test_nobody_waits_any_more_so_the_search_on_dask_ends(
    doors: Doors, summer: Summer, cluster: DaskCluster, solvers: OnDask
) -> None:
    """Its worker was killed: the next one has the run, and both places are free for it."""
    lost = OnDask(cluster.address, workers=1, patience=2.0)
    rows = RunRows(doors, owner="b", fence=anybody, lost_after=1.0, has_gone=lambda name: False)
    run = summer.run(summer.season(), long(summer.folder / "long"), seconds=3600.0)
    runs = Runs(rows, lost, clock=lambda: NOW, heartbeat_seconds=0.1)
    work_until(runs, lambda: summer.of_run(run).best is not None, "the run has a best")
    eventually(lambda: solvers.busy() == 0, "the search has ended by itself")
    lost.close()


def test_four_seasons_at_once_also_when_a_worker_is_killed(
    summer: Summer, runs: Runs, solvers: OnDask, cluster: DaskCluster
) -> None:
    """Two workers with two threads each."""
    eventually(lambda: solvers.room() == 4, "both workers are there")
    dataset = long(summer.folder / "long", pupils=60)
    every = [summer.run(summer.season(), dataset, seconds=4.0) for _ in range(4)]
    runs.step()
    assert [summer.of_run(run).status for run in every] == [RunStatus.CLAIMED] * 4
    work_until(
        runs, lambda: all(summer.of_run(run).stage is not None for run in every), "all four search"
    )
    cluster.processes[-1].kill()
    work_until(runs, ended(summer, *every), "all four have ended")
    after = [summer.of_run(run) for run in every]
    assert [(run.status, run.error, run.claims) for run in after] == [(RunStatus.DONE, None, 1)] * 4
    audited = summer.audited()
    assert [audited["run_done", run] for run in every] == [1] * 4


def test_where_dask_is_away_runs_wait(doors: Doors, summer: Summer, tmp_path: Path) -> None:
    away = OnDask("tcp://127.0.0.1:1", workers=None, patience=60.0, connect_seconds=0.2)
    rows = RunRows(doors, owner="a", fence=anybody, lost_after=3600.0, has_gone=lambda name: False)
    run = summer.run(summer.season())
    Runs(rows, away, clock=lambda: NOW, heartbeat_seconds=1.0).step()
    assert (summer.of_run(run).status, summer.of_run(run).claims) == (RunStatus.QUEUED, 0)
    away.close()
