"""Small problems with pins, and the (rule, pins) of every contradiction in them."""

from __future__ import annotations

from typing import NamedTuple

from solver.problem import Pin, Problem
from tests.solver.problems import (
    Part,
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

OPEN = pin("O1 B1 R1", must=True)
WITH_TUTOR = pin("O1 B1 R1", must=True, tutor_id="T1")
WITH_PUPIL = pin("O1 B1 R1", must=True, pupil_id="P1")
OTHER = pin("O2 B2 R2", must=True)
LATER_TUTOR = pin("O2 B2 R2", must=True, tutor_id="T1")
LATER_PUPIL = pin("O2 B2 R2", must=True, pupil_id="P1")
BOTH = (block(), block("B2", "1"))
NEXT = (block(), block("B2", start=12.25, end=15))
SITES = (location(), location("L2", 5))
ROOMS = (room(), room("R2", "L2"))
TWO = (offer(), offer("O2", blocks="B2", locations="L2"))
CHILD: tuple[Part, ...] = (pupil(max_places=2), wish(), wish("P1 O2"))
CROWD: tuple[Part, ...] = (
    *(pupil(f"P{n}") for n in range(9)),
    *(wish(f"P{n} O1") for n in range(9)),
)
CROWD_PINS = tuple(pin("O1 B1 R1", must=True, pupil_id=f"P{n}") for n in range(9))


class Case(NamedTuple):
    """A problem and the (rule, pins) of every conflict in it."""

    name: str
    problem: Problem
    expected: tuple[tuple[str, tuple[Pin, ...]], ...]


CASES = (
    Case("pins that hold", problem(offer(), pupil(), wish(), WITH_TUTOR, WITH_PUPIL), ()),
    Case(
        "open and closed",
        problem(offer(), pupil(), wish(), OPEN, pin("O1 B1 R1", must=False)),
        (("3.9", (OPEN, pin("O1 B1 R1", must=False))),),
    ),
    Case(
        "a block that is not the offer's",
        problem(*BOTH, offer(blocks="B2"), pupil(), wish(), OPEN),
        (("3.2", (OPEN,)),),
    ),
    Case(
        "a location that is not the offer's",
        problem(*SITES, *ROOMS, offer(locations="L2"), pupil(), wish(), OPEN),
        (("3.2", (OPEN,)),),
    ),
    Case(
        "a room without the features",
        problem(offer(features="kitchen"), pupil(), wish(), OPEN),
        (("3.3", (OPEN,)),),
    ),
    Case(
        "a room that is not available",
        problem(room(windows=window(1)), offer(), pupil(), wish(), OPEN),
        (("3.3", (OPEN,)),),
    ),
    Case(
        "a room below the least size",
        problem(room(capacity=1), offer(sizes=(2, 4)), pupil(), wish(), OPEN),
        (("3.2", (OPEN,)),),
    ),
    Case(
        "two groups in one room",
        problem(
            offer(),
            offer("O2"),
            tutor(),
            tutor("T2"),
            pupil(),
            wish(),
            pupil("P2"),
            wish("P2 O2"),
            OPEN,
            pin("O2 B1 R1", must=True),
        ),
        (("3.3", (OPEN, pin("O2 B1 R1", must=True))),),
    ),
    Case(
        "more groups than there may be",
        problem(
            *BOTH,
            offer(blocks="B1 B2", max_groups=1),
            pupil(),
            wish(),
            pupil("P2"),
            wish("P2 O1"),
            OPEN,
            pin("O1 B2 R1", must=True),
        ),
        (("3.2", (OPEN, pin("O1 B2 R1", must=True))),),
    ),
    Case(
        "fewer pupils than the least size",
        problem(offer(sizes=(2, 4)), pupil(), wish(), OPEN),
        (("3.2", (OPEN,)),),
    ),
    Case(
        "fewer pupils than the least size, for a pupil is kept out",
        problem(offer(), pupil(), wish(), OPEN, pin("O1 B1 R1", must=False, pupil_id="P1")),
        (("3.2", (OPEN, pin("O1 B1 R1", must=False, pupil_id="P1"))),),
    ),
    Case(
        "no tutors for it",
        problem(offer(leads=2), pupil(), wish(), OPEN),
        (("3.4", (OPEN,)),),
    ),
    Case(
        "no tutors for it, for one is kept out",
        problem(offer(), pupil(), wish(), OPEN, pin("O1 B1 R1", must=False, tutor_id="T1")),
        (("3.4", (OPEN, pin("O1 B1 R1", must=False, tutor_id="T1"))),),
    ),
    Case(
        "more than the budget",
        problem(tutor(hourly_cents=100), offer(), pupil(), wish(), OPEN, budget=299),
        (("3.10", (OPEN,)),),
    ),
    Case(
        "a tutor both in and out",
        problem(
            tutor(),
            tutor("T2"),
            offer(),
            pupil(),
            wish(),
            WITH_TUTOR,
            pin("O1 B1 R1", must=False, tutor_id="T1"),
        ),
        (("3.9", (WITH_TUTOR, pin("O1 B1 R1", must=False, tutor_id="T1"))),),
    ),
    *(
        Case(
            f"a tutor who cannot: {name}",
            problem(unable, tutor("T2"), of, pupil(), wish(), WITH_TUTOR),
            (("3.4", (WITH_TUTOR,)),),
        )
        for name, unable, of in (
            ("role", tutor(roles="assistant"), offer()),
            ("ages", tutor(ages=(6, 8)), offer(ages=(6, 9))),
            ("language", tutor(languages="fr"), offer(language="nl")),
            ("time", tutor(windows=window(1)), offer()),
            ("distance", tutor(east=9, max_travel=20), offer()),
        )
    ),
    Case(
        "a tutor who leads not every goal",
        problem(
            tutor(goals="LO-NED"),
            tutor("T2", goals="SPEL"),
            offer(lead_goals="SPEL"),
            pupil(),
            wish(),
            WITH_TUTOR,
        ),
        (("3.4", (WITH_TUTOR,)),),
    ),
    Case(
        "more tutors than seats",
        problem(
            tutor(),
            tutor("T2"),
            offer(),
            pupil(),
            wish(),
            WITH_TUTOR,
            pin("O1 B1 R1", must=True, tutor_id="T2"),
        ),
        (("3.4", (WITH_TUTOR, pin("O1 B1 R1", must=True, tutor_id="T2"))),),
    ),
    Case(
        "two leads for one lead's seat",
        problem(
            tutor(roles="lead"),
            tutor("T2", "lead"),
            tutor("T3", "assistant"),
            offer(assistants=1),
            pupil(),
            wish(),
            WITH_TUTOR,
            pin("O1 B1 R1", must=True, tutor_id="T2"),
        ),
        (("3.4", (WITH_TUTOR, pin("O1 B1 R1", must=True, tutor_id="T2"))),),
    ),
    Case(
        "a tutor in two groups too far apart",
        problem(
            *NEXT,
            *SITES,
            *ROOMS,
            *TWO,
            tutor(),
            tutor("T2"),
            pupil(),
            wish(),
            pupil("P2"),
            wish("P2 O2"),
            WITH_TUTOR,
            LATER_TUTOR,
        ),
        (("3.5", (WITH_TUTOR, LATER_TUTOR)),),
    ),
    Case(
        "a tutor with more hours than a week has",
        problem(
            *BOTH,
            *SITES,
            *ROOMS,
            *TWO,
            tutor(minutes_week=300),
            pupil(),
            wish(),
            pupil("P2"),
            wish("P2 O2"),
            WITH_TUTOR,
            LATER_TUTOR,
        ),
        (("3.5", (WITH_TUTOR, LATER_TUTOR)),),
    ),
    Case(
        "a pupil who did not ask",
        problem(offer(), pupil(), pupil("P2"), wish("P2 O1"), WITH_PUPIL),
        (("3.1", (WITH_PUPIL,)),),
    ),
    Case(
        "a pupil both in and out",
        problem(
            offer(),
            pupil(),
            wish(),
            pupil("P2"),
            wish("P2 O1"),
            WITH_PUPIL,
            pin("O1 B1 R1", must=False, pupil_id="P1"),
        ),
        (("3.9", (WITH_PUPIL, pin("O1 B1 R1", must=False, pupil_id="P1"))),),
    ),
    *(
        Case(
            f"a pupil who cannot: {name}",
            problem(of, unable, wish(), pupil("P2"), wish("P2 O1"), WITH_PUPIL),
            ((rule, (WITH_PUPIL,)),),
        )
        for name, rule, unable, of in (
            ("age", "3.6", pupil(age=5), offer(ages=(6, 9))),
            ("time", "3.6", pupil(windows=window(1)), offer()),
            ("distance", "3.6", pupil(east=9, max_travel=20), offer()),
            ("place need", "3.7", pupil(place="step_free"), offer()),
            ("support need", "3.7", pupil(support="extra_adult"), offer()),
            ("no places asked", "3.1", pupil(max_places=0), offer()),
        )
    ),
    Case(
        "a companion without a seat",
        problem(
            room(capacity=2),
            offer(sizes=(2, 4)),
            pupil(companion=True),
            wish(),
            pupil("P2"),
            wish("P2 O1"),
            pupil("P3"),
            wish("P3 O1"),
            WITH_PUPIL,
        ),
        (("3.7", (WITH_PUPIL,)),),
    ),
    Case(
        "a small group that cannot be",
        problem(
            offer(sizes=(9, 10)),
            *CROWD,
            pupil("P9", small_group=True),
            wish("P9 O1"),
            pin("O1 B1 R1", must=True, pupil_id="P9"),
        ),
        (("3.7", (pin("O1 B1 R1", must=True, pupil_id="P9"),)),),
    ),
    Case(
        "a pupil in two groups of one offer",
        problem(
            *BOTH,
            offer(blocks="B1 B2"),
            pupil(max_places=2),
            wish(),
            pupil("P2"),
            wish("P2 O1"),
            WITH_PUPIL,
            pin("O1 B2 R1", must=True, pupil_id="P1"),
        ),
        (("3.1", (WITH_PUPIL, pin("O1 B2 R1", must=True, pupil_id="P1"))),),
    ),
    Case(
        "a pupil in two groups too far apart",
        problem(*NEXT, *SITES, *ROOMS, *TWO, tutor(), tutor("T2"), *CHILD, WITH_PUPIL, LATER_PUPIL),
        (("3.6", (WITH_PUPIL, LATER_PUPIL)),),
    ),
    Case(
        "a pupil in more groups than asked for",
        problem(*BOTH, *SITES, *ROOMS, *TWO, pupil(), *CHILD[1:], WITH_PUPIL, LATER_PUPIL),
        (("3.1", (WITH_PUPIL, LATER_PUPIL)),),
    ),
    Case(
        "more pupils than the offer takes",
        problem(offer(sizes=(1, 8)), *CROWD, *CROWD_PINS),
        (("3.2", CROWD_PINS),),
    ),
    Case(
        "pupils and companions beyond the seats",
        problem(
            room(capacity=3),
            offer(),
            pupil(companion=True),
            wish(),
            pupil("P2", companion=True),
            wish("P2 O1"),
            WITH_PUPIL,
            pin("O1 B1 R1", must=True, pupil_id="P2"),
        ),
        (("3.7", (WITH_PUPIL, pin("O1 B1 R1", must=True, pupil_id="P2"))),),
    ),
    Case(
        "nine pupils beside one who needs a small group",
        problem(
            offer(),
            *CROWD[1:],
            pupil("P0", small_group=True),
            *CROWD_PINS,
        ),
        (("3.7", CROWD_PINS),),
    ),
    Case(
        "a strictly linked pupil who did not ask",
        problem(offer(), pupil(), wish(), pupil("P2"), link("P1 P2"), WITH_PUPIL),
        (("3.8", (WITH_PUPIL,)),),
    ),
    Case(
        "a strictly linked pupil kept out",
        problem(
            offer(),
            pupil(),
            wish(),
            pupil("P2"),
            wish("P2 O1"),
            link("P1 P2"),
            WITH_PUPIL,
            pin("O1 B1 R1", must=False, pupil_id="P2"),
        ),
        (("3.8", (WITH_PUPIL, pin("O1 B1 R1", must=False, pupil_id="P2"))),),
    ),
    Case(
        "a pupil strictly linked to the same site, who can attend nothing there",
        problem(
            offer(ages=(6, 9)),
            pupil(),
            wish(),
            pupil("P2", age=5),
            wish("P2 O1"),
            link("P1 P2", "same_site"),
            WITH_PUPIL,
        ),
        (("3.8", (WITH_PUPIL,)),),
    ),
)
