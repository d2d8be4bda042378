"""Tasks in an executor: a few at a time, the largest first, each with its share of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from time import monotonic
from typing import TypeVar

from solver.clock import Clock
from solver.region.halt import Halt
from solver.region.standing import Parts
from solver.region.task import Task, timed, work
from solver.stopping import Stop

_Outcome = TypeVar("_Outcome")

Running = dict[Future[tuple[Parts, float]], int]
"""What an executor is doing, and the number of each task."""

_LOOK = 0.1
"""Seconds between two looks at the stopping rule."""

_LATE = 5.0
"""Seconds that a task may take beyond its share: its last move has to end."""

_BELATED = 30.0
"""Seconds that are waited for tasks beyond their round: what they found must not be lost."""

_HALTING = 6.0
"""Seconds that are waited for tasks which were told to stop."""


@dataclass(frozen=True)
class Dispatch:
    """Where tasks are done, and when all of it ends.

    `stop` is the whole run's, `halt` tells tasks elsewhere of it (None: they end by their own
    time), `workers` is how many tasks are done at once, `clock` what time is measured by. Where it
    is repeatable, what a task may take is settled beforehand and outcomes come in order.
    """

    executor: Executor
    stop: Stop
    halt: Halt | None
    workers: int
    clock: Clock

    def side_by_side(self, tasks: Sequence[Task], until: Stop) -> Iterator[tuple[int, Parts]]:
        """The number and outcome of each task, as they end, within the time that `until` leaves.

        Tasks share that time by their size. What has not ended soon after is left: an executor
        cannot be made to drop what it is doing.
        """
        given = [replace(task, halt=self.halt) for task in tasks]
        if self.clock.repeatable:
            yield from self._in_order(given, until)
        else:
            yield from self._as_they_end(given, until)

    def _in_order(self, tasks: Sequence[Task], until: Stop) -> Iterator[tuple[int, Parts]]:
        """Outcomes by number, whichever ended first; here no time passes while waiting."""
        left = until.remaining()
        whole = self.workers * left / max(1, sum(task.size for task in tasks))
        given = [replace(task, seconds=min(left, whole * task.size)) for task in tasks if left > 0]
        running = {self.executor.submit(timed, work, True, task): n for n, task in enumerate(given)}
        spent = 0.0
        for future, number in list(running.items()):
            while not future.done() and until.remaining() > 0:
                wait([future], timeout=_LOOK)
            if not future.done():
                break
            del running[future]
            parts, seconds = future.result()
            spent += seconds
            yield number, parts
        yield from self._belated(running)
        for future in running:
            future.cancel()
        self.clock.spend(spent / self.workers)

    def _as_they_end(self, tasks: Sequence[Task], until: Stop) -> Iterator[tuple[int, Parts]]:
        waiting = sorted(range(len(tasks)), key=lambda number: -tasks[number].size)
        running: Running = {}
        ending: dict[int, float] = {}
        try:
            while (waiting or running) and until.remaining() > 0:
                while waiting and len(running) < self.workers:
                    # those that end late or early leave less or more for the others
                    now, left = monotonic(), until.remaining() - self._late(until)
                    taken = sum(max(0.0, ending[number] - now) for number in running.values())
                    size = sum(tasks[number].size for number in waiting)
                    share = (self.workers * left - taken) / size
                    number = waiting.pop(0)
                    seconds = max(0.0, min(left, share * tasks[number].size))
                    ending[number] = now + seconds
                    task = replace(tasks[number], seconds=seconds)
                    running[self.executor.submit(timed, work, False, task)] = number
                yield from _ended(running, _LOOK)
            yield from self._belated(running)
        finally:
            for future in running:
                future.cancel()

    def _belated(self, running: Running) -> Iterator[tuple[int, Parts]]:
        """What ends a little late; once all is over, tasks are told to stop first."""
        until = monotonic() + _BELATED
        told = False
        while running and monotonic() < until:
            if not told and self.stop.remaining() <= 0:
                if self.halt is None:
                    return
                told = True
                self.halt.call()
                until = min(until, monotonic() + _HALTING)
            yield from _ended(running, _LOOK)

    def alone(
        self, job: Callable[..., _Outcome], until: Stop, *given: object, **options: object
    ) -> _Outcome | None:
        """The outcome of one job, None where time was over before."""
        if until.remaining() <= 0:
            return None
        repeatable = self.clock.repeatable
        future = self.executor.submit(timed, job, repeatable, *given, **options)
        while not future.done() and until.remaining() > 0:
            wait([future], timeout=_LOOK)
        if not future.done():
            return None
        outcome, seconds = future.result()
        if repeatable:
            self.clock.spend(seconds)
        return outcome

    @staticmethod
    def _late(stop: Stop) -> float:
        return min(_LATE, 0.1 * stop.remaining())


def _ended(running: Running, seconds: float) -> Iterator[tuple[int, Parts]]:
    """Wait a little for tasks to end, and take those that did out of those that run."""
    done, _ = wait(running, timeout=seconds, return_when=FIRST_COMPLETED)
    for future in sorted(done, key=lambda f: running[f]):
        yield running.pop(future), future.result()[0]
