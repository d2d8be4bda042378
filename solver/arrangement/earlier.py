"""What of an earlier plan an arrangement could leave as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.model.layout import Bools, Ints, Layout
from solver.model.program import Floats
from solver.plan import Place, Plan


@dataclass(frozen=True)
class Earlier:
    """The groups, places and tutors that a layout and an earlier plan have in common.

    Shapes: `same` float[G + X + T], 1 where the earlier plan had that group open, that pupil in
    that group, or that tutor in that group (in whichever role). `most`: how many of these a plan
    could have at once, at most.
    """

    same: Floats
    most: int
    same_place: Bools

    @classmethod
    def of(cls, layout: Layout, previous: Plan) -> Earlier:
        """Compare a layout with an earlier plan."""
        groups, tables = layout.group_index, layout.eligibility
        opened = np.zeros(len(layout.group_offer), dtype=np.bool_)
        opened[[groups[group] for group in previous.groups if group in groups]] = True
        seats = np.zeros(len(layout.place_pupil), dtype=np.bool_)
        for place in previous.places:
            pupil = tables.pupil_index.get(place.pupil_id, -1)
            at = layout.place_index.get((pupil, groups.get(place.group, -1)))
            if at is not None:
                seats[at] = True
        tutors = len(layout.problem.tutors)
        worked = {
            groups[post.group] * tutors + tables.tutor_index[post.tutor_id]
            for post in previous.assignments
            if post.group in groups and post.tutor_id in tables.tutor_index
        }
        jobs = layout.post_group * tutors + layout.post_tutor
        posts = np.isin(jobs, sorted(worked))
        most = np.count_nonzero(opened) + np.count_nonzero(seats) + len(np.unique(jobs[posts]))
        same = np.concatenate([opened, seats, posts]).astype(np.float64)
        return cls(same, int(most), seats)


def kept_promises(layout: Layout, places: Sequence[Place], previous: Plan) -> list[Ints]:
    """For each promise of an earlier plan that these places keep, the places that would (3.11).

    A promise is kept by any place in the same offer, block and location; where the earlier room is
    no longer there, by any in the same offer and block.
    """
    problem, tables = layout.problem, layout.eligibility
    site = {room.id: room.location_id for room in problem.rooms}
    held = {
        (place.pupil_id, *place.group[:2], at)
        for place in places
        for at in (None, site[place.group.room_id])
    }
    found: list[Ints] = []
    for promise in previous.places:
        room = promise.group.room_id
        if (promise.pupil_id, *promise.group[:2], site.get(room)) not in held:
            continue
        mine = np.flatnonzero(layout.place_pupil == tables.pupil_index[promise.pupil_id])
        group = layout.place_group[mine]
        same = layout.group_offer[group] == tables.offer_index[promise.group.offer_id]
        same &= layout.group_block[group] == tables.block_index[promise.group.block_id]
        if room in site:
            same &= layout.group_location[group] == tables.location_index[site[room]]
        found.append(mine[same])
    return found
