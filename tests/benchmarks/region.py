"""A region planned in pieces, by hand: `python -m tests.benchmarks.region --pupils 30000`.

Prints each better plan as it comes, then the levels as `solver.check` counts them, the bound, the
gap, seconds by phase and the most memory that could have been in use at once.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from data.dataset import read_dataset
from data.problem import to_problem
from data.references import municipalities
from data.sample import sample_tables
from data.write_tables import write_tables
from solver.check import check, level_values
from solver.clock import Clock, WallClock, WorkClock
from solver.problem import Problem
from solver.progress import Progress
from solver.region.solve_region import RegionParams, solve_region
from solver.stopping import TimeLimit

AROUND = "44021"


def neighbours(count: int) -> list[str]:
    """NIS codes of so many municipalities, those nearest to one city and itself."""
    known = municipalities()
    here = known[AROUND]

    def away(nis: str) -> tuple[float, str]:
        east = (known[nis].lon - here.lon) * math.cos(math.radians(here.lat))
        return math.hypot(known[nis].lat - here.lat, east), nis

    return sorted(known, key=away)[:count]


def region(pupils: int, towns: int, seed: int) -> Problem:
    """A made-up region, by way of files."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "region"
        write_tables(sample_tables(pupils, seed, nis=neighbours(towns)), path)
        return to_problem(read_dataset(path))


def tell(progress: Progress) -> None:
    """One line for each better plan or bound."""
    found = f"{progress.best} of at most {progress.bound}" if progress.level else ""
    print(f"{progress.seconds:8.1f} s  {progress.phase:10} {found}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Plan, check, print. Returns 0, or 1 where the plan breaks the contract."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dataset", nargs="?", type=Path, help="instead of a made-up region")
    parser.add_argument("--pupils", type=int, default=4_000)
    parser.add_argument("--towns", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--piece", type=int, default=RegionParams().pupils)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--first", type=float, default=RegionParams().first)
    parser.add_argument("--rounds", type=int, default=RegionParams().rounds)
    parser.add_argument("--repeatable", action="store_true", help="seconds of work, not of time")
    asked = parser.parse_args(arguments)
    problem = (
        to_problem(read_dataset(asked.dataset))
        if asked.dataset
        else region(asked.pupils, asked.towns, asked.seed)
    )
    params = RegionParams(
        pupils=asked.piece,
        workers=asked.workers,
        first=asked.first,
        rounds=asked.rounds,
    )
    clock: Clock = WorkClock() if asked.repeatable else WallClock()
    began = sum(os.times()[:4])
    with ProcessPoolExecutor(asked.workers, mp_context=get_context("spawn")) as pool:
        stop = TimeLimit(asked.seconds, clock=clock.now)
        plan = solve_region(problem, stop, pool, on_progress=tell, params=params, clock=clock)
    print(f"{sum(os.times()[:4]) - began:.0f} s of the processors")
    unit = 2**30 if sys.platform == "darwin" else 2**20
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit
    counted = level_values(problem, plan)
    for level in plan.levels:
        value = counted.get(level.name, level.value)
        print(f"{level.name:8} {value:7} bound {level.bound:7} gap {level.gap:.2%}")
    print("seconds", dict(plan.seconds))
    print(f"memory at most {mine:.2f} GiB + {asked.workers} × {theirs:.2f} GiB")
    wrong = check(problem, plan)
    print(f"check: {len(wrong)} violations")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
