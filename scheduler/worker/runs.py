"""Runs on their way: claims them, has them solved, keeps their rows up to date, ends them."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

import structlog

from data.issues import Language
from models.enums import RunStatus
from scheduler.worker import texts
from scheduler.worker.course import Course
from scheduler.worker.run_options import BadOptions, RunOptions
from scheduler.worker.run_rows import Asked, Claim, Ended, RunRows
from scheduler.worker.solvers import SolverDied, Solvers, Solving
from scheduler.worker.solving import NotSolved, Task
from solver.progress import Progress

_log = structlog.get_logger("worker")

MOST_TRIES: Final = 3
"""How often a run is begun within one claim, where whoever solves it dies."""

MOST_CLAIMS: Final = 20
"""How often a run is claimed: a run that takes its worker along each time must end once."""

PROGRESS_SECONDS: Final = 0.5
"""The least time between two looks at a run's progress: twice a second at most."""


@dataclass
class _Live:
    """A run that this worker is at."""

    claim: Claim
    task: Task
    solving: Solving
    tries: int = 1
    told: Progress | None = None
    course: Course = field(default_factory=Course)
    told_at: float = 0.0
    beat_at: float = field(default_factory=time.monotonic)
    stopped: bool = False

    def went(self, news: Progress | None) -> Course | None:
        """Note news in the course; the course where there is any, to be kept in the row."""
        if news is None:
            return None
        self.course.add(news)
        return self.course


