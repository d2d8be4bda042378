"""Levels 5 to 7 of the contract, section 4: the same places for every child, better arranged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from solver.arrangement.aims import COST, GROUPS, KEPT, NEAR, REPORTED, TOGETHER
from solver.arrangement.arranging import formulate_arranging
from solver.clock import Clock
from solver.model.canonical import canonical
from solver.model.layout import Layout, lay_out
from solver.plan import Assignment, Group, Level, Place, Plan, Status
from solver.problem import Policy, Problem
from solver.progress import Teller
from solver.search.assemble import parts_of, point_of
from solver.search.improve import ImproveParams
from solver.search.incumbent import Incumbent
from solver.search.levels import Search, SearchParams
from solver.search.whole_moves import Move
from solver.stopping import Stop

ARRANGING = SearchParams(
    outright=8_000,
    at_once=10.0,
    early=0.0,
    least_stall=3.0,
    shares={TOGETHER: 0.2, NEAR: 0.5, COST: 0.6, GROUPS: 0.4},
    improve=ImproveParams(patience=60),
)
"""How the search shares out its time over the levels of an arrangement."""


@dataclass(frozen=True)
class Arranged:
    """A plan's groups, tutors and places, each sorted by name, and the levels 5 to 7.

    `levels` are `together`, `near`, `cost` and `groups`; each bound is proven given what every
    child gets and the values of the levels before.
    """

    groups: tuple[Group, ...]
    assignments: tuple[Assignment, ...]
    places: tuple[Place, ...]
    levels: tuple[Level, ...]


MOVES = {
    TOGETHER: (Move.SEATS,),
    NEAR: (Move.SEATS,),
    COST: (Move.STAFF, Move.ROOMS),
    GROUPS: (Move.ROOMS,),
    KEPT: (Move.SEATS, Move.STAFF, Move.ROOMS),
}
"""The moves on the whole season that suit each level."""


class _Arranger(Search):
    """A search that first makes, on each level, the moves that suit it."""

    def run(self) -> None:
        """Go through all levels: quickly, so that each gets its turn, and then thoroughly."""
        for level in self.formulation.levels:
            if not self.moves.proven(level):
                quick = [move for move in MOVES[level] if move is not Move.ROOMS]
                self.moves.whole.make(level, quick, self.stop.remaining)
        super().run()

    def settle(self, level: str) -> None:
        """Take one level as far as time and the stopping rule allow."""
        if not self.moves.proven(level):
            self.moves.whole.make(level, MOVES[level], self.stop.remaining)
        super().settle(level)


def arrange(  # noqa: PLR0913  (a plan's parts, and options by name)
    problem: Problem,
    groups: Sequence[Group],
    assignments: Sequence[Assignment],
    places: Sequence[Place],
    stop: Stop,
    *,
    layout: Layout | None = None,
    previous: Plan | None = None,
    teller: Teller | None = None,
    clock: Clock | None = None,
    params: SearchParams | None = None,
) -> Arranged:
    """Arrange a plan anew without changing what any child gets.

    For every pupil and every rank the number of places of that rank stays what it is; every hard
    rule and pin holds, promises that are kept stay kept. Within that, in this order: as few broken
    links as possible, as few minutes from home, as few cents, as few groups; and where there is an
    earlier plan, as many as possible of its groups, places and tutors as they were.

    Args:
        problem: what may be planned; the order of its parts does not matter.
        groups: the open groups of a plan that keeps every rule.
        assignments: its tutors.
        places: its places.
        stop: when to stop. Where no time is left at all, the plan stays as it is.
        layout: the canonical layout of the whole problem, where it is known already.
        previous: the earlier plan whose places are promises (contract, 3.11).
        teller: told about every new best and bound.
        clock: what time is measured by.
        params: how the search shares out its time.

    Raises:
        ValueError: the plan breaks a rule.
    """
    layout = lay_out(canonical(problem)) if layout is None else layout
    formulation = formulate_arranging(layout, places, previous)
    given = Plan(Policy.BEST, Status.FEASIBLE, tuple(groups), tuple(assignments), tuple(places))
    start = point_of(formulation, given)
    if not formulation.program.feasible(start) or parts_of(formulation, start) != (
        tuple(sorted(groups)),
        tuple(sorted(assignments)),
        tuple(sorted(places)),
    ):
        raise ValueError("a plan that breaks a rule cannot be arranged")
    incumbent = Incumbent(formulation, start)
    search = _Arranger(incumbent, stop, teller, params or ARRANGING, clock)
    search.run()
    # Threads may still be in their last move: what is handed over is a plan of its own.
    incumbent = Incumbent(formulation, incumbent.snapshot()[0])
    levels = tuple(level for level in search.levels(incumbent) if level.name in REPORTED)
    return Arranged(*parts_of(formulation, incumbent.snapshot()[0]), levels)
