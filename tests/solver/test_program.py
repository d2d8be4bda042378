"""Programs as arrays: rows in blocks, views in which most stands still, coarse relaxations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.model.canonical import canonical
from solver.model.formulation import DEPTH, FURTHER, LOSS, PLACED, formulate
from solver.model.layout import lay_out
from solver.model.program import Impossible, Program, Rows, View
from solver.search.engines import Engine, relax, round_up, solve_view
from tests.solver.exact import exact_levels
from tests.solver.problems import random_problem
from tests.solver.random_program import random_program, solutions

SEEDS = st.integers(0, 2**32 - 1)


# --- rows


def test_rows_are_collected_by_key() -> None:
    rows = Rows()
    rows.group(
        np.array([7, 3, 7]),
        np.array([0, 1, 2]),
        np.array([1.0, 2.0, 3.0]),
        lower=np.array([-1.0, -5.0]),
        upper=9.0,
    )
    rows.depth = 2
    rows.add([2, 0], 1.0, upper=1.0)
    matrix, lower, upper, depth, sums = rows.matrix(4)
    assert len(rows) == 3
    assert matrix.toarray().tolist() == [[0, 2, 0, 0], [1, 0, 3, 0], [1, 0, 1, 0]]
    assert lower.tolist() == [-1, -5, -np.inf]
    assert upper.tolist() == [9, 9, 1]
    assert depth.tolist() == [0, 0, 2]
    assert sums.tolist() == [0, 1, 2]


def test_rows_with_one_number_are_summed_alike() -> None:
    rows = Rows()
    keys, columns = np.array([0, 1, 2, 3]), np.arange(4)
    rows.group(keys, columns, 1.0, upper=1.0, sums=np.array([5, 5, 8, 5]))
    rows.group(keys[:2], columns[:2], 1.0, upper=1.0, sums=np.array([5, 5]))
    sums = rows.matrix(4)[4]
    assert sums.tolist() == [0, 0, 1, 0, 2, 2]


def test_no_entries_make_no_row() -> None:
    rows = Rows()
    none = np.zeros(0, dtype=np.int64)
    rows.group(none, none, 1.0, upper=1.0)
    rows.add([], [], lower=0.0, upper=0.0)
    matrix, lower, upper, depth, sums = rows.matrix(3)
    assert matrix.shape == (0, 3)
    assert [len(part) for part in (lower, upper, depth, sums)] == [0, 0, 0, 0]


@pytest.mark.parametrize(("lower", "upper"), [(1.0, np.inf), (-np.inf, -1.0)])
def test_a_row_without_columns_that_asks_for_something(lower: float, upper: float) -> None:
    with pytest.raises(Impossible):
        Rows().add([], 1.0, lower=lower, upper=upper)


# --- programs and views


def test_feasible_and_value() -> None:
    program = random_program(5)
    point = solutions(program)[0]
    assert program.columns == 7
    assert program.value("cost", point) == int(program.objectives["cost"] @ point)
    assert program.feasible(point)
    assert not program.feasible(point + np.eye(7)[0] * 9)
    assert not program.feasible(point - np.eye(7)[0] * 9)
    tight = replace(program, row_upper=program.matrix @ point - 1)
    assert not tight.feasible(point)


@given(seed=SEEDS)
@settings(max_examples=100, deadline=None)
def test_a_view_admits_what_the_program_does_with_the_rest_standing_still(seed: int) -> None:
    program = random_program(seed)
    points = solutions(program)
    rng = np.random.default_rng(seed)
    at = points[rng.integers(len(points))]
    free = np.sort(rng.choice(7, rng.integers(1, 8), replace=False))
    other = rng.integers(-3, 4, 7).astype(np.float64)
    view = program.view(
        free, at, program.matrix @ at, program.objectives["cost"], depth=0, no_worse=[other]
    )
    assert view.hint is not None
    assert view.hint.tolist() == at[free].tolist()
    fixed = np.setdiff1d(np.arange(7), free)
    same = points[(points[:, fixed] == at[fixed]).all(axis=1)]
    same = same[same @ other <= other @ at]
    ends = [range(int(end) + 1) for end in view.column_upper]
    tried = np.stack(np.meshgrid(*ends, indexing="ij"), axis=-1).reshape(-1, len(free))
    allowed = {tuple(x) for x in tried.tolist() if holds(view, np.array(x, dtype=np.float64))}
    assert allowed == {tuple(point) for point in same[:, free].tolist()}
    assert view.cost.tolist() == program.objectives["cost"][free].tolist()


def holds(view: View, at: np.ndarray[tuple[int], np.dtype[np.float64]]) -> bool:
    activity = view.rows @ at
    return bool(
        np.all(activity <= view.row_upper + 1e-9) and np.all(activity >= view.row_lower - 1e-9)
    )


def test_what_matters_only_deeper_is_left_out_of_a_view() -> None:
    program = random_program(6)
    deep = replace(
        program,
        row_depth=np.array([0, 1, 2, 0, 1, 2]),
        column_depth=np.array([0, 0, 0, 0, 0, 1, 2]),
    )
    at = solutions(program)[0]
    for depth, free in ((0, 5), (1, 6), (2, 7)):
        view = deep.view(
            np.arange(7), at, program.matrix @ at, program.objectives["cost"], depth=depth
        )
        assert view.free.tolist() == list(range(free))
        assert view.rows.shape[0] <= 2 * (depth + 1)


def test_within_limits_is_the_same_program_with_less_room() -> None:
    program = random_program(8)
    points = solutions(program)
    cost = program.objectives["cost"]
    middle = float(np.median(points @ cost))
    within = program.within([(cost, middle)])
    assert solutions(within).tolist() == points[points @ cost <= middle].tolist()
    assert program.within([]) is program


# --- the coarse relaxation


@pytest.mark.parametrize("seed", range(40))
def test_a_coarse_program_admits_every_plan(seed: int) -> None:
    program = random_program(seed)
    rng = np.random.default_rng(seed)
    parts = np.unique(rng.integers(0, 4, 7), return_inverse=True)[1]
    # one cost for each part, as the levels of a season have
    cost = rng.integers(-4, 5, 7).astype(np.float64)[parts]
    whole = replace(program, row_sums=rng.integers(0, 4, 6), objectives={"cost": cost})
    coarse = whole.coarse(0, parts)
    for point in solutions(whole):
        added = np.zeros(coarse.program.columns)
        np.add.at(added, coarse.column, point)
        assert coarse.program.feasible(added)
        assert coarse.program.value("cost", added) == whole.value("cost", point)


def test_nothing_merged_loses_nothing() -> None:
    program = random_program(9)
    coarse = program.coarse(0, np.arange(7)).program
    assert solutions(coarse).tolist() == solutions(program).tolist()


def whole_program(seed: int) -> Program:
    return formulate(lay_out(canonical(random_problem(seed)))).program


@pytest.mark.parametrize("chunk", range(4))
def test_the_coarse_relaxation_of_a_season_bounds_each_level(chunk: int) -> None:
    for seed in range(chunk, 24, 4):
        of = random_problem(seed)
        exact = exact_levels(of)
        if exact is None:
            continue
        formulation = formulate(lay_out(canonical(of)))
        program = formulation.program
        signs = {PLACED: -1, LOSS: 1, FURTHER: -1}
        before: list[str] = []
        for level, sign in signs.items():
            limits = [(program.objectives[b], float(signs[b] * exact[b])) for b in before]
            for parts in (formulation.parts, np.arange(program.columns)):
                coarse = program.within(limits).coarse(DEPTH[level], parts).program
                found = relax(coarse, coarse.objectives[level], 10, threads=1)
                assert found is None or (seed, level, round_up(found.bound)) <= (
                    seed,
                    level,
                    sign * exact[level],
                )
            before.append(level)


@pytest.mark.parametrize("seed", range(10))
def test_a_season_as_one_view(seed: int) -> None:
    of = random_problem(seed)
    exact = exact_levels(of)
    if exact is None or of.pins:
        return
    program = whole_program(seed)
    at = np.zeros(program.columns)
    for depth, cost in ((0, PLACED), (2, PLACED)):
        view = program.view(
            np.arange(program.columns),
            at,
            at @ program.matrix.T,
            program.objectives[cost],
            depth=depth,
        )
        found = solve_view(view, Engine.HIGHS, 10)
        assert round_up(found.bound) == -exact["placed"]
