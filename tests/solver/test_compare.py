from __future__ import annotations

from dataclasses import replace

from solver.check import level_values
from solver.comparison.compare import LEVELS, Step, compare
from solver.comparison.group_changes import GroupChanges, NewTeam
from solver.fairness.envy import envious_pairs
from solver.plan import Place
from solver.problem import Policy, Role
from tests.solver.problems import (
    block,
    group,
    location,
    offer,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.random_plan import random_plan

DAYS = problem(
    *(block("B1", "0"), block("B2", "1"), block("B3", "2"), location(), location("L2", 3)),
    *(room("R1"), room("R2"), room("R3", "L2"), tutor("T1"), tutor("T2")),
    *(offer("O1", locations="L1 L2"), offer("O2", blocks="B2"), offer("O3", blocks="B3")),
    *(pupil("P1", max_places=3), pupil("P2", max_places=3), pupil("P3")),
    *(wish(f"{name} O{n}", n) for name in ("P1", "P2") for n in (1, 2, 3)),
    wish("P3 O1"),
)
"""Three offers on three days for P1 and P2; the first at either site."""


def decided(first: dict[str, tuple[str, str]], second: dict[str, tuple[str, str]]) -> Step | None:
    """What makes P1 better off in the second plan, and worse off the other way round."""
    one, other = plan(DAYS, first), plan(DAYS, second)
    there, back = compare(DAYS, one, other), compare(DAYS, other, one)
    gained = [step for step, ids in there.gains.items() if "P1" in ids]
    assert gained == [step for step, ids in back.losses.items() if "P1" in ids]
    assert not [step for step, ids in there.losses.items() if "P1" in ids]
    return gained[0] if gained else None


def test_what_decides_comes_in_the_order_of_the_contract() -> None:
    o1, o2, o3 = (f"O{n} B{n} R1" for n in (1, 2, 3))
    team = ("T1", "P1")
    assert decided({}, {o3: team}) is Step.PLACE
    assert decided({o2: team, o3: team}, {o1: team}) is Step.BEST
    assert decided({o1: team}, {o1: team, o3: team}) is Step.MORE
    assert decided({o1: team, o3: team}, {o1: team, o2: team}) is Step.RANKS
    assert decided({o1: team}, {o1: ("T2", "P1")}) is None


def test_the_same_plan_changes_nothing() -> None:
    made = plan(DAYS, {"O1 B1 R1": ("T1", "P1 P3")})
    found = compare(DAYS, made, made)
    assert found.groups == GroupChanges(1, (), (), (), ())
    assert (found.kept, found.rehoused, found.dropped, found.added) == (2, (), (), ())
    assert (found.same, found.gone) == (3, ())
    assert found.ranks == {1: (2, 2), None: (1, 1)}
    assert {*found.gains.values(), *found.losses.values()} == {()}


def test_levels_are_those_of_the_referee_and_envy_is_among_them() -> None:
    for seed in range(30):
        of = random_problem(seed)
        one, other = random_plan(of, seed), random_plan(of, seed + 1)
        if one is None or other is None:
            continue
        found = compare(of, one, other)
        for side, made in enumerate((one, other)):
            values = {**level_values(of, made), "draw": len(envious_pairs(of, made))}
            told = {name: pair[side] for name, pair in found.levels.items()}
            assert (seed, told) == (seed, values)
        assert tuple(found.levels) == LEVELS


def test_groups_that_moved_opened_closed_or_changed_tutors() -> None:
    first = plan(
        DAYS,
        {
            "O1 B1 R1": ("T1", "P1"),
            "O2 B2 R1": ("T1", "P1 P2"),
            "O3 B3 R1": ("T1", "P2"),
        },
    )
    second = plan(
        DAYS,
        {
            "O1 B1 R3": ("T1", "P1"),
            "O2 B2 R2": ("T2 T1:assistant", "P1"),
            "O3 B3 R1": ("T1", "P2 P1"),
        },
    )
    found = compare(DAYS, first, second)
    moved = (group("O2 B2 R1"), group("O2 B2 R2"))
    team = NewTeam(moved[1], ((Role.LEAD, "T1"),), ((Role.ASSISTANT, "T1"), (Role.LEAD, "T2")))
    assert found.groups == GroupChanges(
        1, (group("O1 B1 R3"),), (group("O1 B1 R1"),), (moved,), (team,)
    )
    assert found.kept == 1
    assert found.rehoused == (("P1", *moved),)
    assert found.dropped == (("P1", group("O1 B1 R1")), ("P2", group("O2 B2 R1")))
    assert found.added == (("P1", group("O1 B1 R3")), ("P1", group("O3 B3 R1")))


def test_groups_that_could_have_swapped_rooms_are_known_by_their_children() -> None:
    of = problem(
        *(room("R1"), room("R2"), room("R3"), room("R4"), tutor("T1"), tutor("T2"), offer()),
        *(pupil(f"P{n}") for n in range(5)),
        *(wish(f"P{n} O1") for n in range(5)),
    )
    first = plan(of, {"O1 B1 R1": ("T1", "P0 P1"), "O1 B1 R2": ("T2", "P2 P3 P4")})
    second = plan(of, {"O1 B1 R3": ("T2", "P2 P3 P4"), "O1 B1 R4": ("T1", "P0 P1")})
    found = compare(of, first, second)
    assert found.groups.moved == (
        (group("O1 B1 R1"), group("O1 B1 R4")),
        (group("O1 B1 R2"), group("O1 B1 R3")),
    )
    assert found.groups.new_teams == ()
    assert len(found.rehoused) == 5


def test_an_older_plan_is_measured_by_the_wishes_of_now() -> None:
    first = plan(DAYS, {"O1 B1 R1": ("T1", "P1 P2 P3"), "O2 B2 R2": ("T1", "P2")})
    now = replace(
        DAYS,
        rooms=tuple(one for one in DAYS.rooms if one.id != "R2"),
        pupils=tuple(one for one in DAYS.pupils if one.id != "P3"),
        wishes=tuple(
            replace(one, rank=4 - one.rank) for one in DAYS.wishes if one.pupil_id != "P3"
        ),
    )
    second = plan(now, {"O1 B1 R1": ("T1", "P1 P2"), "O2 B2 R1": ("T1", "P2")})
    found = compare(now, first, second)
    assert found.gone == ("P3",)
    assert found.ranks == {2: (1, 1), 3: (1, 1), None: (0, 0)}
    assert found.same == 2
    assert found.rehoused == (("P2", group("O2 B2 R2"), group("O2 B2 R1")),)
    assert found.groups.moved == ((group("O2 B2 R2"), group("O2 B2 R1")),)
    assert found.levels == {
        "placed": (2, 2),
        "loss": (4, 4),
        "further": (4, 4),
        "draw": (None, 0),
        "together": (None, 0),
        "near": (None, 0),
        "cost": (None, 0),
        "groups": (2, 2),
    }


def test_a_place_that_is_no_longer_wished_keeps_its_rank() -> None:
    made = plan(DAYS, {"O2 B2 R1": ("T1", "P1")})
    now = replace(DAYS, wishes=tuple(one for one in DAYS.wishes if one.offer_id != "O2"))
    assert made.places == (Place("P1", group("O2 B2 R1"), 2),)
    assert compare(now, made, made).ranks == {2: (1, 1), None: (2, 2)}
    assert compare(now, made, made).levels["draw"] == (None, None)


def test_envy_says_nothing_where_the_draw_gave_out_the_places() -> None:
    made = plan(DAYS, {"O1 B1 R1": ("T1", "P3")})
    drawn = replace(made, policy=Policy.DRAW)
    assert compare(DAYS, made, drawn).levels["draw"] == (1, None)
