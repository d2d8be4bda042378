"""The program that arranges: room, location, block and tutor, once every child has what they get.

Columns as in `solver.model.formulation`; the extra ones say which bonds are broken, which meetings
come about, and, where prices are not in whole cents, what is missing to the next cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrangement.aims import COST, Aims
from solver.arrangement.arranging_rows import ArrangingRows
from solver.arrangement.bonds import Bonds
from solver.arrangement.earlier import Earlier, kept_promises
from solver.arrangement.held import held_ranks, left_open
from solver.model.formulation import Formulation
from solver.model.layout import Layout
from solver.model.program import Bools, Floats, Ints, Program
from solver.plan import Place, Plan


@dataclass(frozen=True)
class Arranging(Formulation):
    """The program of levels 5 to 7 of the contract, section 4."""

    bonds: Bonds
    aims: Aims

    @property
    def extra_parts(self) -> Ints:
        """int[E]: meetings of a link in rooms of one spot share a number."""
        parts = self.bonds.parts
        more = self.program.columns - self.works.stop - len(parts)
        return np.concatenate([parts, parts.max(initial=-1) + 1 + np.arange(more)])

    def worked_out(self, at: Floats) -> Floats:
        """float[E]: broken bonds, meetings, and what is missing to a whole cent."""
        together = self.bonds.worked_out(at[self.takes])
        if self.works.stop + len(together) == self.program.columns:
            return together
        priced = self.program.objectives[COST][: self.works.stop]
        cents = float(priced @ at[: self.works.stop])
        # prices are sixtieths of a cent: anything finer is noise
        return np.append(together, np.ceil(round(cents * 60) / 60 - 1e-9) - cents)

    def concerning(self, pupils: Bools) -> Bools:
        """bool[E]: the bonds of these pupils, and the rounding, which may always change."""
        bonds = self.bonds.concerning(pupils)
        more = self.program.columns - self.works.stop - len(bonds)
        found: Bools = np.append(bonds, np.ones(more, dtype=np.bool_))
        return found

    def waiting(self, level: str, at: Floats) -> Bools:
        """bool[P]: in a broken bond, further from home than need be, or moved."""
        found = np.zeros(len(self.layout.problem.pupils), dtype=np.bool_)
        found[self.aims.missed(level, at[self.takes])] = True
        return found


def formulate_arranging(
    layout: Layout, places: Sequence[Place], previous: Plan | None = None
) -> Arranging:
    """Write down the program that keeps what every child gets by these places.

    Args:
        layout: the decisions of the whole canonical problem.
        places: those of a plan that keeps every rule.
        previous: an earlier plan; promises that the places keep stay kept.

    Raises:
        Impossible: a pin names what no rule allows.
        ValueError: a place is not among the decisions.
    """
    held = held_ranks(layout, places)
    layout = left_open(layout, held)
    bonds = Bonds.of(layout)
    earlier = None if previous is None else Earlier.of(layout, previous)
    promises = [] if previous is None else kept_promises(layout, places, previous)
    aims = Aims.of(layout, held, bonds, earlier)
    counts = len(layout.group_offer), len(layout.place_pupil), len(layout.post_tutor)
    following = len(bonds.pupil_a) + len(bonds.meeting_link)
    columns = sum(counts) + following + (not aims.price.in_cents)
    rules = ArrangingRows(layout, held, promises, bonds)
    rules.everything()
    matrix, row_lower, row_upper, row_depth, row_sums = rules.rows.matrix(columns)
    lower, upper = np.zeros(columns), np.ones(columns)
    lower[: counts[0]], upper[: counts[0]] = layout.group_lower, layout.group_upper
    takes = slice(counts[0], counts[0] + counts[1])
    lower[takes] = layout.place_lower
    lower[sum(counts) : sum(counts) + len(bonds.pupil_a)] = bonds.never
    whole = np.zeros(columns, dtype=np.bool_)
    whole[: sum(counts)] = True
    column_group, column_pupil = np.full(columns, -1), np.full(columns, -1)
    column_group[: sum(counts)] = np.concatenate(
        [np.arange(counts[0]), layout.place_group, layout.post_group]
    )
    column_pupil[takes] = layout.place_pupil
    program = Program(
        matrix,
        row_lower,
        row_upper,
        lower,
        upper,
        whole,
        row_depth,
        row_sums,
        np.zeros(columns, dtype=np.int64),
        aims.costs(columns, None if aims.price.in_cents else columns - 1),
    )
    return Arranging(layout, program, column_group, column_pupil, aims.goals(), {}, bonds, aims)
