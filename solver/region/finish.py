"""The end of a region's plan, on the whole: free seats, the draw, levels."""

from __future__ import annotations

from solver.arrangement.aims import Aims
from solver.arrangement.arranging import formulate_arranging
from solver.arrangement.bonds import Bonds
from solver.arrangement.held import held_ranks, left_open
from solver.fairness.envy import envious_pairs
from solver.fairness.rounds import give_out
from solver.fairness.settle import settle_draw
from solver.model.formulation import FURTHER, LOSS, PLACED, formulate
from solver.model.layout import Layout
from solver.model.objective import plain_bounds
from solver.plan import Level, Plan
from solver.region.narrow import narrowed
from solver.region.standing import Standing
from solver.search.assemble import parts_of, point_of
from solver.search.free_seats import fill_free_seats, move_to_dearer_seats
from solver.search.incumbent import Incumbent


def seated(layout: Layout, now: Standing, previous: Plan | None) -> Standing:
    """With free seats given to whoever can simply take one, or would rather have it."""
    groups, assignments, _ = now.parts
    formulation = formulate(narrowed(layout, groups, assignments), previous)
    incumbent = Incumbent(formulation, point_of(formulation, now.plan))
    fill_free_seats(incumbent)
    while move_to_dearer_seats(incumbent):
        fill_free_seats(incumbent)
    return Standing(parts_of(formulation, incumbent.snapshot()[0]))


def in_rounds(layout: Layout, now: Standing, previous: Plan | None) -> Standing:
    """The groups and tutors with their places given out in rounds (policy `draw`)."""
    groups, assignments, _ = now.parts
    tables = layout.eligibility
    return Standing(
        give_out(layout.problem, groups, assignments, eligibility=tables, previous=previous)
    )


def tidy(layout: Layout, now: Standing, previous: Plan | None) -> Standing:
    """With no seat wasted, and the draw settled (contract, sections 4 and 5)."""
    now = seated(layout, now, previous)
    groups, assignments, places = now.parts
    tables = layout.eligibility
    settled = settle_draw(
        layout.problem, groups, assignments, places, eligibility=tables, previous=previous
    )
    return Standing((groups, assignments, settled))


def envy(layout: Layout, now: Standing, previous: Plan | None) -> Level:
    """What is left of draw envy, counted anew (contract, section 5)."""
    tables = layout.eligibility
    left = envious_pairs(layout.problem, now.plan, eligibility=tables, previous=previous)
    return Level("draw", len(left), 0, maximise=False)


def arrangement(layout: Layout, now: Standing) -> tuple[Level, ...]:
    """Levels 5 to 7: their values, and the plain bounds, given what every child gets.

    The values come from the open groups alone; the bounds look at every group that could open.
    """
    groups, assignments, places = now.parts
    few = narrowed(layout, groups, assignments)
    formulation = formulate_arranging(few, places)
    at = point_of(formulation, now.plan)
    held = held_ranks(few, places)
    wide = left_open(layout, held)
    goals = Aims.of(wide, held, Bonds.of(wide), None).goals()
    return tuple(
        Level(goal.name, formulation.program.value(goal.name, at), goal.plain, maximise=False)
        for goal in goals
    )


def levels(layout: Layout, now: Standing, most: int | None) -> tuple[Level, ...]:
    """Levels 1 to 3: their values, and the bounds that hold.

    `most` is what was proven of level 1. For levels 2 and 3 the bounds are the plain ones: every
    child placed has their dearest wish, and as many places as they asked for.
    """
    plain = plain_bounds(layout)
    placed = min(-plain[PLACED], len(layout.problem.pupils) if most is None else most)
    return (
        Level(PLACED, now.value(PLACED), placed, maximise=True),
        Level(LOSS, now.value(LOSS), plain[LOSS], maximise=False),
        Level(FURTHER, now.value(FURTHER), -plain[FURTHER], maximise=True),
    )
