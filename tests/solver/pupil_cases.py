"""Cases of the rules about pupils, links and pins: 3.1, and 3.6 to 3.9."""

from __future__ import annotations

from solver.problem import Travel
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
from tests.solver.rule_case import AFTERNOON, FAR_ROOM, ONE, TWO_OFFERS, Case

PUPIL_CASES = {
    "3.1 no wish": Case(
        problem(offer(), pupil("P1"), pupil("P2"), wish("P1 O1")),
        ONE,
        {"O1 B1 R1": ("T1", "P1 P2")},
        ("3.1", "P2 O1@B1@R1", "P2 did not ask for O1@B1@R1."),
    ),
    "3.1 another block": Case(
        problem(offer(blocks="B1 B2"), block(), AFTERNOON, pupil(), wish("P1 O1 B1")),
        ONE,
        {"O1 B2 R1": ("T1", "P1")},
        ("3.1", "P1 O1@B2@R1", "P1 did not ask for O1@B2@R1."),
    ),
    "3.1 another location": Case(
        problem(offer(locations="L1 L2"), *FAR_ROOM, pupil(), wish("P1 O1 * L1")),
        ONE,
        {"O1 B1 R2": ("T1", "P1")},
        ("3.1", "P1 O1@B1@R2", "P1 did not ask for O1@B1@R2."),
    ),
    "3.1 twice the same offer": Case(
        problem(offer(blocks="B1 B2"), block(), AFTERNOON, pupil(max_places=2), wish()),
        ONE,
        {"O1 B1 R1": ("T1", "P1"), "O1 B2 R1": ("T1", "P1")},
        ("3.1", "P1 O1", "P1 has 2 places in O1."),
    ),
    "3.1 more than asked for": Case(
        problem(*TWO_OFFERS, block(), AFTERNOON, pupil(), wish(), wish("P1 O2", 2)),
        ONE,
        {"O1 B1 R1": ("T1", "P1"), "O2 B2 R1": ("T1", "P1")},
        ("3.1", "P1", "P1 has 2 places, at most 1 were asked for."),
    ),
    "3.6 available": Case(
        problem(
            offer(),
            pupil("P1", windows=window(0, start=9, end=10) + window(0, start=10, end=12)),
            pupil("P2", windows=window(0, start=9, end=10) + window(0, start=10.5, end=12)),
            *(wish("P1 O1"), wish("P2 O1")),
        ),
        ONE,
        {"O1 B1 R1": ("T1", "P2")},
        ("3.6", "P2 O1@B1@R1", "P2 is not available for the whole of block B1."),
    ),
    "3.6 too young": Case(
        problem(offer(ages=(8, None)), pupil("P1"), pupil("P2", 7), wish("P1 O1"), wish("P2 O1")),
        ONE,
        {"O1 B1 R1": ("T1", "P2")},
        ("3.6", "P2 O1@B1@R1", "The age of P2 does not fit O1."),
    ),
    "3.6 too old": Case(
        problem(offer(ages=(None, 8)), pupil("P1"), pupil("P2", 9), wish("P1 O1"), wish("P2 O1")),
        ONE,
        {"O1 B1 R1": ("T1", "P2")},
        ("3.6", "P2 O1@B1@R1", "The age of P2 does not fit O1."),
    ),
    "3.6 too far": Case(
        problem(
            offer(),
            *(pupil("P1", east=3.99, max_travel=25), pupil("P2", east=4.01, max_travel=25)),
            *(wish("P1 O1"), wish("P2 O1")),
        ),
        ONE,
        {"O1 B1 R1": ("T1", "P2")},
        ("3.6", "P2 O1@B1@R1", "Location L1 is too far for P2."),
    ),
    "3.6 measured travel without a known home": Case(
        problem(
            offer(),
            *(pupil("P1", max_travel=25), pupil("P2", max_travel=25)),
            *(wish("P1 O1"), wish("P2 O1")),
            travel=Travel({("P1", "L1"): 25, ("P2", "L1"): 26}, {}, {}),
        ),
        ONE,
        {"O1 B1 R1": ("T1", "P2")},
        ("3.6", "P2 O1@B1@R1", "Location L1 is too far for P2."),
    ),
    "3.6 at once": Case(
        problem(
            *(*TWO_OFFERS, block(), AFTERNOON, room("R1"), room("R2")),
            *(pupil("P1", max_places=2), wish("P1 O1"), wish("P1 O2", 2)),
        ),
        {"O1 B1 R1": ("T1", "P1"), "O2 B2 R2": ("T2", "P1")},
        {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P1")},
        ("3.6", "P1 O1@B1@R1 O2@B1@R2", "P1 cannot be in both O1@B1@R1 and O2@B1@R2."),
    ),
    "3.7 place need": Case(
        problem(
            offer(),
            *(location(features="step_free"), room("R1", features="quiet_space"), room("R2")),
            *(pupil(place="step_free quiet_space"), wish()),
        ),
        ONE,
        {"O1 B1 R2": ("T1", "P1")},
        ("3.7", "P1 O1@B1@R2", "Room R2 lacks what P1 needs: quiet_space."),
    ),
    "3.7 support need": Case(
        problem(
            offer(assistants=1),
            *(tutor("T1"), tutor("T2", skills="extra_adult"), tutor("T3")),
            *(pupil(support="extra_adult"), wish()),
        ),
        {"O1 B1 R1": ("T1 T2:assistant", "P1")},
        {"O1 B1 R1": ("T1 T3:assistant", "P1")},
        (
            "3.7",
            "P1 O1@B1@R1",
            "No tutor of O1@B1@R1 can give what P1 needs: extra_adult.",
        ),
    ),
    "3.7 small group": Case(
        problem(
            offer(),
            pupil("P1", small_group=True),
            *(pupil(f"P{n}") for n in range(2, 10)),
            *(wish(f"P{n} O1") for n in range(1, 10)),
        ),
        {"O1 B1 R1": ("T1", "P1 P2 P3 P4 P5 P6 P7 P8")},
        {"O1 B1 R1": ("T1", "P1 P2 P3 P4 P5 P6 P7 P8 P9")},
        ("3.7", "P1 O1@B1@R1", "P1 needs a group of at most 8, these are 9."),
    ),
    "3.7 companion, who does not count for max_size": Case(
        problem(
            offer(sizes=(1, 2)),
            *(room("R1", capacity=3), room("R2", capacity=2)),
            *(pupil("P1", companion=True), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
        ),
        {"O1 B1 R1": ("T1", "P1 P2")},
        {"O1 B1 R2": ("T1", "P1 P2")},
        ("3.7", "O1@B1@R2", "Room R2 has no seats for all pupils and their companions."),
    ),
    "3.8 same group": Case(
        problem(
            *(*TWO_OFFERS, block(), AFTERNOON, pupil("P1", max_places=2), pupil("P2")),
            *(wish("P1 O1"), wish("P1 O2", 2), wish("P2 O1"), link("P1 P2")),
        ),
        {"O1 B1 R1": ("T1", "P1 P2")},
        {"O1 B1 R1": ("T1", "P1 P2"), "O2 B2 R1": ("T1", "P1")},
        ("3.8", "P1 P2", "P1 and P2 must have the same groups."),
    ),
    "3.8 same site": Case(
        problem(
            *(offer("O1"), offer("O2", locations="L1 L2"), tutor("T1"), tutor("T2")),
            *(*FAR_ROOM, room("R3"), pupil("P1"), pupil("P2")),
            *(wish("P1 O1"), wish("P2 O2"), link("P1 P2", "same_site")),
        ),
        {"O1 B1 R1": ("T1", "P1"), "O2 B1 R3": ("T2", "P2")},
        {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P2")},
        ("3.8", "P1 P2", "P1 and P2 must have the same locations in the same blocks."),
    ),
    "3.9 group must be open": Case(
        problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=True)),
        ONE,
        {},
        ("3.9", "O1@B1@R1", "Set by the planner: O1@B1@R1 must be open."),
    ),
    "3.9 group may not be open": Case(
        problem(offer(), room("R1"), room("R2"), pupil(), wish(), pin("O1 B1 R2", must=False)),
        ONE,
        {"O1 B1 R2": ("T1", "P1")},
        ("3.9", "O1@B1@R2", "Set by the planner: O1@B1@R2 must not be open."),
    ),
    "3.9 must have this tutor and this pupil": Case(
        problem(
            *(offer(), tutor("T1"), tutor("T2"), pupil("P1"), pupil("P2")),
            *(wish("P1 O1"), wish("P2 O1")),
            pin("O1 B1 R1", must=True, tutor_id="T1", pupil_id="P1"),
        ),
        ONE,
        {"O1 B1 R1": ("T1", "P2")},
        ("3.9", "O1@B1@R1 T1 P1", "Set by the planner: O1@B1@R1 must have T1 and P1."),
    ),
    "3.9 may not have this tutor": Case(
        problem(
            *(offer(), tutor("T1"), tutor("T2"), pupil(), wish()),
            pin("O1 B1 R1", must=False, tutor_id="T2"),
        ),
        ONE,
        {"O1 B1 R1": ("T2", "P1")},
        ("3.9", "O1@B1@R1 T2", "Set by the planner: O1@B1@R1 must not have T2."),
    ),
    "3.9 may not have this pupil": Case(
        problem(
            *(offer(), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
            pin("O1 B1 R1", must=False, pupil_id="P2"),
        ),
        ONE,
        {"O1 B1 R1": ("T1", "P1 P2")},
        ("3.9", "O1@B1@R1 P2", "Set by the planner: O1@B1@R1 must not have P2."),
    ),
}
