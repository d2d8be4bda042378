"""Solves runs in processes of this machine, a pool of one process for each run.

So a run that takes all memory, and is killed for it, takes no other along; and what a search
leaves behind goes with its process.
"""

from __future__ import annotations

import shutil
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from tempfile import mkdtemp
from typing import Final
from uuid import uuid4

from scheduler.worker.attending import attend
from scheduler.worker.lines import FileLine
from scheduler.worker.solvers import SolverDied
from scheduler.worker.solving import NotSolved, Solved, Task, solve_task
from solver.progress import Progress

_WAY: Final = "spawn"
"""A fork of a process with threads may stand still for ever."""


class OwnProcesses:
    """Solves up to `workers` runs at once. `folder` holds the lines, a folder for each run.

    Everything in `folder` is removed at the beginning: it was of a worker that has gone.
    """

    def __init__(self, workers: int, folder: Path) -> None:
        self._workers = workers
        self._folder = folder
        _remove(folder)
        folder.mkdir(mode=0o700, parents=True)

    def room(self) -> int:
        """As many as there are workers."""
        return self._workers

    def start(self, task: Task) -> OwnProcess:
        """A new process."""
        try:
            return OwnProcess(task, Path(mkdtemp(dir=self._folder)))
        except OSError as error:
            raise SolverDied from error

    def close(self) -> None:
        """Let go whatever is left."""
        _remove(self._folder)


class OwnProcess:
    """A run that is being solved in a process of its own."""

    def __init__(self, task: Task, folder: Path) -> None:
        self._line = FileLine(folder)
        self._pool = ProcessPoolExecutor(
            1, get_context(_WAY), initializer=attend, initargs=(folder,)
        )
        self._future: Future[Solved | NotSolved] = self._pool.submit(solve_task, task, self._line)

    def done(self) -> bool:
        """Whether there is an outcome."""
        return self._future.done()

    def outcome(self) -> Solved | NotSolved:
        """What came of it."""
        try:
            return self._future.result()
        except (BrokenProcessPool, CancelledError) as died:
            raise SolverDied from died

    def progress(self) -> Progress | None:
        """Where the search is."""
        return self._line.progress()

    def ask_to_stop(self) -> None:
        """Let it stop."""
        self._line.ask_to_stop()

    def beat(self) -> None:
        """Nothing to do: the process sees by itself whether this one lives."""

    def forget(self) -> None:
        """Let the process end: without its folder it does."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        _remove(self._line.folder)


def _remove(folder: Path) -> None:
    """Remove a folder at once, also while a process still writes in it."""
    going = folder.with_name(f"{folder.name}.{uuid4().hex}.gone")
    with suppress(FileNotFoundError):
        folder.rename(going)
    shutil.rmtree(going, ignore_errors=True)
