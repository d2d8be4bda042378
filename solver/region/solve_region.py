"""Plan a region of many municipalities: pieces side by side, put together, one proven bound.

1. *Relax* the whole as a fluid (`solver.region.fluid`), which needs no whole formulation. Its
   prices prove a bound on level 1; how it pours says who belongs where.
2. *Cut* the locations into pieces that share little (`solver.region.cut`).
3. *Plan* every piece in the executor, from a plan of the whole that keeps all pins. Whatever is
   shared (people, `max_groups`, the budget) is allotted to one piece, so the outcomes fit together.
4. *Reconcile*: pieces that share most are paired, and each pair is improved as one piece, in which
   people, seats and groups may cross the border; then again with other pairs.
5. *Finish* on the whole: free seats, the draw, reasons.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field

import numpy as np

from solver.clock import WallClock
from solver.model.canonical import canonical
from solver.model.formulation import PLACED
from solver.model.layout import Layout, lay_out
from solver.model.objective import plain_bounds
from solver.model.program import Ints
from solver.plan import Plan, Status
from solver.problem import Policy, Problem
from solver.progress import OnProgress, Progress, Teller
from solver.reasons.explain import explain, explain_lost
from solver.region.allot import Pull, allot
from solver.region.beginning import begin
from solver.region.cut import cut, pairings, ties
from solver.region.dispatch import finished, side_by_side
from solver.region.finish import drawn, in_rounds, levels, seated
from solver.region.fluid import Fluid
from solver.region.part import Dividing
from solver.region.pour import Flow, pour
from solver.region.proof import gains, most_placed
from solver.region.standing import Standing
from solver.region.task import Hint, Pair, Task
from solver.search.engines import round_up
from solver.search.improve import ImproveParams
from solver.solve import solve
from solver.stopping import LeaveTime, Stop

__all__ = ["RegionParams", "solve_region"]


@dataclass(frozen=True)
class RegionParams:
    """How a region is cut, and how its time is shared out.

    A piece holds about `pupils` pupils; a region that is no larger than one and a half is planned
    as a whole. `workers` is how many tasks the executor does at once, `threads` how many cores the
    relaxation may take. The relaxation may take `relax` of the time, and is solved to a relative
    `accuracy` with `posts` posts for every tutor's turn and every group's role. Of the time left
    for planning, the pieces take `first`, and each of the `pairings` rounds after it an equal part
    of the rest. After finishing there are about `finish` seconds for each pupil.
    """

    pupils: int = 2_000
    workers: int = 2
    threads: int = 2
    relax: float = 0.3
    accuracy: float = 1e-3
    posts: int = 6
    promising: float = 0.01
    first: float = 0.6
    pairings: int = 2
    finish: float = 2e-3
    improve: ImproveParams = field(default_factory=ImproveParams)

    def __post_init__(self) -> None:
        if min(self.pupils, self.workers, self.threads, self.posts) < 1 or self.pairings < 0:
            raise ValueError("sizes are at least 1, and pairings at least 0")
        if not (0 < self.relax < 1 and 0 < self.first <= 1 and 0 < self.accuracy < 1):
            raise ValueError("parts of the time and accuracies are between 0 and 1")


def solve_region(  # noqa: PLR0913  (a problem, and options by name)
    problem: Problem,
    stop: Stop,
    executor: Executor,
    *,
    policy: Policy | None = None,
    previous: Plan | None = None,
    on_progress: OnProgress | None = None,
    params: RegionParams | None = None,
) -> Plan:
    """Plan a region, its pieces side by side in an executor.

    Args:
        problem: what may be planned; the order of its parts does not matter.
        stop: when to stop; what was found until then is kept. A task that the executor is doing
            when it is told to stop is left to end by itself.
        executor: a process pool, Dask's `client.get_executor(pure=False)`, or threads. It stays
            the caller's. Everything submitted pickles.
        policy: how places are given out; the season's own where None.
        previous: an earlier plan whose places are promises (contract, 3.11).
        on_progress: told about every new best and bound.
        params: how to cut and share out time; good values where None.

    Returns:
        A plan of the whole as `solve` gives it, with levels placed, loss, further and draw.

    Raises:
        NoPlan: the pins contradict the rules, or each other.
        NoPlanInTime: the pins ask for more than the time could settle.
    """
    chosen = policy or problem.season.policy
    params = params or RegionParams()
    if len(problem.pupils) <= 1.5 * params.pupils or len(problem.locations) < 2:
        return solve(problem, stop, policy=chosen, previous=previous, on_progress=on_progress)
    return _Region(problem, stop, executor, previous, on_progress, params).plan(chosen)


class _Region:
    def __init__(  # noqa: PLR0913, PLR0917  (as they came)
        self,
        problem: Problem,
        stop: Stop,
        executor: Executor,
        previous: Plan | None,
        listen: OnProgress | None,
        params: RegionParams,
    ) -> None:
        self.stop = stop
        self.executor = executor
        self.previous = previous
        self.params = params
        self.seconds: dict[str, float] = {}
        self._clock = WallClock()
        self._teller = Teller(listen, self._clock)
        self._began = self._clock.now()
        self._tell("compile", "", None)
        self.problem = canonical(problem)
        self.layout: Layout = lay_out(self.problem)
        self.most: int = -plain_bounds(self.layout)[PLACED]
        self.now = begin(self.problem, self.layout, previous, stop)
        self._phase("compile")

    def plan(self, policy: Policy) -> Plan:
        """All steps, in order."""
        tail = self.params.finish * len(self.problem.pupils)
        search = LeaveTime(self.stop, min(tail, 0.3 * self.stop.remaining()))
        fluid = Fluid.of(self.layout)
        sample = fluid.sampled(self.params.posts, self.problem.season.draw_seed)
        flow = self._relax(fluid, sample, search)
        self._phase("bound")
        self._search(fluid, sample, flow, search)
        del fluid, sample, flow
        return self._finish(policy)

    def _relax(self, fluid: Fluid, sample: Fluid, stop: Stop) -> Flow | None:
        """Solve the fluid in the executor, and put its prices to the proof."""
        params = self.params
        seconds = params.relax * stop.remaining()
        poured = self.executor.submit(
            pour, sample, seconds, accuracy=params.accuracy, threads=params.threads
        )
        if not finished(poured, stop):
            return None
        flow = poured.result()
        if flow is None:
            return None
        proof = self.executor.submit(
            most_placed,
            fluid.agenda,
            gains(fluid, flow.prices),
            fluid.limit,
            params.relax * stop.remaining(),
            threads=params.threads,
        )
        if finished(proof, stop):
            self.most = min(self.most, -round_up(-proof.result()))
            self._tell("bound", PLACED, self.now)
        return flow

    def _search(self, fluid: Fluid, sample: Fluid, flow: Flow | None, stop: Stop) -> None:
        params = self.params
        tied, mass = ties(fluid, len(self.problem.locations))
        count = max(2, round(len(self.problem.pupils) / params.pupils))
        pieces = cut(tied, mass, count)
        rounds = [pieces, *pairings(tied, pieces, params.pairings)]
        pull = Pull.of(self.layout, fluid, sample, flow)
        hints = None if flow is None else _Hints(self.layout, fluid, flow, params.promising)
        for number, piece in enumerate(rounds):
            left = len(rounds) - number
            share = (params.first if number == 0 else 1.0 / left) if left > 1 else 1.0
            ahead = stop.remaining()
            mine = LeaveTime(stop, (1.0 - share) * ahead if share < 1.0 and ahead < 1e9 else 0.0)
            self._round(piece, pull, hints, mine, build=number == 0)
            self._phase("construct" if number == 0 else "improve")
            if stop.remaining() <= 0 or stop.enough(self._progress("improve", PLACED, self.now)):
                return

    def _round(
        self, piece: Ints, pull: Pull, hints: _Hints | None, stop: Stop, *, build: bool
    ) -> None:
        """Improve every piece by itself, and take over what comes of it."""
        allotment = allot(self.problem, piece, pull, self.now)
        dividing = Dividing(self.problem, piece, allotment, self.now)
        tasks = []
        for number in range(dividing.pieces):
            part = dividing.part(number)
            tasks.append(
                Task(
                    part,
                    dividing.start(number),
                    dividing.previous(number, self.previous),
                    None if hints is None else hints.of(part),
                    0.0,
                    build,
                    self.params.improve,
                )
            )
        phase = "construct" if build else "improve"
        for number, parts in side_by_side(self.executor, tasks, stop, self.params.workers):
            after = self.now.changed(dividing.start(number), parts)
            # somebody with places in several pieces counts in each, so look at the whole
            worth = (after.costs(self.problem, self.previous), self._costs())
            if worth[0] <= worth[1]:
                self.now = after
                self._tell(phase, PLACED, self.now)

    def _costs(self) -> tuple[int, ...]:
        return self.now.costs(self.problem, self.previous)

    def _finish(self, policy: Policy) -> Plan:
        layout, previous = self.layout, self.previous
        if policy is Policy.DRAW:
            now = in_rounds(layout, self.now, previous)
            found = levels(layout, now, self.most)
        else:
            now, draw = drawn(layout, seated(layout, self.now, previous), previous)
            found = (*levels(layout, now, self.most), draw)
        self._phase("draw")
        self._tell("settle", PLACED, now)
        tables = layout.eligibility
        refusals = explain(self.problem, *now.parts, eligibility=tables, previous=previous)
        lost = (
            explain_lost(self.problem, previous, *now.parts, eligibility=tables)
            if previous is not None
            else ()
        )
        self._phase("explain")
        self.seconds["total"] = round(self._clock.now() - self._began, 3)
        return Plan(
            policy=policy,
            status=Status.OPTIMAL if all(level.proven for level in found) else Status.FEASIBLE,
            groups=now.parts[0],
            assignments=now.parts[1],
            places=now.parts[2],
            refusals=refusals,
            levels=found,
            lost_promises=lost,
            seconds=self.seconds,
        )

    def _phase(self, name: str) -> None:
        """Note how long a phase took (again)."""
        spent = self._clock.now() - self._began - sum(self.seconds.values())
        self.seconds[name] = round(self.seconds.get(name, 0.0) + spent, 3)

    def _progress(self, phase: str, level: str, now: Standing | None) -> Progress:
        if now is None:
            return self._teller.at(phase, level)
        return self._teller.at(phase, level, now.value(PLACED), self.most)

    def _tell(self, phase: str, level: str, now: Standing | None) -> None:
        self._teller.tell(self._progress(phase, level, now))


class _Hints:
    """What the relaxation says, by name, so that any part can be told its own."""

    def __init__(self, layout: Layout, fluid: Fluid, flow: Flow, promising: float) -> None:
        good = np.flatnonzero(flow.groups > promising).tolist()
        self._groups = [layout.groups[number] for number in good]
        problem = layout.problem
        self._shares: dict[str, list[tuple[Pair, float]]] = {}
        poured = np.flatnonzero(flow.pairs > promising)
        for pair in poured.tolist():
            pupil, spot = problem.pupils[fluid.pair_pupil[pair]].id, fluid.pair_spot[pair]
            location = problem.locations[fluid.spot_location[spot]].id
            offer, block = fluid.spot_offer[spot], fluid.spot_block[spot]
            name = pupil, problem.offers[offer].id, problem.blocks[block].id, location
            self._shares.setdefault(location, []).append((name, float(flow.pairs[pair])))

    def of(self, part: Problem) -> Hint:
        """What concerns a part."""
        rooms = part.room_by_id
        groups = frozenset(group for group in self._groups if group.room_id in rooms)
        shares: Mapping[Pair, float] = dict(
            pair for location in part.locations for pair in self._shares.get(location.id, ())
        )
        return Hint(groups, shares)
