"""Each level of an arrangement in seasons that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

from solver.arrangement.arrange import arrange
from solver.check import check_rules
from solver.plan import Plan
from solver.problem import Problem
from solver.stopping import TimeLimit
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
    wish,
)
from tests.solver.solved import SECONDS


def arranged(of: Problem, made: Plan, previous: Plan | None = None) -> dict[str, tuple[str, str]]:
    """The plan arranged anew, as `tests.solver.problems.plan` writes one: tutors, then pupils."""
    found = arrange(
        of, made.groups, made.assignments, made.places, TimeLimit(SECONDS), previous=previous
    )
    after = replace(made, groups=found.groups, assignments=found.assignments, places=found.places)
    assert check_rules(of, after) == ()
    assert all(level.proven for level in found.levels)
    return {
        " ".join(group): (
            " ".join(post.tutor_id for post in after.tutors_by_group[group]),
            " ".join(place.pupil_id for place in after.places_by_group[group]),
        )
        for group in after.groups
    }


def pupils_of(groups: dict[str, tuple[str, str]]) -> dict[str, str]:
    return {group: pupils for group, (_, pupils) in groups.items()}


FOUR = problem(
    *(offer(sizes=(2, 2)), room("R1"), room("R2"), tutor("T1"), tutor("T2")),
    *(pupil(f"P{n}") for n in (1, 2, 3, 4)),
    *(wish(f"P{n} O1") for n in (1, 2, 3, 4)),
)
"""Two groups of two."""


def test_friends_come_in_one_group() -> None:
    of = replace(FOUR, links=(link("P1 P2", strict=False),))
    made = plan(of, {"O1 B1 R1": ("T1", "P1 P3"), "O1 B1 R2": ("T2", "P2 P4")})
    assert sorted(pupils_of(arranged(of, made)).values()) == ["P1 P2", "P3 P4"]


def test_of_two_wishes_to_be_together_that_exclude_each_other_one_comes_true() -> None:
    of = replace(FOUR, links=(link("P1 P2", strict=False), link("P1 P3", strict=False)))
    made = plan(of, {"O1 B1 R1": ("T1", "P1 P4"), "O1 B1 R2": ("T2", "P2 P3")})
    assert sorted(pupils_of(arranged(of, made)).values()) in (
        ["P1 P2", "P3 P4"],
        ["P1 P3", "P2 P4"],
    )


TWO_SITES = problem(
    *(location("L1", 0), location("L2", 5)),
    *(room("R1", "L1", 1), room("R2", "L1", 1), room("R3", "L2", 1), room("R4", "L2", 1)),
    *(offer("O1", locations="L1 L2"), offer("O2", locations="L1 L2"), tutor("T1"), tutor("T2")),
    *(pupil("P1", east=0), pupil("P2", east=5), wish("P1 O1"), wish("P2 O2")),
)
"""Two children, each near another site."""


def test_friends_come_to_one_site_even_where_one_of_them_travels_further() -> None:
    of = replace(TWO_SITES, links=(link("P1 P2", "same_site", strict=False),))
    made = plan(of, {"O1 B1 R1": ("T1", "P1"), "O2 B1 R3": ("T2", "P2")})
    sites = {of.room_by_id[name.split()[2]].location_id for name in arranged(of, made)}
    assert len(sites) == 1


def test_without_friends_everybody_comes_to_the_site_near_home() -> None:
    made = plan(TWO_SITES, {"O1 B1 R3": ("T1", "P1"), "O2 B1 R1": ("T2", "P2")})
    sites = {
        pupils: TWO_SITES.room_by_id[name.split()[2]].location_id
        for name, pupils in pupils_of(arranged(TWO_SITES, made)).items()
    }
    assert sites == {"P1": "L1", "P2": "L2"}


def test_a_nearer_place_of_another_rank_is_something_else() -> None:
    of = replace(TWO_SITES, wishes=(wish("P1 O1 * L1"), wish("P1 O1 * L2", 2)))
    far = plan(of, {"O1 B1 R3": ("T1", "P1")})
    assert [place.rank for place in far.places] == [2]
    assert {name.split()[2] for name in arranged(of, far)} <= {"R3", "R4"}


def test_a_pinned_group_stays_where_it_is() -> None:
    of = replace(
        TWO_SITES,
        wishes=(wish("P1 O1"),),
        pins=(pin("O1 B1 R3", must=True, pupil_id="P1", tutor_id="T1"),),
    )
    made = plan(of, {"O1 B1 R3": ("T1", "P1")})
    assert arranged(of, made) == {"O1 B1 R3": ("T1", "P1")}
    unpinned = replace(of, pins=())
    assert {name.split()[2] for name in arranged(unpinned, made)} <= {"R1", "R2"}


def test_a_kept_promise_stays_kept_though_it_is_further() -> None:
    of = replace(TWO_SITES, wishes=(wish("P1 O1"),))
    made = plan(of, {"O1 B1 R3": ("T1", "P1")})
    assert arranged(of, made, previous=made) == {"O1 B1 R3": ("T1", "P1")}


def test_where_the_promised_room_is_gone_the_block_is_the_promise() -> None:
    of = problem(
        *(block("B1", "0"), block("B2", "1"), location("L1", 0), location("L2", 5)),
        *(room("R1", "L1", 5), room("R3", "L2", 5)),
        *(offer("O1", blocks="B1 B2", locations="L1 L2"), tutor("T1")),
        *(pupil("P1", east=0), wish("P1 O1")),
    )
    made = plan(of, {"O1 B1 R3": ("T1", "P1")})
    promised = plan(of, {"O1 B1 R9": ("T1", "P1")})
    assert arranged(of, made, previous=promised) == {"O1 B1 R1": ("T1", "P1")}


def test_a_promise_that_was_lost_binds_nothing() -> None:
    of = replace(TWO_SITES, wishes=(wish("P1 O1"),))
    made = plan(of, {"O1 B1 R1": ("T1", "P1")})
    promised = plan(of, {"O1 B1 R3": ("T1", "P1")})
    assert {name.split()[2] for name in arranged(of, made, previous=promised)} <= {"R1", "R2"}


def test_who_asks_less_leads() -> None:
    of = problem(
        *(offer(), tutor("T1", hourly_cents=2000), tutor("T2", hourly_cents=1500)),
        *(pupil(), wish()),
    )
    made = plan(of, {"O1 B1 R1": ("T1", "P1")})
    assert arranged(of, made) == {"O1 B1 R1": ("T2", "P1")}


SHORT = problem(
    *(block("B1", "0", 9, 9 + 1 / 6), location("L1"), location("L2", 50)),
    *(room("R1", "L1", 2), room("R2", "L2", 1), room("R3", "L2", 1)),
    *(offer(locations="L1 L2"), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
)
"""Ten minutes, so that six cents an hour are one cent; two children for one room or for two."""


def test_what_is_less_than_a_cent_cheaper_is_as_cheap_and_fewer_groups_decide() -> None:
    two = {name: tutor(name, hourly_cents=29, east=50, max_travel=5) for name in ("T2", "T3")}
    of = replace(SHORT, tutors=(tutor("T1", hourly_cents=60, east=0, max_travel=5), *two.values()))
    made = plan(of, {"O1 B1 R2": ("T2", "P1"), "O1 B1 R3": ("T3", "P2")})
    # 10 cents against 2 × 4 5/6, which the whole plan rounds up to 10
    assert arranged(of, made) == {"O1 B1 R1": ("T1", "P1 P2")}
    # a cent more, and two cheap groups go before one dear one
    dearer = replace(of, tutors=(tutor("T1", hourly_cents=61, east=0, max_travel=5), *two.values()))
    assert len(arranged(dearer, made)) == 2


def test_the_earlier_room_and_tutor_come_back_where_nothing_is_lost() -> None:
    of = problem(
        *(offer(), room("R1"), room("R2"), room("R3"), tutor("T1"), tutor("T2"), tutor("T3")),
        *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1")),
    )
    made = plan(of, {"O1 B1 R1": ("T1", "P1 P2")})
    earlier = plan(of, {"O1 B1 R3": ("T2", "P1")})
    assert arranged(of, made, previous=earlier) == {"O1 B1 R3": ("T2", "P1 P2")}


def test_fewer_groups_come_before_groups_as_they_were() -> None:
    of = replace(FOUR, offers=(offer(sizes=(1, 4)),))
    earlier = plan(of, {"O1 B1 R1": ("T1", "P1 P2"), "O1 B1 R2": ("T2", "P3 P4")})
    assert len(arranged(of, earlier, previous=earlier)) == 1
