"""No simple waste (section 4): a free seat somebody could simply take, and those who cannot."""

from __future__ import annotations

import pytest

from solver.check import check
from solver.problem import Link, Pin, Problem
from tests.solver.problems import (
    block,
    link,
    location,
    offer,
    pin,
    plan,
    problem,
    pupil,
    room,
    tutor,
    window,
    wish,
)

TAKEN = {"O1 B1 R1": ("T1", "P1")}


def waste(of: Problem, groups: dict[str, tuple[str, str]] | None = None) -> list[str]:
    found = check(of, plan(of, TAKEN if groups is None else groups))
    return [v.subject for v in found if v.rule == "4" and v.subject[0] == "P"]


def two(
    second: object = None, *, asked: str = "P2 O1", first: object = None, **more: object
) -> Problem:
    """P1 has a place, P2 asked for one; `more` goes to the offer."""
    return problem(
        offer(**more),  # type: ignore[arg-type]
        first or pupil("P1"),  # type: ignore[arg-type]
        second or pupil("P2"),  # type: ignore[arg-type]
        *(wish("P1 O1"), wish(asked)),
    )


def test_a_pupil_without_a_place_beside_a_free_seat() -> None:
    assert waste(two()) == ["P2 O1@B1@R1"]


@pytest.mark.parametrize(
    "of",
    [
        two(sizes=(1, 1)),
        two(asked="P2 O1 B2", blocks="B1"),
        two(pupil("P2", 5), ages=(6, 9)),
        two(pupil("P2", windows=window(1))),
        two(pupil("P2", east=9, max_travel=20)),
        two(pupil("P2", place="step_free")),
        two(pupil("P2", support="extra_adult")),
    ],
    ids=["max_size", "other block", "age", "time", "distance", "place need", "support need"],
)
def test_a_seat_that_is_not_for_this_pupil(of: Problem) -> None:
    assert waste(of) == []


@pytest.mark.parametrize(("capacity", "expected"), [(2, []), (3, ["P2 O1@B1@R1"])])
def test_a_companion_needs_a_seat_of_the_room(capacity: int, expected: list[str]) -> None:
    of = problem(
        *(offer(sizes=(1, 2)), room(capacity=capacity), pupil("P1")),
        *(pupil("P2", companion=True), wish("P1 O1"), wish("P2 O1")),
    )
    assert waste(of) == expected


@pytest.mark.parametrize("small", [1, 9], ids=["who is in", "who would come"])
def test_a_small_group_stays_small(small: int) -> None:
    of = problem(
        offer(),
        *(pupil(f"P{n}", small_group=n == small) for n in range(1, 10)),
        *(wish(f"P{n} O1") for n in range(1, 10)),
    )
    assert waste(of, {"O1 B1 R1": ("T1", "P1 P2 P3 P4 P5 P6 P7 P8")}) == []


@pytest.mark.parametrize(
    ("places", "expected"), [(1, []), (2, ["P1 O2@B2@R1"])], ids=["enough", "one more"]
)
def test_a_second_place_where_it_was_asked_for(places: int, expected: list[str]) -> None:
    of = problem(
        *(offer("O1"), offer("O2", blocks="B2"), block(), block("B2", "1")),
        *(pupil("P1", max_places=places), pupil("P2"), wish("P1 O1"), wish("P1 O2", 2)),
        wish("P2 O2"),
    )
    assert waste(of, TAKEN | {"O2 B2 R1": ("T1", "P2")}) == expected


@pytest.mark.parametrize(("east", "expected"), [(1, ["P1 O2@B2@R2"]), (9, [])])
def test_a_second_place_has_to_be_reached_in_time(east: float, expected: list[str]) -> None:
    of = problem(
        *(offer("O1"), offer("O2", blocks="B2", locations="L2")),
        *(block(), block("B2", start=12.25, end=14), location("L1"), location("L2", east)),
        *(room("R1"), room("R2", "L2"), tutor("T1"), tutor("T2")),
        *(pupil("P1", max_places=2), pupil("P2")),
        *(wish("P1 O1"), wish("P1 O2", 2), wish("P2 O2")),
    )
    assert waste(of, TAKEN | {"O2 B2 R2": ("T2", "P2")}) == expected


def test_a_second_place_in_the_same_offer_is_no_waste() -> None:
    of = problem(
        *(offer(blocks="B1 B2"), block(), block("B2", "1")),
        *(pupil("P1", max_places=2), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
    )
    assert waste(of, TAKEN | {"O1 B2 R1": ("T1", "P2")}) == []


@pytest.mark.parametrize(
    "bound",
    [
        link("P2 P3"),
        link("P3 P2", "same_site"),
        pin("O1 B1 R1", must=False, pupil_id="P2"),
    ],
    ids=["same group", "same site", "pin"],
)
def test_who_is_bound_cannot_simply_take_it(bound: Link | Pin) -> None:
    of = problem(
        *(offer(), pupil("P1"), pupil("P2"), pupil("P3", 4), wish("P1 O1"), wish("P2 O1")), bound
    )
    assert waste(of) == []


def test_a_link_that_is_not_strict_binds_nobody() -> None:
    of = problem(
        *(offer(), pupil("P1"), pupil("P2"), pupil("P3"), wish("P1 O1"), wish("P2 O1")),
        link("P2 P3", strict=False),
    )
    assert waste(of) == ["P2 O1@B1@R1"]
