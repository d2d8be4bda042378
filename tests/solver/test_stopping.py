"""When a search stops, on its own and in a whole `solve`: what was found until then is kept."""

from __future__ import annotations

import math
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from solver.check import check
from solver.plan import Plan, Status
from solver.problem import Problem
from solver.progress import Progress
from solver.search.levels import SearchParams
from solver.solve import solve
from solver.stopping import FirstOf, GapLimit, LeaveTime, NoProgress, Requested, Stop, TimeLimit
from tests.solver.exact import exact_levels
from tests.solver.problems import offer, problem, pupil, random_problem, wish
from tests.solver.solved import SEARCHED
from tests.solver.test_solve import untrue

FOREVER = SearchParams(outright=0, provable=0)
"""Never gives up by itself within the time of a test."""
TOWN = random_problem(3, size="medium")
SLACK = 5.0
"""Seconds that a last move may take on a busy machine."""


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Listener:
    """Writes down what it hears."""

    def __init__(self) -> None:
        self.told: list[Progress] = []

    def __call__(self, progress: Progress) -> None:
        self.told.append(progress)


@pytest.fixture(autouse=True)
def _no_late_threads() -> Iterator[None]:
    """The last move of a stopped search is over before the next test begins."""
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("search-"):
            thread.join()


def progress(best: int | None = 3, bound: int | None = 4, level: str = "placed") -> Progress:
    return Progress("improve", level, best, bound, 0.0)


# --- the rules themselves


def test_a_time_limit() -> None:
    clock = Clock()
    stop = TimeLimit(10, clock=clock)
    assert stop.remaining() == 10
    clock.now += 4
    assert stop.remaining() == 6
    clock.now += 9
    assert stop.remaining() == 0
    assert not stop.enough(progress(3, 3))


def test_a_gap_limit() -> None:
    stop = GapLimit(0.25)
    assert stop.remaining() == math.inf
    assert stop.enough(progress(3, 4))
    assert not stop.enough(progress(2, 4))
    assert not stop.enough(progress(None, 4))
    assert not stop.enough(progress(3, None))
    assert GapLimit(0).enough(progress(0, 0))


def test_a_pause_without_progress() -> None:
    clock = Clock()
    stop = NoProgress(5, clock=clock)
    assert stop.remaining() == math.inf
    assert not stop.enough(progress(3, 9))
    clock.now += 4
    assert not stop.enough(progress(3, 9))
    assert not stop.enough(progress(3, 8))
    clock.now += 4
    assert not stop.enough(progress(3, 8))
    clock.now += 1
    assert stop.enough(progress(3, 8))
    assert not stop.enough(progress(3, 8, "loss"))


def test_a_request() -> None:
    stop = Requested()
    assert (stop.asked, stop.remaining(), stop.enough(progress())) == (False, math.inf, False)
    threading.Thread(target=stop.request).start()
    while not stop.asked:
        time.sleep(0.001)
    assert (stop.remaining(), stop.enough(progress())) == (0.0, True)


def test_the_first_of_several_rules() -> None:
    clock = Clock()
    stop = FirstOf(TimeLimit(7, clock=clock), NoProgress(2, clock=clock), GapLimit(0))
    assert stop.remaining() == 7
    assert not stop.enough(progress())
    clock.now += 2
    assert stop.enough(progress())
    assert stop.enough(progress(4, 4))
    assert FirstOf().remaining() == math.inf
    assert not FirstOf().enough(progress())


def test_every_rule_is_asked_though_one_has_had_enough() -> None:
    clock = Clock()
    stop = FirstOf(GapLimit(1), NoProgress(2, clock=clock))
    assert stop.enough(progress(1, 4))
    clock.now += 2
    assert FirstOf(stop, GapLimit(0)).enough(progress(1, 4))


def test_time_left_for_what_comes_after() -> None:
    clock = Clock()
    stop = LeaveTime(FirstOf(TimeLimit(7, clock=clock), GapLimit(0.1)), 3)
    assert stop.remaining() == 4
    clock.now += 5
    assert stop.remaining() == 0
    assert stop.enough(progress(4, 4))
    assert not stop.enough(progress(1, 4))
    assert LeaveTime(GapLimit(0.1), 3).remaining() == math.inf


@pytest.mark.parametrize("wrong", [0, -1, math.nan])
def test_no_time_is_no_limit(wrong: float) -> None:
    with pytest.raises(ValueError, match="seconds"):
        TimeLimit(wrong)
    with pytest.raises(ValueError, match="seconds"):
        NoProgress(wrong)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, math.nan])
def test_a_gap_is_a_share(wrong: float) -> None:
    with pytest.raises(ValueError, match="gap"):
        GapLimit(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outright": -1},
        {"outright": 10, "provable": 9},
        {"threads": 0},
        {"stall": 0.0},
        {"stall": 1.5},
    ],
)
def test_settings_that_make_no_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"outright|part of the time"):
        SearchParams(**wrong)  # type: ignore[arg-type]


# --- a search that is stopped


def judged(of: Problem, stop: Stop, params: SearchParams | None = None) -> Plan:
    """A plan that is whole, and says no more than is true."""
    made = solve(of, stop, params=params)
    exact = exact_levels(of)
    assert exact is not None
    assert check(of, made) == ()
    assert untrue(made, exact) == []
    proven = all(level.proven for level in made.levels)
    assert made.status is (Status.OPTIMAL if proven else Status.FEASIBLE)
    return made


