"""The mathematical program of a season (docs/solver.md gives it in formulas).

Columns, in this order: `open` (one for each group), `takes` (place), `works` (post), then the extra
ones, which follow from them. Of the program that gives out places these are, for each pupil who may
have several, `placed`, `within` (has a place ranked r or better) and `further` (has at least k
places). Costs are those of the levels, all to be minimised.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.model.extra_columns import Extra
from solver.model.layout import Layout, promised
from solver.model.objective import DEPTH, FURTHER, LOSS, PLACED, PROMISES, level_costs, plain_bounds
from solver.model.placing_rows import PlacingRows
from solver.model.program import Bools, Floats, Impossible, Ints, Program
from solver.plan import Place, Plan

__all__ = [
    "DEPTH",
    "FURTHER",
    "LOSS",
    "PLACED",
    "PROMISES",
    "Formulation",
    "Goal",
    "Placing",
    "formulate",
]


@dataclass(frozen=True)
class Goal:
    """One level of a program.

    `depth` is how far it reaches into the extra columns; `maximise` whether it counts something
    good (its cost is then the negative); `plain` a lower bound on its cost that needs no solver.
    """

    name: str
    depth: int
    maximise: bool
    plain: int


@dataclass(frozen=True)
class Formulation(ABC):
    """A layout's program, and what its columns stand for.

    Shapes: N columns, E of them extra: they follow from groups, places and posts. `column_group`
    int[N] and `column_pupil` int[N] hold -1 where a column concerns no one group or pupil. `goals`
    are the levels in order; `promises` the promised places that could still be, each with its
    columns.
    """

    layout: Layout
    program: Program
    column_group: Ints
    column_pupil: Ints
    goals: tuple[Goal, ...]
    promises: Mapping[Place, Ints]

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The names of the levels, in order."""
        return tuple(goal.name for goal in self.goals)

    def goal(self, level: str) -> Goal:
        """A level by name."""
        return self.goals[self.levels.index(level)]

    @property
    def takes(self) -> slice:
        """The columns of the places."""
        start = len(self.layout.group_offer)
        return slice(start, start + len(self.layout.place_pupil))

    @property
    def works(self) -> slice:
        """The columns of the posts."""
        start = self.takes.stop
        return slice(start, start + len(self.layout.post_tutor))

    @property
    def placed(self) -> Ints:
        """int[P]: the column `placed` of each pupil who has one, else -1."""
        return np.full(len(self.layout.problem.pupils), -1)

    @property
    def parts(self) -> Ints:
        """int[N]: places of a pupil in rooms of one spot share a number, and posts alike."""
        layout = self.layout
        spots = len(layout.spots) + 1
        groups = np.arange(len(layout.group_offer))
        places = layout.place_pupil * spots + layout.spots[layout.place_group]
        posts = (layout.post_tutor * 2 + layout.post_role) * spots + layout.spots[layout.post_group]
        found, start = [], 0
        for keys in (groups, places, posts, self.extra_parts):
            number = np.asarray(np.unique(keys, return_inverse=True)[1], dtype=np.int64).ravel()
            found.append(number + start)
            start += int(number.max(initial=-1)) + 1
        return np.concatenate(found)

    def empty(self) -> Floats:
        """The plan in which nothing happens."""
        return np.zeros(self.program.columns)

    @property
    def extra_parts(self) -> Ints:
        """int[E]: extra columns that the coarse program merges share a number."""
        return np.arange(self.program.columns - self.works.stop)

    def complete(self, at: Floats) -> Floats:
        """The same plan with the extra columns worked out."""
        whole = at.copy()
        whole[self.works.stop :] = self.worked_out(at)
        return whole

    @abstractmethod
    def worked_out(self, at: Floats) -> Floats:
        """float[E]: the extra columns of a point, from its groups, places and posts."""

    @abstractmethod
    def concerning(self, pupils: Bools) -> Bools:
        """bool[E]: the extra columns that may change with the places of these pupils, bool[P]."""

    @abstractmethod
    def waiting(self, level: str, at: Floats) -> Bools:
        """bool[P]: the pupils whom a level could serve better than a point does."""


