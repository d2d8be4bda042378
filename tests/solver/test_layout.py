"""The decisions of a season: all that a rule allows one by one, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from solver.model.canonical import canonical
from solver.model.layout import ASSISTANT, LEAD, Layout, lay_out, promised
from solver.plan import Group, Place
from solver.problem import Problem, Role
from tests.solver.exact_rules import ExactRules
from tests.solver.problems import (
    block,
    location,
    offer,
    pin,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    window,
    wish,
)


def laid(of: Problem) -> Layout:
    return lay_out(canonical(of))


def places(layout: Layout) -> dict[tuple[str, Group], int]:
    """Rank by pupil and group."""
    return {
        (layout.problem.pupils[pupil].id, layout.groups[group]): rank
        for pupil, group, rank in zip(
            layout.place_pupil.tolist(),
            layout.place_group.tolist(),
            layout.place_rank.tolist(),
            strict=True,
        )
    }


def posts(layout: Layout) -> set[tuple[str, Group, Role]]:
    return {
        (
            layout.problem.tutors[tutor].id,
            layout.groups[group],
            Role.LEAD if role == LEAD else Role.ASSISTANT,
        )
        for tutor, group, role in zip(
            layout.post_tutor.tolist(),
            layout.post_group.tolist(),
            layout.post_role.tolist(),
            strict=True,
        )
    }


@pytest.mark.parametrize("chunk", range(4))
def test_places_and_posts_are_what_the_rules_allow_one_by_one(chunk: int) -> None:
    for seed in range(chunk, 80, 4):
        of = random_problem(seed)
        layout, rules = laid(of), ExactRules(of)
        found, jobs = places(layout), posts(layout)
        for group in layout.groups:
            offer_, room_ = of.offer_by_id[group.offer_id], of.room_by_id[group.room_id]
            assert rules.room_allowed(offer_, group.block_id, room_)
            for pupil_ in of.pupils:
                rank = rules.rank(pupil_, offer_, group.block_id, room_)
                if rank is not None and pupil_.small_group and offer_.min_size > 8:
                    rank = None
                assert (seed, found.get((pupil_.id, group))) == (seed, rank)
            for tutor_ in of.tutors:
                wanted = {Role.LEAD: offer_.leads, Role.ASSISTANT: offer_.assistants}
                allowed = rules.tutor_allowed(
                    tutor_, offer_, group.block_id, room_.location_id
                ) and works_long_enough(of, tutor_.minutes_week, group.block_id)
                for role in Role:
                    able = allowed and wanted[role] > 0 and rules.role_allowed(tutor_, offer_, role)
                    assert (seed, (tutor_.id, group, role) in jobs) == (seed, able)


def works_long_enough(of: Problem, limit: int | None, block_id: str) -> bool:
    weeks: dict[tuple[int, int], int] = {}
    for session in of.block_by_id[block_id].sessions:
        week = session.day.isocalendar()[:2]
        weeks[week] = weeks.get(week, 0) + session.end - session.start
    return limit is None or max(weeks.values()) <= limit


@pytest.mark.parametrize("seed", range(30))
def test_arrays_belong_together(seed: int) -> None:
    layout = laid(random_problem(seed))
    groups, seats, jobs = (
        len(layout.groups),
        len(layout.place_pupil),
        len(layout.post_tutor),
    )
    for name, length in (
        *((f"group_{part}", groups) for part in ("block", "location", "min", "seats", "upper")),
        *((f"place_{part}", seats) for part in ("group", "rank", "lower", "upper")),
        *((f"post_{part}", jobs) for part in ("group", "role", "upper")),
    ):
        assert len(getattr(layout, name)) == length
    order = np.lexsort((layout.place_pupil, layout.place_group))
    assert order.tolist() == list(range(seats))
    assert [layout.groups[at] for at in layout.group_index.values()] == list(layout.groups)
    pairs = zip(layout.place_pupil.tolist(), layout.place_group.tolist(), strict=True)
    assert [layout.place_index[pair] for pair in pairs] == list(range(seats))
    sites = [layout.problem.room_by_id[group.room_id].location_id for group in layout.groups]
    spots = [(*group[:2], site) for group, site in zip(layout.groups, sites, strict=True)]
    number = dict(zip(spots, layout.spots.tolist(), strict=True))
    assert layout.spots.tolist() == [number[spot] for spot in spots]
    assert sorted(number.values()) == list(range(len(number)))


PLAIN = problem(
    *(room("R1", capacity=3), room("R2", capacity=12)),
    *(tutor("T1"), tutor("T2", "assistant")),
    offer("O1", sizes=(2, 9), assistants=1),
    *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1", 2)),
)


def test_a_layout_by_hand() -> None:
    layout = laid(PLAIN)
    one, two = Group("O1", "B1", "R1"), Group("O1", "B1", "R2")
    assert layout.groups == (one, two)
    assert layout.group_seats.tolist() == [3, 9]
    assert layout.group_min.tolist() == [2, 2]
    assert layout.spots.tolist() == [0, 0]
    assert places(layout) == {("P1", one): 1, ("P2", one): 2, ("P1", two): 1, ("P2", two): 2}
    assert posts(layout) == {
        (tutor_id, group, role)
        for group in (one, two)
        for tutor_id, role in (
            ("T1", Role.LEAD),
            ("T1", Role.ASSISTANT),
            ("T2", Role.ASSISTANT),
        )
    }
    assert set(layout.post_role.tolist()) == {LEAD, ASSISTANT}
    assert layout.impossible_pins == ()


@pytest.mark.parametrize(
    "change",
    [
        {"offers": (offer("O1", sizes=(3, 9)),)},
        {"offers": (offer("O1", sizes=(2, 9), assistants=3),)},
        {"offers": (offer("O1", sizes=(2, 9), leads=2),)},
        {"offers": (offer("O1", sizes=(13, 14)),)},
        {"offers": (offer("O1", sizes=(2, 9), features="hall"),)},
        {"wishes": (wish("P1 O1"),)},
        {"rooms": (room("R1", windows=window(3)),)},
        {"pupils": (pupil("P1"), pupil("P2", max_places=0))},
    ],
    ids=[
        "too few wishes for the size",
        "too few assistants",
        "too few leads",
        "no room so large",
        "no room so furnished",
        "a wish fewer",
        "no room so early",
        "a child who wants no place",
    ],
)
def test_a_group_that_can_never_be_is_not_listed(change: dict[str, object]) -> None:
    layout = laid(replace(PLAIN, **change))  # type: ignore[arg-type]
    assert (layout.groups, places(layout), posts(layout)) == ((), {}, set())
    assert layout.spots.tolist() == []


def test_a_pinned_group_is_listed_though_nobody_asks_for_it() -> None:
    layout = laid(replace(PLAIN, wishes=(), pins=(pin("O1 B1 R2", must=True),)))
    assert layout.groups == (Group("O1", "B1", "R2"),)
    assert layout.group_lower.tolist() == [1]
    assert layout.impossible_pins == ()


def test_pins_are_limits() -> None:
    layout = laid(
        replace(
            PLAIN,
            pins=(
                pin("O1 B1 R1", must=True, pupil_id="P1"),
                pin("O1 B1 R1", must=False, tutor_id="T1", pupil_id="P2"),
                pin("O1 B1 R2", must=False),
            ),
        )
    )
    one = Group("O1", "B1", "R1")
    assert layout.group_lower.tolist() == [1, 0]
    assert layout.group_upper.tolist() == [1, 0]
    keys = list(places(layout))
    assert layout.place_lower.tolist() == [int(key == ("P1", one)) for key in keys]
    assert layout.place_upper.tolist() == [int(key != ("P2", one)) for key in keys]
    away = [
        layout.problem.tutors[layout.post_tutor[post]].id == "T1"
        and layout.groups[layout.post_group[post]] == one
        for post in range(len(layout.post_tutor))
    ]
    assert layout.post_upper.tolist() == [int(not gone) for gone in away]
    assert layout.impossible_pins == ()


@pytest.mark.parametrize(
    "asked",
    [
        pin("O1 B2 R1", must=True),
        pin("O1 B1 R1", must=True, pupil_id="P3"),
        pin("O1 B1 R1", must=True, tutor_id="T3"),
    ],
    ids=["group", "pupil", "tutor"],
)
def test_a_pin_that_no_rule_allows_is_named(asked: object) -> None:
    of = replace(
        PLAIN,
        blocks=(block("B1"), block("B2", "1")),
        pupils=(*PLAIN.pupils, pupil("P3")),
        tutors=(*PLAIN.tutors, tutor("T3", windows=window(5))),
        pins=(asked, pin("O1 B2 R2", must=False)),  # type: ignore[arg-type]
    )
    assert laid(of).impossible_pins == (asked,)


def test_promises_are_the_places_that_would_keep_them() -> None:
    of = replace(
        PLAIN,
        locations=(location("L1"), location("L2", 1)),
        rooms=(*PLAIN.rooms, room("R3", "L2")),
        offers=(replace(PLAIN.offers[0], locations=("L1", "L2")),),
    )
    layout = laid(of)
    first = plan(of, {"O1 B1 R1": ("T1 T2:assistant", "P1 P2")})
    kept = promised(layout, first)
    keys = list(places(layout))
    assert set(kept) == set(first.places)
    for place, found in kept.items():
        assert [keys[at] for at in found.tolist()] == [
            (place.pupil_id, Group("O1", "B1", "R1")),
            (place.pupil_id, Group("O1", "B1", "R2")),
        ]


@pytest.mark.parametrize(
    "place",
    [
        Place("P9", Group("O1", "B1", "R1"), 1),
        Place("P1", Group("O9", "B1", "R1"), 1),
        Place("P1", Group("O1", "B9", "R1"), 1),
        Place("P3", Group("O1", "B1", "R1"), 1),
    ],
    ids=["pupil", "offer", "block", "wish"],
)
def test_a_promise_about_what_is_gone_binds_nothing(place: Place) -> None:
    of = replace(PLAIN, pupils=(*PLAIN.pupils, pupil("P3")))
    assert promised(laid(of), replace(plan(of, {}), places=(place,))) == {}


def test_a_promise_in_a_room_that_is_gone_is_kept_anywhere() -> None:
    of = replace(
        PLAIN,
        locations=(location("L1"), location("L2", 1)),
        rooms=(*PLAIN.rooms, room("R3", "L2")),
        offers=(replace(PLAIN.offers[0], locations=("L1", "L2")),),
    )
    layout = laid(of)
    place = Place("P1", Group("O1", "B1", "R9"), 1)
    kept = promised(layout, replace(plan(of, {}), places=(place,)))
    assert [list(places(layout))[at][1].room_id for at in kept[place].tolist()] == [
        "R1",
        "R2",
        "R3",
    ]


def test_a_promise_of_a_group_that_is_pinned_closed_binds_nothing() -> None:
    first = plan(PLAIN, {"O1 B1 R1": ("T1 T2:assistant", "P1 P2")})
    pins = tuple(pin(f"O1 B1 {r}", must=False) for r in ("R1", "R2"))
    assert promised(laid(replace(PLAIN, pins=pins)), first) == {}


def test_a_promise_that_a_pin_forbids_binds_nothing() -> None:
    first = plan(PLAIN, {"O1 B1 R1": ("T1 T2:assistant", "P1 P2")})
    pins = tuple(pin(f"O1 B1 {r}", must=False, pupil_id="P1") for r in ("R1", "R2"))
    kept = promised(laid(replace(PLAIN, pins=pins)), first)
    assert [place.pupil_id for place in kept] == ["P2"]
