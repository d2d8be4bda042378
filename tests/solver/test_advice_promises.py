"""Earlier promises are kept in every plan made with an addition (contract, 3.11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from solver.advice import AdviceParams, BrokenRules, LowerMinimum, MoreLead, advise, with_addition
from solver.check import check_rules
from solver.stopping import TimeLimit
from tests.solver.problems import (
    offer,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.solved import SECONDS, kept, planned

IN_PARTS = AdviceParams(wishes=0)

CONTESTED = problem(
    offer("O1", sizes=(1, 2), max_groups=1),
    offer("O2", sizes=(4, 6), max_groups=1),
    tutor("T1"),
    room("R1"),
    wish("P1 O1"),
    *(wish(f"{name} O2") for name in ("Q1", "Q2", "Q3")),
    *(pupil(name) for name in ("P1", "Q1", "Q2", "Q3")),
)
"""One room and one tutor: three children could have them with a lower minimum, but not P1 too."""

PROMISED = plan(CONTESTED, {"O1 B1 R1": ("T1", "P1")})


@pytest.mark.parametrize("params", [None, IN_PARTS], ids=["whole", "parts"])
def test_nobody_loses_a_promise_for_an_addition(params: AdviceParams | None) -> None:
    free = advise(CONTESTED, PROMISED, TimeLimit(SECONDS), params=params)
    assert [(one.addition, one.placed) for one in free.advice] == [(LowerMinimum("O2", 3), 2)]
    bound = advise(CONTESTED, PROMISED, TimeLimit(SECONDS), previous=PROMISED, params=params)
    assert bound.advice == ()
    assert bound.tried == free.tried


@pytest.mark.parametrize("params", [None, IN_PARTS], ids=["whole", "parts"])
def test_a_lost_promise_that_an_addition_saves_is_lost_no_more(
    params: AdviceParams | None,
) -> None:
    of = problem(
        offer(sizes=(1, 4), lead_goals="LO-WIS"),
        tutor("T1", "lead", goals="LO-NED"),
        room("R1"),
        *(pupil(name) for name in ("P1", "P2")),
        *(wish(f"{name} O1") for name in ("P1", "P2")),
    )
    before = plan(of, {"O1 B1 R1": ("T1", "P1")})
    start = planned(of, previous=before)
    assert start is not None
    assert [lost.pupil_id for lost in start.lost_promises] == ["P1"]
    counsel = advise(of, start, TimeLimit(SECONDS), previous=before, params=params)
    (best,) = counsel.advice
    assert isinstance(best.addition, MoreLead)
    assert (best.placed, best.exact, best.plan.lost_promises) == (2, params is None, ())


def test_a_promise_broken_without_a_word_is_a_broken_rule() -> None:
    silent = plan(CONTESTED, {})
    with pytest.raises(BrokenRules, match="P1"):
        advise(CONTESTED, silent, TimeLimit(SECONDS), previous=PROMISED)


@pytest.mark.parametrize("params", [None, IN_PARTS], ids=["whole", "parts"])
@pytest.mark.parametrize("seed", range(4))
def test_as_many_promises_are_kept_with_every_addition(
    seed: int, params: AdviceParams | None
) -> None:
    before = random_problem(seed, size="crowd")
    previous = planned(before)
    if previous is None or not previous.assignments:
        return
    ill = previous.assignments[0].tutor_id
    of = replace(before, tutors=tuple(one for one in before.tutors if one.id != ill), pins=())
    start = planned(of, previous=previous)
    if start is None:
        return
    counsel = advise(of, start, TimeLimit(SECONDS), previous=previous, params=params)
    for one in counsel.advice:
        assert check_rules(with_addition(of, one.addition), one.plan, previous=previous) == ()
        assert kept(of, one.plan, previous) >= kept(of, start, previous)
