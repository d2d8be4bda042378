"""The one way to plan: a problem goes in, the best plan found and proven comes out."""

from __future__ import annotations

import time
from collections.abc import Sequence

from solver.fairness.envy import envious_pairs
from solver.fairness.settle import settle_draw
from solver.model.canonical import canonical
from solver.model.formulation import PROMISES, formulate
from solver.model.layout import lay_out
from solver.model.program import Impossible
from solver.pins.conflict import Conflict
from solver.pins.conflicts import name_conflict, pin_conflicts
from solver.plan import Level, Plan, Status
from solver.problem import Policy, Problem
from solver.progress import OnProgress, Progress
from solver.reasons.explain import explain, explain_lost
from solver.search.assemble import (
    fill_free_seats,
    move_to_dearer_seats,
    parts_of,
    with_places,
)
from solver.search.incumbent import Incumbent
from solver.search.levels import Search, SearchParams
from solver.search.start import NoPlanInTime, first_point, smallest_conflict
from solver.stopping import LeaveTime, Stop

__all__ = ["SUPPORTED_POLICIES", "NoPlan", "NoPlanInTime", "solve"]

SUPPORTED_POLICIES: frozenset[Policy] = frozenset({Policy.BEST})
"""The ways of giving out places that `solve` knows."""

_EXPLAIN_SECONDS = 2e-4
"""About what it takes to find the reason for one refused wish."""

_DRAW_SECONDS = 3e-4
"""About what it takes to see to it that one pupil envies nobody by the draw."""


class NoPlan(Exception):
    """The rules and the pins admit no plan; `conflicts` say which (contract, 3.9)."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("; ".join(conflict.detail["en"] for conflict in conflicts))


def solve(  # noqa: PLR0913  (a problem, and options by name)
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
        params: how the search shares out its time; good values where None.

    Returns:
        A plan that keeps every hard rule and is free of draw envy, with its levels, proven bounds
        and reasons. The level `draw` holds the number of envious pairs as counted afterwards.

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
        start = first_point(formulation, previous, stop)
    except Impossible:
        raise NoPlan([name_conflict(smallest_conflict(problem, stop))]) from None
    compiled = time.monotonic()
    incumbent = Incumbent(formulation, start)
    after = _EXPLAIN_SECONDS * len(problem.wishes) + _DRAW_SECONDS * len(problem.pupils)
    search = Search(incumbent, LeaveTime(stop, after), on_progress, params)
    search.run()
    # Threads may still be in their last move: what is handed over is a plan of its own.
    incumbent = Incumbent(formulation, incumbent.snapshot()[0])
    fill_free_seats(incumbent)
    while move_to_dearer_seats(incumbent):
        fill_free_seats(incumbent)
    searched = time.monotonic()
    incumbent, draw = _without_envy(incumbent, previous)
    settled = time.monotonic()
    if on_progress is not None:
        on_progress(Progress("settle", draw.name, draw.value, draw.bound, settled - compiled))
    groups, assignments, places = parts_of(formulation, incumbent.snapshot()[0])
    refusals = explain(
        problem, groups, assignments, places, eligibility=layout.eligibility, previous=previous
    )
    lost = (
        explain_lost(problem, previous, groups, assignments, places, eligibility=layout.eligibility)
        if previous is not None
        else ()
    )
    levels = (*search.levels(incumbent), draw)
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
            "draw": round(settled - searched, 3),
            "explain": round(ended - settled, 3),
            "total": round(ended - began, 3),
        },
    )


def _without_envy(incumbent: Incumbent, previous: Plan | None) -> tuple[Incumbent, Level]:
    """The same plan after the draw was settled, and what is left of draw envy (section 5)."""
    formulation = incumbent.formulation
    problem, tables = formulation.layout.problem, formulation.layout.eligibility
    at = incumbent.snapshot()[0]
    groups, assignments, places = parts_of(formulation, at)
    settled = settle_draw(
        problem, groups, assignments, places, eligibility=tables, previous=previous
    )
    plan = Plan(Policy.BEST, Status.FEASIBLE, groups, assignments, settled)
    left = len(envious_pairs(problem, plan, eligibility=tables, previous=previous))
    if settled != places:
        incumbent = Incumbent(formulation, with_places(formulation, at, settled))
    return incumbent, Level("draw", left, 0, maximise=False)
