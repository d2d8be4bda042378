"""What every child gets, and the decisions that are left once that is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from solver.model.layout import ASSISTANT, LEAD, Bools, Layout
from solver.plan import Place


def held_ranks(layout: Layout, places: Sequence[Place]) -> Mapping[tuple[int, int], int]:
    """How many places of each rank each pupil has, by (pupil's position, rank).

    Raises:
        ValueError: a place is not among the decisions of the layout.
    """
    tables, groups, listed = layout.eligibility, layout.group_index, layout.place_index
    held: Counter[tuple[int, int]] = Counter()
    for place in places:
        pupil = tables.pupil_index.get(place.pupil_id, -1)
        position = listed.get((pupil, groups.get(place.group, -1)))
        if position is None:
            raise ValueError(f"no rule allows {place.pupil_id} a place in {place.group.id}")
        held[pupil, int(layout.place_rank[position])] += 1
    return held


def left_open(layout: Layout, held: Mapping[tuple[int, int], int]) -> Layout:
    """The decisions that keep what every child gets, as a layout of their own.

    Only places of a rank that the pupil has stay, and groups that can still open with them. In its
    problem no pupil wants more places than they have.
    """
    places = _of_a_rank_held(layout, held) & (layout.place_upper > 0)
    posts = layout.post_upper > 0
    groups = np.ones(len(layout.group_offer), dtype=np.bool_)
    alive = _could_open(layout, places, posts)
    while not np.array_equal(groups, alive):
        groups = alive
        places &= groups[layout.place_group]
        posts &= groups[layout.post_group]
        alive = groups & _could_open(layout, places, posts)
    number = np.cumsum(groups) - 1
    count = Counter[int]()
    for (pupil, _), ranked in held.items():
        count[pupil] += ranked
    pupils = tuple(
        replace(pupil, max_places=count[position])
        for position, pupil in enumerate(layout.problem.pupils)
    )
    return replace(
        layout,
        problem=replace(layout.problem, pupils=pupils),
        group_offer=layout.group_offer[groups],
        group_block=layout.group_block[groups],
        group_room=layout.group_room[groups],
        group_location=layout.group_location[groups],
        group_min=layout.group_min[groups],
        group_seats=layout.group_seats[groups],
        group_lower=layout.group_lower[groups],
        group_upper=layout.group_upper[groups],
        place_pupil=layout.place_pupil[places],
        place_group=number[layout.place_group[places]],
        place_rank=layout.place_rank[places],
        place_lower=layout.place_lower[places],
        place_upper=layout.place_upper[places],
        post_tutor=layout.post_tutor[posts],
        post_group=number[layout.post_group[posts]],
        post_role=layout.post_role[posts],
        post_upper=layout.post_upper[posts],
    )


def _of_a_rank_held(layout: Layout, held: Mapping[tuple[int, int], int]) -> Bools:
    """bool[X]: places of a rank that the pupil has."""
    ranks = int(layout.place_rank.max(initial=0)) + 1
    keys = np.array([pupil * ranks + rank for pupil, rank in held], dtype=np.int64)
    found: Bools = np.isin(layout.place_pupil * ranks + layout.place_rank, keys)
    return found


def _could_open(layout: Layout, places: Bools, posts: Bools) -> Bools:
    """bool[G]: not shut by a pin, with children and tutors enough among these; pinned ones stay."""
    count = len(layout.group_offer)
    alive: Bools = np.bincount(layout.place_group[places], minlength=count) >= layout.group_min
    for role, wanted in (
        (LEAD, [offer.leads for offer in layout.problem.offers]),
        (ASSISTANT, [offer.assistants for offer in layout.problem.offers]),
    ):
        able = np.bincount(layout.post_group[posts & (layout.post_role == role)], minlength=count)
        alive &= able >= np.array(wanted, dtype=np.int64)[layout.group_offer]
    kept: Bools = (alive & (layout.group_upper > 0)) | (layout.group_lower > 0)
    return kept