@pytest.mark.parametrize("params", [None, FOREVER], ids=["outright", "searched"])
@pytest.mark.parametrize("seconds", [1e-6, 0.01, 0.1, 0.4])
def test_however_short_the_time_there_is_a_plan(
    seconds: float, params: SearchParams | None
) -> None:
    began = time.monotonic()
    made = judged(TOWN, TimeLimit(seconds), params)
    assert time.monotonic() - began < seconds + SLACK
    if seconds == 1e-6:
        assert (made.groups, made.places, made.status) == ((), (), Status.FEASIBLE)


@pytest.mark.parametrize("chunk", range(3))
def test_however_short_the_time_every_plan_is_whole(chunk: int) -> None:
    for seed in range(chunk, 30, 3):
        of = random_problem(seed)
        if exact_levels(of) is not None and not any(pin.must for pin in of.pins):
            judged(of, TimeLimit(0.01 * (seed + 1)), FOREVER)


@pytest.mark.parametrize("params", [None, SEARCHED], ids=["outright", "searched"])
def test_a_gap_that_is_good_enough(params: SearchParams | None) -> None:
    made = judged(TOWN, GapLimit(0.5), params)
    assert made.levels[0].gap <= 0.5
    small = problem(offer(), pupil(), wish())
    assert judged(small, GapLimit(0), params).status is Status.OPTIMAL


def test_a_pause_ends_a_search_that_gets_nowhere() -> None:
    began = time.monotonic()
    made = judged(TOWN, NoProgress(0.2), FOREVER)
    assert made.places
    assert time.monotonic() - began < 6 + SLACK


@pytest.mark.parametrize("after", [1, 3, 5])
def test_a_request_from_a_listener_stops_soon_and_keeps_the_best(after: int) -> None:
    stop, listener = Requested(), Listener()
    asked = math.inf

    def listen(progress: Progress) -> None:
        nonlocal asked
        listener(progress)
        if len(listener.told) == after:
            asked = time.monotonic()
            stop.request()

    made = solve(TOWN, stop, on_progress=listen, params=FOREVER)
    assert time.monotonic() - asked < SLACK
    assert check(TOWN, made) == ()
    heard = [news for news in listener.told if news.level == "placed"]
    best = [news.best for news in heard if news.best is not None]
    assert made.levels[0].value >= max(best, default=0)


def test_a_listener_that_fails_ends_the_search() -> None:
    def listen(progress: Progress) -> None:
        if progress.level == "loss":
            raise RuntimeError("no longer there")

    with pytest.raises(RuntimeError, match="no longer there"):
        solve(random_problem(5, size="medium"), TimeLimit(25), on_progress=listen, params=FOREVER)
    failed = time.monotonic()
    for thread in threading.enumerate():
        if thread.name.startswith("search-"):
            thread.join()
    assert time.monotonic() - failed < 2 * SLACK


# --- what a listener hears


@pytest.mark.parametrize("params", [None, SEARCHED], ids=["outright", "searched"])
@pytest.mark.parametrize("seed", [0, 3, 4])
def test_news_comes_in_order(seed: int, params: SearchParams | None) -> None:
    listener = Listener()
    told = listener.told
    made = solve(
        random_problem(seed, size="medium"), TimeLimit(20), on_progress=listener, params=params
    )
    assert told[0].phase == "compile"
    assert (told[0].level, told[0].best, told[0].bound, told[0].gap) == ("", None, None, None)
    levels = [news.level for news in told[1:]]
    in_order = [level.name for level in made.levels]
    assert list(dict.fromkeys(levels)) == in_order
    assert levels == sorted(levels, key=in_order.index)
    for level in made.levels:
        sign = 1 if level.maximise else -1
        mine = [news for news in told if news.level == level.name]
        for one, other in pairwise(mine):
            assert one.best is not None
            assert other.best is not None
            assert one.bound is not None
            assert other.bound is not None
            assert sign * one.best <= sign * other.best
            assert sign * one.bound >= sign * other.bound
            assert one.seconds <= other.seconds
        assert mine[-1].phase in {"prove", "settle"}
        if level.proven:
            assert (mine[-1].best, mine[-1].bound) == (level.value, level.bound)


def test_a_season_without_children_is_told_too() -> None:
    listener = Listener()
    solve(problem(), TimeLimit(5), on_progress=listener)
    assert [(news.phase, news.level, news.gap) for news in listener.told] == [
        ("compile", "", None),
        ("settle", "placed", 0.0),
        ("settle", "loss", 0.0),
        ("settle", "further", 0.0),
        ("settle", "draw", 0.0),
        ("settle", "together", 0.0),
        ("settle", "near", 0.0),
        ("settle", "cost", 0.0),
        ("settle", "groups", 0.0),
    ]


def test_a_process_whose_search_was_stopped_ends_well() -> None:
    """Who plans from a script of their own has no care for threads inside foreign code."""
    script = (
        "from solver.search.levels import SearchParams\n"
        "from solver.solve import solve\n"
        "from solver.stopping import TimeLimit\n"
        "from tests.solver.problems import random_problem\n"
        "of = random_problem(3, size='medium')\n"
        "print(len(solve(of, TimeLimit(0.3), params=SearchParams(outright=0)).levels))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "8\n", "")
