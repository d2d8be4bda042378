"""One form for every problem, so that the order of rows in a table cannot change a plan."""

from __future__ import annotations

from dataclasses import replace

from solver.fairness.draw import draw_numbers
from solver.pins.conflict import pin_order
from solver.problem import Offer, Problem, Wish


def canonical(problem: Problem) -> Problem:
    """The same problem with pupils in the order of the draw and everything else by id."""
    numbers = draw_numbers(problem.season.draw_seed, (pupil.id for pupil in problem.pupils))

    def wish_order(wish: Wish) -> tuple[int, int, str, str, str]:
        where = (wish.offer_id, wish.block_id or "", wish.location_id or "")
        return (numbers[wish.pupil_id], wish.rank, *where)

    return replace(
        problem,
        blocks=tuple(sorted(problem.blocks, key=lambda part: part.id)),
        locations=tuple(sorted(problem.locations, key=lambda part: part.id)),
        rooms=tuple(sorted(problem.rooms, key=lambda part: part.id)),
        tutors=tuple(sorted(problem.tutors, key=lambda part: part.id)),
        offers=tuple(map(_offer, sorted(problem.offers, key=lambda part: part.id))),
        pupils=tuple(sorted(problem.pupils, key=lambda pupil: numbers[pupil.id])),
        wishes=tuple(sorted(problem.wishes, key=wish_order)),
        links=tuple(sorted(problem.links, key=lambda k: (k.pupil_a, k.pupil_b, k.kind, k.strict))),
        pins=tuple(sorted(problem.pins, key=pin_order)),
    )


def _offer(offer: Offer) -> Offer:
    blocks, locations = tuple(sorted(offer.blocks)), tuple(sorted(offer.locations))
    return replace(offer, blocks=blocks, locations=locations)
