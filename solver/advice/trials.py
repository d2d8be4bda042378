"""Trying additions out: planning again with each, around it or as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from solver.advice.addition import Addition, with_addition
from solver.advice.candidates import Candidate
from solver.advice.demand import Demand
from solver.advice.part import Part, around, whole
from solver.advice.proposal import Advice
from solver.advice.replan import Replanned, Replanning
from solver.check import check_rules
from solver.eligibility import Eligibility
from solver.plan import Plan
from solver.problem import Problem
from solver.reasons.explain import explain_lost
from solver.stopping import Stop

_RINGS = 8
"""How far chains of children who move on may reach in a wider part."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One addition, planned again: in a part of the season or, without one, as a whole."""

    addition: Addition
    with_it: Replanned
    without: Replanned
    part: Part | None = None

    @property
    def placed(self) -> int:
        """How many children more have a place than planning without it could give."""
        return max(0, self.with_it.placed - self.without.most)

    @property
    def exact(self) -> bool:
        """Whether that is proven to be so of the whole season."""
        return self.part is None and self.with_it.proven and self.without.proven


class Trials:
    """Plans a season again from one plan; safe to share by threads.

    Args:
        problem: canonical.
        plan: what additions are compared with; it keeps every rule.
        previous: an earlier plan whose promises every plan made here keeps (contract, 3.11).
        without: the whole season planned again without any addition, where it is small enough.
    """

    def __init__(
        self, problem: Problem, plan: Plan, previous: Plan | None, without: Replanned | None
    ) -> None:
        self.problem = problem
        self.plan = plan if without is None else without.plan
        self.without = without
        self._previous = previous
        self._all = whole(problem)
        self.tables = Eligibility(problem)
        self.demand = Demand(self.tables, self.plan.places)

    def around(self, candidate: Candidate, pupils: int, seconds: float, stop: Stop) -> Trial | None:
        """Plan again what is around an addition; None where the stop came before the end."""
        part = around(self.demand, self.plan, candidate.cells, most=pupils)
        return self._in(part, candidate.addition, self.plan, seconds, stop)

    def settled(self, trial: Trial, seconds: float, stop: Stop) -> Trial | None:
        """Better levels 2 and 3 in both plans of a trial, where it places anybody."""
        part = trial.part
        if part is None or not trial.placed or (trial.with_it.settled and trial.without.settled):
            return trial
        found = []
        for replanned, problem in (
            (trial.with_it, with_addition(part.problem, trial.addition)),
            (trial.without, part.problem),
        ):
            if stop.remaining() <= 0:
                return None
            again = Replanning(problem, part, replanned.plan, self._previous)
            again.settle(seconds, stop)
            found.append(replace(again.result(), most=replanned.most, kept=replanned.kept))
        return replace(trial, with_it=found[0], without=found[1])

    def wider(
        self, candidate: Candidate, trial: Trial, pupils: int, seconds: float, stop: Stop
    ) -> Trial | None:
        """Plan again in a wider part, on from what was found; never fewer children."""
        part = around(self.demand, self.plan, candidate.cells, most=pupils, rings=_RINGS)
        found = self._in(part, candidate.addition, trial.with_it.plan, seconds, stop)
        if found is None:
            return None
        return self.settled(found if found.placed > trial.placed else trial, seconds, stop)

    def as_a_whole(
        self, candidate: Candidate, trial: Trial, seconds: float, stop: Stop
    ) -> Trial | None:
        """Plan the whole season again, on from what was found around an addition."""
        if self.without is None or stop.remaining() <= 0:
            return None
        addition = candidate.addition
        changed = with_addition(self.problem, addition)
        with_it = Replanning(changed, self._all, trial.with_it.plan, self._previous)
        with_it.place(seconds, stop)
        if with_it.placed > self.without.placed:
            with_it.settle(seconds, stop)
        found = Trial(addition, with_it.result(), self.without)
        return found if found.exact or found.placed >= trial.placed else trial

    def advice(self, trial: Trial) -> Advice:
        """What a trial comes to. Its plan was checked, by other code than what made it.

        Raises:
            RuntimeError: the plan breaks rules: a fault in the planning.
        """
        addition, plan = trial.addition, trial.with_it.plan
        if trial.placed > 0:
            changed = with_addition(self.problem, addition)
            plan = self._with_lost_promises(changed, plan)
            violations = check_rules(changed, plan, previous=self._previous)
            if violations:
                details = "; ".join(violation.detail_en for violation in violations)
                raise RuntimeError(f"a plan with an addition breaks rules: {details}")
        with_it, without = trial.with_it, trial.without
        settled = with_it.settled and without.settled
        return Advice(
            addition,
            placed=trial.placed,
            loss=with_it.loss - without.loss if settled else None,
            further=with_it.further - without.further if settled else None,
            exact=trial.exact,
            plan=plan,
        )

    def _in(
        self, part: Part, addition: Addition, start: Plan, seconds: float, stop: Stop
    ) -> Trial | None:
        """Level 1, with the addition from `start` on and without it from the plan on."""
        if stop.remaining() <= 0:
            return None
        changed = with_addition(part.problem, addition)
        with_it = Replanning(changed, part, start, self._previous)
        with_it.place(seconds, stop)
        mine = with_it.result()
        if self.without is not None and self.without.proven:
            # Nothing without it can do better than the plan itself: that is already known.
            if mine.placed > self.without.placed:
                with_it.settle(seconds, stop)
                mine = with_it.result()
            return Trial(addition, mine, self.without, part)
        without = Replanning(part.problem, part, self.plan, self._previous)
        if mine.placed <= without.placed:
            return Trial(addition, mine, without.result(), part)
        if stop.remaining() <= 0:
            return None
        without.place(seconds, stop)
        return Trial(addition, mine, without.result(), part)

    def _with_lost_promises(self, changed: Problem, plan: Plan) -> Plan:
        if self._previous is None:
            return plan
        parts = (plan.groups, plan.assignments, plan.places)
        return replace(plan, lost_promises=explain_lost(changed, self._previous, *parts))
