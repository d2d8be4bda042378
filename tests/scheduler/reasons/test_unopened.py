"""Why no group is open, against trying every group one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.reasons.case import Case
from scheduler.reasons.unopened import Unopened, Why, unopened
from solver.check import check_rules
from solver.plan import Group, Place
from solver.problem import Problem
from tests.scheduler.reasons.brute_force import can_open, plan_with, rooms_of
from tests.solver.problems import Part, block, offer, plan, problem, pupil, room, tutor, wish
from tests.solver.random_plan import random_plan
from tests.solver.random_problem import random_problem


def could_come(season: Problem, offer_id: str, block_id: str) -> int:
    """The most children who asked for a group at one site and could come, one by one."""
    by_site: dict[str, set[str]] = {}
    for name in rooms_of(season, season.offer_by_id[offer_id]):
        there = Group(offer_id, block_id, name)
        for child in season.pupils:
            alone = plan_with([there], [], [Place(child.id, there, 1)])
            broken = [
                v
                for v in check_rules(season, alone)
                if v.rule in {"3.1", "3.6"}
                and v not in check_rules(season, plan_with([there], [], []))
            ]
            if not broken or child.max_places == 0:
                by_site.setdefault(season.room_by_id[name].location_id, set()).add(child.id)
    return max(map(len, by_site.values()), default=0)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_is_said_of_every_plan_is_so(seed: int) -> None:
    season = random_problem(seed, size="tiny")
    made = random_plan(season, seed)
    if made is None:
        return
    found = unopened(Case(season, made))
    open_now = {group[:2] for group in made.groups}
    named = {(season.offers[u.offer].id, season.blocks[u.block].id): u for u in found}
    assert named.keys() == {(o.id, b) for o in season.offers for b in o.blocks} - open_now
    for (what, when), each in named.items():
        assert (each.why is Why.CANNOT) == ("" not in can_open(season, what, when))
        if each.why is Why.TOO_FEW:
            assert could_come(season, what, when) < season.offer_by_id[what].min_size
        if each.why is Why.MAX_GROUPS:
            groups = sum(group.offer_id == what for group in made.groups)
            assert groups == season.offer_by_id[what].max_groups


def children(number: int, *, offers: str = "O1", places: int = 1) -> list[Part]:
    found: list[Part] = []
    for n in range(number):
        found.append(pupil(f"P{n}", max_places=places))
        found += [wish(f"P{n} {name}", rank) for rank, name in enumerate(offers.split(), start=1)]
    return found


@pytest.mark.parametrize(
    ("parts", "groups", "why"),
    [
        ((offer(features="hall"),), {}, Why.CANNOT),
        ((offer(sizes=(3, 9)), *children(2)), {}, Why.TOO_FEW),
        (
            (offer(blocks="B1 B2", max_groups=1), block(), block("B2", "1"), *children(1)),
            {"O1 B2 R1": ("T1", "P0")},
            Why.MAX_GROUPS,
        ),
        (
            (offer("O2"), offer(), tutor(), tutor("T2"), *children(1, offers="O2 O1")),
            {"O2 B1 R1": ("T1", "P0")},
            Why.NO_ROOM,
        ),
        (
            (offer("O2"), offer(), room(), room("R2"), *children(1, offers="O2 O1")),
            {"O2 B1 R1": ("T1", "P0")},
            Why.NO_TEAM,
        ),
        (
            (
                offer("O2"),
                offer(),
                room(),
                room("R2"),
                tutor(),
                tutor("T2"),
                *children(1, offers="O2 O1", places=2),
            ),
            {"O2 B1 R1": ("T1", "P0")},
            Why.ELSEWHERE,
        ),
        ((offer(), *children(1)), {}, Why.NOT_CHOSEN),
    ],
)
def test_the_first_reason_that_holds(
    parts: tuple[Part, ...], groups: dict[str, tuple[str, str]], why: Why
) -> None:
    season = problem(*parts)
    (found,) = unopened(Case(season, plan(season, groups)), "O1")
    assert found.why is why


def test_numbers_are_of_the_site_where_most_could_come() -> None:
    season = problem(offer(sizes=(3, 9)), *children(2))
    assert unopened(Case(season, plan(season, {}))) == (
        Unopened(0, 0, Why.TOO_FEW, asked=2, free=2, least=3),
    )


def test_a_budget_that_is_spent() -> None:
    season = problem(
        offer("O2", group_cents=100),
        offer(group_cents=100),
        room(),
        room("R2"),
        tutor(),
        tutor("T2"),
        *children(2, offers="O2 O1"),
        budget=150,
    )
    made = plan(season, {"O2 B1 R1": ("T1", "P0")})
    (found,) = unopened(Case(season, made), "O1")
    assert (found.why, found.asked, found.free) == (Why.BUDGET, 2, 1)
