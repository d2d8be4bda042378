"""Every decision a plan could make, listed once, as arrays.

Three kinds of decisions: a *group* (offer, block, room) that may open, a *place* (pupil, group)
that a wish asks for, and a *post* (tutor, group, role) that a tutor could fill. Whatever a rule
about one person, room or offer alone forbids is not listed. Numbers are positions in the tuples
of the canonical problem, in which pupils stand in the order of the draw and all else by id, so
that nothing here depends on the order of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from solver.eligibility import Eligibility
from solver.model.pinned import Pinned
from solver.plan import Group, Place, Plan
from solver.problem import SMALL_GROUP, Offer, Pin, Problem, Pupil

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LEAD, ASSISTANT = 0, 1


@dataclass(frozen=True)
class Layout:
    """The decisions of one canonical problem.

    Shapes: G groups (`group_*`), X places (`place_*`, sorted by group then pupil), T posts
    (`post_*`). `group_lower` and `group_upper` (and the same of places and posts) hold what pins
    fix to 1 or 0. `group_seats` is min(max_size, capacity).
    """

    problem: Problem
    eligibility: Eligibility
    group_offer: Ints
    group_block: Ints
    group_room: Ints
    group_location: Ints
    group_min: Ints
    group_seats: Ints
    group_lower: Ints
    group_upper: Ints
    place_pupil: Ints
    place_group: Ints
    place_rank: Ints
    place_lower: Ints
    place_upper: Ints
    post_tutor: Ints
    post_group: Ints
    post_role: Ints
    post_upper: Ints
    impossible_pins: tuple[Pin, ...]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups by name, in order."""
        problem = self.problem
        return tuple(
            Group(problem.offers[offer].id, problem.blocks[block].id, problem.rooms[room].id)
            for offer, block, room in zip(
                self.group_offer.tolist(),
                self.group_block.tolist(),
                self.group_room.tolist(),
                strict=True,
            )
        )

    @cached_property
    def group_index(self) -> Mapping[Group, int]:
        """The position of each group."""
        return {group: position for position, group in enumerate(self.groups)}

    @cached_property
    def spots(self) -> Ints:
        """int[G]: groups of one offer, block and location share a number, from 0."""
        keys = np.stack([self.group_offer, self.group_block, self.group_location])
        if keys.shape[1] == 0:
            return np.zeros(0, dtype=np.int64)
        return np.asarray(np.unique(keys, axis=1, return_inverse=True)[1], dtype=np.int64).ravel()

    @cached_property
    def place_index(self) -> Mapping[tuple[int, int], int]:
        """The position of each (pupil, group)."""
        pairs = zip(self.place_pupil.tolist(), self.place_group.tolist(), strict=True)
        return {pair: position for position, pair in enumerate(pairs)}


def lay_out(problem: Problem) -> Layout:
    """List every decision of a canonical problem (see `solver.model.canonical`)."""
    eligibility = Eligibility(problem)
    groups = _groups(problem, eligibility)
    places = _places(problem, eligibility, groups)
    posts = _posts(problem, eligibility, groups)
    alive = _alive(problem, groups, places, posts)
    renumber = np.cumsum(alive) - 1
    groups = groups[alive]
    places = places[alive[places[:, 1]]]
    places[:, 1] = renumber[places[:, 1]]
    posts = posts[alive[posts[:, 1]]]
    posts[:, 1] = renumber[posts[:, 1]]
    pinned = Pinned(eligibility, groups, places, posts)
    max_size = np.array([offer.max_size for offer in problem.offers], dtype=np.int64)
    min_size = np.array([offer.min_size for offer in problem.offers], dtype=np.int64)
    capacity = np.array([room.capacity for room in problem.rooms], dtype=np.int64)
    rooms_at = np.array(eligibility.room_location, dtype=np.int64)
    return Layout(
        problem=problem,
        eligibility=eligibility,
        group_offer=groups[:, 0],
        group_block=groups[:, 1],
        group_room=groups[:, 2],
        group_location=rooms_at[groups[:, 2]] if len(groups) else np.zeros(0, dtype=np.int64),
        group_min=min_size[groups[:, 0]],
        group_seats=np.minimum(max_size[groups[:, 0]], capacity[groups[:, 2]]),
        group_lower=pinned.group_lower,
        group_upper=pinned.group_upper,
        place_pupil=places[:, 0],
        place_group=places[:, 1],
        place_rank=places[:, 2],
        place_lower=pinned.place_lower,
        place_upper=pinned.place_upper,
        post_tutor=posts[:, 0],
        post_group=posts[:, 1],
        post_role=posts[:, 2],
        post_upper=pinned.post_upper,
        impossible_pins=pinned.impossible,
    )


