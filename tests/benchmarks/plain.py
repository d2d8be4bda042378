"""The straightforward model, for the benchmark table: what ours is measured against.

The same plainly written model that proves small instances in the tests, given to CP-SAT with 8
workers: a 0/1 variable per pupil × group and per tutor × group × role, level after level.
"""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from ortools.sat.python import cp_model

from solver.plan import Plan
from solver.problem import Problem, loss
from tests.solver.exact import ExactModel, build

WORKERS = 8


@dataclass(frozen=True, slots=True)
class PlainResult:
    """What the straightforward model reached.

    `bound` and `gap` are those of level 1 (`placed`), an upper bound on it; `proven` names the
    levels proven optimal. `seconds` is the whole run, `build_seconds` of which went into writing
    the model down; `peak_mib` is the most memory its own process held. `plan` is None where none
    was found in time; `placed` and `loss` are then 0.
    """

    placed: int
    loss: int
    bound: int
    gap: float
    seconds: float
    build_seconds: float
    peak_mib: float
    variables: int
    proven: tuple[str, ...]
    plan: Plan | None


def plain_plan(problem: Problem, seconds: float, *, workers: int = WORKERS) -> PlainResult:
    """Plan with the straightforward model in a process of its own, so that memory is its own.

    `seconds` limits the search; building comes on top, as it takes what it takes.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run, problem, seconds, workers).result()


def _run(problem: Problem, seconds: float, workers: int) -> PlainResult:
    start = time.perf_counter()
    exact = build(problem)
    built = time.perf_counter()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    plan: Plan | None = None
    bound, proven = len(exact.placed), []
    for name, (expression, maximise) in exact.levels.items():
        left = seconds - (time.perf_counter() - built)
        if left <= 0:
            break
        solver.parameters.max_time_in_seconds = left
        if maximise:
            exact.model.maximize(expression)
        else:
            exact.model.minimize(expression)
        outcome = solver.solve(exact.model)
        if name == "placed" and outcome in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
            bound = min(bound, int(solver.best_objective_bound + 1e-6))
        if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        plan = exact.plan(solver)
        if outcome != cp_model.OPTIMAL:
            break
        proven.append(name)
        exact.model.add(expression == round(solver.objective_value))
        _start_from(exact, solver)
    placed, lost = _figures(plan)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return PlainResult(
        placed,
        lost,
        bound,
        abs(bound - placed) / max(1, bound, placed),
        time.perf_counter() - start,
        built - start,
        peak / (2**20 if sys.platform == "darwin" else 2**10),
        len(exact.model.proto.variables),
        tuple(proven),
        plan,
    )


def _start_from(exact: ExactModel, solver: cp_model.CpSolver) -> None:
    """Let the next level begin at the plan of the level before."""
    exact.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools names no return type
    for index in range(len(exact.model.proto.variables)):
        var = exact.model.get_bool_var_from_proto_index(index)
        exact.model.add_hint(var, solver.boolean_value(var))


def _figures(plan: Plan | None) -> tuple[int, int]:
    best: dict[str, int] = {}
    for place in plan.places if plan else ():
        best[place.pupil_id] = min(place.rank, best.get(place.pupil_id, place.rank))
    return len(best), sum(loss(rank) for rank in best.values())
