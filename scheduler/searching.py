"""The search in a thread of its own, so that the command keeps hearing its planner."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import Final, TypeVar

from solver.stopping import Requested

_Found = TypeVar("_Found")

_HEARING_SECONDS: Final = 0.1


def search_aside(
    search: Callable[[], _Found], requested: Requested, on_requested: Callable[[], None]
) -> _Found:
    """Run `search` beside the main thread and wait for what it finds.

    A solver's foreign code does not let Python hear signals; the main thread does, here.
    `on_requested` is called once, when a stop is asked for.

    Raises:
        KeyboardInterrupt: a second signal came. The search may still be running then.
        Exception: whatever the search raises.
    """
    found: Future[_Found] = Future()

    def work() -> None:
        try:
            found.set_result(search())
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the main thread
            found.set_exception(error)

    Thread(target=work, name="search", daemon=True).start()
    told = False
    while not found.done():
        wait((found,), timeout=_HEARING_SECONDS)
        if requested.asked and not told:
            told = True
            on_requested()
    return found.result()
