"""Where a search begins: some plan that keeps every rule, or the pins that rule out any."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solver.clock import Clock
from solver.model.formulation import Formulation, formulate
from solver.model.layout import lay_out
from solver.model.program import Floats, Impossible
from solver.plan import Plan
from solver.problem import Pin, Problem
from solver.search.engines import Engine, solve_view
from solver.search.repair import Repair, RepairParams
from solver.stopping import Stop

_LONGEST = 600.0
"""Seconds that finding a first plan under pins may take at most."""


class NoPlanInTime(Exception):
    """Time was too short to find a first plan that holds all pins, or to prove there is none."""


def first_point(
    formulation: Formulation,
    previous: Plan | None,
    stop: Stop,
    *,
    clock: Clock | None = None,
    params: RepairParams | None = None,
) -> Floats:
    """Some plan that keeps every rule: the earlier one, mended where the season has changed.

    Without an earlier plan it is the empty one, or what the pins ask for. `clock` is what time is
    measured by (the wall's where None), `params` say how far the mending goes.

    Raises:
        Impossible: no plan holds the pins.
        NoPlanInTime: none was found in time.
    """
    if previous is None:
        return _plain_point(formulation, stop, clock)
    repair = Repair(formulation, previous, params, clock)
    mended = repair.run()
    if mended is None:
        mended = repair.onto(_plain_point(formulation, stop, clock))
    return mended


def _plain_point(formulation: Formulation, stop: Stop, clock: Clock | None) -> Floats:
    """The empty plan, or as few groups as the pins need."""
    program = formulation.program
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
        view = program.view(np.flatnonzero(free), empty, program.matrix @ empty, cost, depth=0)
        outcome = solve_view(
            replace(view, hint=None),
            Engine.CP_SAT,
            min(_LONGEST, stop.remaining()),
            workers=8,
            stopped=lambda: stop.remaining() <= 0,
            clock=clock,
        )
        if outcome.values is not None:
            at = empty.copy()
            at[view.free] = outcome.values
            return formulation.complete(at)
        if not outcome.impossible and chosen.all():
            raise NoPlanInTime
    raise Impossible("no plan holds all pins")


def smallest_conflict(problem: Problem, stop: Stop) -> tuple[Pin, ...]:
    """Pins that together admit no plan, while without any one of them there would be one.

    Found by letting go of pins one by one (a deletion filter, Chinneck 2008). Where time runs out
    the set is not the smallest.
    """
    pins = list(problem.pins)
    for pin in problem.pins:
        fewer = [other for other in pins if other is not pin]
        try:
            layout = lay_out(replace(problem, pins=tuple(fewer)))
            first_point(formulate(layout), None, stop)
        except Impossible:
            pins = fewer
        except NoPlanInTime:
            break
    return tuple(pins)
