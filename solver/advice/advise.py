"""The few additions that would place the most children, each planned again for real."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from solver.advice.addition import (
    Addition,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    with_addition,
)
from solver.advice.candidates import Candidate, additions
from solver.advice.demand import Demand
from solver.advice.part import around, whole
from solver.advice.replan import Replanned, Replanning
from solver.check import Violation, check_rules
from solver.eligibility import Eligibility
from solver.model.canonical import canonical
from solver.model.formulation import formulate
from solver.model.layout import lay_out
from solver.plan import Plan
from solver.problem import Problem
from solver.stopping import LeaveTime, Stop

_EASE = (LowerMinimum, MoreGroup, MoreBlock, MoreAssistant, MoreLead, MoreRoom)
"""What a municipality arranges most easily comes first among equals."""


class BrokenRules(ValueError):
    """The plan breaks rules, so that advice on it would start from no possible plan."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__("; ".join(violation.detail_en for violation in violations))


@dataclass(frozen=True, slots=True)
class AdviceParams:
    """How much is planned again at once.

    A season of at most `outright` columns is planned again as a whole (and one of more than
    `wishes` wishes is not even tried); of a larger one the part around an addition, with about
    `pupils` children. No addition takes longer than `longest` seconds; `least` seconds are left
    to each, even if then not all get a turn.
    """

    outright: int = 4_000
    wishes: int = 4_000
    pupils: int = 200
    least: float = 5.0
    longest: float = 20.0

    def __post_init__(self) -> None:
        if self.outright < 0 or self.wishes < 0 or self.pupils < 4:
            raise ValueError("sizes are not negative, and a part has some children")
        if not 0 < self.least <= self.longest:
            raise ValueError("an addition takes more than 0 seconds, the least at most the longest")


@dataclass(frozen=True, slots=True)
class Advice:
    """One addition and what it brings, over the same planning without it.

    `placed` more children get a place, at least; `exact`: it is proven that it is this number,
    neither more nor less, of all plans with and without it. `loss` and `further` are by how much
    levels 2 and 3 change then. `plan` is the plan found with it: it keeps every rule of the season
    with the addition.
    """

    addition: Addition
    placed: int
    loss: int
    further: int
    exact: bool
    plan: Plan


@dataclass(frozen=True, slots=True)
class Tried:
    """How far advising is: `done` of `candidates` planned again, the best placed `best` more."""

    done: int
    candidates: int
    best: int
    seconds: float


class OnTried(Protocol):
    """Somebody who listens."""

    def __call__(self, tried: Tried, /) -> None:
        """Take note; return quickly, the search waits."""


@dataclass(frozen=True, slots=True)
class Counsel:
    """The best advice found, best first, and how far the search came.

    `tried` of `candidates` additions were planned again; where that is not all of them, time was
    short. `waiting`: children with a wish and without a place in the plan that was compared with.
    """

    advice: tuple[Advice, ...]
    tried: int
    candidates: int
    waiting: int


