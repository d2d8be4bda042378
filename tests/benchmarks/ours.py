"""Our own search, for the benchmark table."""

from __future__ import annotations

import time

from solver.problem import Problem
from solver.progress import Progress
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.benchmarks.attempt import Attempt


def our_plan(problem: Problem, seconds: float) -> Attempt:
    """Plan as the command line does. `seconds` limits everything but the reasons at the end."""
    start = time.perf_counter()
    first: list[float] = []

    def listen(progress: Progress) -> None:
        if not first and progress.level == "placed" and progress.best:
            first.append(time.perf_counter() - start)

    plan = solve(problem, TimeLimit(seconds), on_progress=listen)
    return Attempt(
        plan,
        {level.name: level.bound for level in plan.levels},
        first[0] if first else None,
        plan.seconds["compile"],
        time.perf_counter() - start,
    )
