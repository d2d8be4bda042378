"""Cases of the rules about offers, rooms, tutors and money: 3.2 to 3.5, and 3.10."""

from __future__ import annotations

from solver.problem import Mode, Problem
from tests.solver.problems import block, location, offer, problem, pupil, room, tutor, window, wish
from tests.solver.rule_case import AFTERNOON, FAR_ROOM, ONE, TWO_OFFERS, Case, Groups


def with_tutor(**other: object) -> Problem:
    """T1 may lead O1 for ages 6 to 9; T2 is `other` than that."""
    return problem(
        offer(ages=(6, 9), language="nl", lead_goals="SPEL"),
        tutor("T1", goals="SPEL", languages="nl", east=0, max_travel=60, ages=(6, 12)),
        tutor("T2", **({"goals": "SPEL"} | other)),  # type: ignore[arg-type]
        pupil(),
        wish(),
    )


T2: Groups = {"O1 B1 R1": ("T2", "P1")}

GROUP_CASES = {
    "3.2 block of another offer": Case(
        problem(offer(), offer("O2", blocks="B2"), block(), AFTERNOON, pupil(), wish()),
        ONE,
        {"O1 B2 R1": ("T1", "P1")},
        ("3.2", "O1@B2@R1", "O1 does not run in block B2."),
    ),
    "3.2 another location": Case(
        problem(offer(), *FAR_ROOM, pupil(), wish()),
        ONE,
        {"O1 B1 R2": ("T1", "P1")},
        ("3.2", "O1@B1@R2", "O1 does not run at location L2."),
    ),
    "3.2 max_groups over blocks": Case(
        problem(
            offer(max_groups=1, blocks="B1 B2"),
            *(block(), AFTERNOON, pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
        ),
        {"O1 B1 R1": ("T1", "P1 P2")},
        {"O1 B1 R1": ("T1", "P1"), "O1 B2 R1": ("T1", "P2")},
        ("3.2", "O1", "O1 has 2 groups, at most 1 are allowed."),
    ),
    "3.2 min_size": Case(
        problem(
            offer(sizes=(2, 3)), *(pupil(p) for p in ("P1", "P2")), wish("P1 O1"), wish("P2 O1")
        ),
        {"O1 B1 R1": ("T1", "P1 P2")},
        ONE,
        ("3.2", "O1@B1@R1", "O1@B1@R1 has 1 pupils, at least 2 are needed."),
    ),
    "3.2 max_size": Case(
        problem(
            offer(sizes=(1, 1)), *(pupil(p) for p in ("P1", "P2")), wish("P1 O1"), wish("P2 O1")
        ),
        ONE,
        {"O1 B1 R1": ("T1", "P1 P2")},
        ("3.2", "O1@B1@R1", "O1@B1@R1 has 2 pupils, at most 1 are allowed."),
    ),
    "3.2 room capacity": Case(
        problem(offer(), room(capacity=1), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
        ONE,
        {"O1 B1 R1": ("T1", "P1 P2")},
        ("3.2", "O1@B1@R1", "O1@B1@R1 has 2 pupils, at most 1 are allowed."),
    ),
    "3.3 features of room and location together": Case(
        problem(
            offer(features="hall step_free"),
            location(features="step_free"),
            *(room("R1", features="hall"), room("R2"), pupil(), wish()),
        ),
        ONE,
        {"O1 B1 R2": ("T1", "P1")},
        ("3.3", "O1@B1@R2", "Room R2 lacks this: hall."),
    ),
    "3.3 room closed": Case(
        problem(
            offer(), room("R1"), room("R2", windows=window(0, start=9, end=11.5)), pupil(), wish()
        ),
        ONE,
        {"O1 B1 R2": ("T1", "P1")},
        ("3.3", "O1@B1@R2", "Room R2 is not available for the whole of block B1."),
    ),
    "3.3 room used twice at once": Case(
        problem(
            *(*TWO_OFFERS, block(), AFTERNOON, room("R1"), room("R2")),
            *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O2")),
        ),
        {"O1 B1 R1": ("T1", "P1"), "O2 B2 R1": ("T2", "P2")},
        {"O1 B1 R1": ("T1", "P1"), "O2 B1 R1": ("T2", "P2")},
        (
            "3.3",
            "O1@B1@R1 O2@B1@R1",
            "O1@B1@R1 and O2@B1@R1 are in room R1 at the same time.",
        ),
    ),
    "3.4 too few leads": Case(
        problem(offer(leads=2), tutor("T1"), tutor("T2"), pupil(), wish()),
        {"O1 B1 R1": ("T1 T2", "P1")},
        ONE,
        ("3.4", "O1@B1@R1", "O1@B1@R1 has 1 leads, 2 are asked for."),
    ),
    "3.4 an assistant too many": Case(
        problem(offer(), tutor("T1"), tutor("T2"), pupil(), wish()),
        ONE,
        {"O1 B1 R1": ("T1 T2:assistant", "P1")},
        ("3.4", "O1@B1@R1", "O1@B1@R1 has 1 assistants, 0 are asked for."),
    ),
    "3.4 one person in two roles": Case(
        problem(offer(assistants=1), tutor("T1"), tutor("T2"), pupil(), wish()),
        {"O1 B1 R1": ("T1 T2:assistant", "P1")},
        {"O1 B1 R1": ("T1 T1:assistant", "P1")},
        ("3.4", "T1 O1@B1@R1", "T1 has two roles in O1@B1@R1."),
    ),
    "3.4 role": Case(
        with_tutor(roles="assistant"),
        ONE,
        T2,
        ("3.4", "T2 O1@B1@R1", "T2 does not have the role lead."),
    ),
    "3.4 goals": Case(
        with_tutor(goals="LO-NED"), ONE, T2, ("3.4", "T2 O1@B1@R1", "T2 cannot lead this: SPEL.")
    ),
    "3.4 available": Case(
        with_tutor(windows=window(0, start=9.5)),
        ONE,
        T2,
        ("3.4", "T2 O1@B1@R1", "T2 is not available for the whole of block B1."),
    ),
    "3.4 travel": Case(
        with_tutor(east=5, max_travel=30),
        ONE,
        T2,
        ("3.4", "T2 O1@B1@R1", "Location L1 is too far for T2."),
    ),
    "3.4 ages": Case(
        with_tutor(ages=(7, 12)),
        ONE,
        T2,
        ("3.4", "T2 O1@B1@R1", "T2 does not work with all ages of O1."),
    ),
    "3.4 ages of an offer without a bound": Case(
        problem(offer(ages=(6, None)), tutor("T1"), tutor("T2", ages=(0, 99)), pupil(), wish()),
        ONE,
        T2,
        ("3.4", "T2 O1@B1@R1", "T2 does not work with all ages of O1."),
    ),
    "3.4 language": Case(
        with_tutor(languages="fr en"),
        ONE,
        T2,
        ("3.4", "T2 O1@B1@R1", "T2 does not speak the language nl."),
    ),
    "3.5 at once": Case(
        problem(
            *(*TWO_OFFERS, block(), AFTERNOON, room("R1"), room("R2")),
            *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O2")),
        ),
        {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P2")},
        {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T1", "P2")},
        ("3.5", "T1 O1@B1@R1 O2@B1@R2", "T1 cannot be in both O1@B1@R1 and O2@B1@R2."),
    ),
    "3.5 travel in between": Case(
        problem(
            offer("O1", locations="L1"),
            offer("O2", blocks="B2", locations="L1 L2"),
            *(tutor("T1", mode=Mode.CAR), tutor("T2"), *FAR_ROOM, block(), AFTERNOON),
            *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O2")),
        ),
        {"O1 B1 R1": ("T1", "P1"), "O2 B2 R2": ("T1", "P2")},
        {"O1 B1 R1": ("T2", "P1"), "O2 B2 R2": ("T2", "P2")},
        ("3.5", "T2 O1@B1@R1 O2@B2@R2", "T2 cannot be in both O1@B1@R1 and O2@B2@R2."),
    ),
    "3.5 hours in an ISO week": Case(
        problem(
            offer(),
            offer("O2", blocks="B2 B3"),
            *(block("B1", "5 6"), block("B2", "4"), block("B3", "7")),
            *(tutor(minutes_week=360), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O2")),
        ),
        {"O1 B1 R1": ("T1", "P1"), "O2 B3 R1": ("T1", "P2")},
        {"O1 B1 R1": ("T1", "P1"), "O2 B2 R1": ("T1", "P2")},
        ("3.5", "T1 2027-W27", "T1 works 540 minutes in 2027-W27, at most 360 may."),
    ),
    "3.10 budget, to the cent": Case(
        problem(
            offer(group_cents=100),
            *(block(end=9 + 10 / 60), tutor("T1", hourly_cents=6), tutor("T2", hourly_cents=7)),
            *(pupil(), wish()),
            budget=101,
        ),
        ONE,
        T2,
        ("3.10", "season", "The plan costs 102 cents, the budget is 101 cents."),
    ),
}
