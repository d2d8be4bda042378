"""Whether a move may be made: the solver's referee on the plan before and after it.

A move is allowed if it breaks no rule that was kept. A group that lacks children or tutors is not
a broken rule here but *unfinished*: it is told, shown on the board, and finished by further
moves or by planning the rest again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from scheduler.board.names import NAMED
from scheduler.board.steps import Step, pins_after, plan_after
from solver.check import Violation, check_rules
from solver.check.case import open_case
from solver.check.groups import cost_in_cent_minutes
from solver.plan import Plan
from solver.problem import Pin, Problem

_TOO_FEW: Final = re.compile(r" has (\d+) pupils, at least (\d+) are needed\.$")
_TEAM: Final = re.compile(r" has (\d+) (?:leads|assistants), (\d+) are asked for\.$")
_SUPPORT: Final = re.compile(r"^No tutor of (.+) can give what .+ needs: ")
_AMOUNT: Final = re.compile(r" (?:has|costs|works|these are) (\d+)")
_NUMBER: Final = re.compile(r"(?<![:\w])\d+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a move adds: rules it would break (then it is not made), and what it leaves unfinished.

    `settled`: what was unfinished and no longer is.
    """

    broken: tuple[Violation, ...]
    unfinished: tuple[Violation, ...]

    @property
    def allowed(self) -> bool:
        """Whether the move may be made."""
        return not self.broken


@dataclass(frozen=True, slots=True)
class Position:
    """A plan, or a part of it, and the problem it is of; `elsewhere`: what the rest costs.

    The problem has neither pins nor a budget: `pins` are beside it, `budget_cents` too.
    `previous` is the plan whose places were promised, `elsewhere` in cents times minutes.
    """

    problem: Problem
    plan: Plan
    pins: tuple[Pin, ...] = ()
    budget_cents: int | None = None
    elsewhere: int = 0
    previous: Plan | None = None


def judged(position: Position, step: Step) -> Verdict:
    """The verdict on a move."""
    before = _found(position, position.plan, position.pins)
    after = _found(
        position,
        plan_after(position.plan, step, position.problem),
        pins_after(position.pins, step),
    )
    return compared(before, after, step.named_now)


def compared(
    before: Iterable[Violation], after: Iterable[Violation], named_now: Mapping[str, str]
) -> Verdict:
    """What is in `after` that was not in `before`, or is worse there."""
    earlier = tuple(before)
    lacking = _short_of_tutors(earlier)
    worst: dict[tuple[str, ...], int] = {}
    for each in earlier:
        if not _is_unfinished(each, lacking):
            key = _key(each, named_now)
            worst[key] = max(worst.get(key, 0), _amount(each))
    later = tuple(after)
    lacking = _short_of_tutors(later)
    open_ends = {each.detail_en for each in earlier}
    broken = [
        each
        for each in later
        if not _is_unfinished(each, lacking)
        and _amount(each) > worst.get(_key(each, named_now), -1)
    ]
    left = [e for e in later if _is_unfinished(e, lacking) and e.detail_en not in open_ends]
    return Verdict(tuple(broken), tuple(left))


def _found(position: Position, plan: Plan, pins: Iterable[Pin]) -> tuple[Violation, ...]:
    known = position.problem.pupil_by_id
    mine = tuple(pin for pin in pins if pin.pupil_id is None or pin.pupil_id in known)
    problem = replace(position.problem, pins=mine) if mine else position.problem
    found = check_rules(problem, plan, previous=position.previous)
    if position.budget_cents is None:
        return found
    cost = position.elsewhere + cost_of(problem, plan)
    return found + _budget(cost, position.budget_cents)


def cost_of(problem: Problem, plan: Plan) -> int:
    """What a plan costs, in cents times minutes of an hour (contract, 3.10)."""
    case, _ = open_case(problem, plan)
    return cost_in_cent_minutes(case)


def _budget(cost: int, budget: int) -> tuple[Violation, ...]:
    """As the referee says it of a whole plan."""
    if cost <= 60 * budget:
        return ()
    cents = -(-cost // 60)
    return (
        Violation(
            "3.10",
            "season",
            f"Het plan kost {cents} cent, het budget is {budget} cent.",
            f"The plan costs {cents} cents, the budget is {budget} cents.",
        ),
    )


def _short_of_tutors(found: Iterable[Violation]) -> frozenset[str]:
    """The ids of groups with fewer tutors than asked for."""
    return frozenset(
        each.subject
        for each in found
        if (team := _TEAM.search(each.detail_en)) and int(team[1]) < int(team[2])
    )


def _is_unfinished(violation: Violation, lacking: frozenset[str]) -> bool:
    """Whether more children or tutors would settle it."""
    said = violation.detail_en
    if violation.rule == "3.2":
        return _TOO_FEW.search(said) is not None
    if violation.rule == "3.4":
        team = _TEAM.search(said)
        return team is not None and int(team[1]) < int(team[2])
    if violation.rule == "3.7":
        support = _SUPPORT.match(said)
        return support is not None and support[1] in lacking
    return False


def _key(violation: Violation, named_now: Mapping[str, str]) -> tuple[str, ...]:
    """What a violation is about, however bad it is, by what everything is called afterwards."""
    texts = [violation.subject, violation.detail_en]
    for old, new in named_now.items():
        texts = [text.replace(old, new) for text in texts]
    return (violation.rule, " ".join(sorted(texts[0].split(" "))), _plain(texts[1]))


def _plain(text: str) -> str:
    """The sentence without amounts, and with its names in one order."""
    names = sorted(match[0] for match in NAMED.finditer(text))
    return " ".join([_NUMBER.sub("#", NAMED.sub("@", text)), *names])


def _amount(violation: Violation) -> int:
    amount = _AMOUNT.search(violation.detail_en)
    return int(amount[1]) if amount else 0
