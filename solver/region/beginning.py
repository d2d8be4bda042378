"""Where a region begins: what the pins ask for, and as many earlier promises as can be kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from solver.clock import Clock
from solver.model.canonical import canonical
from solver.model.formulation import formulate
from solver.model.layout import Layout, lay_out
from solver.model.program import Impossible
from solver.pins.conflicts import name_conflict, pin_conflicts
from solver.plan import Plan
from solver.problem import Problem
from solver.region.narrow import narrowed
from solver.region.standing import NOTHING, Parts, Standing
from solver.search.assemble import parts_of
from solver.search.start import first_point, smallest_conflict
from solver.solve import NoPlan
from solver.stopping import Stop


def begin(
    problem: Problem, layout: Layout, previous: Plan | None, stop: Stop, clock: Clock
) -> Standing:
    """A first plan that keeps every rule; without pins or promises an empty one.

    Raises:
        NoPlan: the pins contradict the rules, or each other.
        NoPlanInTime: the pins ask for more than the time could settle.
    """
    conflicts = pin_conflicts(problem, eligibility=layout.eligibility)
    if conflicts:
        raise NoPlan(conflicts)
    pinned = NOTHING
    if any(pin.must for pin in problem.pins):
        part = canonical(_pinned(problem))
        try:
            formulation = formulate(lay_out(part))
            pinned = parts_of(formulation, first_point(formulation, None, stop, clock=clock))
        except Impossible:
            raise NoPlan([name_conflict(smallest_conflict(part, stop))]) from None
    if previous is None:
        return Standing(pinned)
    return _keeping(layout, previous, pinned, stop, clock)


def _pinned(problem: Problem) -> Problem:
    """The problem at the pinned locations in the pinned blocks alone.

    No more is needed: a plan of the whole, cut down to some blocks and locations, still keeps
    every rule. Strict links hold in each block and location by itself; all other rules only limit.
    """
    must = [pin for pin in problem.pins if pin.must]
    sites = {problem.room_by_id[pin.room_id].location_id for pin in must}
    blocks = {pin.block_id for pin in must}
    offers = [
        replace(
            offer,
            blocks=tuple(block for block in offer.blocks if block in blocks),
            locations=tuple(site for site in offer.locations if site in sites),
        )
        for offer in problem.offers
    ]
    pinned = {pin.offer_id for pin in must}
    running = {o.id for o in offers if o.id in pinned or (o.blocks and o.locations)}
    pins = [p for p in problem.pins if p.must or (p.offer_id in running and p.block_id in blocks)]
    rooms = tuple(room for room in problem.rooms if room.location_id in sites)
    known = {room.id for room in rooms}
    return replace(
        problem,
        rooms=rooms,
        offers=tuple(offer for offer in offers if offer.id in running),
        wishes=tuple(wish for wish in problem.wishes if wish.offer_id in running),
        pins=tuple(pin for pin in pins if pin.room_id in known),
    )


def _keeping(layout: Layout, previous: Plan, pinned: Parts, stop: Stop, clock: Clock) -> Standing:
    """The earlier plan, mended where the season has changed.

    Where a group lost its room or a tutor, all groups of that offer and block and everybody who
    could work in them may help; all other groups stay with the tutors they have.
    """
    groups, posts = {*previous.groups, *pinned[0]}, {*previous.assignments, *pinned[1]}
    few = narrowed(layout, groups, posts)
    offers = layout.problem.offers
    team = np.array([offer.leads + offer.assistants for offer in offers], dtype=np.int64)
    there = np.bincount(few.post_group, minlength=len(few.group_offer))
    short = np.flatnonzero(there < team[few.group_offer]).tolist()
    lost = [few.groups[number] for number in short]
    lost += [group for group in previous.groups if group not in layout.group_index]
    if lost:
        beside = {group[:2] for group in lost}
        wide = [group for group in layout.groups if group[:2] in beside]
        few = narrowed(layout, {*groups, *wide}, posts, wide)
    formulation = formulate(few, previous)
    return Standing(parts_of(formulation, first_point(formulation, previous, stop, clock=clock)))
