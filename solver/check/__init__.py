"""The referee: whether a plan keeps the contract, written apart from every search.

It is plain Python, straight from sections 2 to 6 of the contract, and knows only
`solver.problem` and `solver.plan`, so that a mistake in the search cannot hide here.
"""

from __future__ import annotations

from collections.abc import Iterator

from solver.check.agreements import check_agreements
from solver.check.case import Case, open_case
from solver.check.children import check_children, check_ranks
from solver.check.envy import Pair, check_envy, envious
from solver.check.groups import check_groups
from solver.check.levels import check_levels, level_values
from solver.check.promises import Promised, check_promises
from solver.check.refusals import check_refusals
from solver.check.teams import check_teams
from solver.check.violation import Violation
from solver.check.waste import Seats, check_waste
from solver.plan import Plan
from solver.problem import Policy, Problem

__all__ = ["Violation", "check", "check_rules", "level_values"]


def check(problem: Problem, plan: Plan, *, previous: Plan | None = None) -> tuple[Violation, ...]:
    """Everything in a plan that departs from the contract, sorted; empty where all is well.

    Looks at the hard rules (3.1 to 3.11), ranks and refusals (6), simple waste, the value and
    bound of every level reported (4), and draw envy under policy `best` (5), whether the plan
    reports it or not. With `previous`, earlier promises are looked at too; a plan that lists lost
    promises is otherwise taken at its word, also about the draw: an exchange may not be possible
    because of a promise. Of a plan that breaks a hard rule no exchange keeps them all, so there is
    no draw envy to speak of.
    """
    case, found = open_case(problem, plan)
    found.extend(_hard_rules(case, previous))
    seats = Seats(case)
    pairs = None if found else _envious(case, seats, previous)
    found.extend(check_envy(pairs or []))
    found.extend(check_ranks(case))
    found.extend(check_waste(case, seats))
    found.extend(check_levels(case, None if pairs is None else len(pairs)))
    found.extend(check_refusals(case, seats))
    return tuple(sorted(found))


def check_rules(
    problem: Problem, plan: Plan, *, previous: Plan | None = None
) -> tuple[Violation, ...]:
    """The part of `check` that looks at groups, tutors and places alone: section 3."""
    case, found = open_case(problem, plan)
    found.extend(_hard_rules(case, previous))
    return tuple(sorted(found))


def _envious(case: Case, seats: Seats, previous: Plan | None) -> list[Pair] | None:
    """The pairs with draw envy; None where that cannot be told or does not count."""
    if case.plan.policy is not Policy.BEST or (previous is None and case.plan.lost_promises):
        return None
    return envious(case, seats, None if previous is None else Promised(case, previous))


def _hard_rules(case: Case, previous: Plan | None) -> Iterator[Violation]:
    yield from check_groups(case)
    yield from check_teams(case)
    yield from check_children(case)
    yield from check_agreements(case)
    if previous is not None:
        yield from check_promises(case, previous)
