"""Random small integer programs that have a solution, and all their solutions."""

from __future__ import annotations

from itertools import product

import numpy as np
from scipy import sparse

from solver.model.program import Floats, Program


def random_program(seed: int, *, columns: int = 7, rows: int = 6) -> Program:
    """Columns from 0 to 1, 2 or 3; rows of every kind around a point that keeps them all.

    Its one level is `cost`.
    """
    rng = np.random.default_rng(seed)
    matrix = rng.integers(-3, 4, (rows, columns)) * (rng.random((rows, columns)) < 0.5)
    upper = rng.integers(1, 4, columns).astype(np.float64)
    inside = np.floor(rng.random(columns) * (upper + 1))
    activity = (matrix @ inside).astype(np.float64)
    row_lower = activity - rng.integers(0, 3, rows).astype(np.float64)
    row_upper = activity + rng.integers(0, 3, rows).astype(np.float64)
    kind = rng.integers(0, 4, rows)
    row_lower[kind == 0] = -np.inf
    row_upper[kind == 1] = np.inf
    row_lower[kind == 2] = row_upper[kind == 2] = activity[kind == 2]
    return Program(
        sparse.csc_array(matrix.astype(np.float64)),
        row_lower,
        row_upper,
        np.zeros(columns),
        upper,
        np.ones(columns, dtype=np.bool_),
        np.zeros(rows, dtype=np.int64),
        np.arange(rows),
        np.zeros(columns, dtype=np.int64),
        {"cost": rng.integers(-5, 6, columns).astype(np.float64)},
    )


def solutions(program: Program) -> Floats:
    """float[S, N]: every whole-number point that keeps all rows and columns."""
    ends = zip(program.column_lower.tolist(), program.column_upper.tolist(), strict=True)
    points = product(*(range(round(low), round(high) + 1) for low, high in ends))
    found = [point for point in map(np.array, points) if program.feasible(point)]
    return np.array(found, dtype=np.float64).reshape(-1, program.columns)
