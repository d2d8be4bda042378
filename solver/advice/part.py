"""The part of a season that an addition touches: small enough to plan again exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from solver.advice.demand import Bools, Demand, Ints
from solver.advice.elsewhere import held_elsewhere
from solver.model.formulation import Formulation
from solver.model.program import Floats
from solver.plan import Plan
from solver.problem import Pin, Problem, Wish
from solver.reasons.openings import Cell


@dataclass(frozen=True)
class Part:
    """A season in which only some children may have something else than they have.

    `problem` has all rooms, tutors and offers, held outside the weeks of `blocks` to what they do
    there; but of children outside the part only the places they have, as wishes for that offer,
    block and location; who is outside and has none is left out. So a plan of it is a plan of the
    whole season. `pupils` may change; groups may in `blocks`.
    `whole`: nothing is left out, everything may change.
    """

    problem: Problem
    pupils: frozenset[str]
    blocks: frozenset[str]
    whole: bool = False

    def free(self, formulation: Formulation, at: Floats) -> Ints:
        """The columns that may change, of a formulation of `problem` or of it with an addition."""
        program, layout = formulation.program, formulation.layout
        movable = program.column_lower < program.column_upper
        if self.whole:
            return np.flatnonzero(movable)
        problem = layout.problem
        is_open = at[: len(layout.group_offer)] > 0.5
        blocks = np.array([block.id in self.blocks for block in problem.blocks], dtype=np.bool_)
        groups = blocks[layout.group_block]
        pupils = np.array([pupil.id in self.pupils for pupil in problem.pupils], dtype=np.bool_)
        places = groups[layout.place_group] | (
            pupils[layout.place_pupil] & is_open[layout.place_group]
        )
        pupils[layout.place_pupil[places]] = True
        extra = pupils[formulation.column_pupil[formulation.works.stop :]]
        free = np.concatenate([groups, places, groups[layout.post_group], extra])
        return np.flatnonzero(free & movable)


def whole(problem: Problem) -> Part:
    """Everything."""
    return Part(problem, frozenset(), frozenset(), whole=True)


def around(demand: Demand, plan: Plan, cells: Sequence[Cell], *, most: int, rings: int = 1) -> Part:
    """The part around the cells in which an addition would open groups.

    Free are the groups of the weeks of those cells, and about `most` children: first those who
    wait and wished a group there, then those who wished one and sit where others wait for a seat,
    then those who wait for these seats; of each the first in the problem's order, the best cell's
    first. Of every further ring are those who wished a seat that somebody of the ring before would
    leave, in the same way. Children strictly linked to them are free too.
    """
    tables, problem = demand.tables, demand.problem
    free = np.zeros(len(problem.pupils), dtype=np.bool_)
    for cell in cells:
        _take(free, demand.who(cell, demand.waiting), most // 2)
    wanted: Sequence[Cell] = cells
    for _ in range(rings):
        movers = np.zeros_like(free)
        room = min(most // 4, most - int(free.sum()))
        for cell in wanted:
            _take(movers, demand.who(cell, demand.movable & ~free), room)
        if not movers.any():
            break
        free |= movers
        leaving = np.flatnonzero(movers).tolist()
        wanted = tuple(dict.fromkeys(c for pupil in leaving for c in demand.cells_of[pupil]))
        followers = np.zeros_like(free)
        room = min(most // 4, most - int(free.sum()))
        for cell in wanted:
            _take(followers, demand.who(cell, demand.waiting & ~free), room)
        free |= followers
    names = _with_linked(problem, {problem.pupils[p].id for p in np.flatnonzero(free).tolist()})
    weeks = {week for cell in cells for week in tables.block_minutes_by_week[cell.block]}
    blocks = frozenset(
        block.id
        for block, minutes in zip(problem.blocks, tables.block_minutes_by_week, strict=True)
        if weeks & set(minutes)
    )
    return Part(_reduced(problem, plan, names, blocks), names, blocks)


def _take(into: Bools, found: Bools, most: int) -> None:
    room = max(0, most - int(into.sum()))
    into[np.flatnonzero(found & ~into)[:room]] = True


def _with_linked(problem: Problem, names: set[str]) -> frozenset[str]:
    """Those strictly linked to somebody in it, directly or by others, come along."""
    linked: dict[str, list[str]] = {}
    for link in problem.links:
        if link.strict:
            linked.setdefault(link.pupil_a, []).append(link.pupil_b)
            linked.setdefault(link.pupil_b, []).append(link.pupil_a)
    found, line = set(names), list(names)
    while line:
        for other in linked.get(line.pop(), ()):
            if other not in found:
                found.add(other)
                line.append(other)
    return frozenset(found)


def _reduced(problem: Problem, plan: Plan, free: frozenset[str], blocks: frozenset[str]) -> Problem:
    wishes = [wish for wish in problem.wishes if wish.pupil_id in free]
    held = plan.places_by_pupil
    for pupil_id, places in held.items():
        if pupil_id in free:
            continue
        for place in places:
            offer, block, room = place.group
            site = problem.room_by_id[room].location_id
            ranks = [
                wish.rank
                for wish in problem.wishes_by_pupil.get(pupil_id, ())
                if wish.matches(offer, block, site)
            ]
            wishes.append(Wish(pupil_id, min(ranks), offer, block, site))
    kept = {wish.pupil_id for wish in wishes}
    return replace(
        held_elsewhere(problem, plan, blocks),
        pupils=tuple(
            pupil if pupil.id in free else replace(pupil, max_places=len(held[pupil.id]))
            for pupil in problem.pupils
            if pupil.id in kept
        ),
        wishes=tuple(wishes),
        links=tuple(
            link for link in problem.links if link.strict and {link.pupil_a, link.pupil_b} <= kept
        ),
        pins=tuple(pin for pin in problem.pins if _concerns(pin, kept)),
    )


def _concerns(pin: Pin, kept: set[str]) -> bool:
    return pin.pupil_id is None or pin.pupil_id in kept
