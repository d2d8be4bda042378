"""What of a plan can stand: the rules hold again, and no more is dropped than has to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check_rules
from solver.model.canonical import canonical
from solver.model.formulation import formulate
from solver.model.layout import lay_out
from solver.plan import Plan
from solver.problem import Problem
from solver.search.assemble import parts_of, point_of
from solver.search.dropping import what_stands
from tests.solver.later_seasons import befallen
from tests.solver.problems import (
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
from tests.solver.random_plan import random_plan


def standing(of: Problem, previous: Plan) -> Plan:
    formulation = formulate(lay_out(canonical(of)))
    at = what_stands(formulation, point_of(formulation, previous))
    groups, assignments, places = parts_of(formulation, at)
    return replace(previous, groups=groups, assignments=assignments, places=places)


def shown(made: Plan) -> dict[str, str]:
    """Group by group the pupils."""
    return {
        " ".join(group): " ".join(sorted(place.pupil_id for place in places))
        for group, places in made.places_by_group.items()
    }


@pytest.mark.parametrize("chunk", range(2))
def test_every_rule_holds_whatever_befalls_a_season(chunk: int) -> None:
    dropped = 0
    for seed in range(2000 + chunk, 2120, 2):
        of = replace(random_problem(seed), pins=())
        earlier = random_plan(of, seed)
        assert earlier is not None
        later = replace(befallen(of, earlier, seed), pins=())
        made = standing(later, earlier)
        assert (seed, check_rules(later, made)) == (seed, ())
        assert set(made.groups) <= set(earlier.groups)
        assert {place[:2] for place in made.places} <= {place[:2] for place in earlier.places}
        dropped += len(earlier.places) - len(made.places)
        assert (seed, shown(standing(of, earlier))) == (seed, shown(earlier))
    assert dropped > 20


SEASON = problem(
    *(room("R1"), room("R2"), tutor("T1"), tutor("T2")),
    *(offer("O1", sizes=(2, 4)), offer("O2", sizes=(1, 4))),
    *(pupil(f"P{number}") for number in range(1, 6)),
    *(wish("P1 O1"), wish("P2 O1"), wish("P3 O1"), wish("P4 O2"), wish("P5 O2")),
)
FIRST = plan(SEASON, {"O1 B1 R1": ("T1", "P1 P2 P3"), "O2 B1 R2": ("T2", "P4 P5")})


def test_nothing_is_dropped_where_nothing_broke() -> None:
    assert shown(standing(SEASON, FIRST)) == {"O1 B1 R1": "P1 P2 P3", "O2 B1 R2": "P4 P5"}


def test_of_too_many_children_the_last_in_the_draw_is_dropped() -> None:
    later = replace(SEASON, rooms=(room("R1", capacity=2), room("R2")))
    order = [one.id for one in canonical(SEASON).pupils if one.id in ("P1", "P2", "P3")]
    assert shown(standing(later, FIRST))["O1 B1 R1"] == " ".join(sorted(order[:2]))


def test_a_group_that_became_too_small_is_closed_and_no_other() -> None:
    later = replace(SEASON, wishes=(SEASON.wishes[0], *SEASON.wishes[3:]))
    assert shown(standing(later, FIRST)) == {"O2 B1 R2": "P4 P5"}


def test_a_group_without_a_tutor_is_closed() -> None:
    later = replace(SEASON, tutors=(tutor("T2"), tutor("T3")))
    made = standing(later, FIRST)
    assert shown(made) == {"O2 B1 R2": "P4 P5"}
    assert [post.tutor_id for post in made.assignments] == ["T2"]


def test_of_groups_that_are_too_many_the_smallest_is_closed() -> None:
    rooms = replace(SEASON, season=replace(SEASON.season, budget_cents=1_000))
    costly = replace(rooms, offers=tuple(replace(o, group_cents=700) for o in rooms.offers))
    assert shown(standing(costly, FIRST)) == {"O1 B1 R1": "P1 P2 P3"}


def test_a_tutor_too_many_goes_alone() -> None:
    later = replace(SEASON, offers=(SEASON.offers[0], offer("O2", sizes=(1, 4), assistants=0)))
    doubled = replace(SEASON, offers=(SEASON.offers[0], offer("O2", sizes=(1, 4), leads=2)))
    first = plan(doubled, {"O2 B1 R2": ("T1 T2", "P4 P5")})
    made = standing(later, first)
    assert shown(made) == {"O2 B1 R2": "P4 P5"}
    assert len(made.assignments) == 1


def test_whoever_is_strictly_linked_goes_too() -> None:
    later = replace(SEASON, links=(link("P3 P5", "same_group"),))
    assert shown(standing(later, FIRST)) == {"O1 B1 R1": "P1 P2", "O2 B1 R2": "P4"}


def test_a_pin_that_asks_for_more_is_left_unheld() -> None:
    later = replace(SEASON, pins=(pin("O2 B1 R1", must=True),))
    assert shown(standing(later, FIRST)) == shown(FIRST)
