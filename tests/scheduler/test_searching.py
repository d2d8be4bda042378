from __future__ import annotations

import os
import signal
import threading

import pytest

from scheduler.interrupts import graceful
from scheduler.searching import search_aside
from solver.stopping import Requested


def send(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


def test_what_is_found_comes_back_from_another_thread() -> None:
    found = search_aside(threading.get_ident, Requested(), on_requested=pytest.fail)
    assert found != threading.get_ident()


def test_what_is_raised_comes_back_too() -> None:
    def search() -> None:
        raise LookupError("nothing")

    with pytest.raises(LookupError, match="nothing"):
        search_aside(search, Requested(), on_requested=pytest.fail)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_a_request_that_is_told_once(number: signal.Signals) -> None:
    requested = Requested()
    told = threading.Event()
    times: list[str] = []

    def search() -> str:
        send(number)
        assert told.wait(timeout=10)
        return "the best so far"

    def tell() -> None:
        times.append("told")
        told.set()

    with graceful(requested):
        assert search_aside(search, requested, tell) == "the best so far"
    assert requested.asked
    assert times == ["told"]


def test_the_second_signal_waits_for_no_search() -> None:
    requested = Requested()
    told = threading.Event()
    ended = threading.Event()

    def search() -> None:
        send(signal.SIGINT)
        assert told.wait(timeout=10)
        send(signal.SIGINT)
        ended.wait(timeout=30)

    with graceful(requested), pytest.raises(KeyboardInterrupt):
        search_aside(search, requested, told.set)
    assert not ended.is_set()
    ended.set()


def test_afterwards_signals_mean_what_they_meant() -> None:
    before = (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM))
    with graceful(Requested()):
        assert signal.getsignal(signal.SIGINT) is not before[0]
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
