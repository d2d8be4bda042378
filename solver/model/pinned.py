"""What the planner's pins fix, as limits on groups, places and posts (contract, 3.9)."""

from __future__ import annotations

import numpy as np

from solver.eligibility import Eligibility
from solver.model.program import Ints
from solver.plan import Group
from solver.problem import Pin


class Pinned:
    """The limits that pins put on the decisions of a layout.

    Shapes: `group_lower` and `group_upper` int[G], `place_lower` and `place_upper` int[X],
    `post_upper` int[T], all 0 or 1. `impossible` are the pins that ask for what is not among the
    decisions: no rule allows it. A tutor who must be in a group may be so in any role, which is
    a row and not a limit.

    Args:
        groups: int[G, 3] offer, block and room by position in the problem.
        places: int[X, 3] pupil, group, rank.
        posts: int[T, 3] tutor, group, role.
    """

    def __init__(self, eligibility: Eligibility, groups: Ints, places: Ints, posts: Ints) -> None:
        self.group_lower = np.zeros(len(groups), dtype=np.int64)
        self.group_upper = np.ones(len(groups), dtype=np.int64)
        self.place_lower = np.zeros(len(places), dtype=np.int64)
        self.place_upper = np.ones(len(places), dtype=np.int64)
        self.post_upper = np.ones(len(posts), dtype=np.int64)
        self._eligibility = eligibility
        impossible: list[Pin] = []
        index = self._index(groups) if eligibility.problem.pins else {}
        for pin in eligibility.problem.pins:
            at = index.get(Group(pin.offer_id, pin.block_id, pin.room_id))
            if not (self._fix(pin, at, places, posts) if at is not None else not pin.must):
                impossible.append(pin)
        self.impossible = tuple(impossible)

    def _index(self, groups: Ints) -> dict[Group, int]:
        problem = self._eligibility.problem
        return {
            Group(problem.offers[o].id, problem.blocks[b].id, problem.rooms[r].id): position
            for position, (o, b, r) in enumerate(groups.tolist())
        }

    def _fix(self, pin: Pin, position: int, places: Ints, posts: Ints) -> bool:
        """Set the limits of one pin; False where it asks for a place or post that is not there."""
        pupil = self._eligibility.pupil_index.get(pin.pupil_id or "", -1)
        tutor = self._eligibility.tutor_index.get(pin.tutor_id or "", -1)
        seats = np.flatnonzero((places[:, 1] == position) & (places[:, 0] == pupil))
        jobs = np.flatnonzero((posts[:, 1] == position) & (posts[:, 0] == tutor))
        if pin.must:
            self.group_lower[position] = 1
            self.place_lower[seats] = 1
            return not ((pin.pupil_id and not len(seats)) or (pin.tutor_id and not len(jobs)))
        self.place_upper[seats] = 0
        self.post_upper[jobs] = 0
        if not pin.pupil_id and not pin.tutor_id:
            self.group_upper[position] = 0
        return True
