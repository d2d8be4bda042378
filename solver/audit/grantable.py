"""Whose wishes could be granted at all, were there nobody else to think of."""

from __future__ import annotations

from solver.eligibility import Eligibility
from solver.problem import Problem, Wish
from solver.reasons.openings import Cell, Closures, Openings
from solver.reasons.standing import Standing


class Grantable:
    """Tells, child by child, whether a wish could be granted.

    A wish could be granted where there is a block, a location and a room in which the offer may
    run, that the planner did not close, with tutors who could be the team and within the budget
    by itself, in which this child may be by age, days, distance and needs (contract, 3.1 to 3.7,
    3.9, 3.10). How many others wish it, and who else needs that room or team, is left out.
    """

    def __init__(self, problem: Problem, eligibility: Eligibility) -> None:
        self._problem = problem
        self._tables = eligibility
        self._closures = Closures(eligibility, problem.pins)
        self._openings = Openings(Standing(eligibility), self._closures)
        self._known: dict[tuple[Cell, int, frozenset[str]], bool] = {}

    def any_wish(self, pupil_id: str) -> bool:
        """Whether some wish of this child could be granted."""
        pupil = self._tables.pupil_index[pupil_id]
        if self._problem.pupils[pupil].max_places < 1:
            return False
        wishes = self._problem.wishes_by_pupil.get(pupil_id, ())
        return any(self._wish(pupil, wish) for wish in wishes)

    def _wish(self, pupil: int, wish: Wish) -> bool:
        tables, offer = self._tables, self._problem.offer_by_id[wish.offer_id]
        return offer.max_groups > 0 and any(
            self._in_cell(
                pupil,
                Cell(
                    tables.offer_index[offer.id],
                    tables.block_index[block_id],
                    tables.location_index[location_id],
                ),
            )
            for block_id in offer.blocks
            for location_id in offer.locations
            if wish.matches(offer.id, block_id, location_id)
        )

    def _in_cell(self, pupil: int, cell: Cell) -> bool:
        return self._openings.attends(pupil, cell) and any(
            not self._closures.bars(pupil, cell, room)
            and self._staffed(cell, room, self._problem.pupils[pupil].support_needs)
            for room in self._openings.rooms_for(pupil, cell)
        )

    def _staffed(self, cell: Cell, room: int, skills: frozenset[str]) -> bool:
        key = (cell, room, skills)
        if key not in self._known:
            barred = self._closures.barred_tutors(cell, room)
            price = self._openings.team(cell, skills, barred)
            self._known[key] = price is not None and self._openings.affordable(cell, price)
        return self._known[key]
