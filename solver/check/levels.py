"""The true value of every level (section 4), and whether a plan reports it (section 6)."""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.agreements import shared
from solver.check.case import Case, open_case
from solver.check.groups import cost_in_cent_minutes
from solver.check.violation import Violation
from solver.plan import Level, Plan, Status
from solver.problem import Policy, Problem, further_gain, loss

CHILDREN_LEVELS = ("placed", "loss", "further")
"""What a child gets; every plan under policy `best` reports these."""
DRAW_LEVEL = "draw"
"""The number of envious pairs. Plans that were made before it was counted do not report it."""
ARRANGING_LEVELS = ("together", "near", "cost", "groups")
"""How it is arranged; reported once a search looks at them."""
MAXIMISED = frozenset({"placed", "further"})


def level_values(problem: Problem, plan: Plan) -> dict[str, int]:
    """The value of each level of a plan, computed from its places, groups and tutors alone.

    Returns:
        `placed` pupils; `loss` and `further` as sums; `together`: broken links that are not
        strict; `near`: minutes from home over all places; `cost`: cents, rounded up once for the
        whole plan; `groups`: how many are open. What is not well-formed does not count.
    """
    case, _ = open_case(problem, plan)
    return values_of(case)


def values_of(case: Case) -> dict[str, int]:
    """As `level_values`, for a plan that is laid open already."""
    best_ranks = [min(place.rank for place in places) for places in case.places_of.values()]
    near = 0
    for place in case.places:
        pupil = case.problem.pupil_by_id[place.pupil_id]
        near += case.permission.journeys.of_pupil(pupil, case.spot(place.group)[1]) or 0
    together = sum(
        link.pupil_a in case.places_of
        and link.pupil_b in case.places_of
        and not shared(case, link.pupil_a, link.kind) & shared(case, link.pupil_b, link.kind)
        for link in case.problem.links
        if not link.strict
    )
    return {
        "placed": len(case.places_of),
        "loss": sum(loss(rank) for rank in best_ranks),
        "further": sum(further_gain(len(places)) for places in case.places_of.values()),
        "together": together,
        "near": near,
        "cost": -(-cost_in_cent_minutes(case) // 60),
        "groups": len(case.groups),
    }


def check_levels(case: Case, envious: int | None) -> Iterator[Violation]:
    """Every untrue figure among the levels, and a status that is not proven by them.

    Under policy `best` the first three levels are reported, in order, and the others follow in
    their order, or not at all from some point on; `draw` may be left out. Under `draw` there may
    be none. `envious` is the number of envious pairs, None where it was not counted.
    """
    names = tuple(level.name for level in case.plan.levels)
    known = (*CHILDREN_LEVELS, DRAW_LEVEL, *ARRANGING_LEVELS)
    without_draw = CHILDREN_LEVELS + ARRANGING_LEVELS
    least = len(CHILDREN_LEVELS) if case.plan.policy is Policy.BEST else 0
    if names not in (known[: len(names)], without_draw[: len(names)]) or len(names) < least:
        told = ", ".join(names) or "–"
        yield _false(
            "levels",
            f"De niveaus zijn {told}; verwacht: {', '.join(known)}.",
            f"The levels are {told}; expected: {', '.join(known)}.",
        )
    values = values_of(case)
    if envious is not None:
        values[DRAW_LEVEL] = envious
    for level in case.plan.levels:
        if level.name in values:
            yield from _figures(level, values[level.name])
    yield from _status(case.plan)


def _figures(level: Level, value: int) -> Iterator[Violation]:
    maximise = level.name in MAXIMISED
    if level.value != value:
        yield _false(
            level.name,
            f"De waarde is {value}, niet {level.value}.",
            f"The value is {value}, not {level.value}.",
        )
    if level.maximise != maximise:
        yield _false(
            level.name,
            f"Dit niveau moet zo {'hoog' if maximise else 'laag'} mogelijk zijn.",
            f"This level is to be as {'high' if maximise else 'low'} as possible.",
        )
    if (level.bound < value) if maximise else (level.bound > value):
        yield _false(
            level.name,
            f"De grens {level.bound} kan niet: de waarde is {value}.",
            f"The bound {level.bound} cannot be: the value is {value}.",
        )


def _status(plan: Plan) -> Iterator[Violation]:
    proven = {level.name for level in plan.levels if level.proven}
    needed = {level.name for level in plan.levels if level.name == DRAW_LEVEL} | {*CHILDREN_LEVELS}
    if plan.status is Status.INFEASIBLE:
        yield Violation(
            "6",
            "status",
            "Er is een plan, dus het kan niet onmogelijk zijn.",
            "There is a plan, so it cannot be impossible.",
        )
    elif plan.status is Status.OPTIMAL and not proven >= needed:
        yield _false(
            "status",
            "Niet elk niveau is bewezen, dus het plan mag niet optimaal heten.",
            "Not every level is proven, so the plan may not be called optimal.",
        )


def _false(subject: str, detail_nl: str, detail_en: str) -> Violation:
    return Violation("4", subject, detail_nl, detail_en)
