"""What prices prove for the whole region: no plan can place more children than this.

For any prices whatever, give every child the best they could buy, every tutor the best timetable
they could sell, every room the best groups it could hold; what all of them gain together is at
least what any plan places (Lagrangian duality: seats, minimum sizes, teams and `max_groups` are
the rules that are priced; what a child, a tutor and a room can do by themselves is kept).
So prices that were found piece by piece, or not to the end, still prove something true.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from solver.clock import Clock
from solver.model.program import Floats, Ints, Program
from solver.region.fluid import Agenda, Fluid
from solver.region.pour import Prices
from solver.search.engines import relax

_NOTHING = 1e-9

_ACCURACY = 1e-4
"""How closely PDLP weighs timetables; what it misses only weakens the bound."""


@dataclass(frozen=True)
class Gains:
    """What everybody gains at some prices, timetables left open.

    `surely` is what children gain, and what the offers' groups cost; `rooms` and `tutors` hold
    keys int[n], owner · B + block, and what that block would gain float[n].
    """

    surely: float
    rooms: tuple[Ints, Floats]
    tutors: tuple[Ints, Floats]


def gains(fluid: Fluid, prices: Prices) -> Gains:
    """What everybody in a whole region gains at any prices that are not below 0."""
    blocks = fluid.agenda.at_once.shape[1]
    used = fluid.group_room * blocks + fluid.spot_block[fluid.group_spot]
    turns = fluid.post_tutor * blocks + fluid.spot_block[fluid.post_spot]
    return Gains(
        _children(fluid, prices) + float(prices.offer @ fluid.groups_most),
        _highest(used, _groups(fluid, prices)),
        _highest(turns, prices.team[fluid.post_spot, fluid.post_role]),
    )


def _children(fluid: Fluid, prices: Prices) -> float:
    """What all pupils gain: 1 for a place, less prices; of each offer one, up to `max_places`."""
    cost = prices.seat[fluid.pair_spot] - prices.least[fluid.pair_spot] + prices.entry
    offers = len(fluid.wanted) + 1
    keys = fluid.pair_pupil * offers + fluid.spot_offer[fluid.pair_spot]
    keys, gain = _highest(keys, -cost, least=-np.inf)
    pupil = keys // offers
    order = np.lexsort((-gain, pupil))
    pupil, gain = pupil[order], gain[order]
    starts = np.searchsorted(pupil, pupil)
    turn = np.arange(len(pupil)) - starts
    worth = np.where(turn == 0, 1.0 + gain, np.maximum(0.0, gain))
    worth[turn >= fluid.most[pupil]] = 0.0
    total = np.bincount(pupil, weights=worth, minlength=len(fluid.most))
    return float(np.maximum(0.0, total).sum())


def _groups(fluid: Fluid, prices: Prices) -> Floats:
    """float[G]: what opening each group gains at these prices."""
    entries = np.bincount(fluid.pair_spot, weights=prices.entry, minlength=len(fluid.spot_offer))
    offer = fluid.spot_offer[fluid.group_spot]
    gain: Floats = (
        fluid.group_seats * prices.seat[fluid.group_spot]
        - fluid.group_min * prices.least[fluid.group_spot]
        + entries[fluid.group_spot]
        - (fluid.wanted[offer] * prices.team[fluid.group_spot]).sum(axis=1)
        - prices.offer[offer]
    )
    return gain


def _highest(keys: Ints, values: Floats, *, least: float = _NOTHING) -> tuple[Ints, Floats]:
    """The highest value of each key, where it is above `least`."""
    order = np.lexsort((-values, keys))
    keys, values = keys[order], values[order]
    first = np.ones(len(keys), dtype=np.bool_)
    first[1:] = keys[1:] != keys[:-1]
    first &= values > least
    return keys[first], values[first]


def most_placed(  # noqa: PLR0913  (what to solve, and options by name)
    agenda: Agenda,
    gained: Gains,
    limit: Floats,
    seconds: float,
    *,
    threads: int = 1,
    clock: Clock | None = None,
) -> float:
    """An upper bound on the pupils placed by any plan: timetables with no block overlapping.

    Args:
        agenda: which blocks go together.
        gained: at any prices.
        limit: float[K], minutes a week of each tutor (inf: none).
        seconds: for the timetables; where it is too short the bound is weaker.
        threads: for PDLP.
        clock: what the seconds are measured by, the wall's where None.
    """
    rooms, tutors = gained.rooms, gained.tutors
    blocks = agenda.at_once.shape[1]
    tutor, block = tutors[0] // blocks, tutors[0] % blocks
    room, used = rooms[0] // blocks, rooms[0] % blocks
    shift = int(tutor.max(initial=-1)) + 1
    owner = np.concatenate([tutor, room + shift])
    block = np.concatenate([block, used])
    gain = np.concatenate([tutors[1], rooms[1]])
    if not len(gain):
        return gained.surely
    parts = [_sets(agenda.at_once, owner, block)]
    limits = [np.ones(parts[0].shape[0])]
    bound = np.flatnonzero(np.isfinite(limit[tutor]))
    weeks = _sets(agenda.minutes, owner[bound], block[bound])
    weeks = sparse.csr_array(
        (weeks.data, bound[weeks.indices], weeks.indptr), shape=(weeks.shape[0], len(gain))
    )
    first = owner[weeks.indices[weeks.indptr[:-1]]] if weeks.shape[0] else np.zeros(0, np.int64)
    parts.append(weeks)
    limits.append(limit[first])
    matrix = sparse.csc_array(sparse.vstack(parts))
    count = matrix.shape[0]
    program = Program(
        matrix,
        np.full(count, -np.inf),
        np.concatenate(limits),
        np.zeros(len(gain)),
        np.ones(len(gain)),
        np.zeros(len(gain), dtype=np.bool_),
        np.zeros(count, dtype=np.int64),
        np.arange(count),
        np.zeros(len(gain), dtype=np.int64),
        {},
    )
    relaxed = relax(program, -gain, seconds, accuracy=_ACCURACY, threads=threads, clock=clock)
    return gained.surely + (float(gain.sum()) if relaxed is None else -relaxed.bound)


def _sets(sets: Floats, owner: Ints, block: Ints) -> sparse.csr_array:
    """Rows (owner, set) over the columns given by owner and block, those that could bind."""
    which, member = np.nonzero(sets)
    order = np.argsort(member, kind="stable")
    starts = np.searchsorted(member[order], np.arange(sets.shape[1] + 1))
    many = (starts[1:] - starts[:-1])[block]
    column = np.repeat(np.arange(len(block)), many)
    within = np.arange(len(column)) - np.repeat(np.cumsum(many) - many, many)
    chosen = which[order[starts[block[column]] + within]]
    _, row = np.unique(owner[column] * len(sets) + chosen, return_inverse=True)
    values = sets[chosen, block[column]]
    count = int(row.max(initial=-1)) + 1
    return sparse.csr_array(
        sparse.coo_array((values, (row.ravel(), column)), shape=(count, len(block)))
    )
