"""Threads that search together, and somebody who looks on."""

from __future__ import annotations

import atexit
import threading
import weakref
from collections.abc import Callable, Sequence
from typing import Final

PAUSE: Final = 0.02
"""Seconds between two looks at the clock and the stopping rule."""

_running: weakref.WeakSet[threading.Thread] = weakref.WeakSet()
"""Threads that may still be inside a solver after their search has returned."""


@atexit.register
def _let_threads_end() -> None:
    """A process may not end while foreign code runs in a thread: its last move is soon over."""
    for thread in list(_running):
        thread.join()


def side_by_side(
    jobs: Sequence[Callable[[], object]], over: Callable[[], bool], *, name: str
) -> None:
    """Do jobs in threads of their own until all are done, or until `over` says so.

    What is still inside a solver then is left to end by itself.

    Raises:
        BaseException: what a job raised first.
    """
    failures: list[BaseException] = []

    def guarded(job: Callable[[], object]) -> None:
        try:
            job()
        except BaseException as failure:  # noqa: BLE001  (told to the caller's thread, which raises it)
            failures.append(failure)

    threads = [
        threading.Thread(target=guarded, args=(job,), daemon=True, name=name) for job in jobs
    ]
    for thread in threads:
        _running.add(thread)
        thread.start()
    while not failures and not over():
        alive = [thread for thread in threads if thread.is_alive()]
        if not alive:
            break
        alive[0].join(PAUSE)
    if failures:
        raise failures[0]
