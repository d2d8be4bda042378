"""Regions planned in pieces: always whole and honest plans, with one bound that is never wrong."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from threading import Event

import pytest

from solver.check import check
from solver.clock import Clock, WallClock, WorkClock
from solver.model.canonical import canonical
from solver.plan import Plan, Status
from solver.problem import Pin, Policy
from solver.progress import Progress
from solver.region.dispatch import Dispatch
from solver.region.solve_region import RegionParams, solve_region
from solver.region.standing import NOTHING
from solver.region.task import Task
from solver.search.improve import ImproveParams
from solver.solve import NoPlan, solve
from solver.stopping import Requested, TimeLimit
from tests.solver.exact import exact_levels
from tests.solver.random_region import random_region
from tests.solver.solved import SECONDS, kept, wasted

PIECES = RegionParams(pupils=3, whole=4, improve=ImproveParams(patience=6))
"""So small that every region here is cut."""

CHUNKS = 4

LEVELS = ["placed", "loss", "further", "draw", "together", "near", "cost", "groups"]


@pytest.fixture(scope="module")
def threads() -> Iterator[Executor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


def planned(seed: int, executor: Executor, previous: Plan | None = None) -> Plan | None:
    try:
        of = random_region(seed, 2 + seed % 2)
        stop = TimeLimit(SECONDS)
        return solve_region(of, stop, executor, previous=previous, params=PIECES)
    except NoPlan:
        return None


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_a_plan_in_pieces_is_whole_and_its_bound_holds(chunk: int, threads: Executor) -> None:
    placed = best = 0
    for seed in range(chunk, 24, CHUNKS):
        of = random_region(seed, 2 + seed % 2)
        made, exact = planned(seed, threads), exact_levels(of)
        assert (seed, made is None) == (seed, exact is None)
        if made is None or exact is None:
            continue
        assert (seed, check(of, made)) == (seed, ())
        assert (seed, list(wasted(of, made))) == (seed, [])
        names = [level.name for level in made.levels]
        assert (seed, names) == (seed, LEVELS)
        level = made.levels[0]
        assert (seed, level.value <= exact["placed"] <= level.bound) == (seed, True)
        if made.status is Status.OPTIMAL:
            assert (seed, [each.value for each in made.levels[:3]]) == (seed, list(exact.values()))
        placed += level.value
        best += exact["placed"]
    assert placed >= 0.8 * best > 0


@pytest.mark.parametrize("chunk", range(2))
def test_promises_are_kept_in_pieces_too(chunk: int, threads: Executor) -> None:
    for seed in range(chunk, 8, 2):
        of = random_region(seed, 2 + seed % 2)
        first = planned(seed, threads)
        if first is None:
            continue
        again = planned(seed, threads, first)
        assert again is not None
        assert (seed, check(of, again, previous=first)) == (seed, ())
        assert (seed, kept(of, again, first)) == (seed, len(first.places))
        fewer = replace(of, tutors=of.tutors[1:], pins=())
        later = solve_region(fewer, TimeLimit(SECONDS), threads, previous=first, params=PIECES)
        assert (seed, check(fewer, later, previous=first)) == (seed, ())


def test_pieces_go_to_other_processes_and_come_back() -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for seed in (1, 2, 5):
            made = planned(seed, pool)
            assert made is not None
            assert (seed, check(random_region(seed, 2 + seed % 2), made)) == (seed, ())


def test_policy_draw_gives_places_out_on_the_whole(threads: Executor) -> None:
    for seed in range(3):
        of = replace(random_region(seed), pins=())
        made = solve_region(of, TimeLimit(SECONDS), threads, policy=Policy.DRAW, params=PIECES)
        assert (seed, made.policy, check(of, made)) == (seed, Policy.DRAW, ())


def test_pins_that_contradict_each_other_are_named(threads: Executor) -> None:
    of = random_region(3)
    room, offer = of.rooms[0], of.offers[0]
    pins = tuple(Pin(must, offer.id, offer.blocks[0], room.id) for must in (True, False))
    with pytest.raises(NoPlan):
        solve_region(replace(of, pins=pins), TimeLimit(SECONDS), threads, params=PIECES)


def test_told_to_stop_at_once_it_still_gives_an_honest_plan(threads: Executor) -> None:
    of = replace(random_region(4), pins=())
    stop = Requested()
    stop.request()
    made = solve_region(of, stop, threads, params=PIECES)
    assert check(of, made) == ()
    assert [level.value for level in made.levels] == [0] * len(LEVELS)


def test_without_a_limit_it_ends_by_itself(threads: Executor) -> None:
    of = replace(random_region(6), pins=())
    made = solve_region(of, Requested(), threads, params=PIECES)
    assert check(of, made) == ()


def test_a_small_region_is_planned_as_a_whole(threads: Executor) -> None:
    of = replace(random_region(7), pins=())
    made = solve_region(of, TimeLimit(SECONDS), threads)
    assert made.levels == solve(of, TimeLimit(SECONDS)).levels
    assert check(of, made) == ()


def test_it_tells_how_far_it_is(threads: Executor) -> None:
    told: list[Progress] = []

    def listen(progress: Progress) -> None:
        told.append(progress)

    of = replace(random_region(8), pins=())
    made = solve_region(of, TimeLimit(SECONDS), threads, on_progress=listen, params=PIECES)
    assert [told[0].phase, told[-1].phase] == ["compile", "settle"]
    assert (told[-1].best, told[-1].bound) == (made.levels[0].value, made.levels[0].bound)
    assert all(news.best is None or news.bound is None or news.best <= news.bound for news in told)


def test_the_same_again_by_a_clock_of_work(threads: Executor) -> None:
    for seed in (9, 10):
        of = replace(random_region(seed, 3), pins=())
        made = []
        for _ in range(2):
            clock = WorkClock()
            stop = TimeLimit(2.0, clock=clock.now)
            made.append(solve_region(of, stop, threads, params=PIECES, clock=clock))
        assert made[0] == made[1]
        assert check(of, made[0]) == ()


class _Awaited:
    """A call to stop that holds up whoever asks for it, until somebody has called."""

    def __init__(self, stop: Requested) -> None:
        self._stop = stop
        self._event = Event()

    def call(self) -> None:
        self._event.set()

    def called(self) -> bool:
        self._stop.request()
        return self._event.wait(60.0)


@pytest.mark.parametrize("clock", [WallClock(), WorkClock()])
def test_told_to_stop_it_tells_the_pieces_and_takes_what_they_have(
    threads: Executor, clock: Clock
) -> None:
    of = canonical(replace(random_region(4), pins=()))
    stop = Requested()
    halt = _Awaited(stop)
    task = Task(of, NOTHING, None, ImproveParams())
    dispatch = Dispatch(threads, stop, halt, 2, clock)
    assert list(dispatch.side_by_side([task], stop)) == [(0, NOTHING)]
    assert halt.called()


@pytest.mark.parametrize(
    "wrong", [{"pupils": 0}, {"workers": 0}, {"relax": 1.0}, {"first": 0.0}, {"rounds": -1}]
)
def test_parameters_validate_themselves(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at least|between"):
        replace(RegionParams(), **wrong)  # type: ignore[arg-type]
