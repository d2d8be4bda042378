"""Seasons for policy `draw`: plans to start from, with pins, links and minima that they keep."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import combinations

from solver.eligibility import Eligibility
from solver.fairness.rounds import give_out
from solver.plan import Plan, Status
from solver.problem import Link, LinkKind, Pin, Policy, Problem
from tests.solver.random_plan import eager, random_plan
from tests.solver.random_problem import changed, random_problem

Case = tuple[Problem, Plan, Plan | None]
"""A problem, a plan of it that keeps every rule, and the earlier plan whose promises count."""


def cases(seed: int, size: str = "small") -> list[Case]:
    """A season, and the same one a week later, in three of four seeds bound more tightly."""
    problem = random_problem(seed, size=size)
    if seed % 2:
        problem = eager(problem, seed)
    plan = random_plan(problem, seed)
    if plan is None:
        return []
    if seed % 4:
        problem = bound(problem, plan, seed)
    later = changed(problem, seed)
    next_plan = random_plan(later, seed + 1, previous=plan)
    found: list[Case] = [(problem, plan, None)]
    return found if next_plan is None else [*found, (later, next_plan, plan)]


def bound(problem: Problem, plan: Plan, seed: int) -> Problem:
    """The same season with pins, strict links and minimum sizes that hold in the plan."""
    rng = random.Random(seed)
    sites = {room.id: room.location_id for room in problem.rooms}
    pins = [Pin(True, *group) for group in plan.groups if rng.random() < 0.4]
    pins += [
        Pin(True, *place.group, None, place.pupil_id)
        for place in plan.places
        if rng.random() < 0.08
    ]
    groups, spots = {}, {}
    for pupil_id, places in plan.places_by_pupil.items():
        groups[pupil_id] = {place.group for place in places}
        spots[pupil_id] = {(p.group.block_id, sites[p.group.room_id]) for p in places}
    sizes: dict[str, list[int]] = {}
    for group, inside in plan.places_by_group.items():
        sizes.setdefault(group.offer_id, []).append(len(inside))
    offers = tuple(
        replace(offer, min_size=max(offer.min_size, min(sizes.get(offer.id, [0]))))
        if rng.random() < 0.7
        else offer
        for offer in problem.offers
    )
    links: list[Link] = []
    for a, b in combinations(sorted(groups), 2):
        if groups[a] == groups[b] and rng.random() < 0.15:
            links.append(Link(a, b, LinkKind.SAME_GROUP, True))
        if spots[a] == spots[b] and rng.random() < 0.25:
            links.append(Link(a, b, LinkKind.SAME_SITE, True))
    pins, links = [*problem.pins, *pins], [*problem.links, *links]
    return replace(problem, offers=offers, pins=tuple(pins), links=tuple(links))


def drawn(problem: Problem, given: Plan, previous: Plan | None = None) -> Plan:
    """The plan that policy `draw` makes of the groups and tutors of another."""
    groups, assignments, places = give_out(
        problem,
        given.groups,
        given.assignments,
        eligibility=Eligibility(problem),
        previous=previous,
    )
    return Plan(Policy.DRAW, Status.FEASIBLE, groups, assignments, places)
