"""The levels of the objective: their names, how deep they reach, and their costs."""

from __future__ import annotations

import numpy as np

from solver.model.extra_columns import Extra, several
from solver.model.layout import Layout
from solver.model.program import Floats
from solver.problem import further_gain, loss

PROMISES, PLACED, LOSS, FURTHER = "promises", "placed", "loss", "further"

DEPTH = {PROMISES: 0, PLACED: 0, LOSS: 1, FURTHER: 2}
"""How far into the extra columns each level reaches."""


def level_costs(layout: Layout, extra: Extra, columns: int) -> dict[str, Floats]:
    """The cost vectors float[N] of levels 1 to 3, whole numbers to be minimised (contract, 4).

    Of a pupil who may have one place, each place bears all; of another, `placed` costs the loss of
    the worst rank, and each `within` gives back what one rank better is worth.
    """
    found = {level: np.zeros(columns) for level in (PLACED, LOSS, FURTHER)}
    single = ~several(layout)[layout.place_pupil]
    take = len(layout.group_offer) + np.flatnonzero(single)
    found[PLACED][take] = -1.0
    found[LOSS][take] = [loss(rank) for rank in layout.place_rank[single].tolist()]
    worst = np.zeros(len(layout.problem.pupils), dtype=np.int64)
    np.maximum.at(worst, layout.place_pupil, layout.place_rank)
    start = columns - len(extra.kind)
    rows = zip(extra.kind.tolist(), extra.pupil.tolist(), extra.rank.tolist(), strict=True)
    for column, (kind, pupil, rank) in enumerate(rows, start):
        if kind == Extra.PLACED:
            found[PLACED][column] = -1.0
            found[LOSS][column] = loss(int(worst[pupil]))
        elif kind == Extra.WITHIN:
            found[LOSS][column] = loss(rank) - loss(rank + 1)
        else:
            found[FURTHER][column] = further_gain(rank - 1) - further_gain(rank)
    return found


def plain_bounds(layout: Layout) -> dict[str, int]:
    """A lower bound on the cost of levels 1 to 3 without a solver: everybody gets the dearest."""
    pairs = np.stack([layout.place_pupil, layout.group_offer[layout.place_group]])
    pupils = layout.problem.pupils
    wanted = np.bincount(np.unique(pairs, axis=1)[0], minlength=len(pupils)).tolist()
    most = [pupil.max_places for pupil in pupils]
    gains = [further_gain(min(k, m)) for k, m in zip(wanted, most, strict=True)]
    return {PLACED: -sum(k > 0 for k in wanted), LOSS: 0, FURTHER: -sum(gains)}
