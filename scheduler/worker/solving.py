"""One run, solved: a packed dataset goes in, a packed plan and its report come out.

With a plan that is given, what would help most beside it is looked for instead: its report alone.

It runs in another process, here or on another machine. It knows no database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, Final

from data.dataset import BadDataset
from data.problem import to_problem
from data.report import report
from data.season_rows import BadPack, pack_plan, unpack_dataset, unpack_promised
from scheduler.worker import texts
from scheduler.worker.advising import counsel
from scheduler.worker.lines import Ear, Line
from scheduler.worker.run_options import BadOptions, RunOptions
from solver.advice import BrokenRules
from solver.check import check
from solver.clock import Clock, WallClock, WorkClock
from solver.plan import Plan
from solver.problem import Problem
from solver.progress import Progress
from solver.region.solve_region import RegionParams, solve_region
from solver.solve import NoPlan, NoPlanInTime, solve
from solver.stopping import FirstOf, GapLimit, Requested, TimeLimit

_LISTEN_SECONDS: Final = 0.25


@dataclass(frozen=True, kw_only=True)
class Task:
    """What is to be solved. `options` are as the run's row holds them, `seconds` for the search.

    `dataset_sha256` is what the report is to name: that of the dataset before it was
    pseudonymised. `workers` is how many pieces of a region are solved side by side.
    `given_plan`: the packed plan beside which advice is asked for.
    """

    dataset: bytes
    dataset_sha256: str
    options: Mapping[str, Any]
    seconds: float
    workers: int = 1
    given_plan: bytes | None = None


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A plan that keeps every rule, packed (`data/season_rows`), and its report.

    `plan` None: advice beside the given plan was asked for, which is the report.
    """

    plan: bytes | None
    report: dict[str, Any]
    stopped: bool
    """Whether somebody asked the search to stop."""


@dataclass(frozen=True)
class NotSolved:
    """There is no plan; the sentence says why, to planners."""

    sentence: str


def solve_task(  # noqa: PLR0911  (a way out for each way it can end)
    task: Task, line: Line
) -> Solved | NotSolved:
    """Solve one run, and tell along the line how far it is. Everything it raises is a mistake."""
    try:
        options = RunOptions.read(task.options)
    except BadOptions:
        return NotSolved(texts.BAD_OPTIONS.said("nl"))
    language = options.language
    try:
        dataset = unpack_dataset(task.dataset)
        problem = to_problem(dataset)
        previous = unpack_promised(task.dataset, problem)
    except (BadPack, BadDataset):
        return NotSolved(texts.BAD_DATASET.said(language))
    if task.given_plan is not None:
        return _advise(task, options, problem, previous, line, task.given_plan)
    with _Listening(line.open()) as listening:
        try:
            plan = _search(task, options, problem, previous, line, listening)
        except NoPlan as none:
            sentences = [conflict.sentence(language) for conflict in none.conflicts]
            return NotSolved("\n".join((texts.NO_PLAN.said(language), *sentences)))
        except NoPlanInTime:
            return NotSolved(texts.NO_PLAN_IN_TIME.said(language))
    if check(problem, plan, previous=previous):
        return NotSolved(texts.BROKEN_PLAN.said(language))
    named = {"dataset_sha256": task.dataset_sha256, "language": language}
    return Solved(
        plan=pack_plan(
            plan,
            problem,
            dataset_sha256=task.dataset_sha256,
            language=language,
            previous=previous,
        ),
        report=report(plan, problem, previous=previous, **named),
        stopped=listening.requested.asked,
    )


def _advise(  # noqa: PLR0913, PLR0917  (the parts of one task, each of its own kind)
    task: Task,
    options: RunOptions,
    problem: Problem,
    previous: Plan | None,
    line: Line,
    given_plan: bytes,
) -> Solved | NotSolved:
    with _Listening(line.open()) as listening:
        stop = FirstOf(TimeLimit(task.seconds), listening.requested)
        try:
            advice = counsel(
                problem,
                given_plan,
                stop,
                previous=previous,
                top=options.top,
                note=listening.note,
            )
        except (BadPack, BrokenRules):
            return NotSolved(texts.BROKEN_GIVEN.said(options.language))
    return Solved(plan=None, report=advice, stopped=listening.requested.asked)


def _search(  # noqa: PLR0913, PLR0917  (the parts of one task, each of its own kind)
    task: Task,
    options: RunOptions,
    problem: Problem,
    previous: Plan | None,
    line: Line,
    listening: _Listening,
) -> Plan:
    clock: Clock = WorkClock() if options.repeatable else WallClock()
    limit = TimeLimit(task.seconds, clock=clock.now)
    stop = FirstOf(limit, GapLimit(options.gap), listening.requested)
    if len(problem.pupils) > RegionParams().whole:
        # So many plan in pieces, side by side, as the command line does.
        with line.side_by_side(task.workers) as executor:
            return solve_region(
                problem,
                stop,
                executor,
                policy=options.policy,
                previous=previous,
                on_progress=listening.note,
                params=RegionParams(workers=task.workers),
                clock=clock,
            )
    return solve(
        problem,
        stop,
        policy=options.policy,
        previous=previous,
        on_progress=listening.note,
        clock=clock,
    )


class _Listening:
    """Tells news and hears "stop" beside the search, so that the search never waits for it."""

    def __init__(self, ear: Ear) -> None:
        self.requested = Requested()
        self._ear = ear
        self._news: Progress | None = None
        self._over = Event()
        self._thread = Thread(target=self._listen, name="listen", daemon=True)

    def note(self, progress: Progress) -> None:
        """The search is here now."""
        self._news = progress

    def __enter__(self) -> _Listening:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._thread.join()

    def _listen(self) -> None:
        told: Progress | None = None
        while True:
            if self._ear.asked():
                self.requested.request()
            news = self._news
            if news is not None and news is not told:
                self._ear.tell(news)
                told = news
            if self._over.wait(_LISTEN_SECONDS):
                return
