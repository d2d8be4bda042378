"""The straightforward model, for the benchmark table: what ours is measured against.

The same plainly written model that proves small instances in the tests, given to CP-SAT with 8
workers: a 0/1 variable per pupil × group and per tutor × group × role, level after level.
"""

from __future__ import annotations

import math
import time

from ortools.sat.python import cp_model

from solver.plan import Plan
from solver.problem import Problem
from tests.benchmarks.attempt import Attempt
from tests.solver.exact import ExactModel, build

WORKERS = 8


def plain_plan(problem: Problem, seconds: float, *, workers: int = WORKERS) -> Attempt:
    """Plan with the straightforward model.

    `seconds` limits the search; building comes on top, as it takes what it takes.
    """
    start = time.perf_counter()
    exact = build(problem)
    built = time.perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    first = _FirstPlan()
    plan: Plan | None = None
    bounds: dict[str, int] = {}
    for name, (expression, maximise) in exact.levels.items():
        left = seconds - (time.perf_counter() - built)
        if left <= 0:
            break
        solver.parameters.max_time_in_seconds = left
        if maximise:
            exact.model.maximize(expression)
        else:
            exact.model.minimize(expression)
        outcome = solver.solve(exact.model, first)
        # Before it knows any plan, CP-SAT may answer 0 where it has no bound at all.
        if outcome in (cp_model.OPTIMAL, cp_model.FEASIBLE) or solver.best_objective_bound > 0:
            bounds[name] = _whole(solver.best_objective_bound, maximise=maximise)
        if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        plan = exact.plan(solver)
        if outcome != cp_model.OPTIMAL:
            break
        exact.model.add(expression == round(solver.objective_value))
        _start_from(exact, solver)
    bounds["placed"] = min(len(exact.placed), bounds.get("placed", len(exact.placed)))
    return Attempt(
        plan,
        bounds,
        None if first.at is None else first.at - start,
        built - start,
        time.perf_counter() - start,
    )


class _FirstPlan(cp_model.CpSolverSolutionCallback):
    """Notes when the first plan was found in which somebody has a place."""

    def __init__(self) -> None:
        super().__init__()
        self.at: float | None = None

    def on_solution_callback(self) -> None:
        if self.at is None and self.objective_value >= 1:
            self.at = time.perf_counter()


def _whole(bound: float, *, maximise: bool) -> int:
    return math.floor(bound + 1e-6) if maximise else math.ceil(bound - 1e-6)


def _start_from(exact: ExactModel, solver: cp_model.CpSolver) -> None:
    """Let the next level begin at the plan of the level before."""
    exact.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools names no return type
    for index in range(len(exact.model.proto.variables)):
        var = exact.model.get_bool_var_from_proto_index(index)
        exact.model.add_hint(var, solver.boolean_value(var))