def _groups(problem: Problem, eligibility: Eligibility) -> Ints:
    """int[G, 3]: (offer, block, room) that rules 3.2 and 3.3 allow one by one."""
    found: list[Ints] = []
    for number, offer in enumerate(problem.offers):
        blocks = np.array([eligibility.block_index[b] for b in offer.blocks], dtype=np.int64)
        rooms = np.flatnonzero(eligibility.room_offer[:, number])
        allowed = eligibility.room_block[np.ix_(rooms, blocks)].T
        at_block, at_room = np.nonzero(allowed)
        found.append(
            np.stack([np.full(len(at_block), number), blocks[at_block], rooms[at_room]], axis=1)
        )
    return np.concatenate(found) if found else np.zeros((0, 3), dtype=np.int64)


def _places(problem: Problem, eligibility: Eligibility, groups: Ints) -> Ints:
    """int[X, 3]: (pupil, group, dense rank of the best wish that matches), sorted by group."""
    first = np.searchsorted(groups[:, 0], np.arange(len(problem.offers) + 1))
    rooms_at = np.array(eligibility.room_location, dtype=np.int64)
    at = rooms_at[groups[:, 2]] if len(groups) else np.zeros(0, dtype=np.int64)
    found: list[Ints] = []
    for wish in problem.wishes:
        pupil = eligibility.pupil_index[wish.pupil_id]
        offer = eligibility.offer_index[wish.offer_id]
        if not eligibility.pupil_offer_age[pupil, offer]:
            continue
        if _never_fits(problem.pupils[pupil], problem.offers[offer]):
            continue
        mine = np.arange(first[offer], first[offer + 1])
        block, room, location = groups[mine, 1], groups[mine, 2], at[mine]
        fits = (
            eligibility.pupil_block[pupil, block]
            & eligibility.pupil_location[pupil, location]
            & eligibility.pupil_room_place[pupil, room]
        )
        if wish.block_id is not None:
            fits &= block == eligibility.block_index.get(wish.block_id, -1)
        if wish.location_id is not None:
            fits &= location == eligibility.location_index.get(wish.location_id, -1)
        if fits.any():
            chosen = mine[fits]
            ranks = np.full(len(chosen), wish.rank)
            found.append(np.stack([np.full(len(chosen), pupil), chosen, ranks], axis=1))
    if not found:
        return np.zeros((0, 3), dtype=np.int64)
    rows = np.concatenate(found)
    rows = rows[np.lexsort((rows[:, 2], rows[:, 0], rows[:, 1]))]
    best = np.ones(len(rows), dtype=np.bool_)
    best[1:] = (rows[1:, 1] != rows[:-1, 1]) | (rows[1:, 0] != rows[:-1, 0])
    return rows[best]


def _never_fits(pupil: Pupil, offer: Offer) -> bool:
    """No place at all (3.1), or a group of at most eight that is one of at least nine (3.7)."""
    return pupil.max_places < 1 or (pupil.small_group and offer.min_size > SMALL_GROUP)


