"""Time by the wall, time by work, and plans that are the same whatever the machine does."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from solver.check import check
from solver.clock import WallClock, WorkClock
from solver.plan import Plan
from solver.problem import Problem
from solver.search import effort
from solver.search.moves import SearchParams
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.solver.problems import permuted, random_problem
from tests.solver.solved import SEARCHED


def test_the_wall_clock_goes_on_by_itself() -> None:
    clock = WallClock()
    before = clock.now()
    clock.spend(1000.0)
    time.sleep(0.01)
    assert 0.01 <= clock.now() - before < 1000.0
    assert not clock.repeatable


def test_a_work_clock_goes_on_by_work_alone() -> None:
    clock = WorkClock()
    time.sleep(0.01)
    assert (clock.now(), clock.repeatable) == (0.0, True)
    clock.spend(0.25)
    clock.spend(0.0)
    clock.spend(0.5)
    assert clock.now() == 0.75
    with pytest.raises(ValueError, match=r"not -0\.1 seconds"):
        clock.spend(-0.1)
    assert clock.now() == 0.75


def test_more_seconds_allow_more_work_and_larger_programs_less() -> None:
    for within in (effort.nodes_within, effort.steps_within):
        assert within(1000, 0.0) == 1
        assert 1 < within(1000, 5.0) < within(1000, 50.0)
        assert within(100_000, 50.0) < within(1000, 50.0)
        assert within(1000, float("inf")) > 1_000_000
    assert effort.seconds_of_search(1000, 10) < effort.seconds_of_search(1000, 1000)
    assert effort.seconds_of_search(1000, 10) < effort.seconds_of_search(9000, 10)
    assert effort.seconds_of_steps(1000, 2) == pytest.approx(2 * effort.seconds_of_steps(1000, 1))


def repeated(problem: Problem, params: SearchParams, seconds: float) -> Plan:
    clock = WorkClock()
    return solve(problem, TimeLimit(seconds, clock=clock.now), params=params, clock=clock)


@pytest.mark.parametrize("params", [SearchParams(), SEARCHED], ids=["as-it-is", "searched"])
def test_work_makes_the_same_plan_again_while_the_other_core_is_busy(
    params: SearchParams,
) -> None:
    of = random_problem(3, size="medium")
    first = repeated(of, params, 3.0)
    done = threading.Event()
    busy = threading.Thread(target=_work_until, args=(done,))
    busy.start()
    try:
        again = repeated(permuted(of, 7), params, 3.0)
    finally:
        done.set()
        busy.join()
    assert check(of, first) == ()
    assert replace(again, seconds={}) == replace(first, seconds={})


def _work_until(done: threading.Event) -> None:
    while not done.is_set():
        sum(range(1000))


def test_work_that_is_too_little_for_anything_gives_a_whole_plan() -> None:
    of = random_problem(2, size="medium")
    made = repeated(of, SEARCHED, 1e-9)
    assert check(of, made) == ()