@dataclass(frozen=True)
class Placing(Formulation):
    """The program that gives out places: levels 1 to 3 of the contract, section 4."""

    extra: Extra

    @cached_property
    def placed(self) -> Ints:
        """int[P]: the column `placed` of each pupil who has one, else -1."""
        return self.extra.placed(self.works.stop, len(self.layout.problem.pupils))

    def worked_out(self, at: Floats) -> Floats:
        """float[E]: whether each pupil is placed, within a rank, has so many places."""
        count, best = self._standing(at)
        extra, owner = self.extra, self.extra.pupil
        return np.select(
            [extra.kind == Extra.PLACED, extra.kind == Extra.WITHIN],
            [count[owner] >= 1, best[owner] <= extra.rank],
            count[owner] >= extra.rank,
        ).astype(np.float64)

    def concerning(self, pupils: Bools) -> Bools:
        """bool[E]: those pupils' own."""
        found: Bools = pupils[self.extra.pupil]
        return found

    def waiting(self, level: str, at: Floats) -> Bools:
        """bool[P]: without a place, not at their dearest wish, or with fewer places than asked."""
        count, best = self._standing(at)
        found: Bools = count == 0
        if level == FURTHER:
            found = count < np.array([p.max_places for p in self.layout.problem.pupils])
        elif level == LOSS:
            found = (count > 0) & (best > 1)
        return found

    def _standing(self, at: Floats) -> tuple[Ints, Ints]:
        """int[P]: how many places each pupil has, and the best rank of them."""
        layout = self.layout
        taken = np.flatnonzero(at[self.takes] > 0.5)
        pupils = layout.place_pupil[taken]
        count = np.bincount(pupils, minlength=len(layout.problem.pupils))
        best = np.full(len(count), np.iinfo(np.int64).max)
        np.minimum.at(best, pupils, layout.place_rank[taken])
        return count, best


def formulate(layout: Layout, previous: Plan | None = None) -> Placing:
    """Write down the whole program of a layout.

    Raises:
        Impossible: a pin names what no rule allows, or limits contradict each other outright.
    """
    if layout.impossible_pins:
        raise Impossible("a pin names what no rule allows")
    counts = (len(layout.group_offer), len(layout.place_pupil), len(layout.post_tutor))
    extra = Extra.of(layout)
    columns = sum(counts) + len(extra.kind)
    kept = promised(layout, previous) if previous is not None else {}
    rules = PlacingRows(layout, extra)
    rules.everything()
    matrix, row_lower, row_upper, row_depth, row_sums = rules.rows.matrix(columns)
    lower, upper = np.zeros(columns), np.ones(columns)
    lower[: counts[0]], upper[: counts[0]] = layout.group_lower, layout.group_upper
    takes = slice(counts[0], counts[0] + counts[1])
    lower[takes], upper[takes] = layout.place_lower, layout.place_upper
    upper[takes.stop : takes.stop + counts[2]] = layout.post_upper
    if np.any(lower > upper):
        raise Impossible("a pin asks for what another rule forbids")
    whole = np.zeros(columns, dtype=np.bool_)
    whole[: sum(counts)] = True
    column_group, column_pupil = np.full(columns, -1), np.full(columns, -1)
    column_group[: sum(counts)] = np.concatenate(
        [np.arange(counts[0]), layout.place_group, layout.post_group]
    )
    column_pupil[takes] = layout.place_pupil
    column_pupil[sum(counts) :] = extra.pupil
    costs = level_costs(layout, extra, columns)
    if previous is not None:
        costs[PROMISES] = np.zeros(columns)
        for places in kept.values():
            costs[PROMISES][counts[0] + places] = -1.0
    column_depth = np.zeros(columns, dtype=np.int64)
    column_depth[sum(counts) :] = extra.kind
    program = Program(
        matrix, row_lower, row_upper, lower, upper, whole, row_depth, row_sums, column_depth, costs
    )
    promises = {place: counts[0] + found for place, found in kept.items()}
    levels = ((PROMISES,) if previous is not None else ()) + (PLACED, LOSS, FURTHER)
    plain = plain_bounds(layout) | {PROMISES: -len(promises)}
    goals = tuple(Goal(level, DEPTH[level], level != LOSS, plain[level]) for level in levels)
    return Placing(layout, program, column_group, column_pupil, goals, promises, extra)
