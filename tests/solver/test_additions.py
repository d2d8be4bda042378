from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from solver.advice import (
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
    with_addition,
)
from solver.advice.addition import Addition, period_of
from solver.problem import MalformedProblem, Role, Room, Tutor, Window
from tests.solver.problems import MONDAY, block, offer, problem, room, tutor

WEEK = Period(date(2027, 7, 5), date(2027, 7, 11))
ALL_WEEK = (Window(date(2027, 7, 5), date(2027, 7, 11)),)
SEASON = problem(
    offer(sizes=(3, 8), max_groups=2),
    block(),
    block("B2", "7"),
    tutor("T1", "lead", hourly_cents=1000),
    tutor("T2", "lead assistant", hourly_cents=1500),
    tutor("T3", "assistant", hourly_cents=2000),
)


def test_a_new_tutor_can_do_what_is_asked_and_no_more() -> None:
    goals = frozenset({"LO-WIS"})
    lead = Tutor("new-tutor", frozenset({Role.LEAD}), goals, hourly_cents=1500, windows=ALL_WEEK)
    assistant = Tutor("new-tutor", frozenset({Role.ASSISTANT}), hourly_cents=2000, windows=ALL_WEEK)
    assert with_addition(SEASON, MoreLead(goals, WEEK)) == replace(
        SEASON, tutors=(*SEASON.tutors, lead)
    )
    assert with_addition(SEASON, MoreAssistant(WEEK)) == replace(
        SEASON, tutors=(*SEASON.tutors, assistant)
    )


def test_a_new_tutor_of_a_role_that_nobody_has_costs_nothing() -> None:
    season = problem(offer(), tutor("T1", "lead", hourly_cents=1000))
    assert with_addition(season, MoreAssistant(WEEK)).tutors[-1].hourly_cents == 0


def test_a_new_room() -> None:
    addition = MoreRoom("L1", frozenset({"hall"}), 12, WEEK)
    new = Room("new-room", "L1", 12, features=frozenset({"hall"}), windows=ALL_WEEK)
    assert with_addition(SEASON, addition) == replace(SEASON, rooms=(*SEASON.rooms, new))


def test_a_new_id_is_one_that_nobody_has() -> None:
    season = problem(offer(), tutor("new-tutor"), room("new-room"), room("new-room+"))
    assert with_addition(season, MoreAssistant(WEEK)).tutors[-1].id == "new-tutor+"
    more = with_addition(season, MoreRoom("L1", frozenset(), 1, WEEK))
    assert more.rooms[-1].id == "new-room++"


@pytest.mark.parametrize(
    ("addition", "changed"),
    [
        (MoreGroup("O1"), {"max_groups": 3}),
        (LowerMinimum("O1", 2), {"min_size": 2}),
        (MoreBlock("O1", "B2"), {"blocks": ("B1", "B2")}),
    ],
)
def test_a_limit_of_an_offer(addition: Addition, changed: dict[str, object]) -> None:
    (was,) = SEASON.offers
    expected = replace(SEASON, offers=(replace(was, **changed),))  # type: ignore[arg-type]
    assert with_addition(SEASON, addition) == expected


@pytest.mark.parametrize(
    ("addition", "error"),
    [
        (LowerMinimum("O1", 3), ValueError),
        (LowerMinimum("O1", 0), ValueError),
        (MoreBlock("O1", "B1"), ValueError),
        (MoreBlock("O1", "B9"), MalformedProblem),
        (MoreGroup("O9"), KeyError),
        (MoreRoom("L9", frozenset(), 1, WEEK), MalformedProblem),
        (MoreAssistant(Period(MONDAY, MONDAY, "B9")), KeyError),
    ],
)
def test_an_addition_that_adds_nothing_or_is_unknown(
    addition: Addition, error: type[Exception]
) -> None:
    with pytest.raises(error):
        with_addition(SEASON, addition)


def test_the_period_of_a_block_in_one_week_is_that_week() -> None:
    assert period_of(block(days="2 4")) == WEEK
    assert WEEK.windows(SEASON) == ALL_WEEK


def test_the_period_of_a_longer_block_is_that_of_its_sessions() -> None:
    long = block("B9", "6 7")
    season = problem(offer(blocks="B9"), long)
    period = period_of(long)
    assert period == Period(date(2027, 7, 11), date(2027, 7, 12), "B9")
    assert period.windows(season) == (
        Window(date(2027, 7, 11), date(2027, 7, 11), 540, 720),
        Window(date(2027, 7, 12), date(2027, 7, 12), 540, 720),
    )
