"""A layout of which only some groups and posts are left, so that a large region stays small."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from solver.model.layout import ASSISTANT, LEAD, Layout
from solver.model.program import Bools, Ints
from solver.plan import Assignment, Group
from solver.problem import Role


def narrowed(
    layout: Layout,
    groups: Iterable[Group],
    assignments: Iterable[Assignment],
    wide: Iterable[Group] = (),
) -> Layout:
    """The layout with these groups and posts alone, and every place in these groups.

    Groups in `wide` keep all their posts. What the layout does not list is left out.
    """
    kept = np.zeros(len(layout.group_offer), dtype=np.bool_)
    kept[_numbers(layout, groups)] = True
    renumber = np.cumsum(kept) - 1
    places = kept[layout.place_group]
    whole = np.zeros(len(kept), dtype=np.bool_)
    whole[_numbers(layout, wide)] = True
    posts = (_posts(layout, assignments) | whole[layout.post_group]) & kept[layout.post_group]
    return replace(
        layout,
        group_offer=layout.group_offer[kept],
        group_block=layout.group_block[kept],
        group_room=layout.group_room[kept],
        group_location=layout.group_location[kept],
        group_min=layout.group_min[kept],
        group_seats=layout.group_seats[kept],
        group_lower=layout.group_lower[kept],
        group_upper=layout.group_upper[kept],
        place_pupil=layout.place_pupil[places],
        place_group=renumber[layout.place_group[places]],
        place_rank=layout.place_rank[places],
        place_lower=layout.place_lower[places],
        place_upper=layout.place_upper[places],
        post_tutor=layout.post_tutor[posts],
        post_group=renumber[layout.post_group[posts]],
        post_role=layout.post_role[posts],
        post_upper=layout.post_upper[posts],
    )


def _numbers(layout: Layout, groups: Iterable[Group]) -> Ints:
    found = [layout.group_index.get(group, -1) for group in groups]
    return np.array([number for number in found if number >= 0], dtype=np.int64)


def _posts(layout: Layout, assignments: Iterable[Assignment]) -> Bools:
    index = layout.eligibility.tutor_index
    count = len(layout.group_offer)

    def key(assignment: Assignment) -> int:
        role = LEAD if assignment.role is Role.LEAD else ASSISTANT
        group = layout.group_index.get(assignment.group, -1)
        tutor = index.get(assignment.tutor_id, -1)
        return -1 if min(group, tutor) < 0 else (tutor * 2 + role) * count + group

    wanted = np.array(sorted({key(assignment) for assignment in assignments}), dtype=np.int64)
    listed = (layout.post_tutor * 2 + layout.post_role) * count + layout.post_group
    chosen: Bools = np.isin(listed, wanted)
    return chosen
