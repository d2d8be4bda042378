"""Pins against rules: each contradiction named with its pins and rule, and none made up."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from solver.pins.conflicts import Conflict, name_conflict, pin_conflicts
from solver.problem import Pin, Problem
from tests.solver.conflict_cases import CASES, OPEN, OTHER, WITH_PUPIL, WITH_TUTOR, Case
from tests.solver.exact import exact_plan
from tests.solver.problems import offer, pin, problem, pupil, random_problem, tutor, wish


def named(of: Problem) -> tuple[tuple[str, tuple[Pin, ...]], ...]:
    return tuple((found.rule, found.pins) for found in pin_conflicts(of))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_contradiction_is_named_with_its_pins_and_rule(case: Case) -> None:
    assert named(case.problem) == case.expected
    assert (exact_plan(case.problem) is None) is bool(case.expected)


def test_the_order_of_pins_means_nothing() -> None:
    pins = (OPEN, pin("O1 B1 R1", must=False), WITH_TUTOR, WITH_PUPIL)
    of = problem(tutor(roles="assistant"), offer(), pupil(), *pins)
    assert pin_conflicts(of) == pin_conflicts(replace(of, pins=pins[::-1]))
    assert [found.rule for found in pin_conflicts(of)] == ["3.1", "3.2", "3.4", "3.4", "3.9"]


def test_a_sentence_names_group_person_and_rule() -> None:
    of = problem(offer(), pupil(), pupil("P2"), wish("P2 O1"), WITH_PUPIL)
    found = pin_conflicts(of)[0]
    assert found.sentence("en") == (
        "Pupil P1 cannot be in group O1@B1@R1: no wish matches it, and nobody is placed where they "
        "did not ask (rule 3.1; pins: yes O1@B1@R1 pupil P1)."
    )
    assert found.sentence("nl") == (
        "Leerling P1 kan niet in groep O1@B1@R1: geen wens past erbij, en niemand wordt geplaatst "
        "waar hij niet om vroeg (regel 3.1; pins: ja O1@B1@R1 leerling P1)."
    )


def test_a_set_of_pins_found_by_a_search_is_named() -> None:
    found = name_conflict([OTHER, OPEN, OTHER])
    assert (found.rule, found.pins) == ("3.9", (OPEN, OTHER))
    assert "without any one of them they do" in found.sentence("en")
    assert name_conflict([OPEN], "3.5") == Conflict(
        (OPEN,),
        "3.5",
        {
            "nl": "Deze pin gaat niet samen met de regels.",
            "en": "This pin does not go together with the rules.",
        },
    )


def test_no_pins_have_no_conflict() -> None:
    with pytest.raises(ValueError, match="there are none"):
        name_conflict([])


def some_pins(of: Problem, rng: random.Random) -> tuple[Pin, ...]:
    found = []
    for _ in range(rng.randint(1, 4)):
        asked = rng.choice(of.wishes)
        what = of.offer_by_id[asked.offer_id]
        rooms = [r.id for r in of.rooms if r.location_id in what.locations] or [of.rooms[0].id]
        found.append(
            Pin(
                rng.random() < 0.8,
                what.id,
                rng.choice(what.blocks),
                rng.choice(rooms),
                rng.choice(of.tutors).id if rng.random() < 0.3 else None,
                asked.pupil_id if rng.random() < 0.4 else None,
            )
        )
    return tuple(found)


@pytest.mark.parametrize("seed", range(80))
def test_what_is_named_admits_no_plan_by_its_own_pins_alone(seed: int) -> None:
    base = random_problem(seed)
    if not base.wishes:
        return
    of = replace(base, pins=some_pins(base, random.Random(seed)))
    for found in pin_conflicts(of):
        assert exact_plan(replace(of, pins=found.pins)) is None
