"""The solvers we stand on, behind one door: a view goes in, values and a proven bound come out.

HiGHS solves small and middling integer programs best, CP-SAT those with little slack, PDLP (a
first-order method) the linear relaxation of a whole city. All come with OR-Tools.
"""

from __future__ import annotations

import datetime as dt
import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.util.python.solve_interrupter import SolveInterrupter
from scipy import sparse

from solver.clock import Clock
from solver.model.program import Program, View
from solver.search import effort

Floats = NDArray[np.float64]

_SLACK = 1e-5
"""How far a floating-point bound may be off a whole number before it counts as below it."""


_LOOK = 0.1
"""Seconds between two looks at whether to stop."""

_LONGEST = 7 * 24 * 3600.0
"""Seconds that stand for "no limit"."""


class Engine(StrEnum):
    """Which solver."""

    HIGHS = "HIGHS"
    CP_SAT = "CP_SAT"


@dataclass(frozen=True)
class Outcome:
    """What a solver found: values of the view's columns (None: nothing), and the proven bound.

    `bound` is a lower bound on the cost of the view; `proven` that the values attain it;
    `impossible` that no values exist; `seconds` how long it took.
    """

    values: Floats | None
    bound: float
    proven: bool
    impossible: bool = False
    seconds: float = 0.0


def solve_view(  # noqa: PLR0913  (what to solve, and options by name)
    view: View,
    engine: Engine,
    seconds: float,
    *,
    workers: int = 1,
    stopped: Callable[[], bool] | None = None,
    clock: Clock | None = None,
) -> Outcome:
    """Minimise a view, for at most so many seconds.

    `stopped` is asked now and then whether to end at once (CP-SAT listens, HiGHS cannot). Where
    the `clock` is repeatable the seconds are work: HiGHS ends at a node, CP-SAT by its own count.
    """
    if not len(view.free):
        fine = bool(np.all(view.row_lower <= 0) and np.all(view.row_upper >= 0))
        return Outcome(np.zeros(0) if fine else None, 0.0, proven=fine, impossible=not fine)
    model = mathopt.Model.from_model_proto(_proto(view))
    parameters = mathopt.SolveParameters()
    repeatable = clock is not None and clock.repeatable
    entries = view.rows.nnz
    if not repeatable:
        parameters.time_limit = _limit(seconds)
    elif engine is Engine.CP_SAT:
        parameters.cp_sat.max_deterministic_time = min(seconds, _LONGEST)
    else:
        parameters.node_limit = effort.nodes_within(entries, seconds)
    if engine is Engine.CP_SAT:
        parameters.cp_sat.num_workers = 1 if repeatable else workers
        parameters.cp_sat.catch_sigint_signal = False
    else:
        parameters.relative_gap_tolerance = 0.0
        parameters.absolute_gap_tolerance = 0.9
    hints = []
    variables = list(model.variables())
    if view.hint is not None:
        values = dict(zip(variables, view.hint.tolist(), strict=True))
        hints = [mathopt.SolutionHint(variable_values=values)]
    with _watching(stopped) as interrupter:
        result = mathopt.solve(
            model,
            mathopt.SolverType[engine.value],
            params=parameters,
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
            interrupter=interrupter,
        )
    stats, took = result.solve_stats, result.solve_time().total_seconds()
    if clock is not None and repeatable:
        took = effort.seconds_of_search(entries, stats.simplex_iterations)
        clock.spend(took)
    reason = result.termination.reason
    if reason in (
        mathopt.TerminationReason.INFEASIBLE,
        mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED,
    ):
        return Outcome(None, math.inf, proven=False, impossible=True)
    bound = result.termination.objective_bounds.dual_bound
    if not result.has_primal_feasible_solution():
        return Outcome(None, bound, proven=False)
    found = result.variable_values(variables)
    values_found = np.array(found, dtype=np.float64)
    whole = np.round(values_found)
    values_found = np.where(
        view.integer | (np.abs(values_found - whole) < 1e-6), whole, values_found
    )
    return Outcome(
        values_found,
        bound,
        proven=reason is mathopt.TerminationReason.OPTIMAL,
        seconds=took,
    )


@contextmanager
def _watching(stopped: Callable[[], bool] | None) -> Iterator[SolveInterrupter | None]:
    """An interrupter that is pulled as soon as `stopped` says so."""
    if stopped is None:
        yield None
        return
    interrupter, done = SolveInterrupter(), threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK):
            if stopped():
                interrupter.interrupt()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield interrupter
    finally:
        done.set()
        watcher.join()


