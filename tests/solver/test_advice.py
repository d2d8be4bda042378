"""Small seasons in which the best addition is known, one for each kind, and what always holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from solver.advice import (
    Addition,
    AdviceParams,
    BrokenRules,
    Counsel,
    LowerMinimum,
    MoreAssistant,
    MoreBlock,
    MoreGroup,
    MoreLead,
    MoreRoom,
    Period,
    Tried,
    additions,
    advise,
    with_addition,
)
from solver.check import check_rules
from solver.plan import Plan
from solver.problem import Offer, Problem, Pupil, Wish
from solver.stopping import Requested, TimeLimit
from tests.solver.problems import (
    block,
    link,
    location,
    offer,
    permuted,
    plan,
    problem,
    pupil,
    random_problem,
    room,
    tutor,
    wish,
)
from tests.solver.solved import SECONDS, planned, values

WEEK = Period(date(2027, 7, 5), date(2027, 7, 11))
IN_PARTS = AdviceParams(wishes=0)
"""As a city is advised: never the whole season at once."""


def children(count: int, asked: str = "O1") -> tuple[Pupil | Wish, ...]:
    """P1, P2, … who all wish the same."""
    names = [f"P{number}" for number in range(1, count + 1)]
    return (*(pupil(name) for name in names), *(wish(f"{name} {asked}") for name in names))


def advised(of: Problem, start: Plan | None = None, params: AdviceParams | None = None) -> Counsel:
    begin = planned(of) if start is None else start
    assert begin is not None
    return advise(of, begin, TimeLimit(SECONDS), params=params)


def told(counsel: Counsel) -> list[tuple[Addition, int, bool]]:
    return [(one.addition, one.placed, one.exact) for one in counsel.advice]


FOUR = offer(sizes=(2, 4), lead_goals="LO-WIS")
LEADERS = (tutor("T1", "lead", goals="LO-WIS"), tutor("T2", "lead", goals="LO-WIS"))
ROOMS = (room("R1"), room("R2"))

SHORT_OF_A_LEAD = problem(FOUR, LEADERS[0], *ROOMS, *children(7))
SHORT_OF_AN_ASSISTANT = problem(
    replace(FOUR, assistants=1), *LEADERS, tutor("A1", "assistant"), *ROOMS, *children(7)
)
SHORT_OF_A_ROOM = problem(
    replace(FOUR, room_features=frozenset({"hall"})),
    *LEADERS,
    room("R1", features="hall"),
    room("R2"),
    *children(7),
)
SHORT_OF_GROUPS = problem(replace(FOUR, max_groups=1), *LEADERS, *ROOMS, *children(7))
SHORT_OF_INTEREST = problem(replace(FOUR, min_size=4), *LEADERS, *ROOMS, *children(3))
SHORT_OF_BLOCKS = problem(FOUR, LEADERS[0], room("R1"), block("B1"), block("B2", "7"), *children(7))

KNOWN: list[tuple[Problem, Addition]] = [
    (SHORT_OF_A_LEAD, MoreLead(frozenset({"LO-WIS"}), WEEK)),
    (SHORT_OF_AN_ASSISTANT, MoreAssistant(WEEK)),
    (SHORT_OF_A_ROOM, MoreRoom("L1", frozenset({"hall"}), 4, WEEK)),
    (SHORT_OF_GROUPS, MoreGroup("O1")),
    (SHORT_OF_INTEREST, LowerMinimum("O1", 3)),
    (SHORT_OF_BLOCKS, MoreBlock("O1", "B2")),
]
IDS = ["lead", "assistant", "room", "group", "minimum", "block"]


@pytest.mark.parametrize(("of", "addition"), KNOWN, ids=IDS)
def test_the_one_addition_that_helps_is_found_and_its_number_is_exact(
    of: Problem, addition: Addition
) -> None:
    counsel = advised(of)
    assert told(counsel) == [(addition, 3, True)]
    assert (counsel.waiting, counsel.tried) == (3, counsel.candidates)


@pytest.mark.parametrize(("of", "addition"), KNOWN, ids=IDS)
def test_a_part_of_the_season_shows_the_same_as_a_lower_bound(
    of: Problem, addition: Addition
) -> None:
    assert told(advised(of, params=IN_PARTS)) == [(addition, 3, False)]


@pytest.mark.parametrize("params", [None, IN_PARTS])
def test_what_a_better_plan_would_bring_anyway_is_not_credited(params: AdviceParams | None) -> None:
    half = plan(SHORT_OF_A_LEAD, {"O1 B1 R1": ("T1", "P1 P2")})
    lead = MoreLead(frozenset({"LO-WIS"}), WEEK)
    assert told(advised(SHORT_OF_A_LEAD, half, params)) == [(lead, 3, params is None)]


def test_a_child_with_a_place_makes_room_for_another() -> None:
    """P3 and P4 only wish O1, which is full; P1 and P2 would leave it for O2."""
    of = problem(
        offer("O1", sizes=(1, 2), lead_goals="LO-WIS", max_groups=1),
        offer("O2", sizes=(2, 2), lead_goals="LO-NED", max_groups=1),
        tutor("T1", goals="LO-WIS"),
        *ROOMS,
        *children(4),
        wish("P1 O2", 2),
        wish("P2 O2", 2),
    )
    start = plan(of, {"O1 B1 R1": ("T1", "P1 P2")})
    expected = [(MoreGroup("O1"), 0), (MoreLead(frozenset({"LO-NED"}), WEEK), 2)]
    for params in (None, IN_PARTS):
        counsel = advised(of, start, params)
        assert [(one.addition, one.placed, one.loss) for one in counsel.advice] == [
            (*expected[1], 2)
        ]


def test_a_room_for_what_waiting_children_need() -> None:
    of = problem(offer(sizes=(1, 4)), *(tutor("T1"), tutor("T2")), pupil(place="step_free"), wish())
    assert told(advised(of)) == [(MoreRoom("L1", frozenset({"step_free"}), 4, WEEK), 1, True)]


def test_a_larger_room_for_a_group_that_is_open() -> None:
    of = problem(offer(sizes=(1, 6), max_groups=1), room(capacity=3), *children(5))
    assert told(advised(of)) == [(MoreRoom("L1", frozenset(), 6, WEEK), 2, True)]


def test_a_lower_minimum_lets_small_rooms_and_small_groups_in() -> None:
    small_room = problem(offer(sizes=(5, 9)), room(capacity=4), *children(9))
    assert told(advised(small_room))[0] == (MoreRoom("L1", frozenset(), 9, WEEK), 9, True)
    assert told(advised(small_room))[1] == (LowerMinimum("O1", 4), 4, True)
    kids = [pupil(f"P{number}", small_group=True) for number in range(1, 9)]
    small_group = problem(offer(sizes=(9, 12)), room(capacity=12), *kids, *children(8)[8:])
    assert told(advised(small_group)) == [(LowerMinimum("O1", 8), 8, True)]


def test_of_equal_numbers_the_highest_minimum_and_only_that_one() -> None:
    of = problem(offer(sizes=(6, 9)), *children(4))
    assert told(advised(of)) == [(LowerMinimum("O1", 4), 4, True)]


def test_a_new_tutor_is_paid_as_others_are() -> None:
    def with_budget(budget: int) -> Problem:
        leads = tutor("T1", "lead", goals="LO-WIS", hourly_cents=1000)
        return problem(FOUR, leads, *ROOMS, *children(7), budget=budget)

    assert told(advised(with_budget(6000)))[0][1] == 3
    assert told(advised(with_budget(5999))) == []


def test_where_nobody_waits_there_is_nothing_to_advise() -> None:
    of = problem(offer(), *children(2))
    assert advised(of) == Counsel((), 0, 0, 0)


def test_no_more_than_was_asked_for() -> None:
    of = problem(offer(sizes=(2, 3)), *ROOMS, block(), block("B2", "7"), *children(7))
    start = planned(of)
    assert start is not None
    several = advise(of, start, TimeLimit(SECONDS))
    assert len(several.advice) > 1
    assert advise(of, start, TimeLimit(SECONDS), top=1).advice == several.advice[:1]
    with pytest.raises(ValueError, match="at least one piece"):
        advise(of, start, TimeLimit(SECONDS), top=0)


def test_time_that_is_over_is_told_honestly() -> None:
    start = planned(SHORT_OF_A_LEAD)
    assert start is not None
    stop = Requested()
    stop.request()
    counsel = advise(SHORT_OF_A_LEAD, start, stop)
    assert (counsel.advice, counsel.tried, counsel.waiting) == ((), 0, 3)
    assert counsel.candidates > 0


def test_somebody_who_listens_hears_every_addition() -> None:
    heard: list[Tried] = []
    start = planned(SHORT_OF_A_LEAD)
    assert start is not None
    counsel = advise(SHORT_OF_A_LEAD, start, TimeLimit(SECONDS), on_progress=heard.append)
    assert [tried.done for tried in heard] == list(range(1, counsel.candidates + 1))
    assert {tried.candidates for tried in heard} == {counsel.candidates}
    assert heard[-1].best == 3


def test_a_stop_in_between_keeps_what_was_found() -> None:
    asked = Requested()
    heard: list[Tried] = []

    def listen(tried: Tried) -> None:
        heard.append(tried)
        asked.request()

    of = random_problem(0, size="crowd")
    start = planned(of)
    assert start is not None
    counsel = advise(of, start, asked, on_progress=listen, params=AdviceParams(threads=1))
    assert [tried.done for tried in heard] == [1]
    assert counsel.tried == 1 < counsel.candidates


def test_without_any_limit_all_gets_done() -> None:
    start = planned(SHORT_OF_A_LEAD)
    assert start is not None
    for params in (None, IN_PARTS):
        counsel = advise(SHORT_OF_A_LEAD, start, Requested(), params=params)
        lead = MoreLead(frozenset({"LO-WIS"}), WEEK)
        assert told(counsel) == [(lead, 3, params is None)]
        assert counsel.tried == counsel.candidates


@pytest.mark.parametrize("wishes", [0, 4000])
def test_threads_do_not_change_what_is_told(wishes: int) -> None:
    of = random_problem(3, size="crowd")
    alone = advised(of, params=AdviceParams(wishes=wishes, threads=1))
    assert advised(of, params=AdviceParams(wishes=wishes, threads=2)) == alone


def test_a_plan_that_breaks_rules_is_not_advised_on() -> None:
    broken = plan(SHORT_OF_A_LEAD, {"O1 B1 R1": ("T2", "P1 P2")})
    with pytest.raises(BrokenRules, match="T2") as raised:
        advise(SHORT_OF_A_LEAD, broken, TimeLimit(SECONDS))
    assert raised.value.violations == check_rules(SHORT_OF_A_LEAD, broken)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: AdviceParams(outright=-1),
        lambda: AdviceParams(wishes=-1),
        lambda: AdviceParams(pupils=3),
        lambda: AdviceParams(least=0),
        lambda: AdviceParams(longest=1),
        lambda: AdviceParams(wider=100),
        lambda: AdviceParams(threads=0),
    ],
)
def test_params_check_themselves(wrong: Callable[[], AdviceParams]) -> None:
    with pytest.raises(ValueError, match=r"sizes are not negative|more than 0 seconds|one thread"):
        wrong()


def test_strictly_linked_children_come_along() -> None:
    of = problem(
        FOUR, LEADERS[0], *ROOMS, *children(7), link("P1 P2"), link("P2 P3"), link("P6 P7")
    )
    for params in (None, IN_PARTS):
        counsel = advised(of, params=params)
        (found,) = counsel.advice
        assert found.placed == 3
        assert check_rules(with_addition(of, found.addition), found.plan) == ()


def test_candidates_name_additions_once_the_best_of_each_kind_first() -> None:
    of = problem(
        FOUR, offer("O2", sizes=(5, 9)), LEADERS[0], room("R1"), location(), *children(7),
        pupil("Q1"), wish("Q1 O2"),
    )  # fmt: skip
    start = planned(of)
    assert start is not None
    found = additions(of, start)
    assert len({one.addition for one in found}) == len(found)
    kinds = [type(one.addition) for one in found]
    firsts = [kinds.index(kind) for kind in dict.fromkeys(kinds)]
    assert firsts == list(range(len(firsts)))
    assert len(additions(of, start, most=1)) == len(firsts)


SEEDS = range(6)


@pytest.mark.parametrize("params", [None, IN_PARTS], ids=["whole", "parts"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_can_be_reached(seed: int, params: AdviceParams | None) -> None:
    of = random_problem(seed, size="crowd")
    start = planned(of)
    if start is None:
        return
    before = values(start)
    assert before is not None
    for one in advised(of, start, params).advice:
        more = with_addition(of, one.addition)
        assert check_rules(more, one.plan) == ()
        assert one.placed > 0
        assert len(one.plan.places_by_pupil) == before["placed"] + one.placed
        after = values(planned(more))
        assert after is not None
        gained = after["placed"] - before["placed"]
        assert gained == one.placed if one.exact else gained >= one.placed


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_tables_does_not_matter(seed: int) -> None:
    of = random_problem(seed, size="crowd")
    start = planned(of)
    if start is not None:
        assert told(advised(permuted(of, seed), start)) == told(advised(of, start))


def test_offers_that_cannot_be_are_passed_over() -> None:
    nothing: Offer = replace(offer(), max_groups=0, blocks=())
    of = problem(nothing, *children(2), block("B1"), block("B2", days=""))
    assert told(advised(of)) == []
