"""From points to plans and back, and no free seat wasted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check_rules
from solver.fairness.draw import draw_numbers
from solver.model.canonical import canonical
from solver.model.formulation import Formulation, formulate
from solver.model.layout import lay_out
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Problem, Role
from solver.search.assemble import parts_of, point_of
from solver.search.free_seats import fill_free_seats, move_to_dearer_seats
from solver.search.incumbent import Incumbent
from tests.solver.exact import exact_plan
from tests.solver.problems import (
    block,
    link,
    offer,
    pin,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.solved import wasted


def formulated(of: Problem) -> Formulation:
    return formulate(lay_out(canonical(of)))


def filled(of: Problem, start: Plan) -> Plan:
    """A plan after the free seats were given out."""
    formulation = formulated(of)
    incumbent = Incumbent(formulation, point_of(formulation, start))
    fill_free_seats(incumbent)
    groups, assignments, places = parts_of(formulation, incumbent.snapshot()[0])
    return replace(start, groups=groups, assignments=assignments, places=places)


def seated(of: Problem, groups: dict[str, tuple[str, str]]) -> list[tuple[str, str]]:
    """Who sits where afterwards: (pupil, offer)."""
    made = filled(of, plan(of, groups))
    assert check_rules(of, made) == ()
    assert list(wasted(of, made)) == []
    return [(place.pupil_id, place.group.offer_id) for place in made.places]


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_is_the_same_after_there_and_back(seed: int) -> None:
    of = random_problem(seed)
    solved = exact_plan(of)
    if solved is not None:
        made = solved[0]
        formulation = formulated(of)
        found = parts_of(formulation, point_of(formulation, made))
        assert found == (made.groups, made.assignments, made.places)


def test_what_is_no_longer_there_is_left_out_of_a_point() -> None:
    of = problem(offer(), pupil(), wish(), tutor("T1"), tutor("T2"))
    gone = Group("O9", "B1", "R1")
    made = plan(of, {"O1 B1 R1": ("T1", "P1")})
    other = replace(
        made,
        groups=(*made.groups, gone),
        assignments=(
            *made.assignments,
            Assignment(made.groups[0], "T9", Role.LEAD),
            Assignment(made.groups[0], "T2", Role.ASSISTANT),
            Assignment(gone, "T1", Role.LEAD),
        ),
        places=(*made.places, Place("P9", made.groups[0], 1), Place("P1", gone, 1)),
    )
    formulation = formulated(of)
    assert point_of(formulation, other).tolist() == point_of(formulation, made).tolist()


@pytest.mark.parametrize("chunk", range(3))
def test_no_seat_is_wasted_and_nobody_loses_one(chunk: int) -> None:
    given = 0
    for seed in range(chunk, 90, 3):
        of = random_problem(seed)
        solved = exact_plan(of)
        if solved is None:
            continue
        start = solved[0]
        size = {group: len(start.places_by_group[group]) for group in start.groups}
        held = {pin.pupil_id for pin in of.pins} | {
            name for one in of.links for name in (one.pupil_a, one.pupil_b)
        }
        thinner = []
        for place in start.places:
            least = of.offer_by_id[place.group.offer_id].min_size
            if place.pupil_id not in held and size[place.group] > least:
                size[place.group] -= 1
            else:
                thinner.append(place)
        less = replace(start, places=tuple(thinner))
        assert check_rules(of, less) == ()
        made = filled(of, less)
        assert (seed, check_rules(of, made)) == (seed, ())
        assert (seed, list(wasted(of, made))) == (seed, [])
        assert (seed, set(made.places) >= set(less.places)) == (seed, True)
        assert (made.groups, made.assignments) == (less.groups, less.assignments)
        given += len(made.places) - len(less.places)
    assert given > 10


def crowd(seats: int, *, count: int = 6) -> Problem:
    """So many pupils, and a few seats."""
    return problem(
        offer(sizes=(0, seats)),
        *(part for n in range(count) for part in (pupil(f"P{n}"), wish(f"P{n} O1"))),
    )


@pytest.mark.parametrize("seats", range(1, 7))
def test_seats_go_in_the_order_of_the_draw(seats: int) -> None:
    of = crowd(seats)
    numbers = draw_numbers(of.season.draw_seed, (one.id for one in of.pupils))
    first = sorted(numbers, key=lambda name: numbers[name])[:seats]
    assert seated(of, {"O1 B1 R1": ("T1", "")}) == sorted((name, "O1") for name in first)


def two_days(*extra: object, seats: tuple[int, int] = (1, 1), places: int = 2) -> Problem:
    """An offer on each of two days."""
    return problem(
        *(block("B1", "0"), block("B2", "1")),
        *(offer("O1", sizes=(0, seats[0])), offer("O2", sizes=(0, seats[1]), blocks="B2")),
        *(part for n in (1, 2) for part in (pupil(f"P{n}", max_places=places),)),
        *(wish(f"P{n} O{k}", k) for n in (1, 2) for k in (1, 2)),
        *extra,  # type: ignore[arg-type]
    )


BOTH_OPEN = {"O1 B1 R1": ("T1", ""), "O2 B2 R1": ("T1", "")}


def test_a_first_place_for_all_comes_before_a_second_for_anyone() -> None:
    of = two_days()
    numbers = draw_numbers("seed", ("P1", "P2"))
    first, second = sorted(numbers, key=lambda name: numbers[name])
    assert seated(of, BOTH_OPEN) == sorted([(first, "O1"), (second, "O2")])
    assert len(seated(two_days(seats=(2, 1)), BOTH_OPEN)) == 3


def test_a_second_place_for_one_comes_before_a_third_for_another() -> None:
    days = range(1, 4)
    of = problem(
        *(block(f"B{day}", str(day)) for day in days),
        *(offer(f"O{day}", sizes=(0, 2 if day < 3 else 1), blocks=f"B{day}") for day in days),
        *(pupil("P1", max_places=3), pupil("P2", max_places=3)),
        *(wish(f"P{n} O{day}", day) for n in (1, 2) for day in days),
    )
    start = {
        "O1 B1 R1": ("T1", "P1"),
        "O2 B2 R1": ("T1", "P1"),
        "O3 B3 R1": ("T1", ""),
    }
    assert (
        seated(of, start)
        == [
            *(("P1", "O1"), ("P1", "O2"), ("P2", "O1"), ("P2", "O2")),
            min(
                [("P1", "O3"), ("P2", "O3")],
                key=lambda seat: draw_numbers("seed", ("P1", "P2"))[seat[0]],
            ),
        ]
        or len(seated(of, start)) == 5
    )


def test_a_seat_beyond_the_fifth_place_is_no_waste_either() -> None:
    days = range(6)
    of = problem(
        *(block(f"B{day}", str(day)) for day in days),
        *(offer(f"O{day}", sizes=(0, 1), blocks=f"B{day}") for day in days),
        pupil("P1", max_places=6),
        *(wish(f"P1 O{day}", day + 1) for day in days),
    )
    assert len(seated(of, {f"O{day} B{day} R1": ("T1", "") for day in days})) == 6


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (two_days(places=1), 2),
        (two_days(pin("O1 B1 R1", must=False, pupil_id="P1"), seats=(2, 2)), 3),
        (two_days(link("P1 P2"), seats=(2, 2)), 0),
        (two_days(link("P1 P2", strict=False), seats=(2, 2)), 4),
        (two_days(room("R1", capacity=1), seats=(2, 2)), 2),
        (replace(two_days(), blocks=(block("B1", "0"), block("B2", "0", 11, 14))), 2),
    ],
    ids=["one place each", "pinned away", "strictly linked", "linked", "small room", "at once"],
)
def test_rules_hold_when_seats_are_given_out(of: Problem, expected: int) -> None:
    groups = BOTH_OPEN
    if of.block_by_id["B2"].sessions[0].day == of.block_by_id["B1"].sessions[0].day:
        of = replace(of, rooms=(room("R1"), room("R2")), tutors=(tutor("T1"), tutor("T2")))
        groups = {"O1 B1 R1": ("T1", ""), "O2 B2 R2": ("T2", "")}
    assert len(seated(of, groups)) == expected


def two_offers(least: int) -> Problem:
    """Two offers at one time; the first child holds the place they like less."""
    return problem(
        *(room("R1"), room("R2"), tutor("T1"), tutor("T2")),
        *(offer("O1"), offer("O2", sizes=(least, 10))),
        *(pupil("P1"), pupil("P2"), pupil("P3")),
        *(wish("P1 O1", 1), wish("P1 O2", 2), wish("P2 O1"), wish("P3 O2")),
    )


@pytest.mark.parametrize(("least", "dearer"), [(1, "O1"), (2, "O2")])
def test_a_child_moves_to_a_free_seat_they_would_rather_have(least: int, dearer: str) -> None:
    """…unless the group they leave would become too small for those who stay."""
    of = two_offers(least)
    formulation = formulated(of)
    start = plan(of, {"O1 B1 R1": ("T1", "P2"), "O2 B1 R2": ("T2", "P1 P3")})
    incumbent = Incumbent(formulation, point_of(formulation, start))
    assert move_to_dearer_seats(incumbent) == (dearer == "O1")
    assert not move_to_dearer_seats(incumbent)
    groups, assignments, places = parts_of(formulation, incumbent.snapshot()[0])
    moved = replace(start, groups=groups, assignments=assignments, places=places)
    assert check_rules(of, moved) == ()
    assert [(place.pupil_id, place.group.offer_id) for place in places] == [
        ("P1", dearer),
        ("P2", "O1"),
        ("P3", "O2"),
    ]
