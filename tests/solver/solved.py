"""Plans by the search with time enough, and what is asked of every one of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.check import check_rules
from solver.plan import Group, Level, Place, Plan
from solver.problem import Problem
from solver.search.improve import ImproveParams
from solver.search.levels import SearchParams
from solver.solve import NoPlan, solve
from solver.stopping import TimeLimit

SECONDS = 60.0
"""Far more than any problem here takes."""

SEARCHED = SearchParams(outright=0, provable=0, improve=ImproveParams(patience=8))
"""As a city is planned: neighbourhoods and the coarse relaxation alone, never a whole proof."""

PROVEN_BESIDE = SearchParams(outright=0, provable=60_000, improve=ImproveParams(patience=8))
"""As a town is planned: a whole proof is tried beside the search."""


def planned(
    problem: Problem, previous: Plan | None = None, params: SearchParams | None = None
) -> Plan | None:
    """The plan of a problem; None where no plan exists."""
    try:
        return solve(problem, TimeLimit(SECONDS), previous=previous, params=params)
    except NoPlan:
        return None


def values(plan: Plan | None) -> dict[str, int] | None:
    """The values of levels 1 to 3 by name; None where there is no plan.

    Whatever the season, the level that follows them is a draw without envy.
    """
    if plan is None:
        return None
    assert plan.levels[3] == Level("draw", 0, 0, maximise=False)
    return {level.name: level.value for level in plan.levels[:3]}


def kept(problem: Problem, plan: Plan, previous: Plan) -> int:
    """How many places of an earlier plan the later one keeps, in whichever room of the location."""
    sites = {room.id: room.location_id for room in problem.rooms}
    had = {(place.pupil_id, *place.group[:2], sites[place.group.room_id]) for place in plan.places}
    return sum(
        (place.pupil_id, *place.group[:2], sites.get(place.group.room_id)) in had
        for place in previous.places
    )


def wasted(problem: Problem, plan: Plan) -> Iterator[Place]:
    """Places that could be added to a plan with nothing else changed and every rule kept."""
    rooms = problem.room_by_id
    for pupil_id, wishes in problem.wishes_by_pupil.items():
        had = plan.places_by_pupil.get(pupil_id, ())
        if len(had) >= problem.pupil_by_id[pupil_id].max_places:
            continue
        for group in plan.groups:
            ranks = [
                w.rank for w in wishes if w.matches(*spot(rooms[group.room_id].location_id, group))
            ]
            if ranks and all(place.group.offer_id != group.offer_id for place in had):
                extra = Place(pupil_id, group, min(ranks))
                if not check_rules(problem, replace(plan, places=(*plan.places, extra))):
                    yield extra


def spot(location_id: str, group: Group) -> tuple[str, str, str]:
    """Offer, block and location of a group."""
    return group.offer_id, group.block_id, location_id
