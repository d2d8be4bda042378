import os
import pickle
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from data.plan_files import read_plan, read_plan_summary, write_plan
from solver.plan import Plan
from solver.problem import Problem
from tests.data.plan_folders import FILES, contents
from tests.data.sample_plans import greedy_plan, sample_problem

ROOT = Path(__file__).parents[2]


@pytest.fixture
def problem() -> Problem:
    return sample_problem(150, 7)


@pytest.fixture
def plan() -> Plan:
    return greedy_plan(150, 7)


@pytest.fixture
def folder(tmp_path: Path, plan: Plan, problem: Problem) -> Path:
    """A plan that was written."""
    write_plan(plan, problem, tmp_path / "plan", dataset_sha256="ab" * 32)
    return tmp_path / "plan"


WRITER = """
import pickle
import sys
from pathlib import Path
from data.plan_files import write_plan
plan, problem = pickle.loads(Path(sys.argv[2]).read_bytes())
print("ready", flush=True)
for turn in range(10_000):
    write_plan(plan, problem, Path(sys.argv[1]), dataset_sha256=f"{turn:064}", page=False)
"""


def test_who_is_killed_while_writing_leaves_a_whole_plan(tmp_path: Path) -> None:
    out, chance = tmp_path / "plan", random.Random(1)
    plan, problem = greedy_plan(40, 1), sample_problem(40, 1)
    (tmp_path / "pickle").write_bytes(pickle.dumps((plan, problem)))
    told: set[object] = set()
    for _ in range(10):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(out), str(tmp_path / "pickle")],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert writer.stdout is not None
        with writer, writer.stdout:
            assert writer.stdout.readline() == b"ready\n"
            time.sleep(0.05 + chance.random() / 10)
            writer.send_signal(signal.SIGKILL)
        assert read_plan(out, problem).places == plan.places
        told.add(read_plan_summary(out).report.raw["dataset_sha256"])
    assert len(told) > 1
    write_plan(plan, problem, out, dataset_sha256="")
    assert set(contents(out)) == FILES


def test_a_plan_left_aside_is_read_and_put_back(folder: Path, plan: Plan, problem: Problem) -> None:
    before = contents(folder)
    aside = folder.with_name(".plan.zomerwijzer-old")
    folder.rename(aside)
    assert read_plan(folder, problem).places == plan.places
    assert read_plan_summary(folder).places == len(plan.places)
    (aside / "notities.txt").write_text("van de planner")
    write_plan(plan, problem, folder, dataset_sha256="ab" * 32)
    assert contents(folder) == before | {"notities.txt": b"van de planner"}
    assert [path.name for path in folder.parent.iterdir()] == ["plan"]


def test_leavings_of_a_killed_process_are_swept_once_they_are_old(
    folder: Path, plan: Plan, problem: Problem
) -> None:
    old, new, aside = (
        folder.with_name(f".plan.zomerwijzer-{name}") for name in ("0123", "4567", "old")
    )
    for path in (old, new, aside):
        path.mkdir()
    os.utime(old, (1, 1))
    write_plan(plan, problem, folder, dataset_sha256="")
    assert {path.name for path in folder.parent.iterdir()} == {"plan", new.name}
