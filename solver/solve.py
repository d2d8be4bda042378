"""The one way to plan: a problem goes in, the best plan that could be found and proven comes out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from solver.assemble import fill_free_seats, parts_of, point_of
from solver.conflict import Conflict
from solver.conflicts import name_conflict, pin_conflicts
from solver.engines import Engine, solve_view
from solver.explain import explain, explain_lost
from solver.formulation import PROMISES, Formulation, formulate
from solver.incumbent import Incumbent
from solver.layout import canonical, lay_out
from solver.plan import Plan, Status
from solver.problem import Pin, Policy, Problem
from solver.program import Floats, Impossible
from solver.progress import OnProgress, Progress
from solver.search import Search, SearchParams
from solver.stopping import Stop

SUPPORTED_POLICIES: frozenset[Policy] = frozenset({Policy.BEST})
"""The ways of giving out places that `solve` knows."""

_START_SECONDS = 600.0
"""The longest that finding a first plan under pins may take; the stopping rule may end it sooner."""


class NoPlan(Exception):
    """The rules and the pins admit no plan; `conflicts` say which (contract, 3.9)."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("; ".join(conflict.detail["en"] for conflict in conflicts))


class NoPlanInTime(Exception):
    """Time was too short to find a first plan that holds all pins, or to prove there is none."""


def solve(
    problem: Problem,
    stop: Stop,
    *,
    policy: Policy | None = None,
    previous: Plan | None = None,
    on_progress: OnProgress | None = None,
    params: SearchParams | None = None,
) -> Plan:
    """Plan a season.

    Args:
        problem: what may be planned; the order of its parts does not matter.
        stop: when to stop; what was found until then is kept.
        policy: how places are given out; the season's own where None.
        previous: an earlier plan whose places are promises (contract, 3.11).
        on_progress: told about every new best and bound.

    Returns:
        A plan that keeps every hard rule, with its levels, proven bounds and reasons.

    Raises:
        NoPlan: the pins contradict the rules, or each other.
        NoPlanInTime: the pins ask for more than the time could settle.
        ValueError: the policy is not supported.
    """
    chosen = policy or problem.season.policy
    if chosen not in SUPPORTED_POLICIES:
        raise ValueError(f"the policy {chosen.value!r} is not supported")
    began = time.monotonic()
    problem = canonical(problem)
    if on_progress is not None:
        on_progress(Progress("compile", "", None, None, 0.0))
    layout = lay_out(problem)
    conflicts = pin_conflicts(problem, eligibility=layout.eligibility)
    if conflicts:
        raise NoPlan(conflicts)
    try:
        formulation = formulate(layout, previous)
        start = _first_point(formulation, previous, min(_START_SECONDS, stop.remaining()))
    except Impossible:
        raise NoPlan([name_conflict(_smallest_conflict(problem))]) from None
    compiled = time.monotonic()
    incumbent = Incumbent(formulation, start)
    search = Search(incumbent, stop, on_progress, params)
    search.run()
    fill_free_seats(incumbent)
    searched = time.monotonic()
    groups, assignments, places = parts_of(formulation, incumbent.snapshot()[0])
    refusals = explain(
        problem, groups, assignments, places, eligibility=layout.eligibility, previous=previous
    )
    lost = (
        explain_lost(problem, previous, groups, assignments, places, eligibility=layout.eligibility)
        if previous is not None
        else ()
    )
    levels = search.levels()
    ended = time.monotonic()
    return Plan(
        policy=chosen,
        status=Status.OPTIMAL if all(level.proven for level in levels) else Status.FEASIBLE,
        groups=groups,
        assignments=assignments,
        places=places,
        refusals=refusals,
        levels=tuple(level for level in levels if level.name != PROMISES),
        lost_promises=lost,
        seconds={
            "compile": round(compiled - began, 3),
            **search.seconds,
            "explain": round(ended - searched, 3),
            "total": round(ended - began, 3),
        },
    )


def _first_point(formulation: Formulation, previous: Plan | None, seconds: float) -> Floats:
    """Some plan that keeps every rule: the earlier one, an empty one, or what the pins ask for.

    Raises:
        Impossible: no plan holds the pins.
        NoPlanInTime: none was found in time.
    """
    program = formulation.program
    if previous is not None:
        kept = point_of(formulation, previous)
        if program.feasible(kept):
            return kept
    empty = formulation.empty()
    if program.feasible(empty):
        return empty
    groups = len(formulation.layout.group_offer)
    cost = np.zeros(program.columns)
    cost[:groups] = 1.0
    pinned = formulation.layout.group_lower > 0
    for chosen in (pinned, np.ones(groups, dtype=np.bool_)):
        free = chosen[formulation.column_group] & (formulation.column_group >= 0)
        free |= formulation.column_group < 0
        view = program.view(
            np.flatnonzero(free), empty, program.matrix @ empty, cost, depth=0
        )
        outcome = solve_view(replace(view, hint=None), Engine.CP_SAT, seconds, workers=8)
        if outcome.values is not None:
            at = empty.copy()
            at[view.free] = outcome.values
            return formulation.complete(at)
        if not outcome.impossible and chosen.all():
            raise NoPlanInTime
    raise Impossible("no plan holds all pins")


def _smallest_conflict(problem: Problem) -> tuple[Pin, ...]:
    """Pins that together admit no plan, while without any one of them there would be one.

    Found by letting go of pins one by one (a deletion filter, Chinneck 2008).
    """
    pins = list(problem.pins)
    for pin in problem.pins:
        fewer = [other for other in pins if other is not pin]
        try:
            layout = lay_out(replace(problem, pins=tuple(fewer)))
            _first_point(formulate(layout), None, _START_SECONDS)
        except Impossible:
            pins = fewer
    return tuple(pins)
