"""Tasks done in turn by a few threads, of which the last need not be waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from solver.search.side_by_side import side_by_side
from solver.stopping import Stop

_Found = TypeVar("_Found")


def in_turn(
    tasks: Sequence[Callable[[], _Found]],
    stop: Stop,
    on_done: Callable[[int, _Found], None],
    *,
    threads: int,
) -> None:
    """Do tasks in their order, `threads` at a time; the stop is heard in the middle of a task too.

    `on_done` gets the number of a task and what it gave, in the order in which tasks end, by one
    thread at a time, and never after this returned: what is unfinished then is forgotten.

    Raises:
        BaseException: what a task, or `on_done`, raised first.
    """
    lock = threading.Lock()
    numbers = iter(range(len(tasks)))
    listening = True

    def over() -> bool:
        return stop.remaining() <= 0

    def work() -> None:
        while not over():
            with lock:
                number = next(numbers, None) if listening else None
            if number is None:
                return
            found = tasks[number]()
            with lock:
                if listening:
                    on_done(number, found)

    try:
        side_by_side([work] * min(threads, len(tasks)), over, name="advice")
    finally:
        with lock:
            listening = False