def advise(  # noqa: PLR0913  (a problem and its plan, and options by name)
    problem: Problem,
    plan: Plan,
    stop: Stop,
    *,
    top: int = 5,
    on_progress: OnTried | None = None,
    params: AdviceParams | None = None,
) -> Counsel:
    """Find the additions that would place the most children.

    Every addition is planned again, and what the same planning could find without it is not
    credited to it: its proven bound is subtracted, so that no number is too high. The part around
    the addition is planned again and the rest of the plan kept, which gives lower bounds. A small
    season is then planned again as a whole, the most promising additions first: their numbers are
    exact where the planning with and without was proven.

    Args:
        problem: the season; the order of its parts does not matter.
        plan: a plan of it that keeps the rules of section 3.
        stop: when to stop; what was found until then is told.
        top: how much advice at most.
        on_progress: told after every addition.
        params: how much is planned again at once; good values where None.

    Returns:
        Only additions that place at least one child more, the most first; among equals those that
        cost less of level 2, then what is most easily arranged. Where one addition covers another
        of the same kind and does no more, it is left out.

    Raises:
        BrokenRules: the plan breaks rules.
        ValueError: `top` is below 1.
    """
    if top < 1:
        raise ValueError(f"at least one piece of advice is asked for, not {top}")
    began = time.monotonic()
    problem = canonical(problem)
    violations = check_rules(problem, plan)
    if violations:
        raise BrokenRules(violations)
    # Every new plan that is told is checked at the end, which takes as long each time.
    checking = (top + 1) * (time.monotonic() - began)
    stop = LeaveTime(stop, min(checking, 0.3 * stop.remaining()))
    adviser = _Adviser(problem, plan, stop, params or AdviceParams())
    candidates = additions(problem, adviser.plan)
    found: dict[Addition, Advice] = {}
    first = adviser.first_way(len(candidates))
    for rank, candidate in enumerate(candidates):
        advice = first(candidate, len(candidates) - rank)
        if advice is None:
            break
        found[candidate.addition] = advice
        if on_progress is not None:
            best = max(one.placed for one in found.values())
            seconds = round(time.monotonic() - began, 2)
            on_progress(Tried(len(found), len(candidates), best, seconds))
    tried = len(found)
    if first == adviser.in_part:
        hopeful = sorted(candidates[:tried], key=lambda c: -found[c.addition].placed)
        for rank, candidate in enumerate(hopeful):
            so_far = found[candidate.addition]
            advice = adviser.as_a_whole(candidate, len(hopeful) - rank, so_far)
            if advice is None:
                break
            found[candidate.addition] = advice
    helpful = sorted((one for one in found.values() if one.placed > 0), key=_order)
    told = tuple(_distinct(helpful))[:top]
    for advice in told:
        _require_clean(problem, advice)
    return Counsel(told, tried, len(candidates), adviser.waiting)


class _Adviser:
    """Tries additions out on one plan; `plan` is what they are compared with.

    A small season is first planned again as a whole: `plan` is then the best there is without any
    addition, or near it.
    """

    def __init__(self, problem: Problem, plan: Plan, stop: Stop, params: AdviceParams) -> None:
        self.problem = problem
        self.plan = plan
        self._params = params
        self._stop = stop
        self._all = whole(problem)
        self._without: Replanned | None = None
        self._took = 0.0
        if self._is_small():
            began = time.monotonic()
            without = Replanning(problem, self._all, plan)
            without.place(_limited(0.2 * stop.remaining()))
            without.settle(_limited(0.1 * stop.remaining()))
            self._without = without.result()
            self.plan = self._without.plan
            self._took = time.monotonic() - began
            self._parts: Stop = LeaveTime(stop, 0.5 * stop.remaining())
        else:
            self._parts = stop
        self._demand = Demand(Eligibility(problem), self.plan.places)
        self.waiting = int(self._demand.waiting.sum())

    def first_way(self, candidates: int) -> Callable[[Candidate, int], Advice | None]:
        """How to try candidates first: as a whole where there is time for all, else in parts."""
        quick = self._without is not None and self._without.proven
        enough = 2 * candidates * self._took <= self._stop.remaining()
        return self.as_a_whole if quick and enough else self.in_part

    def _is_small(self) -> bool:
        if len(self.problem.wishes) > self._params.wishes:
            return False
        return formulate(lay_out(self.problem)).program.columns <= self._params.outright

    def _seconds(self, stop: Stop, left: int) -> float:
        """The share of the next of `left` candidates; the first, more promising, get more."""
        remaining, params = stop.remaining(), self._params
        share = max(remaining * 2 / (left + 1), params.least)
        return min(share, params.longest, remaining)

    def in_part(self, candidate: Candidate, left: int) -> Advice | None:
        """What planning again around an addition brings; None where the time is over before."""
        seconds = self._seconds(self._parts, left) / 2
        if seconds <= 0:
            return None
        nothing = Advice(candidate.addition, 0, 0, 0, False, self.plan)
        part = around(self._demand, self.plan, candidate.cells, most=self._params.pupils)
        changed = with_addition(part.problem, candidate.addition)
        with_it = Replanning(changed, part, self.plan)
        with_it.place(seconds)
        if with_it.placed <= len(self.plan.places_by_pupil):
            return nothing
        if self._without is not None and self._without.proven:
            # Nothing without it can do better than the plan itself: that is already known.
            with_it.settle(seconds)
            return _advice(candidate.addition, with_it.result(), self._without, exact=False)
        if self._parts.remaining() <= 0:
            return None
        without = Replanning(part.problem, part, self.plan)
        without.place(seconds)
        if with_it.placed <= without.most:
            return nothing
        for one in (with_it, without):
            one.settle(min(seconds, self._parts.remaining()))
        return _advice(candidate.addition, with_it.result(), without.result(), exact=False)

    def as_a_whole(
        self, candidate: Candidate, left: int, so_far: Advice | None = None
    ) -> Advice | None:
        """What planning the whole season again brings, on from what was found around it.

        None where the season is not small, or the time is over. The first get a good part of the
        time left: better a few numbers that are proven than many that are not.
        """
        share = max(self._seconds(self._stop, left), min(0.2 * self._stop.remaining(), 60.0))
        if self._without is None or share <= 0:
            return None
        addition = candidate.addition
        start = self.plan if so_far is None else so_far.plan
        with_it = Replanning(with_addition(self.problem, addition), self._all, start)
        with_it.place(share)
        if with_it.placed > self._without.placed:
            with_it.settle(min(share, self._stop.remaining()))
        found = _advice(addition, with_it.result(), self._without, exact=True)
        better = so_far is None or found.exact or found.placed >= so_far.placed
        return found if better else so_far


