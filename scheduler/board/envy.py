"""Which wishes a move passes over against the draw: envy among equals (contract, section 5).

A planner may do so, and is told. What a move pins would count as a rule, under which nobody is
passed over: so the pins to look at are those that were there before a child was moved. Who is
envious is the referee's own reading (`solver.check`), here asked of no more children than a move
can concern: those who moved, and those who asked for what the groups that it touched are of.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.check.case import open_case
from solver.check.envy import envious
from solver.check.promises import Promised
from solver.check.waste import Seats
from solver.plan import Group, Plan
from solver.problem import Policy, Problem

Passed = frozenset[tuple[str, str]]
"""(Child, offer): who has a later draw number has a seat of it, and nobody would lose by it."""


@dataclass(frozen=True)
class Drawn:
    """What a move touched: children that moved, and the groups before and after, by names."""

    moved: frozenset[str]
    groups: frozenset[Group]


def passed_over(
    problem: Problem, before: Plan, after: Plan, drawn: Drawn, previous: Plan | None
) -> Passed:
    """The wishes that are passed over after a move and were not before.

    `previous`: the plan whose places were promised, if any. Where all places are drawn in rounds
    (policy `draw`) there is no such envy to speak of.
    """
    if problem.season.policy is not Policy.BEST:
        return frozenset()
    now = _envied(problem, after, drawn, previous)
    return now - _envied(problem, before, drawn, previous) if now else now


def _envied(problem: Problem, plan: Plan, drawn: Drawn, previous: Plan | None) -> Passed:
    case, _ = open_case(_concerned(problem, plan, drawn), plan)
    promised = None if previous is None else Promised(case, previous)
    return frozenset(
        (child, group.offer_id)
        for child, _, group in envious(case, Seats(case), promised)
        if group in drawn.groups or child in drawn.moved
    )


def _concerned(problem: Problem, plan: Plan, drawn: Drawn) -> Problem:
    """The problem with all children, and only the wishes that an exchange can be about."""
    of_pupil = problem.wishes_by_pupil
    offers = {group.offer_id for group in drawn.groups}
    sought = offers | {w.offer_id for child in drawn.moved for w in of_pupil.get(child, ())}
    whole = set(drawn.moved)
    whole.update(place.pupil_id for place in plan.places if place.group.offer_id in sought)
    return replace(
        problem,
        wishes=tuple(
            wish for wish in problem.wishes if wish.offer_id in offers or wish.pupil_id in whole
        ),
    )
