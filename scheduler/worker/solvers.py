"""Who solves runs: processes of this machine, or Dask."""

from __future__ import annotations

from typing import Protocol

from scheduler.worker.solving import NotSolved, Solved, Task
from solver.progress import Progress


class SolverDied(Exception):
    """Whoever was solving has gone, and gave no answer; trying again may help."""


class Solving(Protocol):
    """A run that is being solved."""

    def done(self) -> bool:
        """Whether there is an outcome."""

    def outcome(self) -> Solved | NotSolved:
        """What came of it, once done.

        Raises:
            SolverDied: nobody is at it any more.
            Exception: whatever went wrong while it was solved.
        """

    def progress(self) -> Progress | None:
        """Where the search is, as far as it told."""

    def ask_to_stop(self) -> None:
        """Let it stop, and keep the best so far."""

    def beat(self) -> None:
        """Let it know that somebody still waits for it."""

    def forget(self) -> None:
        """Nobody waits for it any more; it ends soon, if it has not ended."""


class Solvers(Protocol):
    """Where runs are solved."""

    def room(self) -> int:
        """How many runs may be solved at once; 0 where nobody is there now."""

    def start(self, task: Task) -> Solving:
        """Have a run solved.

        Raises:
            SolverDied: nobody is there now.
        """

    def close(self) -> None:
        """Nothing more is to be solved."""