def _limited(seconds: float) -> float:
    """A plain number also where there is no limit: a week."""
    return min(seconds, 7 * 24 * 3600.0)


def _advice(addition: Addition, with_it: Replanned, without: Replanned, *, exact: bool) -> Advice:
    return Advice(
        addition,
        placed=max(0, with_it.placed - without.most),
        loss=with_it.loss - without.loss,
        further=with_it.further - without.further,
        exact=exact and with_it.proven and without.proven,
        plan=with_it.plan,
    )


def _order(advice: Advice) -> tuple[int, int, int, int, int, int]:
    ease = _EASE.index(type(advice.addition))
    return (-advice.placed, advice.loss, -advice.further, ease, *_modesty(advice.addition))


def _modesty(addition: Addition) -> tuple[int, int]:
    """Of two additions of a kind, the one that asks less has the lower."""
    match addition:
        case MoreLead(goals, _):
            return len(goals), 0
        case MoreRoom(_, features, capacity, _):
            return len(features), capacity
        case LowerMinimum(_, min_size):
            return -min_size, 0
        case _:
            return 0, 0


def _distinct(ordered: Iterable[Advice]) -> Iterator[Advice]:
    """Without those of which an earlier one, which does as much, is a lesser or like version."""
    kept: list[Addition] = []
    for advice in ordered:
        if not any(_covers(advice.addition, earlier) for earlier in kept):
            kept.append(advice.addition)
            yield advice


def _covers(addition: Addition, other: Addition) -> bool:
    match addition, other:
        case MoreLead(goals, period), MoreLead(lesser, when):
            return period == when and goals >= lesser
        case MoreRoom(site, _, _, period), MoreRoom(other_site, _, _, when):
            return (site, period) == (other_site, when)
        case (LowerMinimum(offer_id, _), LowerMinimum(other_id, _)):
            return offer_id == other_id
        case (MoreBlock(offer_id, _), MoreBlock(other_id, _)):
            return offer_id == other_id
        case _:
            return False


def _require_clean(problem: Problem, advice: Advice) -> None:
    violations = check_rules(with_addition(problem, advice.addition), advice.plan)
    if violations:
        details = "; ".join(violation.detail_en for violation in violations)
        raise RuntimeError(f"a plan with an addition breaks rules: {details}")
