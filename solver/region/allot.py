"""To which piece everybody and everything shared belongs, in one round.

Who has a place or a post in one piece only belongs there and may move freely in it. Who has them
in several stays just so in each: nobody in one piece knows of the other. Who has none belongs
where the relaxation of the whole would rather have them, else where they ask for most. What is
left of `max_groups` and of the budget goes where the relaxation would open groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from solver.model.layout import Layout
from solver.model.program import Bools, Floats, Ints
from solver.plan import Assignment
from solver.problem import Problem
from solver.region.fluid import Fluid
from solver.region.pour import Flow
from solver.region.standing import Standing

_HINT = 1e-3
"""What merely asking weighs beside being poured there."""


Week = tuple[int, int]
"""ISO year and week."""


@dataclass(frozen=True)
class Pull:
    """Where the region would have its people and groups, by location.

    Shapes: `pupils` float[P, L], `offers` float[O, L], `tutors` float32[W, K, L] by ISO week, of
    which `weeks` are the names in order and `takes` bool[W, B] says which blocks touch them.
    """

    pupils: Floats
    tutors: NDArray[np.float32]
    offers: Floats
    weeks: tuple[Week, ...]
    takes: Bools

    @classmethod
    def of(cls, layout: Layout, fluid: Fluid, sample: Fluid, flow: Flow | None) -> Pull:
        """From who could be where, and from the relaxation (of a sample of posts), if any."""
        problem = layout.problem
        sites = len(problem.locations)
        pupils = np.zeros((len(problem.pupils), sites))
        offers = np.zeros((len(problem.offers), sites))
        at = fluid.spot_location[fluid.pair_spot]
        offer = fluid.spot_offer[fluid.pair_spot]
        np.add.at(pupils, (fluid.pair_pupil, at), _HINT)
        np.add.at(offers, (offer, at), _HINT**2)
        minutes = layout.eligibility.block_minutes_by_week
        weeks = tuple(sorted({week for taken in minutes for week in taken}))
        takes = np.array([[week in taken for taken in minutes] for week in weeks], dtype=np.bool_)
        takes = takes.reshape(len(weeks), len(minutes))
        # a tutor nobody would pour anywhere goes where children ask, for each who could teach there
        able = np.bincount(fluid.spot_location[fluid.post_spot], minlength=sites)
        idle = _HINT**2 * pupils.sum(axis=0) / np.maximum(1, able)
        tutors = _by_week(fluid, idle[fluid.spot_location[fluid.post_spot]], takes, sites)
        if flow is not None:
            np.add.at(pupils, (fluid.pair_pupil, at), flow.pairs)
            tutors += _by_week(sample, flow.posts, takes, sites)
            spot = fluid.group_spot
            np.add.at(offers, (fluid.spot_offer[spot], fluid.spot_location[spot]), flow.groups)
        return cls(pupils, tutors, offers, weeks, takes)

    def by_piece(self, piece: Ints) -> Pull:
        """The same by piece, given int[L] the piece of each location."""
        to = np.zeros((len(piece), int(piece.max(initial=-1)) + 1))
        to[np.arange(len(piece)), piece] = 1.0
        tutors = self.tutors @ to.astype(np.float32)
        return replace(self, pupils=self.pupils @ to, tutors=tutors, offers=self.offers @ to)


def _by_week(fluid: Fluid, values: Floats, takes: Bools, sites: int) -> NDArray[np.float32]:
    """float32[W, K, L]: values of posts, in every week that their block touches."""
    found = np.zeros((len(takes), len(fluid.limit), sites), dtype=np.float32)
    block, at = fluid.spot_block[fluid.post_spot], fluid.spot_location[fluid.post_spot]
    for week, touched in enumerate(takes):
        mine = touched[block]
        np.add.at(found[week], (fluid.post_tutor[mine], at[mine]), values[mine])
    return found


@dataclass(frozen=True)
class Allotment:
    """Who belongs where: sets of piece numbers by id, and quotas by offer and piece.

    `pupils` hold one piece for who is free there, several for who stays put. `weeks` are those in
    which a tutor is free in a piece; their posts that touch other weeks stay put. Who could be
    nowhere is not in it. `cents` is each piece's part of the budget, None where there is none.
    """

    pupils: dict[str, frozenset[int]]
    weeks: dict[tuple[str, int], frozenset[Week]]
    groups: dict[tuple[str, int], int]
    cents: tuple[int, ...] | None


def allot(problem: Problem, piece: Ints, pull: Pull, now: Standing) -> Allotment:
    """Allot people, `max_groups` and the budget to the pieces, given the plan so far."""
    here = pull.by_piece(piece)
    at = pieces_of_rooms(problem, piece)
    groups, assignments, places = now.parts
    held: dict[str, set[int]] = {}
    for place in places:
        held.setdefault(place.pupil_id, set()).add(at[place.group.room_id])
    pupils: dict[str, frozenset[int]] = {}
    for party in _parties(problem):
        members = [problem.pupils[number].id for number in party]
        found = frozenset().union(*(held.get(name, ()) for name in members))
        wanted = here.pupils[party].sum(axis=0)
        if not found and wanted.any():
            found = frozenset({int(np.argmax(wanted))})
        pupils.update(dict.fromkeys(members, found))
    weeks = _weeks(problem, here, at, assignments)
    opened: dict[tuple[str, int], int] = {}
    for group in groups:
        key = group.offer_id, at[group.room_id]
        opened[key] = opened.get(key, 0) + 1
    quotas = dict(opened)
    for number, offer in enumerate(problem.offers):
        there = [opened.get((offer.id, n), 0) for n in range(here.offers.shape[1])]
        spare = _divide(offer.max_groups - sum(there), here.offers[number], np.array(there))
        for n, (open_now, more) in enumerate(zip(there, spare, strict=True)):
            quotas[offer.id, n] = open_now + more
    return Allotment(pupils, weeks, quotas, _cents(problem, at, here, now))


def _weeks(
    problem: Problem, here: Pull, at: dict[str, int], assignments: Sequence[Assignment]
) -> dict[tuple[str, int], frozenset[Week]]:
    """In which weeks each tutor belongs to which piece; in none where posts are in several."""
    number = {block.id: n for n, block in enumerate(problem.blocks)}
    teaching: dict[tuple[str, int], set[int]] = {}
    for group, tutor_id, _ in assignments:
        for week in np.flatnonzero(here.takes[:, number[group.block_id]]).tolist():
            teaching.setdefault((tutor_id, week), set()).add(at[group.room_id])
    found: dict[tuple[str, int], set[Week]] = {}
    wanted, most = here.tutors.argmax(axis=2), here.tutors.max(axis=2, initial=0.0)
    for k, tutor in enumerate(problem.tutors):
        for week, name in enumerate(here.weeks):
            held = set(teaching.get((tutor.id, week), ()))
            if not held and most[week, k] > 0:
                held = {int(wanted[week, k])}
            if len(held) == 1:
                found.setdefault((tutor.id, held.pop()), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


def pieces_of_rooms(problem: Problem, piece: Ints) -> dict[str, int]:
    """The piece of each room, given int[L] that of each location."""
    number = {location.id: n for n, location in enumerate(problem.locations)}
    return {room.id: int(piece[number[room.location_id]]) for room in problem.rooms}


def _parties(problem: Problem) -> list[list[int]]:
    """Pupils by number, those whom strict links tie together in one list; first drawn first."""
    index = {pupil.id: number for number, pupil in enumerate(problem.pupils)}
    root = list(range(len(problem.pupils)))

    def find(number: int) -> int:
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for link in problem.links:
        if link.strict:
            one, other = sorted((find(index[link.pupil_a]), find(index[link.pupil_b])))
            root[other] = one
    found: dict[int, list[int]] = {}
    for number in range(len(root)):
        found.setdefault(find(number), []).append(number)
    return list(found.values())


def _divide(amount: int, wanted: Floats, there: Ints) -> list[int]:
    """Whole numbers that add up to `amount`, so that what is there and they follow `wanted`."""
    total = float(wanted.sum())
    given = [0] * len(there)
    if amount <= 0 or total <= 0:
        return given
    aim = wanted / total * (amount + there.sum())
    for _ in range(amount):
        lacks = np.where(wanted > 0, aim - there - np.array(given), -np.inf)
        given[int(np.argmax(lacks))] += 1
    return given


def _cents(
    problem: Problem, at: dict[str, int], here: Pull, now: Standing
) -> tuple[int, ...] | None:
    budget = problem.season.budget_cents
    if budget is None:
        return None
    pieces = here.offers.shape[1]
    minutes = {block.id: sum(s.end - s.start for s in block.sessions) for block in problem.blocks}
    spent = np.zeros(pieces, dtype=np.int64)  # in sixtieths of a cent, which are whole
    for group in now.parts[0]:
        spent[at[group.room_id]] += 60 * problem.offer_by_id[group.offer_id].group_cents
    for group, tutor_id, _ in now.parts[1]:
        wage = problem.tutor_by_id[tutor_id].hourly_cents
        spent[at[group.room_id]] += wage * minutes[group.block_id]
    left = max(0, 60 * budget - int(spent.sum()))
    fixed = np.array([offer.group_cents + 1.0 for offer in problem.offers])
    wanted = fixed @ here.offers
    share = wanted / max(float(wanted.sum()), 1e-12)
    return tuple(int(s + left * part) // 60 for s, part in zip(spent.tolist(), share, strict=True))