@dataclass(frozen=True)
class Relaxation:
    """The linear relaxation: a near-optimal fractional point, and a bound that is safe.

    `bound` is computed from the dual prices by hand, so that it holds whatever the accuracy of
    the solver: for any prices p, cost·x ≥ p·limits + the least of the reduced costs over the box.
    `reduced` float[N] are those reduced costs.
    """

    point: Floats
    bound: float
    reduced: Floats


def relax(  # noqa: PLR0913  (what to solve, and options by name)
    program: Program,
    cost: Floats,
    seconds: float,
    *,
    accuracy: float = 1e-4,
    threads: int = 2,
    clock: Clock | None = None,
) -> Relaxation | None:
    """Solve the linear relaxation of a whole program; None where time was too short for any.

    Where the `clock` is repeatable the seconds are work, counted in steps of the method.
    """
    whole = View(
        free=np.arange(program.columns),
        rows=sparse.csr_array(program.matrix),
        row_lower=program.row_lower,
        row_upper=program.row_upper,
        column_lower=program.column_lower,
        column_upper=program.column_upper,
        integer=np.zeros(program.columns, dtype=np.bool_),
        cost=cost,
        hint=None,
    )
    model = mathopt.Model.from_model_proto(_proto(whole))
    parameters = mathopt.SolveParameters(threads=threads)
    entries = program.matrix.nnz
    if clock is not None and clock.repeatable:
        parameters.iteration_limit = effort.steps_within(entries, seconds)
    else:
        parameters.time_limit = _limit(seconds)
    criteria = parameters.pdlp.termination_criteria.simple_optimality_criteria
    criteria.eps_optimal_relative = accuracy
    criteria.eps_optimal_absolute = accuracy
    result = mathopt.solve(model, mathopt.SolverType.PDLP, params=parameters)
    if clock is not None and clock.repeatable:
        clock.spend(effort.seconds_of_steps(entries, result.solve_stats.first_order_iterations))
    solution = result.solutions[0] if result.solutions else None
    if solution is None or solution.primal_solution is None or solution.dual_solution is None:
        return None
    values, duals = solution.primal_solution.variable_values, solution.dual_solution.dual_values
    point = np.array([values[v] for v in model.variables()])
    prices = np.array([duals[c] for c in model.linear_constraints()])
    bound, reduced = dual_bound(program, cost, prices)
    return Relaxation(np.clip(point, program.column_lower, program.column_upper), bound, reduced)


def dual_bound(program: Program, cost: Floats, prices: Floats) -> tuple[float, Floats]:
    """The bound that any dual prices float[M] prove, and the reduced costs float[N]."""
    prices = np.where((prices > 0) & ~np.isfinite(program.row_lower), 0.0, prices)
    prices = np.where((prices < 0) & ~np.isfinite(program.row_upper), 0.0, prices)
    up, down = prices > 0, prices < 0
    limits = float(prices[up] @ program.row_lower[up] + prices[down] @ program.row_upper[down])
    reduced = cost - program.matrix.T @ prices
    box = np.where(reduced > 0, program.column_lower, program.column_upper) @ reduced
    return limits + float(box), reduced


def round_up(bound: float) -> int:
    """The least whole number that a cost bounded below by `bound` can be."""
    return math.ceil(bound - _SLACK * max(1.0, abs(bound) * 0.01))


def _limit(seconds: float) -> dt.timedelta:
    return dt.timedelta(seconds=min(max(0.05, seconds), _LONGEST))


def _proto(view: View) -> model_pb2.ModelProto:
    proto = model_pb2.ModelProto()
    proto.variables.ids.extend(range(len(view.cost)))
    proto.variables.lower_bounds.extend(view.column_lower.tolist())
    proto.variables.upper_bounds.extend(view.column_upper.tolist())
    proto.variables.integers.extend(view.integer.tolist())
    priced = np.flatnonzero(view.cost)
    proto.objective.linear_coefficients.ids.extend(priced.tolist())
    proto.objective.linear_coefficients.values.extend(view.cost[priced].tolist())
    rows = sparse.csr_array(view.rows)
    rows.sort_indices()
    limits = proto.linear_constraints
    limits.ids.extend(range(rows.shape[0]))
    limits.lower_bounds.extend(view.row_lower.tolist())
    limits.upper_bounds.extend(view.row_upper.tolist())
    entries = proto.linear_constraint_matrix
    entries.row_ids.extend(np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr)).tolist())
    entries.column_ids.extend(rows.indices.tolist())
    entries.coefficients.extend(rows.data.tolist())
    return proto
