"""What becomes of the plan that was searched, under each policy (contract, sections 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass

from solver.arrangement.arrange import arrange
from solver.fairness.envy import envious_pairs
from solver.fairness.rounds import give_out
from solver.fairness.settle import settle_draw
from solver.model.formulation import PROMISES, Formulation
from solver.model.program import Floats
from solver.plan import Assignment, Group, Level, Place, Plan, Status
from solver.problem import Policy
from solver.search.assemble import Parts, parts_of, point_of
from solver.search.free_seats import fill_free_seats, move_to_dearer_seats
from solver.search.incumbent import Incumbent
from solver.search.levels import Search
from solver.stopping import Stop

DRAW = "draw"
"""The level that counts envious pairs."""


@dataclass(frozen=True)
class Given:
    """What is given to whom, and how good that is; everything sorted by name."""

    groups: tuple[Group, ...]
    assignments: tuple[Assignment, ...]
    places: tuple[Place, ...]
    levels: tuple[Level, ...]


def by_best(search: Search, stop: Stop, previous: Plan | None) -> Given:
    """The plan that was found, with no seat wasted and no draw envy, well arranged.

    Arranging changes no child's ranks, but it may free a seat that somebody can take, or open an
    exchange that the draw asks for. Then these come first, and the plan is arranged again. Each
    time what children get is better by the levels 1 to 4, so it ends.

    The level `draw` holds the number of envious pairs as counted afterwards.
    """
    formulation = search.formulation
    layout = formulation.layout
    parts = _tidy(formulation, search.incumbent.snapshot()[0], previous)
    settled = _envious(formulation, parts, previous)
    search.teller.tell(search.teller.at("settle", DRAW, settled, 0))
    while True:
        arranged = arrange(
            layout.problem,
            *parts,
            stop,
            layout=layout,
            previous=previous,
            teller=search.teller,
            clock=search.clock,
        )
        parts = arranged.groups, arranged.assignments, arranged.places
        tidied = _tidy(formulation, _point(formulation, parts), previous)
        if tidied == parts:
            break
        parts = tidied
    draw = Level(DRAW, _envious(formulation, parts, previous), 0, maximise=False)
    given = Incumbent(formulation, _point(formulation, parts))
    return Given(*parts, (*_levels(search, given), draw, *arranged.levels))


def _tidy(formulation: Formulation, at: Floats, previous: Plan | None) -> Parts:
    """The same groups and tutors, with no seat wasted and no draw envy."""
    incumbent = Incumbent(formulation, at)
    fill_free_seats(incumbent)
    while move_to_dearer_seats(incumbent):
        fill_free_seats(incumbent)
    groups, assignments, places = parts_of(formulation, incumbent.snapshot()[0])
    layout = formulation.layout
    settled = settle_draw(
        layout.problem,
        groups,
        assignments,
        places,
        eligibility=layout.eligibility,
        previous=previous,
    )
    return groups, assignments, settled


def by_draw(search: Search, stop: Stop, previous: Plan | None) -> Given:  # noqa: ARG001
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
    given = Incumbent(formulation, _point(formulation, parts))
    return Given(*parts, _levels(search, given))


def _point(formulation: Formulation, parts: Parts) -> Floats:
    return point_of(formulation, Plan(Policy.BEST, Status.FEASIBLE, *parts))


def _levels(search: Search, of: Incumbent) -> tuple[Level, ...]:
    return tuple(level for level in search.levels(of) if level.name != PROMISES)


def _envious(formulation: Formulation, parts: Parts, previous: Plan | None) -> int:
    plan = Plan(Policy.BEST, Status.FEASIBLE, *parts)
    layout = formulation.layout
    return len(
        envious_pairs(layout.problem, plan, eligibility=layout.eligibility, previous=previous)
    )
