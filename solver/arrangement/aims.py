"""The levels of an arrangement (contract, section 4, levels 5 to 7): costs and plain bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.arrangement.bonds import Bonds
from solver.arrangement.earlier import Earlier
from solver.arrangement.price import MINUTES_AN_HOUR, Price, least_total
from solver.model.formulation import Goal
from solver.model.layout import Ints, Layout
from solver.model.program import Floats
from solver.search.engines import round_up

TOGETHER, NEAR, COST, GROUPS, KEPT = "together", "near", "cost", "groups", "kept"

REPORTED = (TOGETHER, NEAR, COST, GROUPS)
"""The levels that a plan reports; `kept` comes after them where there is an earlier plan."""


@dataclass(frozen=True)
class Aims:
    """What each level costs, and what it costs at least.

    Shapes: `minutes` int[X] from home to each place, one way, 0 where unknown (level 6).
    """

    layout: Layout
    held: Mapping[tuple[int, int], int]
    bonds: Bonds
    price: Price
    minutes: Ints
    earlier: Earlier | None

    @classmethod
    def of(
        cls,
        layout: Layout,
        held: Mapping[tuple[int, int], int],
        bonds: Bonds,
        earlier: Earlier | None,
    ) -> Aims:
        """The aims of a layout, given what every child gets and an earlier plan, if any."""
        table = layout.eligibility.pupil_minutes
        known = table[layout.place_pupil, layout.group_location[layout.place_group]]
        minutes = np.maximum(known, 0).astype(np.int64)
        return cls(layout, held, bonds, Price.of(layout), minutes, earlier)

    def costs(self, columns: int, rounding: int | None) -> dict[str, Floats]:
        """The cost vectors float[N] of all levels, to be minimised.

        `rounding` is the column that rounds the cost up to whole cents, None where prices are in
        cents already.
        """
        layout = self.layout
        groups = len(layout.group_offer)
        takes = slice(groups, groups + len(layout.place_pupil))
        works = slice(takes.stop, takes.stop + len(layout.post_tutor))
        found = {level: np.zeros(columns) for level in REPORTED}
        found[TOGETHER][works.stop : works.stop + len(self.bonds.pupil_a)] = 1.0
        found[NEAR][takes] = self.minutes
        found[COST][:groups] = self.price.of_group / MINUTES_AN_HOUR
        found[COST][works] = self.price.of_post / MINUTES_AN_HOUR
        if rounding is not None:
            found[COST][rounding] = 1.0
        found[GROUPS][:groups] = 1.0
        if self.earlier is not None:
            found[KEPT] = np.zeros(columns)
            found[KEPT][: works.stop] = -self.earlier.same
        return found

    def goals(self) -> tuple[Goal, ...]:
        """The levels in order, each with a bound that needs no solver.

        Whoever takes one of the seats of a group pays their part of its price, or more where it
        is not full: so much every child costs at least.
        """
        layout = self.layout
        seats = np.maximum(layout.group_seats, 1)
        cheapest = self.price.with_cheapest_team(layout) / (MINUTES_AN_HOUR * seats)
        plain = {
            TOGETHER: int(np.count_nonzero(self.bonds.never)),
            NEAR: round_up(least_total(layout, self.held, self.minutes.astype(np.float64))),
            COST: round_up(least_total(layout, self.held, cheapest[layout.place_group])),
            GROUPS: round_up(least_total(layout, self.held, (1 / seats)[layout.place_group])),
        }
        if self.earlier is not None:
            plain[KEPT] = -self.earlier.most
        return tuple(
            Goal(level, 0, maximise=level == KEPT, plain=bound) for level, bound in plain.items()
        )

    def missed(self, level: str, takes: Floats) -> Ints:
        """Pupils whom a level could serve better than these places float[X] do, by position."""
        layout = self.layout
        if level == TOGETHER:
            broken = self.bonds.worked_out(takes)[: len(self.bonds.pupil_a)] > 0.5
            broken &= ~self.bonds.never
            return np.concatenate([self.bonds.pupil_a[broken], self.bonds.pupil_b[broken]])
        taken = np.flatnonzero(takes > 0.5)
        if level == NEAR:
            nearest = np.full(len(layout.problem.pupils), np.iinfo(np.int64).max)
            np.minimum.at(nearest, layout.place_pupil, self.minutes)
            far = self.minutes[taken] > nearest[layout.place_pupil[taken]]
            return layout.place_pupil[taken[far]]
        if level == KEPT and self.earlier is not None:
            return layout.place_pupil[self.earlier.same_place & (takes < 0.5)]
        return np.zeros(0, dtype=np.int64)
