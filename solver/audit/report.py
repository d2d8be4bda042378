"""The whole equity audit of one plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from solver.audit.draw_chance import DrawTest, draw_table, draw_test
from solver.audit.grantable import Grantable
from solver.audit.rates import Column, Row, Table, overall, tabulate
from solver.audit.traits import ORDER, Traits
from solver.check import Violation, check_rules
from solver.eligibility import Eligibility
from solver.fairness.draw import draw_numbers
from solver.fairness.envy import envious_pairs
from solver.plan import Plan
from solver.problem import Policy, Problem, Pupil


class BrokenRules(ValueError):
    """The plan breaks rules, so that its rates would be those of no possible plan."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__("; ".join(violation.detail_en for violation in violations))


@dataclass(frozen=True, slots=True)
class Audit:
    """Counts and rates of a plan, without a verdict.

    `total` is about all children with a wish; `tables` (`needs`, `age`, `travel`, `distance`) are
    the same children by what they differ in. `draw` is about those with a wish that could be
    granted, by tenths of the draw; `test` is None where all or none of them have a place.
    `envious_pairs` is None under policy `draw`, which the contract's envy does not speak of.
    `complete`: small counts are shown too.
    """

    total: Row
    tables: tuple[Table, ...]
    draw: Table
    test: DrawTest | None
    envious_pairs: int | None
    complete: bool


def audit(
    problem: Problem, plan: Plan, *, previous: Plan | None = None, everything: bool = False
) -> Audit:
    """Count who got what.

    Args:
        problem: what the plan is for.
        plan: a plan that keeps the rules of section 3.
        previous: an earlier plan, whose promises stand in the way of exchanges (3.11).
        everything: also show counts below `LEAST`.

    Raises:
        BrokenRules: the plan breaks rules.
    """
    violations = check_rules(problem, plan, previous=previous)
    if violations:
        raise BrokenRules(violations)
    tables = Eligibility(problem)
    grantable, traits = Grantable(problem, tables), Traits(problem, tables)
    best = {
        pupil_id: min(place.rank for place in places)
        for pupil_id, places in plan.places_by_pupil.items()
    }
    asked = [pupil for pupil in problem.pupils if pupil.id in problem.wishes_by_pupil]
    could = {pupil.id for pupil in asked if grantable.any_wish(pupil.id)}
    cells = {
        pupil.id: {
            Column.ASKED: 1,
            Column.COULD: int(pupil.id in could),
            Column.PLACED: int(pupil.id in best),
            Column.FIRST: int(best.get(pupil.id) == 1),
        }
        for pupil in asked
    }
    ways: Mapping[str, Callable[[Pupil], str]] = {
        "needs": traits.needs,
        "age": traits.age,
        "travel": traits.travel,
        "distance": traits.distance,
    }
    numbers = draw_numbers(problem.season.draw_seed, problem.pupil_by_id)
    drawn = [pupil_id in best for pupil_id in sorted(could, key=lambda p: numbers[p])]
    envy = (
        len(envious_pairs(problem, plan, eligibility=tables, previous=previous))
        if plan.policy is Policy.BEST
        else None
    )
    return Audit(
        total=overall(_sum(list(cells.values())), everything=everything),
        tables=tuple(
            _table(name, {p.id: way(p) for p in asked}, cells, everything=everything)
            for name, way in ways.items()
        ),
        draw=draw_table(drawn, everything=everything),
        test=draw_test(drawn),
        envious_pairs=envy,
        complete=everything,
    )


def _sum(cells: list[dict[Column, int]]) -> dict[Column, int]:
    return {column: sum(cell[column] for cell in cells) for column in Column}


def _table(
    name: str,
    key_of: Mapping[str, str],
    cells: Mapping[str, dict[Column, int]],
    *,
    everything: bool,
) -> Table:
    members: dict[str, list[dict[Column, int]]] = {}
    for pupil_id, key in key_of.items():
        members.setdefault(key, []).append(cells[pupil_id])
    if name in ORDER:
        keys = [key for key in ORDER[name] if key in members]
    else:
        keys = sorted(members, key=int)
    return tabulate(name, keys, [_sum(members[key]) for key in keys], everything=everything)
