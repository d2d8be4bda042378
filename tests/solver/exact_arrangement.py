"""Levels 5 to 7 as a plainly written exact model, given what every child gets.

Built on the rules of `tests.solver.exact`; the levels are read anew from section 4 of the contract.
"""

from __future__ import annotations

from collections import Counter

from ortools.sat.python import cp_model

from solver.plan import Group, Place, Plan
from solver.problem import LinkKind, Problem
from tests.solver.exact import ExactModel, NotProvenError, build
from tests.solver.exact_rules import journey


def minutes_from_home(problem: Problem, pupil_id: str, group: Group) -> int:
    """One way, 0 where unknown (section 2)."""
    site = problem.location_by_id[problem.room_by_id[group.room_id].location_id]
    measured = problem.travel.pupils.get((pupil_id, site.id))
    if measured is not None:
        return measured
    pupil = problem.pupil_by_id[pupil_id]
    return 0 if pupil.point is None else journey(pupil.point, site.point, pupil.mode)


def exact_arrangement(
    problem: Problem, plan: Plan, previous: Plan | None = None, *, seconds: float = 600
) -> dict[str, int]:
    """The best `together`, `near`, `cost` and `groups`, one after the other; then `kept`.

    `kept`, only with an earlier plan, is how many of its groups, places and tutors are as they
    were. Promises that the plan keeps stay kept.

    Raises:
        NotProvenError: a level was not proven in `seconds`.
    """
    exact = build(problem)
    model = exact.model
    _hold(exact, plan)
    if previous is not None:
        _keep_promises(problem, exact, plan, previous)
    levels: dict[str, cp_model.LinearExprT] = {
        "together": _broken(problem, exact, plan),
        "near": sum(
            minutes_from_home(problem, pupil_id, group) * var
            for (pupil_id, group), var in exact.taken.items()
        ),
        "cost": _cents(problem, exact),
        "groups": sum(exact.opened.values()),
    }
    if previous is not None:
        levels["kept"] = -_as_before(exact, previous)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    values: dict[str, int] = {}
    for name, expression in levels.items():
        model.minimize(expression)
        if solver.solve(model) != cp_model.OPTIMAL:
            raise NotProvenError(name)
        values[name] = round(solver.objective_value)
        model.add(expression == values[name])
    return values | {"kept": -values["kept"]} if "kept" in values else values


def _hold(exact: ExactModel, plan: Plan) -> None:
    held = Counter((place.pupil_id, place.rank) for place in plan.places)
    for pupil_id, rank in {(pupil, rank) for (pupil, _), rank in exact.ranks.items()}:
        places = [
            var
            for (pupil, group), var in exact.taken.items()
            if pupil == pupil_id and exact.ranks[pupil, group] == rank
        ]
        exact.model.add(sum(places) == held[pupil_id, rank])


def _keep_promises(problem: Problem, exact: ExactModel, plan: Plan, previous: Plan) -> None:
    site = {room.id: room.location_id for room in problem.rooms}

    def keeps(group: Group, promise: Place) -> bool:
        there = site.get(promise.group.room_id)
        return group[:2] == promise.group[:2] and there in (None, site[group.room_id])

    for promise in previous.places:
        mine = [p.group for p in plan.places if p.pupil_id == promise.pupil_id]
        if any(keeps(group, promise) for group in mine):
            exact.model.add_bool_or(
                var
                for (pupil_id, group), var in exact.taken.items()
                if pupil_id == promise.pupil_id and keeps(group, promise)
            )


def _broken(problem: Problem, exact: ExactModel, plan: Plan) -> cp_model.LinearExprT:
    """Level 5."""
    site = {room.id: room.location_id for room in problem.rooms}
    placed = {place.pupil_id for place in plan.places}
    broken: list[cp_model.LinearExprT] = []
    for link in problem.links:
        if link.strict or not {link.pupil_a, link.pupil_b} <= placed:
            continue
        if link.pupil_a == link.pupil_b:
            continue
        shared: list[cp_model.IntVar] = []
        for (one, group), here in exact.taken.items():
            for (other, second), there in exact.taken.items():
                same = (
                    group == second
                    if link.kind is LinkKind.SAME_GROUP
                    else (group.block_id, site[group.room_id])
                    == (second.block_id, site[second.room_id])
                )
                if (one, other) == (link.pupil_a, link.pupil_b) and same:
                    both = exact.model.new_bool_var("")
                    exact.model.add_implication(both, here)
                    exact.model.add_implication(both, there)
                    shared.append(both)
        apart = exact.model.new_bool_var("")
        exact.model.add_bool_or([*shared, apart])
        broken.append(apart)
    return cp_model.LinearExpr.sum(broken)


def _cents(problem: Problem, exact: ExactModel) -> cp_model.LinearExprT:
    """Level 7: a sixtieth of a cent more is a whole cent more."""
    length = {
        block.id: sum(session.end - session.start for session in block.sessions)
        for block in problem.blocks
    }
    fixed = [
        60 * problem.offer_by_id[group.offer_id].group_cents * var
        for group, var in exact.opened.items()
    ]
    paid = [
        problem.tutor_by_id[tutor_id].hourly_cents * length[group.block_id] * var
        for (tutor_id, group, _), var in exact.serves.items()
    ]
    cents = exact.model.new_int_var(0, 10**9, "")
    exact.model.add(60 * cents >= cp_model.LinearExpr.sum([*fixed, *paid]))
    return cents


def _as_before(exact: ExactModel, previous: Plan) -> cp_model.LinearExprT:
    """How many groups, places and tutors in a group are as they were."""
    groups, places = set(previous.groups), {(p.pupil_id, p.group) for p in previous.places}
    tutors = {(post.tutor_id, post.group) for post in previous.assignments}
    return cp_model.LinearExpr.sum(
        [
            *(var for group, var in exact.opened.items() if group in groups),
            *(var for key, var in exact.taken.items() if key in places),
            *(var for (tutor, group, _), var in exact.serves.items() if (tutor, group) in tutors),
        ]
    )
