"""Plan a region of many municipalities: pieces side by side, put together, one proven bound.

1. *Relax* the whole as a fluid (`solver.region.fluid`), which needs no whole formulation. Its
   prices prove a bound on level 1; how it pours says who belongs where.
2. *Cut* the locations into pieces that share little (`solver.region.cut`).
3. *Plan* every piece in the executor, from a plan of the whole that keeps all pins. Whatever is
   shared (people, `max_groups`, the budget) is allotted to one piece, so the outcomes fit together.
4. *Reconcile*: cut elsewhere and improve those pieces, in which people, seats and groups may cross
   what was a border; at last pair the pieces that share most, and improve each pair as one.
5. *Finish*: free seats and the draw on the whole, each piece arranged in the executor, and once
   more free seats and the draw; reasons.
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, field

from solver.clock import Clock, WallClock
from solver.model.canonical import canonical
from solver.model.formulation import PLACED
from solver.model.layout import Layout, lay_out
from solver.model.objective import plain_bounds
from solver.model.program import Ints
from solver.plan import Level, Plan, Status
from solver.problem import Policy, Problem
from solver.progress import OnProgress, Progress, Teller
from solver.reasons.explain import explain, explain_lost
from solver.region.allot import Pull, allot
from solver.region.beginning import begin
from solver.region.cut import cuts, pairings, ties
from solver.region.dispatch import Dispatch
from solver.region.finish import arrangement, envy, in_rounds, levels, tidy
from solver.region.fluid import Fluid
from solver.region.halt import Halt
from solver.region.part import Dividing
from solver.region.pour import Flow, pour
from solver.region.proof import gains, most_placed
from solver.region.standing import Standing
from solver.region.task import Task
from solver.search.engines import round_up
from solver.search.improve import ImproveParams
from solver.solve import solve
from solver.stopping import LeaveTime, Stop

__all__ = ["RegionParams", "solve_region"]

ARRANGE = "arrange"


@dataclass(frozen=True)
class RegionParams:
    """How a region is cut, and how its time is shared out.

    A region of at most `whole` pupils is planned as a whole; a piece of a larger one holds about
    `pupils`. `workers` is how many tasks the executor does at once, `threads` how many cores the
    relaxation may take. The relaxation may take `relax` of the time, and is solved to a relative
    `accuracy` with `posts` posts for every tutor's turn and every group's role. Of the time left
    for planning, the pieces take `first`, and each of the `rounds` after it an equal part of the
    rest. Arranging takes `arrange` of all, and each of the two times that the whole is
    finished about half of `finish` seconds for each pupil.
    """

    pupils: int = 1_000
    whole: int = 3_000
    workers: int = 2
    threads: int = 2
    relax: float = 0.3
    accuracy: float = 1e-3
    posts: int = 6
    first: float = 0.55
    rounds: int = 2
    arrange: float = 0.08
    finish: float = 3e-3
    improve: ImproveParams = field(default_factory=lambda: ImproveParams(patience=100))

    def __post_init__(self) -> None:
        if (
            min(self.pupils, self.whole, self.workers, self.threads, self.posts) < 1
            or self.rounds < 0
        ):
            raise ValueError("sizes are at least 1, and rounds at least 0")
        parts = (self.relax, self.accuracy, self.arrange)
        if not (all(0 < part < 1 for part in parts) and 0 < self.first <= 1):
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
    halt: Halt | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan a region, its pieces side by side in an executor.

    Args:
        problem: what may be planned; the order of its parts does not matter.
        stop: when to stop; what was found until then is kept.
        executor: a process pool, Dask's `client.get_executor(pure=False)`, or threads. It stays
            the caller's. Everything submitted pickles.
        policy: how places are given out; the season's own where None.
        previous: an earlier plan whose places are promises (contract, 3.11).
        on_progress: told about every new best and bound.
        params: how to cut and share out time; good values where None.
        halt: tells tasks in the executor to stop, once `stop` says so; what they have found by
            then is kept. Where None, tasks that run then are left to end by themselves.
        clock: what time is measured by, the wall's where None; by a `WorkClock`, with a `stop` of
            the same clock, the same problem gives the same plan every time.

    Returns:
        A plan of the whole as `solve` gives it.

    Raises:
        NoPlan: the pins contradict the rules, or each other.
        NoPlanInTime: the pins ask for more than the time could settle.
    """
    chosen = policy or problem.season.policy
    params = params or RegionParams()
    if len(problem.pupils) <= params.whole or len(problem.locations) < 2:
        return solve(
            problem, stop, policy=chosen, previous=previous, on_progress=on_progress, clock=clock
        )
    clock = clock or WallClock()
    dispatch = Dispatch(executor, stop, halt, params.workers, clock)
    return _Region(problem, dispatch, previous, Teller(on_progress, clock), params).plan(chosen)


