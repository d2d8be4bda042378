"""What the search of an arrangement stands on: whole moves, who waits, columns that follow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from solver.arrangement.arrange import MOVES
from solver.arrangement.arranging import Arranging, formulate_arranging
from solver.arrangement.held import held_ranks, left_open
from solver.clock import WallClock
from solver.model.canonical import canonical
from solver.model.layout import lay_out
from solver.plan import Plan
from solver.problem import Problem
from solver.search.assemble import point_of
from solver.search.incumbent import Incumbent
from solver.search.whole_moves import Move, WholeMoves
from tests.solver.exact import exact_plan
from tests.solver.problems import (
    link,
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
from tests.solver.solved import SECONDS
from tests.solver.test_arrangement import with_friends


def formulated(of: Problem, made: Plan, previous: Plan | None = None) -> Arranging:
    return formulate_arranging(lay_out(canonical(of)), made.places, previous)


def seasons(count: int) -> Iterator[tuple[Arranging, Incumbent]]:
    for seed in range(count):
        of = with_friends(random_problem(seed, size="medium"), seed)
        solved = exact_plan(of)
        assert solved is not None
        formulation = formulated(of, solved[0], solved[0])
        yield formulation, Incumbent(formulation, point_of(formulation, solved[0]))


@pytest.mark.parametrize("at_once", [0, 50_000])
def test_whole_moves_keep_every_row_and_never_worsen_a_level(at_once: int) -> None:
    gained = set()
    for formulation, incumbent in seasons(4):
        moves = WholeMoves(incumbent, WallClock(), at_once=at_once)
        for position, level in enumerate(formulation.levels):
            before = incumbent.costs
            moves.make(level, MOVES[level], lambda: SECONDS)
            after, at = incumbent.costs, incumbent.snapshot()[0]
            assert formulation.program.feasible(at)
            assert after[: position + 1] <= before[: position + 1]
            if after < before:
                gained.add(level)
    assert "cost" in gained


def test_quick_moves_leave_every_group_where_it_is() -> None:
    for formulation, incumbent in seasons(4):
        before = incumbent.snapshot()[0]
        for level in formulation.levels:
            WholeMoves(incumbent, WallClock()).make(
                level, [move for move in MOVES[level] if move is not Move.ROOMS], lambda: SECONDS
            )
        after = incumbent.snapshot()[0]
        groups = formulation.takes.start
        assert after[:groups].tolist() == before[:groups].tolist()
        assert formulation.program.feasible(after)


def test_without_time_no_move_is_made() -> None:
    for formulation, incumbent in seasons(1):
        before = incumbent.snapshot()[0]
        for level in formulation.levels:
            WholeMoves(incumbent, WallClock()).make(level, MOVES[level], lambda: 0.0)
        assert incumbent.snapshot()[0] is before


def test_extra_columns_follow_from_the_others_and_change_only_where_told() -> None:
    for formulation, incumbent in seasons(4):
        at = incumbent.snapshot()[0]
        assert formulation.complete(at).tolist() == at.tolist()
        layout, rng = formulation.layout, np.random.default_rng(1)
        for _ in range(20):
            place = rng.integers(len(layout.place_pupil))
            changed = at.copy()
            changed[formulation.takes.start + place] = 1 - at[formulation.takes.start + place]
            differs = formulation.worked_out(changed) != at[formulation.works.stop :]
            owner = np.arange(len(layout.problem.pupils)) == layout.place_pupil[place]
            assert not np.any(differs & ~formulation.concerning(owner))


def test_only_decisions_that_keep_what_every_child_gets_are_left() -> None:
    for seed in range(60):
        of = random_problem(seed)
        solved = exact_plan(of)
        if solved is None:
            continue
        layout = lay_out(canonical(of))
        held = held_ranks(layout, solved[0].places)
        rest = left_open(layout, held)
        pairs = zip(rest.place_pupil.tolist(), rest.place_rank.tolist(), strict=True)
        assert {*pairs} == {*held}
        assert {*solved[0].groups} <= {*rest.groups}
        assert {*rest.groups} <= {*layout.groups}
        wanted = [one.max_places for one in rest.problem.pupils]
        had = [len(solved[0].places_by_pupil.get(one.id, ())) for one in layout.problem.pupils]
        assert wanted == had


STREET = problem(
    *(location("L1", 0), location("L2", 5), room("R1", "L1"), room("R2", "L2")),
    *(offer(locations="L1 L2"), tutor("T1"), tutor("T2")),
    *(pupil("P1", east=0), pupil("P2", east=5), pupil("P3"), pupil("P4", east=0)),
    *(wish("P1 O1"), wish("P2 O1"), wish("P3 O1"), wish("P4 O1 * L2")),
    *(link("P1 P2", strict=False), link("P1 P4", strict=False)),
)
"""P1 and P2 could be together, P4 lives at the one site and asks for the other."""


def test_who_waits_could_be_better_off() -> None:
    made = plan(STREET, {"O1 B1 R1": ("T1", "P2 P3"), "O1 B1 R2": ("T2", "P1 P4")})
    earlier = plan(STREET, {"O1 B1 R1": ("T1", "P1 P2 P3")})
    formulation = formulated(STREET, made, earlier)
    at = point_of(formulation, made)

    def waiting(level: str) -> list[str]:
        pupils = formulation.layout.problem.pupils
        return sorted(pupils[p].id for p in np.flatnonzero(formulation.waiting(level, at)))

    assert waiting("together") == ["P1", "P2"]
    assert waiting("near") == ["P1", "P2"]
    assert waiting("cost") == waiting("groups") == []
    # P1 had a place at the first site and is promised nothing there: the plan lost it before
    assert waiting("kept") == ["P1"]
