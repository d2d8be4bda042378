"""The few additions that would place the most children, each planned again for real."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from solver.advice.addition import Addition
from solver.advice.candidates import Candidate, additions
from solver.advice.in_turn import in_turn
from solver.advice.part import whole
from solver.advice.proposal import Advice, best_first
from solver.advice.replan import Replanned, Replanning
from solver.advice.trials import Trial, Trials
from solver.check import Violation, check_rules
from solver.model.canonical import canonical
from solver.model.layout import lay_out
from solver.plan import Plan
from solver.problem import Problem
from solver.stopping import LeaveTime, Stop

_SETTLED = 2
"""How many times as many as are told have levels 2 and 3 settled before others get a turn."""

_KEPT_FOR_SETTLING = 0.25
"""The part of the time that first turns leave for settling the best."""

_KEPT_FOR_WIDER = 0.5
"""The part of the time that first turns leave for planning a small season again as a whole."""


class BrokenRules(ValueError):
    """The plan breaks rules, so that advice on it would start from no possible plan."""

    def __init__(self, violations: tuple[Violation, ...]) -> None:
        self.violations = violations
        super().__init__("; ".join(violation.detail_en for violation in violations))


@dataclass(frozen=True, slots=True)
class AdviceParams:
    """How much is planned again at once, by how many threads.

    A season of at most `outright` decisions is planned again as a whole (and one of more than
    `wishes` wishes is not even tried); of a larger one first the part around an addition with about
    `pupils` children, then, where time is left, one with about `wider`. No step of planning with
    an addition takes longer than `longest` seconds; `least` seconds are left to each, even if then
    not all get a turn (most need far less).
    """

    outright: int = 4_000
    wishes: int = 4_000
    pupils: int = 200
    wider: int = 400
    least: float = 8.0
    longest: float = 20.0
    threads: int = 2

    def __post_init__(self) -> None:
        if self.outright < 0 or self.wishes < 0 or not 4 <= self.pupils <= self.wider:
            raise ValueError(
                "sizes are not negative, and a part has some children, a wider no fewer"
            )
        if not 0 < self.least <= self.longest:
            raise ValueError("an addition takes more than 0 seconds, the least at most the longest")
        if self.threads < 1:
            raise ValueError(f"at least one thread does the work, not {self.threads}")


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
    previous: Plan | None = None,
    top: int = 5,
    on_progress: OnTried | None = None,
    params: AdviceParams | None = None,
) -> Counsel:
    """Find the additions that would place the most children.

    Every addition is planned again, and what the same planning could find without it is not
    credited to it: its proven bound is subtracted, so that no number is too high. First the part
    around the addition is planned again and the rest of the plan kept, which gives lower bounds.
    Then a small season is planned again as a whole, the most promising additions first: their
    numbers are exact where the planning with and without was proven. Of a larger one a wider part
    is, in the same order, once all had a turn.

    Where all gets done, and each part is proven within its time, the answer does not depend on the
    machine's speed or on the number of threads.

    Args:
        problem: the season; the order of its parts does not matter.
        plan: a plan of it that keeps the rules of section 3.
        stop: when to stop; what was found until then is told at once. A solver that does not hear
            it is left to end by itself, in a thread that changes nothing any more.
        previous: the earlier plan whose promises `plan` keeps (3.11). Every plan made with an
            addition keeps at least as many, and the addition is not credited with fewer.
        top: how much advice at most.
        on_progress: told after every addition's first turn, by one thread at a time.
        params: how much is planned again at once; good values where None.

    Returns:
        Only additions that place at least one child more, the most first; among equals those that
        cost less of level 2, then what is most easily arranged. Where one addition covers another
        of the same kind and does no more, it is left out.

    Raises:
        BrokenRules: the plan breaks rules, or a promise that it does not list as lost.
        ValueError: `top` is below 1.
    """
    if top < 1:
        raise ValueError(f"at least one piece of advice is asked for, not {top}")
    began = time.monotonic()
    problem = canonical(problem)
    violations = check_rules(problem, plan, previous=previous)
    if violations:
        raise BrokenRules(violations)
    params = params or AdviceParams()
    without = _without(problem, plan, previous, stop, params)
    trials = Trials(problem, plan, previous, without)
    candidates = additions(problem, trials.plan, stop=stop)
    adviser = _Adviser(trials, candidates, stop, params, on_progress, began)
    adviser.look_around(leaving=_KEPT_FOR_WIDER if without else _KEPT_FOR_SETTLING)
    if without is None:
        adviser.settle(most=_SETTLED * top)
        adviser.look_around(leaving=0.0)
    adviser.look_wider()
    waiting = int(trials.demand.waiting.sum())
    return Counsel(adviser.best()[:top], len(adviser.found), len(candidates), waiting)


def _without(
    problem: Problem, plan: Plan, previous: Plan | None, stop: Stop, params: AdviceParams
) -> Replanned | None:
    """A small season planned again as a whole without any addition; None for a large one."""
    if len(problem.wishes) > params.wishes:
        return None
    layout = lay_out(problem)
    decisions = len(layout.group_offer) + len(layout.place_pupil) + len(layout.post_tutor)
    if decisions > params.outright:
        return None
    made: list[Replanned] = []

    def make() -> Replanned:
        replanning = Replanning(problem, whole(problem), plan, previous)
        replanning.place(_limited(0.2 * stop.remaining()), stop)
        replanning.settle(_limited(0.1 * stop.remaining()), stop)
        return replanning.result()

    in_turn([make], stop, lambda _, replanned: made.append(replanned), threads=1)
    return made[0] if made else None


class _Adviser:
    """Looks at candidates again and again, and remembers what came of each."""

    def __init__(  # noqa: PLR0913, PLR0917  (what `advise` was given)
        self,
        trials: Trials,
        candidates: Sequence[Candidate],
        stop: Stop,
        params: AdviceParams,
        on_progress: OnTried | None,
        began: float,
    ) -> None:
        self.found: dict[Addition, Advice] = {}
        self._trial_of: dict[Addition, Trial] = {}
        self._trials = trials
        self._candidates = candidates
        self._stop = stop
        self._params = params
        self._on_progress = on_progress
        self._began = began

    def best(self) -> tuple[Advice, ...]:
        """What helps, the best first; of equals the more promising candidate."""
        return best_first(
            self.found[one.addition] for one in self._candidates if one.addition in self.found
        )

    def look_around(self, *, leaving: float) -> None:
        """Give candidates their first turn, leaving some part of the time."""
        stop = LeaveTime(self._stop, leaving * _limited(self._stop.remaining()))
        waiting = [one for one in self._candidates if one.addition not in self.found]

        def look(candidate: Candidate, left: int) -> Trial | None:
            seconds = self._seconds(stop, left)
            return self._trials.around(candidate, self._params.pupils, seconds, stop)

        self._look(waiting, look, stop, self._tell)

    def settle(self, *, most: int) -> None:
        """Better levels 2 and 3 of the best: what they cost in dear wishes is told too."""
        helpful = [one for one in self._by_promise() if self.found[one.addition].placed]

        def look(candidate: Candidate, left: int) -> Trial | None:
            trial, seconds = self._trial_of[candidate.addition], self._seconds(self._stop, left)
            return self._trials.settled(trial, seconds, self._stop)

        self._look(helpful[:most], look, self._stop, _stay_silent)

    def look_wider(self) -> None:
        """Plan a small season again as a whole, and a wider part of a larger one."""

        def look(candidate: Candidate, left: int) -> Trial | None:
            trial, seconds = self._trial_of[candidate.addition], self._seconds(self._stop, left)
            if self._trials.without is None:
                most = self._params.wider
                return self._trials.wider(candidate, trial, most, seconds, self._stop)
            # Better a few numbers that are proven than many that are not.
            seconds = max(seconds, min(0.2 * self._stop.remaining(), 60.0))
            return self._trials.as_a_whole(candidate, trial, seconds, self._stop)

        self._look(self._by_promise(), look, self._stop, _stay_silent)

    def _by_promise(self) -> list[Candidate]:
        """Those that had a turn: first who placed most, also where proof is still needed."""
        rank = {advice.addition: place for place, advice in enumerate(self.best())}
        known = [one for one in self._candidates if one.addition in self.found]

        def order(one: Candidate) -> tuple[int, int]:
            placed = self._trial_of[one.addition].with_it.placed
            return -placed, rank.get(one.addition, len(rank))

        return sorted(known, key=order)

    def _look(
        self,
        candidates: Sequence[Candidate],
        look: Callable[[Candidate, int], Trial | None],
        stop: Stop,
        then: Callable[[Addition], None],
    ) -> None:
        def task(candidate: Candidate, left: int) -> tuple[Trial, Advice] | None:
            trial = look(candidate, left)
            return None if trial is None else (trial, self._trials.advice(trial))

        def note(number: int, came: tuple[Trial, Advice] | None) -> None:
            if came is not None:
                addition = candidates[number].addition
                self._trial_of[addition], self.found[addition] = came
                then(addition)

        tasks = [partial(task, one, len(candidates) - n) for n, one in enumerate(candidates)]
        in_turn(tasks, stop, note, threads=self._params.threads)

    def _seconds(self, stop: Stop, left: int) -> float:
        """The share of the next of `left` candidates; the first, more promising, get more."""
        remaining, params = stop.remaining(), self._params
        share = max(remaining * 2 * params.threads / (left + 1), params.least)
        return min(share, params.longest, remaining)

    def _tell(self, addition: Addition) -> None:
        del addition
        if self._on_progress is not None:
            best = max(one.placed for one in self.found.values())
            seconds = round(time.monotonic() - self._began, 2)
            self._on_progress(Tried(len(self.found), len(self._candidates), best, seconds))


def _limited(seconds: float) -> float:
    """A plain number also where there is no limit: a week."""
    return min(seconds, 7 * 24 * 3600.0)


def _stay_silent(addition: Addition) -> None:
    del addition