def _posts(problem: Problem, eligibility: Eligibility, groups: Ints) -> Ints:
    """int[T, 3]: (tutor, group, role) that rules 3.4 and 3.5 allow one by one."""
    rooms_at = np.array(eligibility.room_location, dtype=np.int64)
    at = rooms_at[groups[:, 2]] if len(groups) else np.zeros(0, dtype=np.int64)
    weeks = eligibility.block_minutes_by_week
    longest = np.array([max(week.values(), default=0) for week in weeks], dtype=np.int64)
    leads = np.array([offer.leads for offer in problem.offers], dtype=np.int64)
    assistants = np.array([offer.assistants for offer in problem.offers], dtype=np.int64)
    found: list[Ints] = []
    for number, tutor in enumerate(problem.tutors):
        free = eligibility.tutor_block[number, groups[:, 1]]
        free &= eligibility.tutor_location[number, at]
        if tutor.minutes_week is not None:
            free &= longest[groups[:, 1]] <= tutor.minutes_week
        for role, suits, wanted in (
            (LEAD, eligibility.tutor_offer_lead, leads),
            (ASSISTANT, eligibility.tutor_offer_assist, assistants),
        ):
            asked = suits[number] & (wanted > 0)
            chosen = np.flatnonzero(free & asked[groups[:, 0]])
            found.append(
                np.stack([np.full(len(chosen), number), chosen, np.full(len(chosen), role)], axis=1)
            )
    if not found:
        return np.zeros((0, 3), dtype=np.int64)
    rows = np.concatenate(found)
    return rows[np.lexsort((rows[:, 0], rows[:, 2], rows[:, 1]))]


def _alive(problem: Problem, groups: Ints, places: Ints, posts: Ints) -> Bools:
    """bool[G]: enough children ask for it and enough tutors could fill it; pinned ones stay."""
    interest = np.bincount(places[:, 1], minlength=len(groups))
    least = np.array([offer.min_size for offer in problem.offers], dtype=np.int64)
    alive: Bools = interest >= least[groups[:, 0]]
    for role, wanted in (
        (LEAD, [offer.leads for offer in problem.offers]),
        (ASSISTANT, [offer.assistants for offer in problem.offers]),
    ):
        able = np.bincount(posts[posts[:, 2] == role, 1], minlength=len(groups))
        alive &= able >= np.array(wanted, dtype=np.int64)[groups[:, 0]]
    pinned = {(pin.offer_id, pin.block_id, pin.room_id) for pin in problem.pins if pin.must}
    for position in np.flatnonzero(~alive).tolist() if pinned else ():
        offer, block, room = groups[position].tolist()
        name = (problem.offers[offer].id, problem.blocks[block].id, problem.rooms[room].id)
        alive[position] |= name in pinned
    return alive


def promised(layout: Layout, previous: Plan) -> dict[Place, Ints]:
    """The places of an earlier plan that could still be, each with the places that keep it (3.11).

    A promise is kept by any place of the pupil in the same offer, block and location. Where the
    earlier room is no longer in the data its location is unknown, and any place of the same offer
    and block keeps it.
    """
    tables = layout.eligibility
    by_pupil = np.argsort(layout.place_pupil, kind="stable")
    pupils = np.arange(len(layout.problem.pupils) + 1)
    first = np.searchsorted(layout.place_pupil[by_pupil], pupils)
    kept: dict[Place, Ints] = {}
    for place in previous.places:
        pupil = tables.pupil_index.get(place.pupil_id)
        if pupil is None:
            continue
        mine = by_pupil[first[pupil] : first[pupil + 1]]
        group = layout.place_group[mine]
        room = tables.room_index.get(place.group.room_id)
        same = (
            (layout.group_offer[group] == tables.offer_index.get(place.group.offer_id, -1))
            & (layout.group_block[group] == tables.block_index.get(place.group.block_id, -1))
            & (room is None or layout.group_location[group] == tables.room_location[room])
            & (layout.place_upper[mine] > 0)
            & (layout.group_upper[group] > 0)
        )
        if same.any():
            kept[place] = mine[same]
    return kept
