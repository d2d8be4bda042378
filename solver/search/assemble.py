"""From a point of the program to the groups, assignments and places of a plan, and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solver.model.formulation import Formulation
from solver.model.layout import LEAD
from solver.model.program import TOLERANCE, Floats, Program
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Role
from solver.search.incumbent import Incumbent, Verdict

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


def fill_free_seats(incumbent: Incumbent) -> None:
    """Give free seats of open groups to whoever can simply take one, in the order of the draw.

    Those with the fewest places come first (so those without any), each takes the dearest seat
    they can, and then all stand in line again: afterwards no seat is simply wasted (contract,
    section 4).
    """
    formulation = incumbent.formulation
    layout, program = formulation.layout, formulation.program
    several = np.array([p.max_places for p in layout.problem.pupils], dtype=np.int64)
    start = formulation.takes.start
    given = True
    while given:
        given = False
        at = incumbent.snapshot()[0]
        takes = at[formulation.takes]
        count = np.bincount(layout.place_pupil, weights=takes, minlength=len(several))
        size = np.bincount(layout.place_group, weights=takes, minlength=len(layout.group_offer))
        is_open = at[: len(layout.group_offer)] > 0.5
        could = np.flatnonzero(
            is_open[layout.place_group]
            & (size < layout.group_seats)[layout.place_group]
            & (count < several)[layout.place_pupil]
            & (takes < 0.5)
            & (layout.place_upper > 0)
        )
        pupil = layout.place_pupil[could]
        line = could[np.lexsort((could, layout.place_rank[could], pupil, count[pupil]))]
        helped: set[int] = set()
        fewest = 0.0
        for place in line.tolist():
            owner = int(layout.place_pupil[place])
            if helped and count[owner] > fewest:
                break
            if owner not in helped and _take(incumbent, program, start + place):
                helped.add(owner)
                fewest = count[owner]
                given = True


def move_to_dearer_seats(incumbent: Incumbent) -> bool:
    """Let children exchange a place for a free seat that they would rather have, by the draw.

    Only where every rule still holds and no level loses: where what they leave would become too
    small, they stay. Each move gives one child a dearer place and nobody else another, so it ends.
    Returns whether anybody moved.
    """
    formulation = incumbent.formulation
    layout, program = formulation.layout, formulation.program
    start = formulation.takes.start
    at = incumbent.snapshot()[0]
    takes = at[formulation.takes] > 0.5
    size = np.bincount(layout.place_group[takes], minlength=len(layout.group_offer))
    held: dict[int, list[int]] = {}
    for place in np.flatnonzero(takes).tolist():
        held.setdefault(int(layout.place_pupil[place]), []).append(place)
    free = (at[: len(size)] > 0.5) & (size < layout.group_seats)
    could = np.flatnonzero(free[layout.place_group] & ~takes & (layout.place_upper > 0))
    moved = False
    for place in could[np.lexsort((could, layout.place_rank[could], layout.place_pupil[could]))]:
        mine = held.get(int(layout.place_pupil[place]), [])
        for number, own in enumerate(mine):
            worse = layout.place_rank[own] > layout.place_rank[place]
            if worse and _change(incumbent, program, start + int(place), start + own):
                mine[number] = int(place)
                moved = True
                break
    return moved


def _change(incumbent: Incumbent, program: Program, gains: int, leaves: int) -> bool:
    """Take one place for another of the same child where every rule still holds."""
    activity = incumbent.snapshot()[1]
    step = program.matrix[:, [gains, leaves]] @ np.array([1.0, -1.0])
    rows = np.flatnonzero((step != 0) & (program.row_depth == 0))
    after = activity[rows] + step[rows]
    if np.any(after > program.row_upper[rows] + TOLERANCE) or np.any(
        after < program.row_lower[rows] - TOLERANCE
    ):
        return False
    verdict = incumbent.offer(np.array([gains, leaves]), np.array([1.0, 0.0]))
    return verdict is not Verdict.TURNED_DOWN


def _take(incumbent: Incumbent, program: Program, column: int) -> bool:
    """Take one place where every rule still holds; whether it was taken."""
    formulation = incumbent.formulation
    at, activity, _ = incumbent.snapshot()
    placed = int(formulation.placed[formulation.column_pupil[column]])
    added = [column] if placed < 0 or at[placed] > 0.5 else [column, placed]
    step = program.matrix[:, added] @ np.ones(len(added))
    rows = np.flatnonzero((step != 0) & (program.row_depth == 0))
    after = activity[rows] + step[rows]
    if np.any(after > program.row_upper[rows] + TOLERANCE) or np.any(
        after < program.row_lower[rows] - TOLERANCE
    ):
        return False
    incumbent.offer(np.array([column]), np.ones(1))
    return bool(incumbent.snapshot()[0][column] > 0.5)
