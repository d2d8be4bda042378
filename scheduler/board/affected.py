"""Whose refused wishes can have another reason, since groups, tutors or rooms changed.

A reason that looks at what is free (`BESIDE`) asks of each spot (offer, block, site) that the
child could attend: is a team free there, and which rooms, and is there money? Here the spots are
found where an answer is another than before, and who asked for a group there and could come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Final

import numpy as np

from models.enums import RefusalReason
from scheduler.reasons.known import Pinned
from solver.eligibility import Eligibility
from solver.reasons.openings import NOBODY, Cell, Closures, Openings
from solver.reasons.standing import Standing

BESIDE: Final = (
    RefusalReason.NO_TUTOR,
    RefusalReason.NO_ROOM,
    RefusalReason.BUDGET,
    RefusalReason.TOO_FEW,
    RefusalReason.LINKED,
    RefusalReason.TRADED,
)
"""Reasons that look at which tutors and rooms are free and what everything costs."""

_Open = Mapping[int, Set[int]]


class Affected:
    """Compares what is free before and after; `possible` is the empty summer of both.

    The pins are those after: what a pin on a group says counts for wishes for its offer alone,
    and those are told anew whatever comes out here.
    """

    def __init__(self, before: Openings, after: Openings, pinned: Pinned) -> None:
        self._before, self._after, self._possible = before, after, pinned.possible
        self._closures: Closures = pinned.closures
        self._tables: Eligibility = pinned.tables
        self._problem = pinned.problem
        self._differs: dict[tuple[Cell, frozenset[str]], bool] = {}
        free = before.standing.room_free ^ after.standing.room_free
        self._freed = {(int(room), int(block)) for room, block in np.argwhere(free)}
        by_tutors = frozenset(self._by_tutors())
        after.remember(before, but=by_tutors)
        self._cells = by_tutors.union(self._by_rooms(), self._by_cost())

    def offers(self) -> frozenset[int]:
        """The offers with a spot where something may be otherwise, by index."""
        return frozenset(cell.offer for cell in self._cells)

    def find(self, open_wishes: _Open) -> set[tuple[int, int]]:
        """(Pupil, offer) of whose wishes the reason can be another now, by index.

        `open_wishes`: by offer the pupils who have a wish that was refused for such a reason.
        """
        found: set[tuple[int, int]] = set()
        for cell in self._cells:
            waiting = open_wishes.get(cell.offer)
            if not waiting:
                continue
            for pupil in self._possible.interested(cell).tolist():
                if pupil in waiting and (pupil, cell.offer) not in found:
                    skills = self._problem.pupils[pupil].support_needs
                    if self._is_other(cell, skills):
                        found.add((pupil, cell.offer))
        return found

    def _is_other(self, cell: Cell, skills: frozenset[str]) -> bool:
        key = (cell, skills)
        if key not in self._differs:
            self._differs[key] = self._compare(cell, skills)
        return self._differs[key]

    def _compare(self, cell: Cell, skills: frozenset[str]) -> bool:
        for room in (None, *self._possible.rooms(cell)):
            barred = NOBODY if room is None else self._closures.barred_tutors(cell, room)
            then = self._before.team(cell, skills, barred)
            now = self._after.team(cell, skills, barred)
            if then != now:
                return True
            if now is None:
                continue
            if room is not None and (room, cell.block) in self._freed:
                return True
            if self._before.affordable(cell, now) != self._after.affordable(cell, now):
                return True
        return False

    def _by_tutors(self) -> Iterator[Cell]:
        tables, then, now = self._tables, self._before.standing, self._after.standing
        for tutor in then.teaching.keys() | now.teaching.keys():
            if _spots(then, tutor) == _spots(now, tutor):
                continue
            offers = np.flatnonzero(
                tables.tutor_offer_lead[tutor] | tables.tutor_offer_assist[tutor]
            ).tolist()
            blocks = np.flatnonzero(tables.tutor_block[tutor]).tolist()
            sites = np.flatnonzero(tables.tutor_location[tutor]).tolist()
            for block in blocks:
                for site in sites:
                    if _is_free(then, tutor, block, site) != _is_free(now, tutor, block, site):
                        yield from self._spots_of(offers, block, site)

    def _by_rooms(self) -> Iterator[Cell]:
        for room, block in self._freed:
            offers = np.flatnonzero(self._tables.room_offer[room]).tolist()
            yield from self._spots_of(offers, block, self._tables.room_location[room])

    def _by_cost(self) -> Iterator[Cell]:
        """Spots where what is left of the budget was enough and is not, or the other way round."""
        then, now = self._before.standing.cost, self._after.standing.cost
        budget = self._problem.season.budget_cents
        if budget is None or then == now:
            return
        least, most = sorted((60 * budget - then, 60 * budget - now))
        prices = sorted(tutor.hourly_cents for tutor in self._problem.tutors)
        for number, offer in enumerate(self._problem.offers):
            people = offer.leads + offer.assistants
            cheap, dear = sum(prices[:people]), sum(prices[len(prices) - people :])
            for name in offer.blocks:
                block = self._tables.block_index[name]
                minutes = self._after.standing.block_minutes[block]
                fixed = 60 * offer.group_cents
                if fixed + dear * minutes > least and fixed + cheap * minutes <= most:
                    for site in offer.locations:
                        yield Cell(number, block, self._tables.location_index[site])

    def _spots_of(self, offers: list[int], block: int, site: int) -> Iterator[Cell]:
        for offer in offers:
            what = self._problem.offers[offer]
            if (
                self._problem.blocks[block].id in what.blocks
                and self._problem.locations[site].id in what.locations
            ):
                yield Cell(offer, block, site)


def _spots(standing: Standing, tutor: int) -> list[tuple[int, int]]:
    return sorted((group.block, group.location) for group in standing.teaching.get(tutor, ()))


def _is_free(standing: Standing, tutor: int, block: int, site: int) -> bool:
    return bool(standing.tutor_time[tutor, block]) and standing.tutor_travels(tutor, block, site)
