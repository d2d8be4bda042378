"""Draw envy: by hand, and against the count that makes every exchange literally.

With the seed of these problems P2 is drawn before P3, and P3 before P1.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from solver.check import check_rules, level_values
from solver.fairness.draw import draw_numbers
from solver.fairness.envy import Envy, Move, carry_out, envious_pairs, exchanges
from solver.fairness.outcome import Outcome
from solver.fairness.seating import Seating
from solver.plan import LostPromise, Place, Plan
from solver.problem import Pin, Problem, Pupil, Wish
from tests.solver.brute_envy import brute_exchanges, brute_pairs
from tests.solver.problems import (
    block,
    group,
    link,
    offer,
    pin,
    plan,
    problem,
    pupil,
    room,
    tutor,
    wish,
)
from tests.solver.random_plan import made_up

TAKEN = {"O1 B1 R1": ("T1", "P1")}


def test_the_draw_of_these_tests() -> None:
    assert draw_numbers("seed", ["P1", "P2", "P3"]) == {"P2": 1, "P3": 2, "P1": 3}


def pairs(of: Problem, made: Plan, previous: Plan | None = None) -> set[tuple[str, str]]:
    """The envious pairs, about which both counts agree."""
    assert not check_rules(of, made, previous=previous)
    found = {(e.pupil_a, e.pupil_b) for e in envious_pairs(of, made, previous=previous)}
    assert found == brute_pairs(of, made, previous=previous)
    return found


def contest(*more: Wish | Pin, first: Pupil | None = None, last: Pupil | None = None) -> Problem:
    """P2, drawn first, and P1, drawn last, both wish the one seat."""
    return problem(
        offer(sizes=(1, 1)),
        first or pupil("P2"),
        last or pupil("P1"),
        *(wish("P2 O1"), wish("P1 O1")),
        *more,
    )


def test_who_was_drawn_first_envies_the_only_seat() -> None:
    of = contest()
    seat = group("O1 B1 R1")
    assert envious_pairs(of, plan(of, TAKEN)) == (
        Envy("P2", 1, "P1", 2, seat, None, False, Outcome(1, -1, 1, -1)),
    )
    (found,) = envious_pairs(of, plan(of, TAKEN))
    assert found.moves == (Move("P2", None, seat), Move("P1", seat, None))


def test_who_was_drawn_last_envies_nobody() -> None:
    of = contest()
    assert pairs(of, plan(of, {"O1 B1 R1": ("T1", "P2")})) == set()


@pytest.mark.parametrize(
    "of",
    [
        contest(first=pupil("P2", max_places=0)),
        contest(first=pupil("P2", place="step_free")),
        contest(first=pupil("P2", support="extra_adult")),
        contest(first=pupil("P2", east=9, max_travel=10)),
        contest(pin("O1 B1 R1", must=False, pupil_id="P2")),
        contest(pin("O1 B1 R1", must=True, pupil_id="P1")),
    ],
    ids=["no place asked", "place need", "support need", "too far", "barred", "pinned"],
)
def test_who_may_not_have_the_seat_does_not_envy_it(of: Problem) -> None:
    assert pairs(of, plan(of, TAKEN)) == set()


def test_a_companion_needs_a_chair() -> None:
    parts = (pupil("P2", companion=True), pupil("P1"), wish("P2 O1"), wish("P1 O1"))
    tight = problem(offer(sizes=(1, 1)), room(capacity=1), *parts)
    wide = problem(offer(sizes=(1, 1)), room(capacity=2), *parts)
    assert pairs(tight, plan(tight, TAKEN)) == set()
    assert pairs(wide, plan(wide, TAKEN)) == {("P2", "P1")}


def test_a_small_group_stays_small() -> None:
    nine = [f"Q{n}" for n in range(8)]
    crowd = [part for name in nine for part in (pupil(name), wish(f"{name} O1"))]
    of = problem(
        offer(),
        *(pupil("P2", small_group=True), pupil("P1"), wish("P2 O1"), wish("P1 O1")),
        *crowd,
    )
    full = plan(of, {"O1 B1 R1": ("T1", " ".join(["P1", *nine]))})
    eight = plan(of, {"O1 B1 R1": ("T1", " ".join(["P1", *nine[1:]]))})
    assert [e for e in pairs(of, full) if e[0] == "P2"] == []
    assert ("P2", "P1") in pairs(of, eight)


def test_a_dearer_wish_for_one_is_a_dearer_wish_lost_by_the_other() -> None:
    """Levels 1 to 3 stay only where the two ranks are exchanged as well."""
    parts = (
        *(offer(sizes=(1, 1)), offer("O2", sizes=(1, 1)), room(), room("R2"), tutor(), tutor("T2")),
        *(pupil("P2"), pupil("P1"), wish("P2 O1"), wish("P2 O2", 2)),
    )
    groups = {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P2")}
    alike = problem(*parts, wish("P1 O1"), wish("P1 O2", 2))
    unlike = problem(*parts, wish("P1 O1"), wish("P1 O3", 2), wish("P1 O2", 3), offer("O3"))
    alone = problem(*parts, wish("P1 O1"))
    assert pairs(alike, plan(alike, groups)) == {("P2", "P1")}
    assert envious_pairs(alike, plan(alike, groups))[0].passed_on
    assert pairs(unlike, plan(unlike, groups)) == set()
    assert pairs(alone, plan(alone, groups)) == set()


def test_a_second_place_is_worth_the_same_to_both() -> None:
    parts = (
        *(offer(sizes=(1, 2)), offer("O2", sizes=(1, 1), blocks="B2")),
        *(block(), block("B2", "1"), pupil("P2", max_places=2), pupil("P1", max_places=2)),
        *(wish("P2 O1"), wish("P2 O2", 2), wish("P1 O1"), wish("P1 O2", 2)),
    )
    of = problem(*parts)
    made = plan(of, {"O1 B1 R1": ("T1", "P1 P2"), "O2 B2 R1": ("T1", "P1")})
    assert pairs(of, made) == {("P2", "P1")}


@pytest.mark.parametrize(("least", "envied"), [(0, {("P2", "P1")}), (1, set())])
def test_a_seat_stays_empty_where_b_may_not_have_it(
    least: int, envied: set[tuple[str, str]]
) -> None:
    """A sixth place adds nothing to level 3, so that P1 can do without one."""
    days = range(6)
    of = problem(
        *(block(f"B{day}", str(day)) for day in range(8)),
        *(offer(f"O{day}", sizes=(1, 1), blocks=f"B{day}") for day in (*days, 6)),
        *(offer("O7", sizes=(least, 1), blocks="B7"), pupil("P1", max_places=6)),
        *(wish(f"P1 O{day}") for day in days),
        *(pupil("P2", max_places=2), wish("P2 O6"), wish("P2 O5", 2), wish("P2 O7", 3)),
    )
    groups = {f"O{day} B{day} R1": ("T1", "P1") for day in days}
    made = plan(of, {**groups, "O6 B6 R1": ("T1", "P2"), "O7 B7 R1": ("T1", "P2")})
    assert pairs(of, made) == envied
    moves = [envy.moves for envy in envious_pairs(of, made)]
    seat, left = group("O5 B5 R1"), group("O7 B7 R1")
    assert moves == [(Move("P2", left, seat), Move("P1", seat, None))] * len(envied)


def test_what_clashes_is_what_is_given_up() -> None:
    """P2 may have two places but has one in the way: it goes to P1, who wished it."""
    of = problem(
        *(offer(sizes=(1, 1)), offer("O2", sizes=(1, 1)), room(), room("R2"), tutor(), tutor("T2")),
        *(pupil("P2", max_places=2), pupil("P1"), wish("P2 O1"), wish("P2 O2", 2)),
        *(wish("P1 O1"), wish("P1 O2", 2)),
    )
    made = plan(of, {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P2")})
    assert pairs(of, made) == {("P2", "P1")}
    assert envious_pairs(of, made)[0].given_up == group("O2 B1 R2")


def test_what_is_in_nobodys_way_is_not_given_up_unless_freely() -> None:
    of = problem(
        *(block(), block("B2", "1"), offer(sizes=(1, 1)), offer("O2", sizes=(1, 1), blocks="B2")),
        *(pupil("P2", max_places=2), pupil("P1"), wish("P2 O1"), wish("P2 O2", 2)),
        *(wish("P1 O1"), wish("P1 O2", 2)),
    )
    made = plan(of, {"O1 B1 R1": ("T1", "P1"), "O2 B2 R1": ("T1", "P2")})
    assert pairs(of, made) == set()
    assert {(e.pupil_a, e.pupil_b) for e in envious_pairs(of, made, freely=True)} == {("P2", "P1")}
    assert brute_pairs(of, made, freely=True) == {("P2", "P1")}


def test_strict_links_hold_together_or_forbid() -> None:
    parts = (
        *(offer(sizes=(1, 2)), pupil("P1"), pupil("P2"), pupil("P3")),
        *(wish("P1 O1"), wish("P2 O1"), wish("P3 O1")),
    )
    loose, bound = problem(*parts), problem(*parts, link("P2 P3"))
    made = plan(loose, TAKEN)
    assert pairs(loose, made) == {("P2", "P1"), ("P3", "P1")}
    assert pairs(bound, made) == set()


def test_those_bound_to_one_site_may_exchange_rooms_there() -> None:
    of = problem(
        *(offer(sizes=(1, 1)), offer("O2", sizes=(1, 1)), room(), room("R2"), tutor(), tutor("T2")),
        *(pupil("P2"), pupil("P1"), link("P1 P2", "same_site")),
        *(wish("P2 O1"), wish("P2 O2", 2), wish("P1 O1"), wish("P1 O2", 2)),
    )
    made = plan(of, {"O1 B1 R1": ("T1", "P1"), "O2 B1 R2": ("T2", "P2")})
    assert pairs(of, made) == {("P2", "P1")}


def test_a_promised_place_is_not_handed_over() -> None:
    of = contest()
    made = plan(of, TAKEN)
    assert pairs(of, made, previous=made) == set()
    elsewhere = replace(made, places=(Place("P1", group("O1 B1 R9"), 1),))
    assert pairs(of, made, previous=elsewhere) == set()


def test_a_promise_listed_as_lost_binds_nobody() -> None:
    of = contest()
    promised = plan(of, {"O1 B1 R1": ("T1", "P2")})
    lost = LostPromise("P2", group("O1 B1 R1"), "full", {})
    made = replace(plan(of, TAKEN), lost_promises=(lost,))
    assert pairs(of, made, previous=promised) == {("P2", "P1")}


def test_a_pair_counts_once_and_its_best_exchange_is_given() -> None:
    of = problem(
        *(block(f"B{day}", str(day)) for day in range(3)),
        *(offer(f"O{day}", sizes=(1, 1), blocks=f"B{day}") for day in range(3)),
        *(pupil("P1", max_places=2), wish("P1 O0"), wish("P1 O1")),
        *(pupil("P2", max_places=2), wish("P2 O2"), wish("P2 O0", 3), wish("P2 O1", 2)),
    )
    made = plan(of, {"O0 B0 R1": ("T1", "P1"), "O1 B1 R1": ("T1", "P1"), "O2 B2 R1": ("T1", "P2")})
    assert len(list(exchanges(Seating(of, made), 1))) == 2
    assert pairs(of, made) == {("P2", "P1")}
    assert [envy.seat for envy in envious_pairs(of, made)] == [group("O1 B1 R1")]


@pytest.mark.parametrize("freely", [False, True])
def test_both_counts_agree_on_any_plan(freely: bool) -> None:
    kinds: Counter[tuple[bool, bool]] = Counter()
    bound = 0
    for seed in range(200):
        case = made_up(seed)
        if case is None:
            continue
        of, made, previous = case
        found = envious_pairs(of, made, previous=previous, freely=freely)
        brute = brute_pairs(of, made, previous=previous, freely=freely)
        assert (seed, {(e.pupil_a, e.pupil_b) for e in found}) == (seed, brute)
        kinds.update((e.given_up is not None, e.passed_on) for e in found)
        bound += previous is not None and len(envious_pairs(of, made)) - len(found)
    assert kinds[False, False] > 50
    assert kinds[True, True] > 5
    assert bound > 10


def test_every_exchange_gives_the_plan_that_is_made_literally() -> None:
    several = 0
    for seed in range(120):
        case = made_up(seed)
        if case is None:
            continue
        of, made, previous = case
        found = []
        for number in range(len(of.pupils)):
            for envy in exchanges(Seating(of, made, previous=previous), number):
                seating = Seating(of, made, previous=previous)
                carry_out(seating, envy)
                found.append((envy.pupil_a, envy.pupil_b, frozenset(seating.places())))
        literal = list(brute_exchanges(of, made, previous=previous))
        assert (seed, Counter(found)) == (seed, Counter(literal))
        several += len(found) > 1
    assert several > 5


def test_carrying_out_exchanges_ends_without_envy_and_costs_nothing() -> None:
    for seed in range(60):
        case = made_up(seed)
        if case is None:
            continue
        of, made, _ = case
        seating = Seating(of, made)
        for _ in range(1000):
            found = next((e for p in range(len(of.pupils)) for e in exchanges(seating, p)), None)
            if found is None:
                break
            carry_out(seating, found)
        after = replace(made, places=seating.places())
        assert (seed, envious_pairs(of, after), check_rules(of, after)) == (seed, (), ())
        values, before = level_values(of, after), level_values(of, made)
        for name in ("placed", "loss", "further"):
            assert (seed, name, values[name]) == (seed, name, before[name])
