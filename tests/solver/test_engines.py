"""The solvers behind their door: answers are true, and bounds safe whatever their accuracy."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from solver.model.program import Floats, Program, View
from solver.search.engines import Engine, dual_bound, relax, round_up, solve_view
from tests.solver.random_program import random_program, solutions

SEEDS = st.integers(0, 2**32 - 1)


def best(program: Program) -> float:
    """The least cost of a whole-number point, by trying all of them."""
    return float(np.min(solutions(program) @ program.objectives["cost"]))


def linear_best(program: Program) -> float:
    """The least cost of the linear relaxation."""
    matrix = np.asarray(program.matrix.toarray(), dtype=np.float64)
    up, low = np.isfinite(program.row_upper), np.isfinite(program.row_lower)
    found = linprog(
        program.objectives["cost"],
        A_ub=np.vstack([matrix[up], -matrix[low]]),
        b_ub=np.concatenate([program.row_upper[up], -program.row_lower[low]]),
        bounds=list(zip(program.column_lower.tolist(), program.column_upper.tolist(), strict=True)),
    )
    assert found.fun is not None
    return float(found.fun)


def whole(program: Program, hint: Floats | None = None) -> View:
    at = np.zeros(program.columns)
    view = program.view(
        np.arange(program.columns),
        at,
        program.matrix @ at,
        program.objectives["cost"],
        depth=0,
    )
    return replace(view, hint=hint)


@given(seed=SEEDS, scale=st.sampled_from([0.1, 1.0, 100.0]))
@settings(max_examples=120, deadline=None)
def test_any_prices_at_all_prove_a_bound_that_no_plan_passes(seed: int, scale: float) -> None:
    program = random_program(seed)
    prices = np.random.default_rng(seed).normal(0, scale, len(program.row_lower))
    bound, reduced = dual_bound(program, program.objectives["cost"], prices)
    assert bound <= linear_best(program) + 1e-6 * max(1.0, abs(bound))
    assert reduced.shape == (program.columns,)
    assert round_up(bound) <= best(program)


@pytest.mark.parametrize("chunk", range(4))
def test_the_relaxation_bounds_and_is_nearly_tight(chunk: int) -> None:
    for seed in range(chunk, 32, 4):
        program = random_program(seed)
        found = relax(program, program.objectives["cost"], 10, accuracy=1e-6, threads=1)
        assert found is not None
        tight = linear_best(program)
        assert tight - 0.01 <= found.bound <= tight + 1e-6
        assert round_up(found.bound) <= best(program)
        assert np.all(found.point >= program.column_lower)
        assert np.all(found.point <= program.column_upper)


@pytest.mark.parametrize("accuracy", [0.5, 0.1])
def test_a_rough_relaxation_still_bounds(accuracy: float) -> None:
    for seed in range(16):
        program = random_program(seed)
        found = relax(program, program.objectives["cost"], 10, accuracy=accuracy, threads=1)
        assert found is None or round_up(found.bound) <= best(program)


@pytest.mark.parametrize("engine", list(Engine))
@pytest.mark.parametrize("chunk", range(3))
def test_a_view_is_solved_to_the_end(engine: Engine, chunk: int) -> None:
    for seed in range(chunk, 48, 3):
        program = random_program(seed)
        hint = solutions(program)[0] if seed % 2 else None
        found = solve_view(whole(program, hint), engine, 10)
        cost = program.objectives["cost"]
        assert found.values is not None
        assert program.feasible(found.values)
        assert np.array_equal(found.values, np.round(found.values))
        assert (seed, round(float(cost @ found.values))) == (seed, best(program))
        assert found.proven
        assert not found.impossible
        assert round_up(found.bound) == best(program)
        assert found.seconds >= 0


@pytest.mark.parametrize("engine", list(Engine))
def test_what_cannot_be_is_impossible(engine: Engine) -> None:
    program = random_program(1)
    upper = program.matrix.maximum(0) @ program.column_upper
    beyond = replace(program, row_lower=upper + 1, row_upper=upper + 2)
    found = solve_view(whole(beyond), engine, 10)
    assert (found.values, found.impossible, found.proven) == (None, True, False)
    assert found.bound == math.inf


def test_no_time_limit_at_all() -> None:
    program = random_program(2)
    for engine in Engine:
        assert solve_view(whole(program), engine, math.inf).proven
    assert relax(program, program.objectives["cost"], math.inf) is not None


def test_a_view_without_columns() -> None:
    program = random_program(3)
    at = solutions(program)[0]
    view = program.view(
        np.zeros(0, dtype=np.int64),
        at,
        program.matrix @ at,
        program.objectives["cost"],
        depth=0,
    )
    found = solve_view(view, Engine.HIGHS, 1)
    assert (found.proven, found.impossible, found.bound) == (True, False, 0.0)
    assert found.values is not None
    assert len(found.values) == 0


def test_a_fractional_column_may_be_so() -> None:
    program = random_program(4)
    loose = replace(program, integer=np.zeros(program.columns, dtype=np.bool_))
    found = solve_view(whole(loose), Engine.HIGHS, 10)
    assert found.values is not None
    assert float(program.objectives["cost"] @ found.values) == pytest.approx(linear_best(program))


@pytest.mark.parametrize(
    ("bound", "cost"),
    [
        (0.0, 0),
        (2.0, 2),
        (2.000001, 2),
        (1.999999, 2),
        (2.01, 3),
        (-2.0, -2),
        (-1.999999, -2),
        (-2.01, -2),
        (-0.5, 0),
        (100_000.001, 100_000),
        (-2472.0001, -2472),
        (-2471.9999, -2472),
    ],
)
def test_rounding_a_bound_up_to_a_whole_cost(bound: float, cost: int) -> None:
    assert round_up(bound) == cost


@given(cost=st.integers(-10_000, 10_000), under=st.floats(0, 0.999))
def test_a_bound_below_a_whole_cost_never_rounds_beyond_it(cost: int, under: float) -> None:
    assert round_up(cost - under) <= cost
