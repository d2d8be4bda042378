"""One planner on one instance, measured in a process of its own."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

from scheduler.leaving import leave
from scheduler.own_output import keep_output_our_own
from solver.check import check_rules, level_values
from solver.problem import Problem
from tests.benchmarks.attempt import LEVELS, Attempt
from tests.benchmarks.instance import Instance
from tests.benchmarks.ours import our_plan
from tests.benchmarks.plain import plain_plan

PLANNERS: Mapping[str, Callable[[Problem, float], Attempt]] = {
    "ours": our_plan,
    "plain": plain_plan,
}

BUILDING = 1_800.0
"""Seconds that a planner may take beyond its time, before it is ended: building takes what it
takes, within reason."""


class Reached(NamedTuple):
    """A level's value, and the bound proven on it (None: none)."""

    value: int
    bound: int | None

    @property
    def gap(self) -> float | None:
        """The relative gap, as the contract defines it."""
        if self.bound is None:
            return None
        return abs(self.bound - self.value) / max(1, abs(self.bound), abs(self.value))


@dataclass(frozen=True)
class Measurement:
    """What one planner reached. Seconds, and the most memory its process held, in MiB.

    `levels` are computed from the plan by the independent check, not taken from the planner; where
    there is no plan they are those of the empty one. `broken` counts how often it breaks a rule.
    """

    levels: Mapping[str, Reached]
    broken: int
    first_seconds: float | None
    build_seconds: float
    seconds: float
    peak_mib: float


class Lost(NamedTuple):
    """A planner that gave nothing back: it ran out of memory or of patience."""

    why: str


def measure(planner: str, instance: Instance, seconds: float) -> Measurement:
    """Measure a planner of `PLANNERS` in this process, whose memory is counted whole."""
    problem = instance.problem()
    attempt = PLANNERS[planner](problem, seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    values = dict.fromkeys(LEVELS, 0)
    if attempt.plan is not None:
        values |= level_values(problem, attempt.plan)
    return Measurement(
        {name: Reached(values[name], attempt.bounds.get(name)) for name in LEVELS},
        0 if attempt.plan is None else len(check_rules(problem, attempt.plan)),
        attempt.first_seconds,
        attempt.build_seconds,
        attempt.seconds,
        peak / (2**20 if sys.platform == "darwin" else 2**10),
    )


def measure_apart(
    planner: str, instance: Instance, seconds: float, *, building: float = BUILDING
) -> Measurement | Lost:
    """Measure a planner in a fresh process; its end, whatever it is, leaves this one alone."""
    spawn = get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_tell, args=(there, planner, instance, seconds), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(seconds + building):
            return Lost(f"ended after {seconds + building:.0f} s")
        found = here.recv()
        assert isinstance(found, Measurement)
    except EOFError:
        process.join()
        return Lost(f"died with status {process.exitcode}")
    else:
        return found
    finally:
        process.kill()
        process.join()
        here.close()


def _tell(there: Connection, planner: str, instance: Instance, seconds: float) -> None:
    keep_output_our_own()
    there.send(measure(planner, instance, seconds))
    there.close()
    leave(0)
