"""From a point of the program to the groups, assignments and places of a plan, and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.model.formulation import Formulation
from solver.model.layout import LEAD
from solver.model.program import Floats
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Role

Parts = tuple[tuple[Group, ...], tuple[Assignment, ...], tuple[Place, ...]]


def parts_of(formulation: Formulation, at: Floats) -> Parts:
    """The groups, assignments and places of a point, each sorted by name."""
    layout, problem = formulation.layout, formulation.layout.problem
    names = layout.groups
    groups = sorted(names[g] for g in np.flatnonzero(at[: len(names)] > 0.5).tolist())
    assignments = sorted(
        Assignment(
            names[layout.post_group[post]],
            problem.tutors[layout.post_tutor[post]].id,
            Role.LEAD if layout.post_role[post] == LEAD else Role.ASSISTANT,
        )
        for post in np.flatnonzero(at[formulation.works] > 0.5).tolist()
    )
    places = sorted(
        Place(
            problem.pupils[layout.place_pupil[place]].id,
            names[layout.place_group[place]],
            int(layout.place_rank[place]),
        )
        for place in np.flatnonzero(at[formulation.takes] > 0.5).tolist()
    )
    return tuple(groups), tuple(assignments), tuple(places)


def point_of(formulation: Formulation, plan: Plan) -> Floats:
    """What of an earlier plan the program knows, as a point (which may break rules)."""
    layout = formulation.layout
    at = formulation.empty()
    tables = layout.eligibility
    for group in plan.groups:
        if group in layout.group_index:
            at[layout.group_index[group]] = 1.0
    pairs = layout.place_index
    for place in plan.places:
        key = (tables.pupil_index.get(place.pupil_id, -1), layout.group_index.get(place.group, -1))
        if key in pairs:
            at[formulation.takes.start + pairs[key]] = 1.0
    posts = {
        key: number
        for number, key in enumerate(
            zip(
                layout.post_tutor.tolist(),
                layout.post_group.tolist(),
                layout.post_role.tolist(),
                strict=True,
            )
        )
    }
    for assignment in plan.assignments:
        role = 0 if assignment.role is Role.LEAD else 1
        post = (
            tables.tutor_index.get(assignment.tutor_id, -1),
            layout.group_index.get(assignment.group, -1),
            role,
        )
        if post in posts:
            at[formulation.works.start + posts[post]] = 1.0
    return formulation.complete(at)


def with_places(formulation: Formulation, at: Floats, places: Sequence[Place]) -> Floats:
    """The same groups and tutors with other places, each of which the layout lists."""
    layout = formulation.layout
    pupils = len(layout.problem.pupils)
    wanted = np.array(
        [
            layout.group_index[place.group] * pupils
            + layout.eligibility.pupil_index[place.pupil_id]
            for place in places
        ],
        dtype=np.int64,
    )
    after = at.copy()
    after[formulation.takes] = 0.0
    # the layout sorts its places by group, then pupil
    listed = layout.place_group * pupils + layout.place_pupil
    after[formulation.takes.start + np.searchsorted(listed, wanted)] = 1.0
    return formulation.complete(after)
