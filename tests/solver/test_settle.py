"""The draw settled: no envy by any count, nothing lost by it, no seat left to waste.

With the seed of the problems by hand P2 is drawn first, then P3, P1 and P8.
"""

from __future__ import annotations

import random
from dataclasses import replace
from operator import itemgetter

import pytest

from solver.check import check, check_rules, level_values
from solver.fairness.draw import draw_numbers
from solver.fairness.envy import envious_pairs
from solver.fairness.outcome import NOTHING, Outcome, outcome
from solver.fairness.settle import settle_draw
from solver.plan import LostPromise, Plan
from solver.problem import Link, LinkKind, Pin, Problem
from solver.search.levels import SearchParams
from tests.solver.brute_envy import brute_pairs
from tests.solver.exact import exact_levels
from tests.solver.problems import (
    block,
    changed,
    group,
    link,
    offer,
    permuted,
    pin,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.random_plan import eager, made_up
from tests.solver.solved import SEARCHED, kept, planned, values, wasted

LEVELS = itemgetter("placed", "loss", "further")


def settled(of: Problem, made: Plan, previous: Plan | None = None) -> Plan:
    """The plan after the draw; promises that are kept now are no longer listed as lost."""
    places = settle_draw(of, made.groups, made.assignments, made.places, previous=previous)
    after = replace(made, places=places)
    if previous is None:
        return after
    at = {one.id: one.location_id for one in of.rooms}
    had = {(p.pupil_id, *p.group[:2], at[p.group.room_id]) for p in places}
    return replace(
        after,
        lost_promises=tuple(
            LostPromise(p.pupil_id, p.group, "traded", {})
            for p in previous.places
            if (p.pupil_id, *p.group[:2], at[p.group.room_id]) not in had
        ),
    )


def in_draw_order(of: Problem, made: Plan) -> list[Outcome]:
    """What every child gets, the first drawn first."""
    numbers = draw_numbers(of.season.draw_seed, of.pupil_by_id)
    places = made.places_by_pupil
    return [
        outcome([place.rank for place in places[name]]) if name in places else NOTHING
        for name in sorted(numbers, key=numbers.__getitem__)
    ]


def seated(of: Problem, groups: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Who has which offers after the draw, of a plan by hand."""
    after = settled(of, plan(of, groups))
    assert check_rules(of, after) == ()
    assert brute_pairs(of, after, freely=True) == set()
    return {
        name: " ".join(place.group.offer_id for place in places)
        for name, places in sorted(after.places_by_pupil.items())
    }


def test_the_first_drawn_gets_the_only_seat() -> None:
    three = [part for name in ("P1", "P2", "P3") for part in (pupil(name), wish(f"{name} O1"))]
    of = problem(offer(sizes=(1, 1)), *three)
    for name in ("P1", "P2", "P3"):
        assert seated(of, {"O1 B1 R1": ("T1", name)}) == {"P2": "O1"}
    of = problem(offer(sizes=(1, 2)), *three)
    assert seated(of, {"O1 B1 R1": ("T1", "P1 P3")}) == {"P2": "O1", "P3": "O1"}


def test_the_seat_comes_from_whoever_was_drawn_last() -> None:
    names = ("P1", "P2", "P3", "P8")
    of = problem(
        offer(sizes=(1, 3)), *(p for name in names for p in (pupil(name), wish(f"{name} O1")))
    )
    assert list(seated(of, {"O1 B1 R1": ("T1", "P1 P3 P8")})) == ["P1", "P2", "P3"]


def test_one_exchange_leads_to_the_next() -> None:
    """P2 takes O1 of P3 and leaves O2; P3, who comes before P1, now takes it over."""
    of = problem(
        *(offer(f"O{n}", sizes=(1, 1)) for n in (1, 2, 3)),
        *(room(f"R{n}") for n in (1, 2, 3)),
        *(tutor(f"T{n}") for n in (1, 2, 3)),
        *(pupil(f"P{n}") for n in (1, 2, 3)),
        *(wish(f"P{n} O{k}", k) for n in (1, 2, 3) for k in (1, 2, 3)),
    )
    groups = {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P3"), "O3 B1 R3": ("T3", "P2")}
    assert seated(of, groups) == {"P1": "O3", "P2": "O1", "P3": "O2"}


def test_a_seat_that_comes_free_is_given_away() -> None:
    """P2 leaves O7, which P1 did not ask for; P3 and P8 did, and P3 comes first."""
    days = range(6)
    of = problem(
        *(block(f"B{day}", str(day)) for day in range(8)),
        *(offer(f"O{day}", sizes=(1, 1), blocks=f"B{day}") for day in (*days, 6)),
        *(offer("O7", sizes=(0, 1), blocks="B7"), pupil("P1", max_places=6)),
        *(wish(f"P1 O{day}") for day in days),
        *(pupil("P2", max_places=2), wish("P2 O6"), wish("P2 O5", 2), wish("P2 O7", 3)),
        *(pupil("P3"), pupil("P8"), wish("P3 O7"), wish("P8 O7")),
    )
    groups = {f"O{day} B{day} R1": ("T1", "P1") for day in days}
    groups |= {"O6 B6 R1": ("T1", "P2"), "O7 B7 R1": ("T1", "P2")}
    assert seated(of, groups) == {"P1": "O0 O1 O2 O3 O4", "P2": "O5 O6", "P3": "O7"}


def test_who_changed_places_takes_what_no_longer_clashes() -> None:
    """P2 moves from a whole day to its morning, and the free afternoon now fits."""
    of = problem(
        *(block("B1", "0", 9, 12), block("B2", "0", 9, 16), block("B3", "0", 13, 16)),
        *(offer("O1", sizes=(1, 1)), offer("O2", sizes=(1, 1), blocks="B2")),
        *(offer("O3", sizes=(0, 1), blocks="B3"), room("R1"), room("R2"), tutor(), tutor("T2")),
        *(pupil("P1"), pupil("P2", max_places=2), wish("P2 O3", 3)),
        *(wish(f"P{n} O{k}", k) for n in (1, 2) for k in (1, 2)),
    )
    groups = {"O1 B1 R1": ("T1", "P1"), "O2 B2 R2": ("T2", "P2"), "O3 B3 R1": ("T1", "")}
    assert seated(of, groups) == {"P1": "O2", "P2": "O1 O3"}


CONTEST = problem(
    offer(sizes=(1, 1)), pupil("P1"), pupil("P2"), pupil("P3"), wish("P1 O1"), wish("P2 O1")
)
TAKEN = {"O1 B1 R1": ("T1", "P1")}


def with_parts(*parts: Pin | Link) -> Problem:
    return replace(
        CONTEST,
        pins=tuple(part for part in parts if isinstance(part, Pin)),
        links=tuple(part for part in parts if isinstance(part, Link)),
    )


@pytest.mark.parametrize(
    "of",
    [
        with_parts(pin("O1 B1 R1", must=True, pupil_id="P1")),
        with_parts(pin("O1 B1 R1", must=False, pupil_id="P2")),
        with_parts(link("P2 P3")),
        with_parts(link("P2 P3", "same_site")),
    ],
    ids=["pinned", "barred", "same group", "same site"],
)
def test_pins_and_strict_links_come_before_the_draw(of: Problem) -> None:
    assert seated(of, TAKEN) == {"P1": "O1"}


def test_promises_come_before_the_draw() -> None:
    made = plan(CONTEST, TAKEN)
    assert settled(CONTEST, made, made).places == made.places
    promised_to_both = plan(CONTEST, {"O1 B1 R1": ("T1", "P1 P2")})
    after = settled(CONTEST, made, promised_to_both)
    assert [(lost.pupil_id, lost.group) for lost in after.lost_promises] == [
        ("P2", group("O1 B1 R1"))
    ]


@pytest.mark.parametrize("chunk", range(4))
def test_any_plan_is_settled_and_costs_nothing(chunk: int) -> None:
    moved = 0
    for seed in range(chunk, 200, 4):
        case = made_up(seed)
        if case is None:
            continue
        of, made, previous = case
        after = settled(of, made, previous)
        assert (seed, check_rules(of, after, previous=previous)) == (seed, ())
        assert (seed, brute_pairs(of, after, previous=previous, freely=True)) == (seed, set())
        one, other = LEVELS(level_values(of, made)), LEVELS(level_values(of, after))
        if len(after.places) <= len(made.places):
            assert (seed, one) == (seed, other)
        assert (seed, (-other[0], other[1], -other[2])) <= (seed, (-one[0], one[1], -one[2]))
        assert (seed, in_draw_order(of, after)) >= (seed, in_draw_order(of, made))
        assert (seed, settled(of, after, previous).places) == (seed, after.places)
        if previous is not None:
            assert (seed, kept(of, after, previous)) >= (seed, kept(of, made, previous))
        moved += after.places != made.places
    assert moved > 1


def test_who_envies_nobody_keeps_everything() -> None:
    still = 0
    for seed in range(120):
        case = made_up(seed)
        if case is not None and not envious_pairs(*case[:2], previous=case[2], freely=True):
            assert (seed, settled(*case).places) == (seed, case[1].places)
            still += 1
    assert still > 5


def test_the_order_of_rows_changes_nothing() -> None:
    for seed in range(60):
        case = made_up(seed)
        if case is not None:
            of, made, previous = case
            turned = replace(made, places=made.places[::-1], groups=made.groups[::-1])
            other = settled(permuted(of, seed), turned, previous)
            assert (seed, other.places) == (seed, settled(of, made, previous).places)


def contested(seed: int, size: str = "small") -> Problem:
    """Everybody wishes everything; now and then two who are alike go together, or nothing is."""
    rng = random.Random(seed)
    of = eager(random_problem(seed, size=size), seed)
    one, other = rng.sample(range(len(of.pupils)), 2)
    first = of.pupils[one]
    second = replace(first, id=of.pupils[other].id)
    pupils = tuple(second if pupil.id == second.id else pupil for pupil in of.pupils)
    wishes = [wish for wish in of.wishes if wish.pupil_id != second.id]
    wishes += [replace(w, pupil_id=second.id) for w in of.wishes if w.pupil_id == first.id]
    strict = Link(first.id, second.id, rng.choice(tuple(LinkKind)), True)
    of = replace(of, pupils=pupils, wishes=tuple(wishes), links=(strict,) if seed % 2 else ())
    found = exact_levels(of) if of.pins else {}
    return replace(of, pins=()) if found is None else of


@pytest.mark.parametrize("chunk", range(4))
def test_no_plan_of_the_search_leaves_envy_or_waste(chunk: int) -> None:
    for seed in range(chunk, 80, 4):
        of = contested(seed)
        made = planned(of)
        assert made is not None
        assert (seed, values(made)) == (seed, exact_levels(of))
        assert (seed, check(of, made)) == (seed, ())
        assert (seed, brute_pairs(of, made, freely=True)) == (seed, set())
        assert (seed, list(wasted(of, made))) == (seed, [])


@pytest.mark.parametrize("params", [None, SEARCHED], ids=["outright", "searched"])
@pytest.mark.parametrize("seed", range(3))
def test_no_larger_plan_leaves_envy_or_waste(seed: int, params: SearchParams | None) -> None:
    of = contested(seed, "medium")
    made = planned(of, params=params)
    assert made is not None
    assert check(of, made) == ()
    assert brute_pairs(of, made) == set()
    assert list(wasted(of, made)) == []


@pytest.mark.parametrize("chunk", range(2))
def test_no_plan_with_promises_leaves_envy(chunk: int) -> None:
    compared = 0
    for seed in range(chunk, 60, 2):
        first = planned(contested(seed))
        later = changed(contested(seed), seed)
        made = None if first is None else planned(later, first)
        if first is None or made is None:
            continue
        assert (seed, {"kept": kept(later, made, first), **(values(made) or {})}) == (
            seed,
            exact_levels(later, first),
        )
        assert (seed, check(later, made, previous=first)) == (seed, ())
        assert (seed, brute_pairs(later, made, previous=first)) == (seed, set())
        compared += 1
    assert compared > 10
