"""What becomes of the plan that was searched, under each policy (contract, sections 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass

from solver.fairness.envy import envious_pairs
from solver.fairness.rounds import give_out
from solver.fairness.settle import settle_draw
from solver.model.formulation import PROMISES, Formulation
from solver.plan import Assignment, Group, Level, Place, Plan, Status
from solver.problem import Policy
from solver.search.assemble import Parts, parts_of, point_of, with_places
from solver.search.free_seats import fill_free_seats, move_to_dearer_seats
from solver.search.incumbent import Incumbent
from solver.search.levels import Search

DRAW = "draw"
"""The level that counts envious pairs."""


@dataclass(frozen=True)
class Given:
    """What is given to whom, and how good that is; everything sorted by name."""

    groups: tuple[Group, ...]
    assignments: tuple[Assignment, ...]
    places: tuple[Place, ...]
    levels: tuple[Level, ...]


def by_best(search: Search, previous: Plan | None) -> Given:
    """The plan that was found, with no seat wasted and no draw envy.

    The level `draw` holds the number of envious pairs as counted afterwards.
    """
    incumbent = _own(search.incumbent)
    fill_free_seats(incumbent)
    while move_to_dearer_seats(incumbent):
        fill_free_seats(incumbent)
    formulation = search.formulation
    at = incumbent.snapshot()[0]
    groups, assignments, places = parts_of(formulation, at)
    tables = formulation.layout.eligibility
    settled = settle_draw(
        formulation.layout.problem,
        groups,
        assignments,
        places,
        eligibility=tables,
        previous=previous,
    )
    if settled != places:
        incumbent = Incumbent(formulation, with_places(formulation, at, settled))
    draw = Level(DRAW, _envious(formulation, (groups, assignments, settled), previous), 0, False)
    return Given(groups, assignments, settled, (*_levels(search, incumbent), draw))


def by_draw(search: Search, previous: Plan | None) -> Given:
    """The groups, rooms and tutors that were found, their places given out in rounds."""
    formulation = search.formulation
    groups, assignments, _ = parts_of(formulation, search.incumbent.snapshot()[0])
    parts = give_out(
        formulation.layout.problem,
        groups,
        assignments,
        eligibility=formulation.layout.eligibility,
        previous=previous,
    )
    given = Incumbent(
        formulation, point_of(formulation, Plan(Policy.DRAW, Status.FEASIBLE, *parts))
    )
    return Given(*parts, _levels(search, given))


def _own(incumbent: Incumbent) -> Incumbent:
    """A plan of its own: threads may still be in their last move on the one they share."""
    return Incumbent(incumbent.formulation, incumbent.snapshot()[0])


def _levels(search: Search, of: Incumbent) -> tuple[Level, ...]:
    return tuple(level for level in search.levels(of) if level.name != PROMISES)


def _envious(formulation: Formulation, parts: Parts, previous: Plan | None) -> int:
    plan = Plan(Policy.BEST, Status.FEASIBLE, *parts)
    layout = formulation.layout
    return len(
        envious_pairs(layout.problem, plan, eligibility=layout.eligibility, previous=previous)
    )