class _Region:
    def __init__(
        self,
        problem: Problem,
        dispatch: Dispatch,
        previous: Plan | None,
        teller: Teller,
        params: RegionParams,
    ) -> None:
        self.stop = dispatch.stop
        self.dispatch = dispatch
        self.previous = previous
        self.params = params
        self.seconds: dict[str, float] = {}
        self._clock = WallClock()
        self._began = self._clock.now()
        self._teller = teller
        self._tell("compile", "", None)
        self.problem = canonical(problem)
        self.layout: Layout = lay_out(self.problem)
        self.most: int = -plain_bounds(self.layout)[PLACED]
        self.now = begin(self.problem, self.layout, previous, self.stop, dispatch.clock)
        self._phase("compile")

    def plan(self, policy: Policy) -> Plan:
        """All steps, in order."""
        ahead = self.stop.remaining()
        tail = min(self.params.finish * len(self.problem.pupils), 0.3 * ahead)
        arranging = self.params.arrange * ahead if policy is Policy.BEST and ahead < 1e9 else 0.0
        fluid = Fluid.of(self.layout)
        tied, mass = ties(fluid, len(self.problem.locations))
        pieces = max(2, round(len(self.problem.pupils) / self.params.pupils))
        most = self.params.rounds
        rounds = cuts(tied, mass, pieces, max(1, most))
        rounds += pairings(tied, rounds[0], 1 + most - len(rounds))
        pull = self._search(fluid, rounds, LeaveTime(self.stop, tail + arranging))
        del fluid
        now, found = self._given(policy, rounds[0], pull, LeaveTime(self.stop, 0.5 * tail))
        self._tell("settle", PLACED, now)
        return self._explained(policy, now, found)

    def _relax(self, fluid: Fluid, sample: Fluid, stop: Stop) -> Flow | None:
        """Solve the fluid in the executor, and put its prices to the proof."""
        params = self.params
        flow = self.dispatch.alone(
            pour,
            stop,
            sample,
            params.relax * stop.remaining(),
            accuracy=params.accuracy,
            threads=params.threads,
        )
        if flow is None:
            return None
        proven = self.dispatch.alone(
            most_placed,
            stop,
            fluid.agenda,
            gains(fluid, flow.prices),
            fluid.limit,
            params.relax * stop.remaining(),
            threads=params.threads,
        )
        if proven is not None:
            self.most = min(self.most, -round_up(-proven))
            self._tell("bound", PLACED, self.now)
        return flow

    def _search(self, fluid: Fluid, rounds: list[Ints], stop: Stop) -> Pull:
        """The bound, and then one round of pieces after the other; where people should go."""
        sample = fluid.sampled(self.params.posts, self.problem.season.draw_seed)
        flow = self._relax(fluid, sample, stop)
        self._phase("bound")
        pull = Pull.of(self.layout, fluid, sample, flow)
        for number, piece in enumerate(rounds):
            left = len(rounds) - number
            share = (self.params.first if number == 0 else 1.0 / left) if left > 1 else 1.0
            ahead = stop.remaining()
            mine = LeaveTime(stop, (1.0 - share) * ahead if share < 1.0 and ahead < 1e9 else 0.0)
            phase = "construct" if number == 0 else "improve"
            self._round(phase, piece, pull, mine)
            self._phase(phase)
            if stop.remaining() <= 0 or stop.enough(self._progress("improve", PLACED, self.now)):
                break
        return pull

    def _round(self, phase: str, piece: Ints, pull: Pull, stop: Stop) -> None:
        """Plan, improve or arrange every piece by itself, and take over what comes of it."""
        if stop.remaining() <= 0:
            return
        allotment = allot(self.problem, piece, pull, self.now)
        dividing = Dividing(self.problem, piece, allotment, self.now)
        tasks = [
            Task(
                dividing.part(number),
                dividing.start(number),
                dividing.previous(number, self.previous),
                self.params.improve,
                build=phase == "construct",
                arrange=phase == ARRANGE,
            )
            for number in range(dividing.pieces)
        ]
        for number, parts in self.dispatch.side_by_side(tasks, stop):
            after = self.now.changed(dividing.start(number), parts)
            # somebody with places in several pieces counts in each, so look at the whole
            worth = (after.costs(self.problem, self.previous), self._costs())
            if worth[0] <= worth[1]:
                self.now = after
                self._tell(phase, PLACED, self.now)

    def _costs(self) -> tuple[int, ...]:
        return self.now.costs(self.problem, self.previous)

    def _given(
        self, policy: Policy, pieces: Ints, pull: Pull, stop: Stop
    ) -> tuple[Standing, tuple[Level, ...]]:
        """The plan that is given out under a policy, and its levels."""
        layout, previous = self.layout, self.previous
        if policy is Policy.DRAW:
            now = in_rounds(layout, self.now, previous)
            self._phase("draw")
            return now, levels(layout, now, self.most)
        self.now = tidy(layout, self.now, previous)
        self._phase("draw")
        self._round(ARRANGE, pieces, pull, stop)
        self._phase(ARRANGE)
        # arranging may free a seat that somebody can take
        now = tidy(layout, self.now, previous)
        self._phase("draw")
        reached = levels(layout, now, self.most), arrangement(layout, now)
        found = (*reached[0], envy(layout, now, previous), *reached[1])
        self._phase("levels")
        return now, found

    def _explained(self, policy: Policy, now: Standing, found: tuple[Level, ...]) -> Plan:
        """The plan with the reason for every refusal."""
        previous, tables = self.previous, self.layout.eligibility
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
