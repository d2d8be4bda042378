"""Draw envy counted literally (contract, section 5): every exchange is made, the referee judges.

Slow and plain on purpose; it shares nothing with `solver.fairness.envy`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.check import check_rules, level_values
from solver.fairness.draw import draw_numbers
from solver.plan import Group, Place, Plan
from solver.problem import Problem

CHILDREN_LEVELS = ("placed", "loss", "further")


def brute_pairs(
    problem: Problem, plan: Plan, *, previous: Plan | None = None, freely: bool = False
) -> set[tuple[str, str]]:
    """The pairs (A, B) of pupil ids where A envies B."""
    return {(a, b) for a, b, _ in brute_exchanges(problem, plan, previous=previous, freely=freely)}


def brute_exchanges(
    problem: Problem, plan: Plan, *, previous: Plan | None = None, freely: bool = False
) -> Iterator[tuple[str, str, frozenset[Place]]]:
    """Every (A, B, places afterwards) that shows envy."""
    number = draw_numbers(problem.season.draw_seed, problem.pupil_by_id)
    before = _values(problem, plan)
    for a in problem.pupil_by_id:
        for theirs in plan.places:
            b, g = theirs.pupil_id, theirs.group
            if not number[a] < number[b]:
                continue
            for h in _given_up(problem, plan, a, g, freely=freely):
                after = _exchange(problem, plan, (a, b), g, h, previous=previous)
                if (
                    after is not None
                    and _values(problem, after) == before
                    and _better_off(_ranks(plan, a), _ranks(after, a))
                ):
                    yield a, b, frozenset(after.places)


def _given_up(
    problem: Problem, plan: Plan, a: str, g: Group, *, freely: bool
) -> list[Group | None]:
    """What A may give up: none where all fits, else one that clashes or is one too many."""
    own = [place.group for place in plan.places if place.pupil_id == a]
    if freely:
        return [None, *own]
    crowded = _with_places(plan, [*plan.places, Place(a, g, 1)])
    if any(
        violation.rule in {"3.1", "3.6"} and violation.subject.split()[0] == a
        for violation in check_rules(problem, crowded)
    ):
        return [*own]
    return [None]


def _exchange(
    problem: Problem,
    plan: Plan,
    pair: tuple[str, str],
    g: Group,
    h: Group | None,
    *,
    previous: Plan | None,
) -> Plan | None:
    """The plan after the exchange; None where some hard rule does not hold."""
    a, b = pair
    left = [place for place in plan.places if place[:2] not in {(b, g), (a, h)}]
    left.append(Place(a, g, _rank(problem, a, g)))
    choices = [left]
    if h is not None and _rank(problem, b, h):
        choices.insert(0, [*left, Place(b, h, _rank(problem, b, h))])
    for places in choices:
        after = _with_places(plan, places, previous)
        if not check_rules(problem, after, previous=previous):
            return after
    return None


def _with_places(plan: Plan, places: list[Place], previous: Plan | None = None) -> Plan:
    after = replace(plan, places=tuple(sorted(places)))
    if previous is None:
        return after
    had = {(place.pupil_id, *place.group[:2]) for place in places}
    still = [row for row in plan.lost_promises if (row.pupil_id, *row.group[:2]) not in had]
    return replace(after, lost_promises=tuple(still))


def _rank(problem: Problem, pupil_id: str, group: Group) -> int:
    """The rank of the best wish that matches; 0 where none does."""
    site = problem.room_by_id[group.room_id].location_id
    wishes = problem.wishes_by_pupil.get(pupil_id, ())
    return min((w.rank for w in wishes if w.matches(*group[:2], site)), default=0)


def _values(problem: Problem, plan: Plan) -> list[int]:
    values = level_values(problem, plan)
    return [values[name] for name in CHILDREN_LEVELS]


def _ranks(plan: Plan, pupil_id: str) -> list[int]:
    return [place.rank for place in plan.places if place.pupil_id == pupil_id]


def _better_off(before: list[int], after: list[int]) -> bool:
    if not before or not after:
        return bool(after) and not before
    if min(after) != min(before):
        return min(after) < min(before)
    if len(after) != len(before):
        return len(after) > len(before)
    return sum(after) < sum(before)
