"""Levels 5 to 7: against the exact model, with and without time, never at a child's expense."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from solver.arrangement.arrange import ARRANGING, Arranged, arrange
from solver.check import check_rules, level_values
from solver.clock import WallClock
from solver.plan import Level, Plan
from solver.problem import Link, LinkKind, Problem
from solver.progress import Progress, Teller
from solver.search.improve import ImproveParams
from solver.search.levels import SearchParams
from solver.stopping import TimeLimit
from tests.solver.exact import exact_plan
from tests.solver.exact_arrangement import exact_arrangement
from tests.solver.problems import (
    changed,
    offer,
    permuted,
    plan,
    problem,
    pupil,
    random_problem,
    wish,
)
from tests.solver.solved import SECONDS

SEARCHED = replace(ARRANGING, outright=0, provable=0, improve=ImproveParams(patience=8))
"""As a city is arranged: neighbourhoods and the coarse relaxation alone, never a whole proof."""


def with_friends(of: Problem, seed: int) -> Problem:
    """The same problem with as many more links that are wishes as there are pupils."""
    rng, ids = random.Random(seed), [one.id for one in of.pupils]
    pairs = [rng.choices(ids, k=2) for _ in ids]
    more = [Link(a, b, rng.choice(tuple(LinkKind)), strict=False) for a, b in pairs]
    return replace(of, links=(*of.links, *more))


def arranged(
    of: Problem,
    made: Plan,
    previous: Plan | None = None,
    params: SearchParams | None = None,
    seconds: float = SECONDS,
) -> tuple[Plan, dict[str, Level]]:
    """The plan arranged anew, and its levels by name; whatever has to hold in any case does."""
    found = arrange(
        of,
        made.groups,
        made.assignments,
        made.places,
        TimeLimit(seconds),
        previous=previous,
        params=params,
    )
    after = as_plan(made, found)
    assert check_rules(of, after) == ()
    assert ranks(after) == ranks(made)
    true = level_values(of, after)
    for level in found.levels:
        assert (level.name, level.value) == (level.name, true[level.name])
        assert level.bound <= level.value
        assert not level.maximise
    assert [level.name for level in found.levels] == ["together", "near", "cost", "groups"]
    return after, {level.name: level for level in found.levels}


def as_plan(made: Plan, found: Arranged) -> Plan:
    return replace(made, groups=found.groups, assignments=found.assignments, places=found.places)


def ranks(made: Plan) -> Counter[tuple[str, int]]:
    """What every child gets."""
    return Counter((place.pupil_id, place.rank) for place in made.places)


def as_before(made: Plan, previous: Plan) -> int:
    """How many groups, places and tutors are as they were."""

    def parts(of: Plan) -> set[tuple[object, ...]]:
        places = {("place", place.pupil_id, place.group) for place in of.places}
        return {*((g,) for g in of.groups), *places, *((a[:2]) for a in of.assignments)}

    return len(parts(made) & parts(previous))


def values(levels: dict[str, Level]) -> dict[str, int]:
    return {name: level.value for name, level in levels.items()}


@pytest.mark.parametrize(("size", "seeds"), [("small", 120), ("crowd", 10), ("medium", 3)])
def test_an_arrangement_is_the_best_there_is_and_proven(size: str, seeds: int) -> None:
    better: Counter[str] = Counter()
    for seed in range(seeds):
        of = with_friends(random_problem(seed, size=size), seed)
        solved = exact_plan(of)
        if solved is None:
            continue
        before = level_values(of, solved[0])
        _, levels = arranged(of, solved[0])
        assert (seed, values(levels)) == (seed, exact_arrangement(of, solved[0]))
        assert (seed, all(level.proven for level in levels.values())) == (seed, True)
        better.update(name for name, level in levels.items() if level.value < before[name])
    assert size != "small" or {"together", "near", "cost"} <= {*better}


@pytest.mark.parametrize(("size", "seeds"), [("small", 50), ("medium", 2)])
def test_as_little_else_as_possible_differs_from_an_earlier_plan(size: str, seeds: int) -> None:
    restored = 0
    for seed in range(seeds):
        first = exact_plan(random_problem(seed, size=size))
        if first is None:
            continue
        of = with_friends(changed(random_problem(seed, size=size), seed), seed)
        solved = exact_plan(of, first[0])
        if solved is None:
            continue
        after, levels = arranged(of, solved[0], first[0])
        best = exact_arrangement(of, solved[0], first[0])
        found = values(levels) | {"kept": as_before(after, first[0])}
        assert (seed, found) == (seed, best)
        restored += found["kept"] > as_before(solved[0], first[0])
    assert restored > 0


@pytest.mark.parametrize(("size", "seeds"), [("small", 25), ("medium", 2)])
def test_a_search_without_proofs_keeps_every_rule_and_honest_bounds(size: str, seeds: int) -> None:
    for seed in range(seeds):
        of = with_friends(random_problem(seed, size=size), seed)
        solved = exact_plan(of)
        if solved is None:
            continue
        _, levels = arranged(of, solved[0], params=SEARCHED)
        assert honest(levels, exact_arrangement(of, solved[0]))


def honest(levels: dict[str, Level], best: dict[str, int]) -> bool:
    """Whether no bound is above, and no value below, the best; up to the first that differs."""
    for name, level in levels.items():
        if not level.bound <= best[name] <= level.value:
            return False
        if level.value != best[name]:
            break
    return True


@pytest.mark.parametrize("seconds", [1e-9, 0.05])
def test_with_too_little_time_a_plan_is_whole_and_its_bounds_are_true(seconds: float) -> None:
    for seed in range(2):
        of = with_friends(random_problem(seed, size="medium"), seed)
        solved = exact_plan(of)
        assert solved is not None
        after, levels = arranged(of, solved[0], seconds=seconds)
        assert honest(levels, exact_arrangement(of, solved[0]))
        if seconds == 1e-9:
            assert (after.groups, after.assignments, after.places) == (
                solved[0].groups,
                solved[0].assignments,
                solved[0].places,
            )


def test_bounds_without_any_time_are_not_empty() -> None:
    for seed in range(4):
        of = random_problem(seed, size="medium")
        solved = exact_plan(of)
        assert solved is not None
        levels = arranged(of, solved[0], seconds=1e-9)[1]
        assert levels["near"].bound > levels["near"].value / 2
        assert levels["groups"].bound >= levels["groups"].value / 3


def test_the_order_of_rows_does_not_matter() -> None:
    for seed in range(20):
        of = with_friends(random_problem(seed), seed)
        solved = exact_plan(of)
        if solved is not None:
            one, other = arranged(of, solved[0]), arranged(permuted(of, seed), solved[0])
            assert one == other


def test_who_listens_hears_of_every_level() -> None:
    of = random_problem(1, size="medium")
    solved = exact_plan(of)
    assert solved is not None
    heard: list[str] = []

    def listen(progress: Progress) -> None:
        heard.append(progress.level)

    arrange(
        of,
        solved[0].groups,
        solved[0].assignments,
        solved[0].places,
        TimeLimit(SECONDS),
        teller=Teller(listen, WallClock()),
    )
    assert list(dict.fromkeys(heard)) == ["together", "near", "cost", "groups"]


def test_a_plan_that_breaks_a_rule_is_not_arranged() -> None:
    of = problem(offer(sizes=(2, 3)), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1"))
    too_small = plan(of, {"O1 B1 R1": ("T1", "P1")})
    no_tutor = plan(of, {"O1 B1 R1": ("", "P1 P2")})
    not_wished = plan(of, {"O1 B1 R1": ("T1", "P1 P2")})
    for made, where in ((too_small, of), (no_tutor, of), (not_wished, replace(of, wishes=()))):
        with pytest.raises(ValueError, match="rule"):
            arranged(where, made)


def test_an_empty_plan_stays_empty() -> None:
    of = problem(offer(sizes=(2, 3)), pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P2 O1"))
    after, levels = arranged(of, plan(of, {}))
    assert after.groups == ()
    assert values(levels) == {"together": 0, "near": 0, "cost": 0, "groups": 0}
    assert all(level.proven for level in levels.values())
