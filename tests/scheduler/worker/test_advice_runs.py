"""Runs that look for what would help most: claimed, computed and ended as every run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from data.dataset import Dataset, read_dataset
from data.problem import to_problem
from data.season_rows import pack_dataset, pack_plan, pseudonymised
from models.enums import RunKind, RunStatus
from scheduler.worker import texts
from scheduler.worker.doors import Doors
from scheduler.worker.own_processes import OwnProcesses
from scheduler.worker.run_rows import RunRows
from scheduler.worker.runs import Runs
from solver.plan import Group, Plan
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.scheduler import tiny_season
from tests.scheduler.worker.summer import NOW, Summer, eventually

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Solving takes the time; the database plays no part of its own."""


def anybody(session: Session) -> None:
    pass


def nobody(name: str) -> bool:
    return not name


@pytest.fixture
def runs(doors: Doors, tmp_path: Path) -> Iterator[Runs]:
    solvers = OwnProcesses(1, tmp_path / "lines")
    rows = RunRows(doors, owner="a", fence=anybody, lost_after=3600.0, has_gone=nobody)
    made = Runs(rows, solvers, clock=lambda: NOW, heartbeat_seconds=1.0)
    yield made
    made.abandon()
    solvers.close()
    eventually(lambda: not active_children(), "all processes have ended")


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    """The tiny season with room and a tutor for a second group, which may not be."""
    folder = tmp_path / "short"
    tiny_season.write(folder)
    tiny_season.add_row(folder, "rooms", "R2,L1,10")
    tiny_season.add_row(folder, "tutors", "T2,lead,LO-NED,30")
    return read_dataset(folder)


@pytest.fixture
def plan(dataset: Dataset) -> Plan:
    return solve(to_problem(dataset), TimeLimit(30))


def queued(summer: Summer, dataset: Dataset, plan: Plan, promised: Plan | None = None) -> int:
    problem = to_problem(dataset)
    return summer.run(
        summer.season(dataset),
        dataset,
        seconds=60.0,
        packed=pack_dataset(pseudonymised(dataset), promised=promised),
        kind=RunKind.ADVICE,
        given_plan=pack_plan(plan, problem, dataset_sha256=dataset.sha256),
        options={"top": 3},
    )


def ended(summer: Summer, runs: Runs, run: int) -> bool:
    runs.step()
    return summer.of_run(run).ended_at is not None


def test_what_would_help_is_told_with_its_children(
    summer: Summer, runs: Runs, dataset: Dataset, plan: Plan
) -> None:
    run = queued(summer, dataset, plan, promised=plan)
    eventually(lambda: ended(summer, runs, run), "the run has ended")
    found = summer.of_run(run)
    assert (found.status, found.error, summer.packed_plan(run)) == (RunStatus.DONE, None, None)
    assert found.report is not None
    told = ("waiting", "tried", "candidates", "advice")
    assert {name: found.report[name] for name in told} == {
        "waiting": 1,
        "tried": 1,
        "candidates": 1,
        "advice": [
            {
                "kind": "group",
                "offer_id": "O1",
                "placed": 1,
                "exact": True,
                "loss": 0,
                "further": 0,
                "sentences": {
                    "nl": "Eén groep meer toelaten voor Taal in het park (O1), 2 in plaats van 1",
                    "en": "Allowing one group more of Taal in het park (O1), 2 instead of 1",
                },
            }
        ],
    }


def test_a_plan_that_breaks_rules_gets_no_advice(
    summer: Summer, runs: Runs, dataset: Dataset, plan: Plan
) -> None:
    broken = replace(plan, assignments=())
    run = queued(summer, dataset, broken)
    eventually(lambda: ended(summer, runs, run), "the run has ended")
    found = summer.of_run(run)
    assert (found.status, found.error) == (RunStatus.FAILED, texts.BROKEN_GIVEN.said("nl"))
    assert plan.groups == (Group("O1", "w1", plan.groups[0].room_id),)


def test_a_run_that_is_stopped_keeps_what_it_has(
    summer: Summer, runs: Runs, dataset: Dataset, plan: Plan
) -> None:
    run = queued(summer, dataset, plan)
    summer.change_run(run, stop_requested=True)
    eventually(lambda: ended(summer, runs, run), "the run has ended")
    assert summer.of_run(run).status is RunStatus.STOPPED
