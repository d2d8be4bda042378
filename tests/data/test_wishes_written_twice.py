"""A family that writes the same wish twice: planned, checked, written and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.dataset import read_dataset
from data.plan_files import read_plan, write_plan
from data.problem import to_problem
from solver.check import check
from solver.clock import WorkClock
from solver.problem import Policy
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.data.small_dataset import small_tables, write_csv


@pytest.mark.parametrize("policy", Policy)
def test_there_and_back(policy: Policy, tmp_path: Path) -> None:
    tables = small_tables()
    del tables["pins"]
    tables["wishes"] += [tables["wishes"][3], tables["wishes"][4], tables["wishes"][4]]
    dataset = read_dataset(write_csv(tables, tmp_path / "season"))
    problem = to_problem(dataset)
    clock = WorkClock()
    plan = solve(problem, TimeLimit(1, clock=clock.now), policy=policy, clock=clock)
    assert check(problem, plan) == ()
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256=dataset.sha256)
    found = read_plan(tmp_path / "plan", problem)
    assert [refusal.wish for refusal in found.refusals] == [r.wish for r in plan.refusals]
    assert len(found.refusals) > len({refusal.wish for refusal in found.refusals})
    assert check(problem, found) == ()
