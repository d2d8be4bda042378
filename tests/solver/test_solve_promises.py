"""Places of an earlier plan are promises: kept as far as can be, and else explained (3.11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check
from solver.plan import Group, Place, Status
from solver.search.levels import SearchParams
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.solver.exact import exact_levels
from tests.solver.later_seasons import befallen, most_kept
from tests.solver.later_seasons import kept as kept_anywhere
from tests.solver.problems import (
    changed,
    location,
    offer,
    permuted,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.solved import PROVEN_BESIDE, SEARCHED, kept, planned, values

CHUNKS = 6


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_as_many_promises_are_kept_as_can_be(chunk: int) -> None:
    lost = 0
    for seed in range(chunk, 150, CHUNKS):
        first = planned(random_problem(seed))
        if first is None:
            continue
        later = changed(random_problem(seed), seed)
        made, exact = planned(later, first), exact_levels(later, first)
        if made is None or exact is None:
            assert (seed, made) == (seed, exact)
            continue
        still = kept(later, made, first)
        assert (seed, {"kept": still, **(values(made) or {})}) == (seed, exact)
        assert (seed, made.status) == (seed, Status.OPTIMAL)
        assert (seed, check(later, made, previous=first)) == (seed, ())
        assert (seed, len(made.lost_promises)) == (seed, len(first.places) - still)
        lost += len(made.lost_promises)
    assert lost > 5


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_whatever_befalls_a_season_as_many_promises_are_kept_as_can_be(chunk: int) -> None:
    """Tutors ill, rooms gone or closed, withdrawals, newcomers, pins, links, less money."""
    for seed in range(300 + chunk, 390, CHUNKS):
        first = planned(random_problem(seed))
        if first is None:
            continue
        later = befallen(random_problem(seed), first, seed)
        made, most = planned(later, first), most_kept(later, first)
        assert (seed, made is None) == (seed, most is None)
        if made is not None:
            still = kept_anywhere(later, made, first)
            assert (seed, still) == (seed, most)
            assert (seed, check(later, made, previous=first)) == (seed, ())
            assert (seed, len(made.lost_promises)) == (seed, len(first.places) - still)


def test_the_same_season_loses_nothing() -> None:
    for seed in range(40):
        of = random_problem(seed)
        first = planned(of)
        if first is not None:
            made = planned(of, first)
            assert made is not None
            assert (seed, made.lost_promises) == (seed, ())
            assert (seed, values(made)) == (seed, values(first))


@pytest.mark.parametrize("params", [SEARCHED, PROVEN_BESIDE], ids=["searched", "proven-beside"])
def test_a_searched_plan_keeps_promises_too(params: SearchParams) -> None:
    for seed in range(24):
        first = planned(random_problem(seed))
        later = changed(random_problem(seed), seed)
        if first is None:
            continue
        made, exact = planned(later, first, params), exact_levels(later, first)
        assert (seed, made is None) == (seed, exact is None)
        if made is not None and exact is not None:
            assert (seed, check(later, made, previous=first)) == (seed, ())
            assert kept(later, made, first) <= exact["kept"]
            if made.status is Status.OPTIMAL:
                assert (seed, kept(later, made, first)) == (seed, exact["kept"])


def test_the_order_of_an_earlier_plan_changes_nothing() -> None:
    for seed in range(30):
        first = planned(random_problem(seed))
        later = changed(random_problem(seed), seed)
        if first is not None:
            turned = replace(
                first,
                groups=first.groups[::-1],
                assignments=first.assignments[::-1],
                places=first.places[::-1],
            )
            assert (seed, planned(later, first)) == (seed, planned(permuted(later, seed), turned))


ONE_SEAT = problem(
    *(offer("O1", sizes=(1, 1), max_groups=1), pupil("P1"), pupil("P2")),
    *(wish("P1 O1"), wish("P2 O1")),
)


@pytest.mark.parametrize("name", ["P1", "P2"])
@pytest.mark.parametrize("params", [None, SEARCHED], ids=["outright", "searched"])
def test_nobody_loses_a_promised_place_to_another(name: str, params: SearchParams | None) -> None:
    first = plan(ONE_SEAT, {"O1 B1 R1": ("T1", name)})
    made = planned(ONE_SEAT, first, params)
    assert made is not None
    assert (made.places, made.lost_promises) == (first.places, ())


def test_a_promise_may_change_rooms_and_tutors() -> None:
    first = plan(ONE_SEAT, {"O1 B1 R1": ("T1", "P2")})
    later = replace(
        ONE_SEAT,
        rooms=(room("R1"), room("R2", features="hall")),
        offers=(offer("O1", sizes=(1, 1), max_groups=1, features="hall"),),
        tutors=(tutor("T2"),),
    )
    made = planned(later, first)
    assert made is not None
    assert made.places == (Place("P2", Group("O1", "B1", "R2"), 1),)
    assert made.lost_promises == ()


def test_what_is_no_longer_wished_binds_nothing() -> None:
    first = plan(ONE_SEAT, {"O1 B1 R1": ("T1", "P2")})
    later = replace(ONE_SEAT, wishes=(wish("P1 O1"),))
    made = planned(later, first)
    assert made is not None
    assert [place.pupil_id for place in made.places] == ["P1"]
    assert [(lost.pupil_id, lost.reason) for lost in made.lost_promises] == [("P2", "not_wished")]


def test_promises_of_people_and_things_that_are_gone() -> None:
    first = plan(ONE_SEAT, {"O1 B1 R1": ("T1", "P2")})
    gone = replace(ONE_SEAT, pupils=(pupil("P1"),), wishes=(wish("P1 O1"),))
    made = planned(gone, first)
    assert made is not None
    assert [(lost.pupil_id, lost.reason) for lost in made.lost_promises] == [("P2", "not_wished")]
    moved = replace(ONE_SEAT, rooms=(room("R9"),))
    made = planned(moved, first)
    assert made is not None
    assert check(moved, made, previous=first) == ()


def test_an_earlier_plan_is_there_at_once() -> None:
    """However short the time: what was promised and still can be stands."""
    for seed in range(3):
        of = random_problem(seed, size="medium")
        first = planned(of)
        assert first is not None
        made = solve(of, TimeLimit(1e-3), previous=first)
        assert (seed, made.places, made.lost_promises) == (seed, first.places, ())
        assert check(of, made, previous=first) == ()


def test_promises_come_before_a_place_for_more_children() -> None:
    of = problem(
        *(offer("O1", sizes=(1, 1)), offer("O2", sizes=(2, 2)), pupil("P1"), pupil("P2")),
        *(pupil("P3"), wish("P1 O1"), wish("P2 O2"), wish("P3 O2")),
    )
    first = plan(of, {"O1 B1 R1": ("T1", "P1")})
    assert values(planned(of)) == {"placed": 2, "loss": 0, "further": 0}
    made = planned(of, first)
    assert made is not None
    assert values(made) == {"placed": 1, "loss": 0, "further": 0}
    assert (made.places, made.lost_promises) == (first.places, ())


def test_a_promise_in_a_room_that_is_gone_is_kept_in_any_location() -> None:
    """…and is what a dearer wish that does not go with it is refused for."""
    of = problem(
        *(location("L1"), location("L2", 1), room("R1"), room("R2", "L2"), room("R3", "L2")),
        *(offer("O1", locations="L1 L2"), offer("O2", locations="L2"), pupil("P1"), pupil("P2")),
        *(tutor("T1"), tutor("T2"), wish("P1 O2", 1), wish("P1 O1", 2), wish("P2 O2")),
    )
    first = plan(of, {"O1 B1 R1": ("T1", "P1")})
    later = replace(of, rooms=of.rooms[1:])
    made = planned(later, first)
    assert made is not None
    assert [(place.pupil_id, place.group.offer_id) for place in made.places] == [
        ("P1", "O1"),
        ("P2", "O2"),
    ]
    assert made.lost_promises == ()
    assert [refusal.detail["en"] for refusal in made.refusals] == [
        "‘Offer O2’ does not go together with a place that you were promised and that you keep."
    ]
