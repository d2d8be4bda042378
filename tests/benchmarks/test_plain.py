"""The straightforward model of the benchmark table finds what the exact model proves."""

from __future__ import annotations

from solver.check import check_rules
from tests.benchmarks.plain import plain_plan
from tests.solver.exact import exact_levels
from tests.solver.problems import random_problem


def test_a_small_problem_is_solved_to_the_end() -> None:
    of = random_problem(1, size="medium")
    found = plain_plan(of, 60)
    best = exact_levels(of)
    assert best is not None
    assert found.plan is not None
    assert (found.placed, found.loss) == (best["placed"], best["loss"])
    assert (found.bound, found.gap) == (found.placed, 0)
    assert found.proven == ("placed", "loss", "further")
    assert check_rules(of, found.plan) == ()
    assert 0 < found.build_seconds < found.seconds
    assert found.peak_mib > 10


def test_no_time_means_no_plan_and_an_honest_bound() -> None:
    of = random_problem(1, size="medium")
    found = plain_plan(of, 1e-6)
    assert (found.placed, found.plan, found.proven) == (0, None, ())
    assert found.bound >= (exact_levels(of) or {})["placed"]
