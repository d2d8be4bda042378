"""Moves on the whole season at once that leave most of it as it is: seats, staff, rooms.

With groups fixed, who sits where is close to an assignment problem, and so is who leads what: both
are solved for a whole city in a second, where the neighbourhood search, which may open and close
groups, would take minutes to come as far (stad: 16 % less loss of dear wishes in 6 s).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from solver.clock import Clock
from solver.model.formulation import Formulation
from solver.model.program import Bools, Floats, Ints
from solver.search.engines import Engine, solve_view
from solver.search.incumbent import Incumbent

_SECONDS = 10.0
"""How long one move may take."""

_SHARE = 0.5
"""Which part of the time left one move may take."""


class Move(Enum):
    """What is free while all else stands still."""

    SEATS = "all places in open groups"
    STAFF = "all posts in open groups"
    ROOMS = "the rooms of open groups within their spot, with their tutors"


@dataclass(frozen=True)
class WholeMoves:
    """Makes moves on the whole season.

    Where a move would free more than `at_once` columns it is made week by week.
    """

    incumbent: Incumbent
    clock: Clock
    at_once: int = 50_000

    @property
    def formulation(self) -> Formulation:
        """The program of the plan."""
        return self.incumbent.formulation

    def make(self, level: str, moves: Sequence[Move], remaining: Callable[[], float]) -> None:
        """Make moves for a level one after the other, as far as there is time."""
        free_by_move = {Move.SEATS: self._seats, Move.STAFF: self._staff, Move.ROOMS: self._rooms}
        for move in moves:
            for free in self._in_parts(free_by_move[move](self.incumbent.snapshot()[0])):
                if remaining() <= 0:
                    return
                self._solve(level, free, min(_SECONDS, _SHARE * remaining()))

    def _solve(self, level: str, free: Bools, seconds: float) -> None:
        formulation = self.formulation
        program, levels = formulation.program, formulation.levels
        at, activity, _ = self.incumbent.snapshot()
        movable = free & (program.column_lower < program.column_upper)
        view = program.view(
            np.flatnonzero(movable),
            at,
            activity,
            program.objectives[level],
            depth=formulation.goal(level).depth,
            no_worse=[program.objectives[before] for before in levels[: levels.index(level)]],
        )
        outcome = solve_view(view, Engine.HIGHS, seconds, clock=self.clock)
        if outcome.values is not None:
            self.incumbent.offer(view.free, outcome.values)

    def _seats(self, at: Floats) -> Bools:
        """bool[N]: all places in open groups."""
        layout, free = self.formulation.layout, self._nothing()
        free[self.formulation.takes] = self._open(at)[layout.place_group]
        return free

    def _staff(self, at: Floats) -> Bools:
        """bool[N]: all posts in open groups."""
        layout, free = self.formulation.layout, self._nothing()
        free[self.formulation.works] = self._open(at)[layout.post_group]
        return free

    def _rooms(self, at: Floats) -> Bools:
        """bool[N]: every open group may move to another room of its spot, or join one there."""
        layout, free = self.formulation.layout, self._nothing()
        used = np.zeros(int(layout.spots.max(initial=-1)) + 1, dtype=np.bool_)
        used[layout.spots[self._open(at)]] = True
        groups = used[layout.spots]
        free[: len(groups)] = groups
        free[self.formulation.works] = groups[layout.post_group]
        spot = layout.place_pupil * len(used) + layout.spots[layout.place_group]
        free[self.formulation.takes] = np.isin(spot, spot[at[self.formulation.takes] > 0.5])
        return free

    def _nothing(self) -> Bools:
        """bool[N]: the extra columns alone, which follow from the others."""
        free = np.zeros(self.formulation.program.columns, dtype=np.bool_)
        free[self.formulation.works.stop :] = True
        return free

    def _open(self, at: Floats) -> Bools:
        found: Bools = at[: len(self.formulation.layout.group_offer)] > 0.5
        return found

    def _in_parts(self, free: Bools) -> Iterator[Bools]:
        """The same columns, week by week where they are too many."""
        if np.count_nonzero(free) <= self.at_once:
            yield free
            return
        group = self.formulation.column_group
        week = np.append(self._first_week(), -1)[group]
        for one in np.unique(week[free & (group >= 0)]).tolist():
            yield free & ((group < 0) | (week == one))

    def _first_week(self) -> Ints:
        """int[G]: in which week each group begins, as a number."""
        layout = self.formulation.layout
        weeks = layout.eligibility.block_minutes_by_week
        first = np.array([min((y * 100 + w for y, w in taken), default=0) for taken in weeks])
        found: Ints = first[layout.group_block]
        return found
