"""One worker acts, whoever else tries."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from models import Lease
from scheduler.worker.doors import Doors
from scheduler.worker.lease import Held, LeaseLost, fence, give_up, renew, take
from scheduler.worker.presence import Presence

LONG = 3600.0
OVER = 1e-6
"""Seconds of a lease that is over by the next statement."""


def nobody(name: str) -> bool:
    return False


def taken(doors: Doors, holder: str, seconds: float = LONG, *, gone: str = "") -> Held | None:
    return take(doors, holder=holder, seconds=seconds, has_gone=lambda name: name == gone)


def must_take(doors: Doors, holder: str, seconds: float = LONG) -> Held:
    held = taken(doors, holder, seconds)
    assert held is not None
    return held


def test_the_first_takes_it_and_the_second_waits(doors: Doors) -> None:
    assert taken(doors, "a") == Held("worker", "a", 1, LONG)
    assert taken(doors, "b") is None
    assert taken(doors, "a") is None


def test_of_many_at_once_one_takes_it(doors: Doors) -> None:
    must_take(doors, "before", OVER)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: taken(doors, f"w{n}"), range(8)))
    assert [held.turn for held in found if held is not None] == [2]


def test_of_many_at_the_very_first_one_takes_it(doors: Doors) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: taken(doors, f"w{n}"), range(8)))
    assert [held.turn for held in found if held is not None] == [1]


def test_a_lease_that_is_over_is_taken_and_the_late_one_does_nothing_more(
    doors: Doors,
) -> None:
    late = must_take(doors, "a", OVER)
    new = must_take(doors, "b")
    assert new.turn == 2
    with pytest.raises(LeaseLost):
        renew(doors, late)
    with doors.write.begin() as session, pytest.raises(LeaseLost):
        fence(session, late)
    give_up(doors, late)
    with doors.write.begin() as session:
        fence(session, new)
    assert taken(doors, "c") is None


def test_who_renews_keeps_it_also_when_late(doors: Doors) -> None:
    held = must_take(doors, "a", OVER)
    renew(doors, Held(held.name, held.holder, held.turn, LONG))
    assert taken(doors, "b") is None


def test_a_holder_that_has_gone_for_certain_is_not_waited_for(
    doors: Doors,
) -> None:
    must_take(doors, "a")
    assert taken(doors, "b", gone="a") == Held("worker", "b", 2, LONG)


def test_what_is_given_up_is_free_at_once(doors: Doors) -> None:
    give_up(doors, must_take(doors, "a"))
    assert must_take(doors, "b").turn == 2
    with doors.read() as session:
        assert session.scalars(select(Lease.holder)).all() == ["b"]


def test_a_process_is_there_until_it_closes(tmp_path: Path) -> None:
    here, other = Presence(tmp_path), Presence(tmp_path)
    assert not other.has_gone(here.name)
    here.close()
    assert other.has_gone(here.name)
    assert not other.has_gone("of another machine")
    other.tidy(keep=frozenset({here.name}))
    assert other.has_gone(here.name)
    other.tidy(keep=frozenset())
    assert not other.has_gone(here.name)
    assert [path.stem for path in tmp_path.iterdir()] == [other.name]
    other.close()
