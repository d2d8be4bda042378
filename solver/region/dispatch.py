"""Tasks in an executor: a few at a time, the largest first, each with its share of the time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import replace
from typing import TypeVar

from solver.region.standing import Parts
from solver.region.task import Task, work
from solver.stopping import Stop

_Outcome = TypeVar("_Outcome")

_LOOK = 0.1
"""Seconds between two looks at the stopping rule."""

_LATE = 5.0
"""Seconds that a task may take beyond its share: its last move has to end."""


def side_by_side(
    executor: Executor, tasks: Sequence[Task], stop: Stop, workers: int
) -> Iterator[tuple[int, Parts]]:
    """The number and outcome of each task, as they end, within the time that `stop` leaves.

    Tasks share that time by their size, as `workers` do them. What has not ended by then is left:
    an executor cannot be made to drop what it is doing, but it ends by itself soon after.
    """
    waiting = sorted(range(len(tasks)), key=lambda number: -tasks[number].size)
    whole = sum(task.size for task in tasks)
    shares = workers * max(0.0, stop.remaining() - _late(stop)) / max(1, whole)
    running: dict[Future[Parts], int] = {}
    try:
        while (waiting or running) and stop.remaining() > 0:
            while waiting and len(running) < workers:
                number = waiting.pop(0)
                left = max(0.0, stop.remaining() - _late(stop))
                seconds = min(left, max(shares * tasks[number].size, 0.0))
                task = replace(tasks[number], seconds=seconds)
                running[executor.submit(work, task)] = number
            done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            for future in sorted(done, key=lambda f: running[f]):
                yield running.pop(future), future.result()
    finally:
        for future in running:
            future.cancel()


def _late(stop: Stop) -> float:
    return min(_LATE, 0.1 * stop.remaining())


def finished(future: Future[_Outcome], stop: Stop) -> bool:
    """Wait for one job as long as there is time; whether it ended."""
    while not future.done() and stop.remaining() > 0:
        wait([future], timeout=_LOOK)
    return future.done()
