"""From a dataset to a written plan: the whole road, once."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.dataset import Dataset
from data.plan_files import PlanFolderError, write_plan
from data.problem import to_problem
from scheduler import region_texts, texts
from scheduler.checking import violation_lines, violations_message
from scheduler.counting import counted
from scheduler.exit_status import ExitStatus
from scheduler.interrupts import graceful
from scheduler.levels import level_sentence, levels_message
from scheduler.out_folder import cannot_write, refuse_bad_out
from scheduler.output import say, say_json, tell
from scheduler.pieces import NoDask, Pieces, on_dask, own_processes
from scheduler.progress_display import progress_display
from scheduler.reading import issue_counts, read_previous, read_season
from scheduler.run import Halted, Run
from scheduler.searching import search_aside
from solver.check import check
from solver.clock import Clock, WallClock, WorkClock
from solver.plan import Plan
from solver.problem import Policy, Problem
from solver.progress import OnProgress
from solver.region.solve_region import RegionParams, solve_region
from solver.solve import NoPlan, NoPlanInTime, solve
from solver.stopping import FirstOf, GapLimit, Requested, Stop, TimeLimit

_LEAST_SECONDS: Final = 0.001
"""What a search gets when reading took all the time: enough to say what it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What was asked: paths, seconds for the whole command, the gap that is good enough.

    Where the plan is to be `repeatable` the seconds are those of work, for the search alone.
    A season of more than `whole` pupils is planned in pieces of about `piece`, by Dask at the
    address `dask` or else by processes of this machine; `workers` at once (None: two processes, or
    all that Dask has).
    """

    dataset: Path
    out: Path
    seconds: float
    gap: float
    previous: Path | None
    policy: str | None
    repeatable: bool
    quiet: bool
    whole: int = RegionParams().whole
    piece: int = RegionParams().pupils
    workers: int | None = None
    dask: str | None = None


def run_plan(run: Run, request: PlanRequest) -> ExitStatus:
    """Read, search, check, write, tell.

    Raises:
        Halted: bad input, no plan possible or none found in time, or no place to write one.
        KeyboardInterrupt: a second Ctrl-C; nothing is written then.
    """
    refuse_bad_out(run, request.out)
    dataset = read_season(run, request.dataset)
    problem = to_problem(dataset)
    case = _Case(
        run=run,
        request=request,
        dataset=dataset,
        problem=problem,
        policy=problem.season.policy if request.policy is None else Policy(request.policy),
        previous=read_previous(run, request.previous, problem),
    )
    if dataset.warnings and not run.as_json and not request.quiet:
        counts = issue_counts(run, dataset.warnings)
        tell(texts.SEE_WARNINGS.said(run.language, warnings=counts))
    requested = Requested()
    with graceful(requested):
        plan = case.search(requested)
        case.require_clean(plan)
        case.write(plan)
    case.tell_result(plan)
    return ExitStatus.DONE


def _no_plan(run: Run, none: NoPlan) -> Halted:
    told = [(conflict, conflict.sentence(run.language)) for conflict in none.conflicts]
    conflicts = [{"rule": conflict.rule, "sentence": sentence} for conflict, sentence in told]
    return Halted(
        ExitStatus.NO_PLAN,
        texts.NO_PLAN.said(run.language),
        *(f"- {sentence}" for _, sentence in told),
        texts.NOTHING_DONE.said(run.language),
        message={"event": "no_plan", "conflicts": conflicts},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """All that was read for one plan, and the steps that lead to it."""

    run: Run
    request: PlanRequest
    dataset: Dataset
    problem: Problem
    policy: Policy
    previous: Plan | None

    def search(self, requested: Requested) -> Plan:
        run, request = self.run, self.request
        clock: Clock = WorkClock() if request.repeatable else WallClock()
        try:
            with (
                self._pieces() as pieces,
                progress_display(run, quiet=request.quiet) as on_progress,
            ):
                left = request.seconds - (0.0 if request.repeatable else run.elapsed())
                limit = TimeLimit(max(_LEAST_SECONDS, left), clock=clock.now)
                stop = FirstOf(limit, GapLimit(request.gap), requested)
                return search_aside(
                    lambda: self._solve(pieces, stop, on_progress, clock),
                    requested,
                    on_requested=lambda: tell(texts.STOPPING.said(run.language)),
                )
        except NoDask as none:
            raise Halted(
                ExitStatus.FAILED,
                region_texts.NO_DASK.said(run.language, address=none),
                texts.NOTHING_DONE.said(run.language),
                message={"event": "no_dask", "address": str(none)},
            ) from none
        except NoPlan as none:
            raise _no_plan(run, none) from none
        except NoPlanInTime as none:
            raise Halted(
                ExitStatus.FAILED,
                texts.NO_PLAN_IN_TIME.said(run.language),
                message={"event": "no_plan_in_time"},
            ) from none

    def _pieces(self) -> AbstractContextManager[Pieces | None]:
        """Who plans the pieces, where there are to be any."""
        request = self.request
        if len(self.problem.pupils) <= request.whole:
            return nullcontext()
        if request.dask is not None:
            return on_dask(request.dask, request.workers)
        return own_processes(request.workers or RegionParams().workers)

    def _solve(
        self, pieces: Pieces | None, stop: Stop, on_progress: OnProgress, clock: Clock
    ) -> Plan:
        policy, previous, request = self.policy, self.previous, self.request
        if pieces is None:
            return solve(
                self.problem,
                stop,
                policy=policy,
                previous=previous,
                on_progress=on_progress,
                clock=clock,
            )
        return solve_region(
            self.problem,
            stop,
            pieces.executor,
            policy=policy,
            previous=previous,
            on_progress=on_progress,
            params=RegionParams(pupils=request.piece, whole=request.whole, workers=pieces.workers),
            halt=pieces.halt,
            clock=clock,
        )

    def require_clean(self, plan: Plan) -> None:
        run = self.run
        violations = check(self.problem, plan, previous=self.previous)
        if violations:
            raise Halted(
                ExitStatus.FAILED,
                texts.BROKEN_PLAN.said(run.language),
                *violation_lines(run, violations),
                message={"event": "broken_plan"} | violations_message(run.language, violations),
            )

    def write(self, plan: Plan) -> None:
        try:
            write_plan(
                plan,
                self.problem,
                self.request.out,
                dataset_sha256=self.dataset.sha256,
                language=self.run.language,
                previous=self.previous,
            )
        except PlanFolderError as error:
            raise cannot_write(str(error), self.request.out) from error

    def tell_result(self, plan: Plan) -> None:
        run, out = self.run, self.request.out
        report = (out / "plan.html").resolve().as_uri()
        if run.as_json:
            self._tell_machine(plan, report)
            return
        status = texts.STATUSES[plan.status].said(run.language)
        seconds = f"{run.elapsed():.0f}"
        say(texts.WRITTEN.said(run.language, out=out, seconds=seconds, status=status))
        for level in plan.levels:
            say(f"  {level_sentence(run.language, level)}")
        if plan.lost_promises:
            say(counted(run.language, texts.LOST_PROMISES, len(plan.lost_promises)))
            for lost in plan.lost_promises:
                say(f"- {lost.pupil_id}, {lost.group.id}: {lost.detail[run.language]}")
        say(texts.REPORT.said(run.language, address=report))

    def _tell_machine(self, plan: Plan, report: str) -> None:
        say_json(
            {
                "event": "plan",
                "out": str(self.request.out),
                "report": report,
                "status": plan.status.value,
                "policy": plan.policy.value,
                "levels": levels_message(plan.levels),
                "counts": {
                    "groups": len(plan.groups),
                    "places": len(plan.places),
                    "placed": len(plan.places_by_pupil),
                    "refused": len(plan.refusals),
                    "lost_promises": len(plan.lost_promises),
                },
                "seconds": round(self.run.elapsed(), 3),
            }
        )
