"""The one way to plan: a problem goes in, the best plan found and proven comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence

from solver.clock import Clock, WallClock
from solver.model.canonical import canonical
from solver.model.formulation import formulate
from solver.model.layout import lay_out
from solver.model.program import Impossible
from solver.pins.conflict import Conflict
from solver.pins.conflicts import name_conflict, pin_conflicts
from solver.plan import Plan, Status
from solver.policies import by_best, by_draw
from solver.problem import Policy, Problem
from solver.progress import OnProgress, Teller
from solver.reasons.explain import explain, explain_lost
from solver.search.incumbent import Incumbent
from solver.search.levels import Search, SearchParams
from solver.search.start import NoPlanInTime, first_point, smallest_conflict
from solver.stopping import LeaveTime, Stop

__all__ = ["NoPlan", "NoPlanInTime", "solve"]

_EXPLAIN_SECONDS = 2e-4
"""About what it takes to find the reason for one refused wish."""

_DRAW_SECONDS = 3e-4
"""About what it takes to see to it that one pupil envies nobody by the draw."""

_ARRANGING = 0.1
"""The part of the time that is kept for arranging what was found."""


class NoPlan(Exception):
    """The rules and the pins admit no plan; `conflicts` say which (contract, 3.9)."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("; ".join(conflict.detail["en"] for conflict in conflicts))


def solve(  # noqa: PLR0913  (a problem, and options by name)
    problem: Problem,
    stop: Stop,
    *,
    policy: Policy | None = None,
    previous: Plan | None = None,
    on_progress: OnProgress | None = None,
    params: SearchParams | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan a season.

    Args:
        problem: what may be planned; the order of its parts does not matter.
        stop: when to stop; what was found until then is kept.
        policy: how places are given out; the season's own where None.
        previous: an earlier plan whose places are promises (contract, 3.11).
        on_progress: told about every new best and bound.
        params: how the search shares out its time; good values where None.
        clock: what time is measured by, the wall's where None; by a `WorkClock`, with a `stop` of
            the same clock, the same problem gives the same plan every time.

    Returns:
        A plan that keeps every hard rule, with its levels, proven bounds and reasons. Under policy
        `best` it is free of draw envy and arranged, with all levels of section 4; `draw` holds the
        number of envious pairs as counted afterwards. Under policy `draw` it has levels 1 to 3
        only, which then say how far the rounds are from what could be.

    Raises:
        NoPlan: the pins contradict the rules, or each other.
        NoPlanInTime: the pins ask for more than the time could settle.
    """
    clock = clock or WallClock()
    timed = _Timed()
    chosen = policy or problem.season.policy
    problem = canonical(problem)
    teller = Teller(on_progress, clock)
    teller.tell(teller.at("compile", ""))
    layout = lay_out(problem)
    conflicts = pin_conflicts(problem, eligibility=layout.eligibility)
    if conflicts:
        raise NoPlan(conflicts)
    try:
        formulation = formulate(layout, previous)
        start = first_point(formulation, previous, stop, clock=clock)
    except Impossible:
        raise NoPlan([name_conflict(smallest_conflict(problem, stop))]) from None
    timed.ends("compile")
    after = _EXPLAIN_SECONDS * len(problem.wishes) + _DRAW_SECONDS * len(problem.pupils)
    to_finish = LeaveTime(stop, after)
    search = Search(
        Incumbent(formulation, start),
        LeaveTime(to_finish, _part(_ARRANGING, to_finish) if chosen is Policy.BEST else 0.0),
        teller,
        params,
        clock,
    )
    search.run()
    timed.ends("search")
    given = (by_draw if chosen is Policy.DRAW else by_best)(search, to_finish, previous)
    timed.ends("finish")
    refusals = explain(
        problem,
        given.groups,
        given.assignments,
        given.places,
        eligibility=layout.eligibility,
        previous=previous,
    )
    lost = (
        ()
        if previous is None
        else explain_lost(
            problem,
            previous,
            given.groups,
            given.assignments,
            given.places,
            eligibility=layout.eligibility,
        )
    )
    timed.ends("explain")
    return Plan(
        policy=chosen,
        status=Status.OPTIMAL if all(level.proven for level in given.levels) else Status.FEASIBLE,
        groups=given.groups,
        assignments=given.assignments,
        places=given.places,
        refusals=refusals,
        levels=given.levels,
        lost_promises=lost,
        seconds=timed.seconds | search.seconds | {"total": timed.total},
    )


def _part(share: float, stop: Stop) -> float:
    """A part of the time left; nothing where there is no limit."""
    left = stop.remaining()
    return share * left if math.isfinite(left) else 0.0


class _Timed:
    """How long each phase took by the wall's clock."""

    def __init__(self) -> None:
        self._clock = WallClock()
        self._began = self._last = self._clock.now()
        self.seconds: dict[str, float] = {}

    def ends(self, phase: str) -> None:
        """A phase has ended."""
        now = self._clock.now()
        self.seconds[phase] = round(now - self._last, 3)
        self._last = now

    @property
    def total(self) -> float:
        """Seconds since the beginning."""
        return round(self._clock.now() - self._began, 3)
