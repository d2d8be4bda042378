"""Travel minutes of the referee (section 2), against figures worked out by hand."""

from __future__ import annotations

import pytest

from solver.check.hours import covers
from solver.check.journeys import Journeys, estimate
from solver.problem import Mode, Point, Session, Travel
from tests.solver.problems import MONDAY, location, offer, problem, pupil, tutor, window

GENT, MECHELEN = Point(51.05, 3.72), Point(51.03, 4.48)
"""53.18 kilometres apart."""


@pytest.mark.parametrize(
    ("mode", "minutes"),
    [(Mode.FOOT, 922), (Mode.BIKE, 321), (Mode.TRANSIT, 239), (Mode.CAR, 134)],
)
def test_minutes_by_mode(mode: Mode, minutes: int) -> None:
    assert estimate(GENT, MECHELEN, mode) == minutes
    assert estimate(MECHELEN, GENT, mode) == minutes


@pytest.mark.parametrize("mode", Mode)
def test_the_same_place_is_no_journey(mode: Mode) -> None:
    assert estimate(GENT, Point(51.05, 3.72), mode) == 0


def test_a_step_aside_is_rounded_up_and_takes_the_fixed_minutes() -> None:
    aside = Point(51.0500001, 3.72)
    assert [estimate(GENT, aside, mode) for mode in Mode] == [1, 2, 9, 5]


def journeys(travel: Travel) -> Journeys:
    return Journeys(
        problem(
            *(offer(), location("L1"), location("L2", 0.99), pupil("P1", east=0.99), tutor("T1")),
            travel=travel,
        )
    )


def test_a_measured_journey_replaces_the_estimate() -> None:
    of = journeys(Travel({("P1", "L1"): 40}, {("T1", "L1"): 3}, {}))
    assert of.of_pupil(pupil("P1", east=0.99), "L1") == 40
    assert of.of_pupil(pupil("P1", east=0.99), "L2") == 0
    assert of.of_tutor(tutor("T1"), "L1") == 3
    assert of.of_tutor(tutor("T1"), "L2") is None


@pytest.mark.parametrize(
    ("measured", "there", "back"),
    [
        ({}, 7, 7),
        ({("L1", "L2"): 20}, 20, 20),
        ({("L2", "L1"): 0}, 0, 0),
        ({("L1", "L2"): 20, ("L2", "L1"): 30}, 20, 30),
    ],
)
def test_hops_hold_both_ways_unless_both_are_given(
    measured: dict[tuple[str, str], int], there: int, back: int
) -> None:
    of = journeys(Travel({}, {}, measured))
    assert of.hop("L1", "L2", Mode.BIKE) == there
    assert of.hop("L2", "L1", Mode.BIKE) == back
    assert of.hop("L1", "L1", Mode.BIKE) == 0


@pytest.mark.parametrize(
    ("hours", "covered"),
    [
        (((9, 12),), True),
        (((9, 10), (10, 12)), True),
        (((10, 12), (8, 10.5)), True),
        (((9, 10), (10.5, 12)), False),
        (((9.5, 12),), False),
        (((9, 11.5),), False),
        ((), False),
    ],
)
def test_a_session_lies_inside_the_union_of_windows(
    hours: tuple[tuple[float, float], ...], covered: bool
) -> None:
    windows = tuple(w for start, end in hours for w in window(0, start=start, end=end))
    session = Session(MONDAY, 9 * 60, 12 * 60)
    assert covers((*windows, *window(1)), session) is covered