class Runs:
    """All runs of one worker. Every method is called by one thread at a time."""

    def __init__(
        self,
        rows: RunRows,
        solvers: Solvers,
        *,
        clock: Callable[[], datetime],
        heartbeat_seconds: float,
        most_claims: int = MOST_CLAIMS,
    ) -> None:
        self._rows = rows
        self._solvers = solvers
        self._clock = clock
        self._heartbeat = heartbeat_seconds
        self._most_claims = most_claims
        self._live: dict[Claim, _Live] = {}

    def __len__(self) -> int:
        return len(self._live)

    def step(self, *, claim: bool = True) -> None:
        """Look at every run once, end what is done, and begin what there is room for.

        Raises:
            LeaseLost: this worker may not act any more.
        """
        self._hear_stops()
        for live in list(self._live.values()):
            self._look_at(live)
        if claim:
            self._begin_more()

    def hand_back(self) -> None:
        """Let the next worker begin anew what is not done."""
        for live in list(self._live.values()):
            self._drop(live)
            self._rows.hand_back(live.claim)
            _log.info("run handed back", run_id=live.claim.run_id)

    def abandon(self) -> None:
        """Stop everything, and change nothing: the runs are not ours any more."""
        for live in list(self._live.values()):
            self._drop(live)

    def any_asked_to_stop(self) -> bool:
        """Whether a run is about to end because people asked."""
        return any(live.stopped for live in self._live.values())

    def _hear_stops(self) -> None:
        waiting = [live.claim for live in self._live.values() if not live.stopped]
        if not waiting:
            return
        for claim in self._rows.stop_asked(waiting):
            live = self._live[claim]
            live.stopped = True
            live.solving.ask_to_stop()
            _log.info("run is asked to stop", run_id=claim.run_id)

    def _look_at(self, live: _Live) -> None:
        if live.solving.done():
            self._end(live)
            return
        now = time.monotonic()
        if now - live.told_at < PROGRESS_SECONDS:
            return
        live.told_at = now
        progress = live.solving.progress()
        news = progress if progress != live.told else None
        if news is None and now - live.beat_at < self._heartbeat:
            return
        live.beat_at = now
        live.solving.beat()
        live.told = progress or live.told
        if not self._rows.beat(live.claim, news, live.went(news)):
            _log.warning("run was taken over", run_id=live.claim.run_id)
            self._drop(live)

    def _end(self, live: _Live) -> None:
        run_id = live.claim.run_id
        try:
            outcome = live.solving.outcome()
        except SolverDied:
            self._try_again(live)
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the run ends with a sentence
            _log.error("run stumbled", run_id=run_id, what=_where(error))
            what = type(error).__name__
            error_ = texts.STUMBLED.said(_language(live.task.options), what=what)
            ended = Ended(RunStatus.FAILED, error=error_)
        else:
            if isinstance(outcome, NotSolved):
                ended = Ended(RunStatus.FAILED, error=outcome.sentence)
            else:
                cut_short = live.stopped and outcome.stopped
                status = RunStatus.STOPPED if cut_short else RunStatus.DONE
                ended = Ended(status, plan=outcome.plan, report=outcome.report)
        self._settle(live, ended)

    def _settle(self, live: _Live, ended: Ended) -> None:
        # Kept in mind until it is in the database: where that is away, the next step tries again.
        run_id = live.claim.run_id
        last = live.solving.progress()
        news = last if last != live.told else None
        course = live.went(news)
        if ended.report is not None:
            ended = replace(ended, report=ended.report | live.course.stored())
        if news is not None and not self._rows.beat(live.claim, news, course):
            _log.warning("run was taken over", run_id=run_id)
        elif self._rows.end(live.claim, ended, now=self._clock()):
            _log.info("run ended", run_id=run_id, status=ended.status.value)
        else:
            _log.warning("run was taken over", run_id=run_id)
        self._drop(live)

    def _try_again(self, live: _Live) -> None:
        run_id = live.claim.run_id
        live.solving.forget()
        if live.tries >= MOST_TRIES:
            _log.error("run was given up", run_id=run_id, tries=live.tries)
            self._settle(live, _died(live.task.options))
            return
        try:
            live.solving = self._solvers.start(live.task)
        except SolverDied:
            # Nobody is there now; the next step comes by here again.
            self._rows.beat(live.claim, None)
            return
        live.tries += 1
        _log.warning("run begins again", run_id=run_id, tries=live.tries)
        if live.stopped:
            live.solving.ask_to_stop()

    def _begin_more(self) -> None:
        room = self._solvers.room() - len(self._live)
        while room > 0:
            mine = {claim.run_id for claim in self._live}
            claim = self._rows.claim_next(mine=mine, now=self._clock())
            if claim is None:
                return
            room -= self._begin(claim)

    def _begin(self, claim: Claim) -> int:
        """Have a claimed run solved; 1, or 0 where it came to nothing."""
        asked = self._rows.asked(claim)
        if asked is None:
            return 0
        if claim.claims > self._most_claims:
            self._rows.end(claim, _died(asked.options), now=self._clock())
            return 0
        if not self._rows.begin(claim, now=self._clock()):
            return 0
        task = _task(asked, workers=max(1, self._solvers.room()))
        try:
            solving = self._solvers.start(task)
        except SolverDied:
            self._rows.hand_back(claim)
            return 1
        self._live[claim] = _Live(claim, task, solving)
        _log.info("run begins", run_id=claim.run_id, claims=claim.claims)
        return 1

    def _drop(self, live: _Live) -> None:
        self._live.pop(live.claim, None)
        live.solving.forget()


def _task(asked: Asked, *, workers: int) -> Task:
    return Task(
        dataset=asked.dataset,
        dataset_sha256=asked.dataset_sha256,
        options=asked.options,
        seconds=asked.seconds,
        workers=workers,
        given_plan=asked.given_plan,
    )


def _died(options: Mapping[str, Any]) -> Ended:
    return Ended(RunStatus.FAILED, error=texts.DIED.said(_language(options)))


def _language(options: Mapping[str, Any]) -> Language:
    try:
        return RunOptions.read(options).language
    except BadOptions:
        return "nl"


def _where(error: BaseException) -> str:
    """What went wrong and where, without the error's own text, which may hold anything."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{place}"
