"""The exact model, the enumeration of every plan, and the referee prove one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.check import check, check_rules, level_values
from solver.plan import Level
from tests.solver.exact import NotProvenError, exact_levels, exact_plan
from tests.solver.exhaustive import exhaustive_levels, possible_groups
from tests.solver.problems import (
    changed,
    offer,
    permuted,
    pin,
    plan,
    problem,
    pupil,
    random_problem,
    wish,
)

TINY = [seed for seed in range(160) if len(possible_groups(random_problem(seed, size="tiny"))) <= 5]
CROWDS = range(12)


@pytest.mark.parametrize("chunk", range(4))
def test_exact_levels_equal_those_of_every_plan_tried(chunk: int) -> None:
    assert len(TINY) > 100
    for seed in TINY[chunk::4]:
        of = random_problem(seed, size="tiny")
        assert (seed, exact_levels(of)) == (seed, exhaustive_levels(of))


def test_they_agree_about_crowds_too() -> None:
    for seed in CROWDS:
        of = random_problem(seed, size="crowd")
        if len(possible_groups(of)) <= 3:
            assert (seed, exact_levels(of)) == (seed, exhaustive_levels(of))


def test_they_agree_about_promises() -> None:
    lost = 0
    for seed in TINY:
        first = exact_plan(random_problem(seed, size="tiny"))
        if first is None or not first[0].places:
            continue
        later = changed(random_problem(seed, size="tiny"), seed)
        levels = exact_levels(later, first[0])
        assert (seed, levels) == (seed, exhaustive_levels(later, first[0]))
        lost += levels is not None and levels["kept"] < len(first[0].places)
    assert lost > 5


@pytest.mark.parametrize(("size", "seeds"), [("small", 120), ("crowd", 20), ("medium", 2)])
def test_an_exact_plan_keeps_every_rule_and_wastes_nothing(size: str, seeds: int) -> None:
    filled = 0
    for seed in range(seeds):
        of = random_problem(seed, size=size)
        solved = exact_plan(of)
        if solved is None:
            continue
        made, values = solved
        filled += bool(made.places)
        levels = tuple(Level(n, v, v, n != "loss") for n, v in values.items())
        assert (seed, check_rules(of, made)) == (seed, ())
        found = check(of, replace(made, levels=levels))
        assert (seed, [v for v in found if v.rule == "4"]) == (seed, [])
        true = level_values(of, made)
        assert (seed, values) == (seed, {name: true[name] for name in values})
    assert filled > seeds / 2


def test_the_order_of_rows_does_not_matter() -> None:
    for seed in range(15):
        of = random_problem(seed)
        assert (seed, exact_levels(of)) == (seed, exact_levels(permuted(of, seed)))


def test_pins_can_make_a_plan_impossible() -> None:
    of = problem(offer(), pupil(), wish(), pin("O1 B1 R1", must=True, pupil_id="P1"))
    assert exact_levels(of) == exhaustive_levels(of) == {"placed": 1, "loss": 0, "further": 0}
    without = replace(of, wishes=())
    assert exact_levels(without) is None
    assert exhaustive_levels(without) is None


def test_a_promise_comes_before_a_place_for_another() -> None:
    of = problem(
        *(offer(sizes=(1, 1)), offer("O2", sizes=(1, 1))),
        *(pupil("P1"), pupil("P2"), wish("P1 O1"), wish("P1 O2", 2), wish("P2 O1")),
    )
    promised = plan(of, {"O2 B1 R1": ("T1", "P1")})
    assert exact_levels(of) == {"placed": 1, "loss": 0, "further": 0}
    assert exact_levels(of, promised) == {"kept": 1, "placed": 1, "loss": 1, "further": 0}


def test_out_of_time() -> None:
    with pytest.raises(NotProvenError):
        exact_levels(random_problem(0, size="medium"), seconds=1e-6)
