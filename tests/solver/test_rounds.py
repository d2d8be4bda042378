"""Policy `draw`: the plain count agrees exactly, and the rules hold."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from itertools import pairwise

import pytest

from solver.check import check_rules
from solver.eligibility import Eligibility
from solver.fairness.draw import draw_numbers
from solver.fairness.rounds import GivenGroupsFail, give_out
from solver.plan import Assignment, Group, Plan
from solver.problem import Problem, Role
from tests.solver.brute_rounds import Brute
from tests.solver.drawn import cases, drawn
from tests.solver.problems import (
    block,
    group,
    link,
    location,
    offer,
    permuted,
    pin,
    plan,
    problem,
    pupil,
    room,
    tutor,
    wish,
)
from tests.solver.solved import planned, wasted


@pytest.mark.parametrize("size", ["tiny", "small"])
@pytest.mark.parametrize("seed", range(60))
def test_as_the_plain_count(size: str, seed: int) -> None:
    for season, given, previous in cases(seed, size):
        out = drawn(season, given, previous)
        brute = Brute(season, given.groups, given.assignments)
        assert (set(out.groups), set(out.places)) == brute.rounds(previous)


@pytest.mark.parametrize("seed", range(40))
def test_every_rule_holds_and_no_seat_is_wasted(seed: int) -> None:
    for season, given, previous in cases(1000 + seed):
        out = drawn(season, given, previous)
        assert check_rules(season, out) == ()
        assert list(wasted(season, out)) == []


@pytest.mark.parametrize("seed", range(4))
def test_on_the_groups_that_solve_opens(seed: int) -> None:
    season = next(iter(cases(4 * seed, "medium")))[0]
    given = planned(season)
    assert given is not None
    out = drawn(season, given)
    assert check_rules(season, out) == ()
    assert list(wasted(season, out)) == []


@pytest.mark.parametrize("seed", range(40))
def test_promises_are_kept_as_in_the_plan_that_opened_the_groups(seed: int) -> None:
    for season, given, previous in cases(2000 + seed):
        if previous is not None:
            out = drawn(season, given, previous)
            assert _kept(season, out, previous) >= _kept(season, given, previous)


def _kept(season: Problem, later: Plan, previous: Plan) -> int:
    at = {room.id: room.location_id for room in season.rooms}
    had = {(p.pupil_id, *p.group[:2], at[p.group.room_id]) for p in later.places}
    return sum((p.pupil_id, *p.group[:2], at[p.group.room_id]) in had for p in previous.places)


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    for season, given, previous in cases(3000 + seed):
        out = drawn(season, given, previous)
        other = permuted(season, seed)
        shuffled = replace(given, groups=given.groups[::-1], assignments=given.assignments[::-1])
        assert drawn(other, shuffled, previous) == out == drawn(season, given, previous)


def _in_draw_order(names: str) -> list[str]:
    """Pupil ids by their number in the draw of the seasons made by hand here."""
    number = draw_numbers("seed", names.split())
    return sorted(number, key=lambda name: number[name])


def test_second_places_go_in_reverse_order_and_third_ones_in_order_again() -> None:
    names = _in_draw_order("P1 P2")
    blocks = [block(f"B{n}", days=str(n)) for n in range(3)]
    season = problem(
        *blocks,
        *(offer(f"O{n}", sizes=(1, 2 if n == 0 else 1), blocks=f"B{n}") for n in range(3)),
        *(pupil(name, max_places=3) for name in names),
        *(wish(f"{name} O{n}", n + 1) for name in names for n in range(3)),
    )
    given = plan(season, {f"O{n} B{n} R1": ("T1", "") for n in range(3)})
    first, last = names
    assert _names(drawn(season, given)) == {
        "O0": {first, last},
        "O1": {last},
        "O2": {first},
    }


def _names(given: Plan) -> dict[str, set[str]]:
    found = given.places_by_group.items()
    return {g.offer_id: {place.pupil_id for place in places} for g, places in found}


def test_short_groups_close_smallest_first_and_their_tutors_are_free() -> None:
    names = _in_draw_order("P1 P2 P3 P4 P5")
    season = problem(
        *(room(f"R{n}") for n in (1, 2, 3)),
        *(tutor(f"T{n}") for n in (1, 2, 3)),
        *(offer(f"O{n}", sizes=(3, 9)) for n in (1, 2, 3)),
        *map(pupil, names),
        *(wish(f"{name} O1") for name in names[:2]),
        *(wish(f"{name} O2") for name in names[2:4]),
        wish(f"{names[4]} O3"),
        wish(f"{names[4]} O2", 2),
    )
    given = plan(season, {f"O{n} B1 R{n}": (f"T{n}", "") for n in (1, 2, 3)})
    out = drawn(season, given)
    assert _names(out) == {"O2": set(names[2:])}
    assert out.assignments == (Assignment(group("O2 B1 R2"), "T2", Role.LEAD),)


def test_a_pinned_group_is_filled_by_the_last_who_wished_it() -> None:
    names = _in_draw_order("P1 P2 P3 P4")
    season = problem(
        *(room(f"R{n}") for n in (1, 2)),
        *(tutor(f"T{n}") for n in (1, 2)),
        offer("O1", sizes=(1, 9)),
        offer("O2", sizes=(2, 9)),
        *map(pupil, names),
        *(wish(f"{name} O1") for name in names),
        *(wish(f"{name} O2", 2) for name in names[:3]),
        pin("O2 B1 R2", must=True),
    )
    given = plan(season, {f"O{n} B1 R{n}": (f"T{n}", "") for n in (1, 2)})
    assert _names(drawn(season, given)) == {
        "O1": {names[0], names[3]},
        "O2": {names[1], names[2]},
    }


def test_a_group_that_a_pinned_one_cannot_do_without_is_kept_alive_too() -> None:
    """A alone can fill the pinned O1, and comes only with B, who at that site wished O2 alone."""
    season = problem(
        *(room(f"R{n}") for n in (1, 2, 3)),
        *(tutor(f"T{n}") for n in (1, 2, 3)),
        *(offer(f"O{n}", sizes=(2 if n == 2 else 1, 9)) for n in (1, 2, 3)),
        *map(pupil, "ABC"),
        wish("A O1"),
        wish("B O2"),
        wish("C O3"),
        wish("C O2", 2),
        link("A B", "same_site"),
        pin("O1 B1 R1", must=True),
    )
    given = plan(season, {f"O{n} B1 R{n}": (f"T{n}", "") for n in (1, 2, 3)})
    assert _names(drawn(season, given)) == {"O1": {"A"}, "O2": {"B", "C"}}
    free = replace(season, pins=())
    assert _names(drawn(free, given)) == {"O3": {"C"}}


def test_a_small_group_child_comes_where_seven_are_and_nobody_after() -> None:
    names = _in_draw_order(" ".join(f"P{n}" for n in range(12)))
    season = problem(
        room("R1", capacity=12),
        offer("O1", sizes=(1, 12)),
        *(pupil(name, small_group=name == names[7]) for name in names),
        *(wish(f"{name} O1") for name in names),
    )
    given = plan(season, {"O1 B1 R1": ("T1", "")})
    assert _names(drawn(season, given)) == {"O1": set(names[:8])}
    later = replace(
        season, pupils=tuple(pupil(name, small_group=name == names[8]) for name in names)
    )
    assert _names(drawn(later, given)) == {"O1": set(names) - {names[8]}}


def test_linked_children_go_together_at_the_better_number_by_that_childs_ranks() -> None:
    names = _in_draw_order("P1 P2 P3")
    season = problem(
        *(room(f"R{n}", capacity=2) for n in (1, 2)),
        *(tutor(f"T{n}") for n in (1, 2)),
        *(offer(f"O{n}", sizes=(1, 2)) for n in (1, 2)),
        *map(pupil, names),
        wish(f"{names[0]} O1"),
        wish(f"{names[0]} O2", 2),
        wish(f"{names[1]} O1"),
        wish(f"{names[1]} O2", 2),
        wish(f"{names[2]} O2"),
        wish(f"{names[2]} O1", 2),
        link(f"{names[0]} {names[2]}"),
    )
    given = plan(season, {f"O{n} B1 R{n}": (f"T{n}", "") for n in (1, 2)})
    assert _names(drawn(season, given)) == {"O1": {names[0], names[2]}, "O2": {names[1]}}


def test_a_whole_class_at_one_site_is_seated_or_not_at_once() -> None:
    """Twenty children strictly bound to one site, each in a group of their own choosing."""
    names = [f"P{n:02d}" for n in range(20)]
    season = problem(
        *(room(f"R{n}", capacity=7) for n in (1, 2, 3)),
        *(tutor(f"T{n}") for n in (1, 2, 3)),
        *(offer(f"O{n}", sizes=(1, 7)) for n in (1, 2, 3)),
        *map(pupil, names),
        *(wish(f"{name} O{n}", n) for name in names for n in (1, 2, 3)),
        *(link(f"{a} {b}", "same_site") for a, b in pairwise(names)),
    )
    given = plan(season, {f"O{n} B1 R{n}": (f"T{n}", "") for n in (1, 2, 3)})
    assert sorted(map(len, _names(drawn(season, given)).values())) == [6, 7, 7]
    full = replace(season, rooms=tuple(replace(one, capacity=6) for one in season.rooms))
    assert _names(drawn(full, given)) == {}


def test_pins_that_the_given_groups_cannot_hold_are_told() -> None:
    season = problem(
        offer("O1", sizes=(2, 9)), pupil("P1"), wish("P1 O1"), pin("O1 B1 R1", must=True)
    )
    given = plan(season, {"O1 B1 R1": ("T1", "")})
    with pytest.raises(GivenGroupsFail, match="pins cannot hold"):
        drawn(season, given)
    with pytest.raises(GivenGroupsFail, match="O1@B1@R1 is pinned open and was not given"):
        drawn(season, replace(given, groups=(), assignments=()))


def test_promises_are_kept_where_the_room_was_taken_off_the_list() -> None:
    season = problem(
        room("R2", capacity=1),
        offer("O1", sizes=(1, 9)),
        *(pupil(f"P{n}") for n in range(5)),
        *(wish(f"P{n} O1") for n in range(5)),
    )
    before = replace(season, rooms=(room("R1"), *season.rooms))
    last = _in_draw_order("P0 P1 P2 P3 P4")[-1]
    previous = plan(before, {"O1 B1 R1": ("T1", last)})
    given = plan(season, {"O1 B1 R2": ("T1", "")})
    assert _names(drawn(season, given, previous)) == {"O1": {last}}


def test_three_thousand_children_take_seconds() -> None:
    rng = random.Random(1)
    season, groups, assignments = _city(rng, pupils=3000, groups=320)
    tables = Eligibility(season)
    began = time.process_time()
    still_open, _, places = give_out(season, groups, assignments, eligibility=tables)
    assert time.process_time() - began < 6  # about half a second on one quiet core
    assert len(still_open) < len(groups)
    assert len(places) > 1500


def _city(
    rng: random.Random, *, pupils: int, groups: int
) -> tuple[Problem, list[Group], list[Assignment]]:
    """A season of so many pupils, with groups that are open and a tutor for each."""
    offers = [f"O{n:02d}" for n in range(40)]
    chosen = [(rng.choice(offers), f"B{rng.randrange(5)}", f"R{n}") for n in range(groups)]
    names = [f"P{n}" for n in range(pupils)]
    every = " ".join(f"L{n}" for n in range(12))
    season = problem(
        *(block(f"B{n}", days=str(n)) for n in range(5)),
        *(location(f"L{n}", east=n) for n in range(12)),
        *(room(f"R{n}", at=f"L{n % 12}", capacity=14) for n in range(groups)),
        *(tutor(f"T{n}") for n in range(groups)),
        *(
            offer(name, sizes=(8, 12), max_groups=groups, blocks="B0 B1 B2 B3 B4", locations=every)
            for name in offers
        ),
        *(
            pupil(name, east=rng.uniform(0, 12), max_travel=30, max_places=rng.choice((1, 1, 2)))
            for name in names
        ),
        *(
            wish(f"{name} {wanted}", rank)
            for name in names
            for rank, wanted in enumerate(rng.sample(offers, 4), start=1)
        ),
    )
    opened = [Group(*one) for one in chosen]
    posts = [Assignment(one, f"T{n}", Role.LEAD) for n, one in enumerate(opened)]
    return season, opened, posts
