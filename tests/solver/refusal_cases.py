"""Small problems with a plan, and the reason for P1's only refused wish: one per way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from solver.plan import Reason
from solver.problem import Problem
from tests.solver.problems import (
    block,
    link,
    location,
    offer,
    pin,
    problem,
    pupil,
    room,
    tutor,
    window,
    wish,
)

Groups = Mapping[str, tuple[str, str]]


class Case(NamedTuple):
    """A problem, its plan, and the reason and sentence of P1's only refused wish."""

    name: str
    problem: Problem
    groups: Groups
    reason: Reason
    variant: str = ""


BOTH = (block(), block("B2", "1"))
SITES = (location(), location("L2", 5))
ROOMS = (room(), room("R2", "L2"))
TWO = (offer(), offer("O2"))
TWO_ROOMS = (room(), room("R2"))
TWO_TUTORS = (tutor(), tutor("T2"))
TAKEN = (pupil("P8"), pupil("P9"), wish("P8 O1"), wish("P9 O1"))
FULL_GROUP = {"O1 B1 R1": ("T1", "P8 P9")}
PAIR = (pupil(max_places=2), pupil("P2", max_places=2), link("P1 P2"))

PERSONAL = (
    Case(
        "a place in the same offer, wanted as much",
        problem(
            *SITES,
            *ROOMS,
            offer(locations="L1 L2"),
            pupil(),
            wish("P1 O1 * L1"),
            wish("P1 O1 * L2"),
        ),
        {"O1 B1 R1": ("T1", "P1")},
        Reason.SATISFIED_ELSEWHERE,
        "offer",
    ),
    Case(
        "as many places as asked for",
        problem(*BOTH, offer(), offer("O2", blocks="B2"), pupil(), wish(), wish("P1 O2", 2)),
        {"O1 B1 R1": ("T1", "P1")},
        Reason.SATISFIED_ELSEWHERE,
        "places",
    ),
    Case(
        "no place asked for",
        problem(offer(), pupil(max_places=0), wish()),
        {},
        Reason.SATISFIED_ELSEWHERE,
        "none_asked",
    ),
    Case(
        "at the same time as a dearer place",
        problem(*TWO, *TWO_ROOMS, *TWO_TUTORS, pupil(max_places=2), wish(), wish("P1 O2", 2)),
        {"O1 B1 R1": ("T1", "P1")},
        Reason.SATISFIED_ELSEWHERE,
        "time",
    ),
    Case(
        "too far from a dearer place to be in time",
        problem(
            block(),
            block("B2", start=12.25, end=15),
            *SITES,
            *ROOMS,
            offer(),
            offer("O2", blocks="B2", locations="L2"),
            pupil(max_places=2),
            wish(),
            wish("P1 O2", 2),
        ),
        {"O1 B1 R1": ("T1", "P1")},
        Reason.SATISFIED_ELSEWHERE,
        "time",
    ),
    Case("age", problem(offer(ages=(9, None)), pupil(age=8), wish()), {}, Reason.AGE),
    Case(
        "satisfied comes before age",
        problem(*BOTH, offer(), offer("O2", ages=(9, 12)), pupil(), wish(), wish("P1 O2", 2)),
        {"O1 B1 R1": ("T1", "P1")},
        Reason.SATISFIED_ELSEWHERE,
        "places",
    ),
    Case(
        "not available",
        problem(block(days="0 1"), offer(), pupil(windows=window(0)), wish()),
        {},
        Reason.NOT_AVAILABLE,
    ),
    Case(
        "a block that is not on offer",
        problem(*BOTH, offer(), pupil(), wish("P1 O1 B2")),
        {},
        Reason.NOT_AVAILABLE,
        "not_offered",
    ),
    Case("too far", problem(offer(), pupil(east=5, max_travel=30), wish()), {}, Reason.TOO_FAR),
    Case(
        "a location that is not on offer",
        problem(*SITES, *ROOMS, offer(), pupil(), wish("P1 O1 * L2")),
        {},
        Reason.TOO_FAR,
        "not_offered",
    ),
    Case(
        "no room meets a place need",
        problem(offer(), pupil(place="step_free"), wish()),
        {},
        Reason.NEED_NOT_MET,
    ),
    Case(
        "the room that meets it is not available then",
        problem(
            room(),
            room("R2", features="step_free", windows=window(3)),
            offer(),
            pupil(place="step_free"),
            wish(),
        ),
        {},
        Reason.NEED_NOT_MET,
    ),
    Case(
        "no tutor meets a support need",
        problem(offer(), pupil(support="sign_language"), wish()),
        {},
        Reason.NEED_NOT_MET,
    ),
    Case(
        "the least size is no small group",
        problem(offer(sizes=(9, 10)), pupil(small_group=True), wish()),
        {},
        Reason.NEED_NOT_MET,
        "small",
    ),
    Case(
        "no seat for a companion",
        problem(room(capacity=4), offer(sizes=(4, 6)), pupil(companion=True), wish()),
        {},
        Reason.NEED_NOT_MET,
    ),
    Case(
        "closed by the planner",
        problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=False)),
        {},
        Reason.CLOSED_BY_PLANNER,
    ),
    Case(
        "closed to this pupil",
        problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=False, pupil_id="P1")),
        {},
        Reason.CLOSED_BY_PLANNER,
        "pupil",
    ),
    Case(
        "a dearer place at that time, and the rest closed",
        problem(
            *BOTH,
            *TWO_ROOMS,
            *TWO_TUTORS,
            offer("O2"),
            offer(blocks="B1 B2"),
            pupil(max_places=2),
            wish("P1 O2"),
            wish("P1 O1", 2),
            pin("O1 B2 R1", must=False),
            pin("O1 B2 R2", must=False),
        ),
        {"O2 B1 R1": ("T1", "P1")},
        Reason.SATISFIED_ELSEWHERE,
        "time",
    ),
)
