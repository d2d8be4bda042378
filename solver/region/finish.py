"""The end of a region's plan, on the whole: free seats, the draw, reasons, levels."""

from __future__ import annotations

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


def drawn(layout: Layout, now: Standing, previous: Plan | None) -> tuple[Standing, Level]:
    """After the draw was settled, and what is left of draw envy (contract, section 5)."""
    problem, tables = layout.problem, layout.eligibility
    groups, assignments, places = now.parts
    settled = settle_draw(
        problem, groups, assignments, places, eligibility=tables, previous=previous
    )
    after = Standing((groups, assignments, settled))
    left = len(envious_pairs(problem, after.plan, eligibility=tables, previous=previous))
    return after, Level("draw", left, 0, maximise=False)


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
