"""Whatever befalls a season, its earlier plan is mended: every rule holds, most promises too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from solver.check import check_rules
from solver.model.canonical import canonical
from solver.model.formulation import formulate
from solver.model.layout import lay_out
from solver.model.program import Impossible
from solver.plan import Plan
from solver.problem import Problem
from solver.search.assemble import parts_of
from solver.search.repair import RepairParams
from solver.search.start import first_point
from solver.stopping import Requested
from tests.solver.later_seasons import FIRST_WEEK_AWAY, befallen, kept, most_kept
from tests.solver.problems import (
    block,
    link,
    location,
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

CHUNKS = 4
AS_A_WHOLE = RepairParams(seconds=600.0)
IN_PARTS = RepairParams(spots=1, whole=0, seconds=600.0)
"""As a city is mended."""
NARROWLY = replace(IN_PARTS, part=30)
"""As a region is mended, where all of a week is too much."""
NO_TIME = RepairParams(seconds=1e-12)


def mended(problem: Problem, previous: Plan, params: RepairParams = IN_PARTS) -> Plan | None:
    """The plan with which a search would begin, None where the pins admit none."""
    try:
        formulation = formulate(lay_out(canonical(problem)), previous)
        at = first_point(formulation, previous, Requested(), params=params)
    except Impossible:
        return None
    groups, assignments, places = parts_of(formulation, at)
    return replace(previous, groups=groups, assignments=assignments, places=places)


@cache
def later(seed: int, size: str) -> tuple[Problem, Plan, int | None] | None:
    """A season in which something happened, its earlier plan, and how much of it can be kept."""
    of = random_problem(seed, size=size)
    earlier = random_plan(of, seed)
    if earlier is None:
        return None
    season = befallen(of, earlier, seed)
    return season, earlier, most_kept(season, earlier)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_every_rule_holds_and_as_many_promises_as_can_be(chunk: int) -> None:
    lost = 0
    for seed in range(chunk, 160, CHUNKS):
        case = later(seed, "small")
        if case is None:
            continue
        season, earlier, most = case
        made = mended(season, earlier, AS_A_WHOLE)
        assert (seed, made is None) == (seed, most is None)
        if made is not None:
            assert (seed, check_rules(season, made)) == (seed, ())
            assert (seed, kept(season, made, earlier)) == (seed, most)
            lost += len(earlier.places) - kept(season, made, earlier)
    assert lost > 10


@pytest.mark.parametrize(
    "params", [IN_PARTS, NARROWLY, NO_TIME], ids=["parts", "narrowly", "no-time"]
)
@pytest.mark.parametrize("size", ["small", "medium"])
def test_every_rule_holds_however_far_the_repair_goes(params: RepairParams, size: str) -> None:
    held = possible = 0
    for seed in range(1000, 1040 if size == "small" else 1008):
        case = later(seed, size)
        if case is None:
            continue
        season, earlier, most = case
        made = mended(season, earlier, params)
        assert (seed, made is None) == (seed, most is None)
        if made is not None and most is not None:
            assert (seed, check_rules(season, made)) == (seed, ())
            held += kept(season, made, earlier)
            possible += most
    assert possible >= held > 0.5 * possible
    if params is not NO_TIME:
        assert held > 0.97 * possible


SEASON = problem(
    *(block("B1"), block("B2", "7"), location("L1"), location("L2", 1)),
    *(room("R1"), room("R2"), room("R3", "L2"), tutor("T1"), tutor("T2"), tutor("T3")),
    offer("O1", sizes=(2, 3), blocks="B1 B2", locations="L1 L2"),
    offer("O2", sizes=(1, 3), blocks="B1 B2", locations="L1 L2", lead_goals="SPEL"),
    *(pupil(f"P{number}") for number in range(1, 7)),
    *(wish("P1 O1"), wish("P2 O1"), wish("P3 O2"), wish("P4 O1"), wish("P5 O2"), wish("P6 O2")),
)
"""Two offers in two weeks; T1 and T2 can lead the one, T4 only the other."""
TEAM = (tutor("T1", goals="SPEL"), tutor("T2", goals="SPEL"), tutor("T4"))
SKILLED = replace(SEASON, tutors=TEAM)
FIRST = plan(SKILLED, {"O1 B1 R1": ("T1", "P1 P2"), "O2 B1 R2": ("T2", "P3")})


def shown(made: Plan | None) -> dict[str, tuple[str, str]]:
    """A plan as `plan` takes it."""
    assert made is not None
    return {
        " ".join(group): (
            " ".join(post.tutor_id for post in made.tutors_by_group[group]),
            " ".join(sorted(place.pupil_id for place in made.places_by_group[group])),
        )
        for group in made.groups
    }


@pytest.mark.parametrize("params", [AS_A_WHOLE, IN_PARTS, NARROWLY, NO_TIME])
def test_a_season_without_news_stays_as_it_is(params: RepairParams) -> None:
    made = mended(SKILLED, FIRST, params)
    assert shown(made) == shown(FIRST)


@pytest.mark.parametrize("params", [AS_A_WHOLE, IN_PARTS])
def test_an_ill_tutor_is_replaced_and_nothing_else_changes(params: RepairParams) -> None:
    ill = replace(TEAM[0], windows=FIRST_WEEK_AWAY)
    made = mended(replace(SKILLED, tutors=(ill, *TEAM[1:])), FIRST, params)
    assert shown(made) == {"O1 B1 R1": ("T4", "P1 P2"), "O2 B1 R2": ("T2", "P3")}


@pytest.mark.parametrize("params", [AS_A_WHOLE, IN_PARTS])
def test_somebody_at_work_elsewhere_steps_in_where_another_can_take_over(
    params: RepairParams,
) -> None:
    """Nobody else can lead O2 but T1; T4, who is free, takes over O1."""
    ill = replace(TEAM[1], windows=FIRST_WEEK_AWAY)
    made = mended(replace(SKILLED, tutors=(TEAM[0], ill, TEAM[2])), FIRST, params)
    assert shown(made) == {"O1 B1 R1": ("T4", "P1 P2"), "O2 B1 R2": ("T1", "P3")}


@pytest.mark.parametrize(("part", "steps_in"), [(40, "T1"), (21, "T1"), (3, None)])
def test_where_all_of_a_week_is_too_much_those_in_the_way_are_asked(
    part: int, steps_in: str | None
) -> None:
    """A third group, at L2, has a tutor who could not lead O2: it is not in the way.

    All that could change in that week are 23 columns, without that group 20.
    """
    first = plan(SKILLED, {**shown(FIRST), "O1 B1 R3": ("T4", "P4 P5")})
    ill = replace(TEAM[1], windows=FIRST_WEEK_AWAY)
    season = replace(
        SKILLED,
        tutors=(TEAM[0], ill, TEAM[2], tutor("T5"), tutor("T6")),
        wishes=(*SKILLED.wishes, wish("P5 O1", 2)),
    )
    made = mended(season, first, replace(IN_PARTS, part=part))
    teams = {where: team for where, (team, _) in shown(made).items()}
    assert teams.get("O2 B1 R2") == steps_in
    assert teams["O1 B1 R3"] == "T4"


def test_a_group_whose_room_is_closed_moves_within_its_location() -> None:
    closed = replace(SKILLED.rooms[0], windows=FIRST_WEEK_AWAY)
    rooms = (closed, *SKILLED.rooms[1:], room("R4"))
    made = mended(replace(SKILLED, rooms=rooms), FIRST)
    assert shown(made) == {"O1 B1 R4": ("T1", "P1 P2"), "O2 B1 R2": ("T2", "P3")}


def test_no_room_is_left_in_the_location() -> None:
    """The group with fewer promises makes way: R2 is the only room left at L1."""
    closed = replace(SKILLED.rooms[0], windows=FIRST_WEEK_AWAY)
    made = mended(replace(SKILLED, rooms=(closed, *SKILLED.rooms[1:])), FIRST)
    assert shown(made) == {"O1 B1 R2": ("T1", "P1 P2")}


def test_a_room_that_is_gone_may_be_replaced_in_any_location() -> None:
    rooms = SKILLED.rooms[1:]
    made = mended(replace(SKILLED, rooms=rooms), FIRST)
    assert shown(made) == {"O1 B1 R3": ("T1", "P1 P2"), "O2 B1 R2": ("T2", "P3")}


def test_a_group_that_lost_children_is_filled_by_somebody_without_a_place() -> None:
    wishes = tuple(one for one in SKILLED.wishes if one.pupil_id != "P2")
    made = mended(replace(SKILLED, wishes=wishes), FIRST)
    assert shown(made) == {"O1 B1 R1": ("T1", "P1 P4"), "O2 B1 R2": ("T2", "P3")}


def test_a_group_that_nobody_can_fill_is_closed() -> None:
    wishes = tuple(one for one in SKILLED.wishes if one.pupil_id not in ("P2", "P4"))
    made = mended(replace(SKILLED, wishes=wishes), FIRST)
    assert shown(made) == {"O2 B1 R2": ("T2", "P3")}


def test_of_too_many_children_the_others_keep_their_places() -> None:
    first = plan(SKILLED, {"O2 B1 R2": ("T2", "P3 P5 P6")})
    small = replace(SKILLED, rooms=(room("R1", capacity=1), room("R2", capacity=2)))
    made = mended(small, first)
    assert made is not None
    assert check_rules(small, made) == ()
    # a second group of O2 keeps the third promise
    assert kept(small, made, first) == 3
    assert {group.room_id for group in made.groups} == {"R1", "R2"}


def test_new_pins_are_held_beside_what_was_promised() -> None:
    pinned = replace(SKILLED, pins=(pin("O2 B2 R1", must=True, tutor_id="T1", pupil_id="P5"),))
    made = mended(pinned, FIRST)
    assert shown(made) == {**shown(FIRST), "O2 B2 R1": ("T1", "P5")}


def test_a_pinned_tutor_leaves_another_group_to_somebody_else() -> None:
    pinned = replace(SKILLED, pins=(pin("O2 B1 R2", must=True, tutor_id="T1"),))
    made = mended(pinned, FIRST)
    assert made is not None
    assert check_rules(pinned, made) == ()
    assert kept(pinned, made, FIRST) == 3
    assert {post.group.offer_id: post.tutor_id for post in made.assignments}["O2"] == "T1"


@pytest.mark.parametrize("params", [AS_A_WHOLE, IN_PARTS, NO_TIME])
def test_pins_that_ask_for_more_than_a_repair_come_first(params: RepairParams) -> None:
    """P6 has to come to a group nobody pinned, because P5 is pinned and comes only with them."""
    pinned = replace(
        SKILLED,
        wishes=(*SKILLED.wishes[:-1], wish("P6 O1 B2")),
        pins=(pin("O2 B2 R1", must=True, pupil_id="P5"),),
        links=(link("P5 P6", "same_site"),),
    )
    made = mended(pinned, FIRST, params)
    assert made is not None
    assert check_rules(pinned, made) == ()
    places = {place.pupil_id: place.group[:2] for place in made.places}
    assert (places["P5"], places["P6"]) == (("O2", "B2"), ("O1", "B2"))
    if params is not NO_TIME:
        assert kept(pinned, made, FIRST) == 3


@pytest.mark.parametrize(
    "wrong", [{"spots": 0}, {"part": -1}, {"whole": -1}, {"seconds": 0.0}], ids=str
)
def test_limits_make_sense(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="sizes are not below 0"):
        RepairParams(**wrong)  # type: ignore[arg-type]
