"""The straightforward model of the benchmark table finds what the exact model proves."""

from __future__ import annotations

from solver.check import check_rules, level_values
from tests.benchmarks.attempt import LEVELS
from tests.benchmarks.plain import plain_plan
from tests.solver.exact import exact_levels
from tests.solver.problems import random_problem


def test_a_small_problem_is_solved_to_the_end() -> None:
    of = random_problem(1, size="medium")
    found = plain_plan(of, 60)
    best = exact_levels(of)
    assert best is not None
    assert found.plan is not None
    assert found.bounds == best
    assert {name: level_values(of, found.plan)[name] for name in LEVELS} == best
    assert check_rules(of, found.plan) == ()
    assert found.first_seconds is not None
    assert 0 < found.build_seconds < found.first_seconds < found.seconds


def test_no_time_means_no_plan_and_an_honest_bound() -> None:
    of = random_problem(1, size="medium")
    found = plain_plan(of, 1e-6)
    assert (found.plan, found.first_seconds) == (None, None)
    assert found.bounds["placed"] >= (exact_levels(of) or {})["placed"]
