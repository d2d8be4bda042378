"""Tasks in turn: all are done, the first error is raised, a stop need not wait for a task."""

from __future__ import annotations

import threading

import pytest

from solver.advice.in_turn import in_turn
from solver.stopping import Requested


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_every_task_is_done_once(threads: int) -> None:
    done: dict[int, int] = {}
    in_turn([lambda n=n: n * n for n in range(4)], Requested(), done.__setitem__, threads=threads)  # type: ignore[misc]
    assert done == {0: 0, 1: 1, 2: 4, 3: 9}


def test_nothing_to_do() -> None:
    in_turn([], Requested(), lambda _, found: pytest.fail(str(found)), threads=2)


def test_what_a_task_raises_is_raised() -> None:
    def fail() -> None:
        raise LookupError("no such thing")

    with pytest.raises(LookupError, match="no such thing"):
        in_turn([fail], Requested(), lambda _, found: None, threads=2)


def test_a_stop_comes_back_at_once_and_forgets_what_is_unfinished() -> None:
    stop, going_on = Requested(), threading.Event()
    done: list[str] = []
    ended = threading.Event()

    def long() -> str:
        stop.request()
        going_on.wait()
        ended.set()
        return "too late"

    in_turn([long], stop, lambda _, found: done.append(found), threads=1)
    going_on.set()
    assert ended.wait(60)
    assert done == []


def test_nothing_begins_after_a_stop() -> None:
    stop = Requested()
    stop.request()
    in_turn([lambda: pytest.fail("begun")], stop, lambda _, found: None, threads=1)
