"""Pouring: the relaxation of a region, solved by PDLP, and what it says things are worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from solver.clock import Clock
from solver.model.program import Bools, Floats, Ints, Program
from solver.region.fluid import Fluid
from solver.search.engines import relax


@dataclass(frozen=True)
class Prices:
    """What things are worth in children placed, in the numbering of the whole.

    Shapes: `team` float[S, 2] a lead or an assistant at a spot; `seat` float[S] a seat there less
    what a child does for the minimum size (`least` float[S]); `entry` float[X] that this pupil can
    only come as far as a group is open; `offer` float[O] one group of the offer.
    """

    team: Floats
    seat: Floats
    least: Floats
    entry: Floats
    offer: Floats


class _Rows:
    """Collects rows, and remembers which columns tell their prices."""

    def __init__(self) -> None:
        self.count = 0
        self.entries: list[tuple[Ints, Ints, Floats]] = []
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []

    def add(
        self, parts: list[tuple[Ints, Ints, Floats | float]], lower: float, upper: float | Floats
    ) -> tuple[Ints, Ints]:
        """One row for each distinct key among (keys, columns, values); keys and row numbers.

        `upper` is one number, or one for each distinct key in rising order.
        """
        keys = np.concatenate([part[0] for part in parts])
        distinct, row = np.unique(keys, return_inverse=True)
        values = np.concatenate([np.broadcast_to(part[2], part[0].shape) for part in parts])
        columns = np.concatenate([part[1] for part in parts])
        self.entries.append((row.ravel() + self.count, columns, values))
        self.lower.append(np.full(len(distinct), lower))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=np.float64), distinct.shape))
        self.count += len(distinct)
        return distinct, np.arange(self.count - len(distinct), self.count)


@dataclass(frozen=True)
class Flow:
    """A near-best way to pour: prices, and how far each group, pair and post is used.

    Shapes: `groups` float[G], `pairs` float[X], `posts` float[T] of the fluid that was solved.
    """

    prices: Prices
    groups: Floats
    pairs: Floats
    posts: Floats


def pour(
    fluid: Fluid, seconds: float, *, accuracy: float, threads: int, clock: Clock | None = None
) -> Flow | None:
    """Solve a fluid by PDLP; None where time was too short for anything."""
    rows = _Rows()
    groups, pairs = len(fluid.group_spot), len(fluid.pair_spot)
    several = fluid.most > 1
    people = np.unique(fluid.pair_pupil[several[fluid.pair_pupil]])
    blocks = fluid.agenda.at_once.shape[1]
    turn = fluid.post_tutor * blocks + fluid.spot_block[fluid.post_spot]
    turns, turn_of = np.unique(turn, return_inverse=True)
    y = np.arange(groups)
    x = groups + np.arange(pairs)
    z = x.size + groups + np.arange(len(people))
    t = groups + pairs + len(people) + np.arange(len(turn))
    tau = int(groups + pairs + len(people) + len(turn)) + np.arange(len(turns))
    columns = int(groups + pairs + len(people) + len(turn) + len(turns))

    seat_of, seat_rows = rows.add(
        [
            (fluid.pair_spot, x, 1.0),
            (fluid.group_spot, y, -fluid.group_seats.astype(np.float64)),
        ],
        -np.inf,
        0.0,
    )
    least_of, least_rows = rows.add(
        [(fluid.pair_spot, x, -1.0), (fluid.group_spot, y, fluid.group_min.astype(np.float64))],
        -np.inf,
        0.0,
    )
    entry_rows = _entry(rows, fluid, x, y)
    team_of, team_rows = _team(rows, fluid, t, y)
    offer_of, offer_rows = rows.add([(fluid.spot_offer[fluid.group_spot], y, 1.0)], -np.inf, np.inf)
    rows.upper[-1] = fluid.groups_most[offer_of]
    _pupils(rows, fluid, several, people, x, z)
    rows.add([(turn_of.ravel(), t, 1.0), (np.arange(len(turns)), tau, -1.0)], -np.inf, 0.0)
    _agendas(rows, fluid, turns // blocks, turns % blocks, tau, fluid.limit)
    block = fluid.spot_block[fluid.group_spot]
    _agendas(rows, fluid, fluid.group_room, block, y, None)

    priced = np.concatenate([seat_rows, least_rows, entry_rows, team_rows, offer_rows])
    cost = np.zeros(columns + len(priced))
    cost[x[~several[fluid.pair_pupil]]] = -1.0
    cost[z] = -1.0
    program = _program(rows, columns, priced)
    program.column_upper[tau] = 1.0
    relaxed = relax(program, cost, seconds, accuracy=accuracy, threads=threads, clock=clock)
    if relaxed is None:
        return None
    # a column that stands in one row alone, at no cost, has minus that row's price as reduced cost
    found = np.maximum(0.0, relaxed.reduced[columns:])
    spots = len(fluid.spot_offer)
    parts = np.split(
        found, np.cumsum([len(seat_rows), len(least_rows), len(entry_rows), len(team_rows)])
    )
    seat, least, offer = np.zeros(spots), np.zeros(spots), np.zeros(len(fluid.wanted))
    team = np.zeros(spots * 2)
    seat[seat_of], least[least_of], offer[offer_of] = parts[0], parts[1], parts[4]
    team[team_of] = parts[3]
    prices = Prices(team.reshape(spots, 2), seat, least, parts[2], offer)
    return Flow(prices, relaxed.point[y], relaxed.point[x], relaxed.point[t])


def _entry(rows: _Rows, fluid: Fluid, x: Ints, y: Ints) -> Ints:
    """No child at a spot beyond the groups open there."""
    order = np.argsort(fluid.group_spot, kind="stable")
    starts = np.searchsorted(fluid.group_spot[order], np.arange(len(fluid.spot_offer) + 1))
    many = (starts[1:] - starts[:-1])[fluid.pair_spot]
    pair = np.repeat(np.arange(len(x)), many)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    group = order[starts[fluid.pair_spot[pair]] + within]
    return rows.add([(np.arange(len(x)), x, 1.0), (pair, y[group], -1.0)], -np.inf, 0.0)[1]


def _team(rows: _Rows, fluid: Fluid, t: Ints, y: Ints) -> tuple[Ints, Ints]:
    """A group opens as far as there are leads and assistants (more of them cost nothing)."""
    parts: list[tuple[Ints, Ints, Floats | float]] = [
        (fluid.post_spot * 2 + fluid.post_role, t, -1.0)
    ]
    for role in (0, 1):
        wanted = fluid.wanted[fluid.spot_offer[fluid.group_spot], role]
        asking = np.flatnonzero(wanted > 0)
        parts.append((fluid.group_spot[asking] * 2 + role, y[asking], wanted[asking]))
    return rows.add(parts, -np.inf, 0.0)


def _pupils(  # noqa: PLR0913, PLR0917  (arrays that belong together)
    rows: _Rows, fluid: Fluid, several: Bools, people: Ints, x: Ints, z: Ints
) -> None:
    """One place, or as many as asked and one of each offer."""
    more = several[fluid.pair_pupil]
    rows.add([(fluid.pair_pupil[~more], x[~more], 1.0)], -np.inf, 1.0)
    rows.add(
        [
            (fluid.pair_pupil[more], x[more], 1.0),
            (people, z, -fluid.most[people].astype(np.float64)),
        ],
        -np.inf,
        0.0,
    )
    rows.add([(fluid.pair_pupil[more], x[more], -1.0), (people, z, 1.0)], -np.inf, 0.0)
    offers = len(fluid.wanted) + 1
    key = fluid.pair_pupil[more] * offers + fluid.spot_offer[fluid.pair_spot[more]]
    keys = np.unique(key)
    rows.add(
        [(key, x[more], 1.0), (keys, z[np.searchsorted(people, keys // offers)], -1.0)],
        -np.inf,
        0.0,
    )


def _agendas(  # noqa: PLR0913, PLR0917  (arrays that belong together)
    rows: _Rows, fluid: Fluid, owner: Ints, block: Ints, columns: Ints, limit: Floats | None
) -> None:
    """Nobody and no room in two places at once; tutors within their minutes a week."""
    at_once, minutes = fluid.agenda.at_once, fluid.agenda.minutes
    for sets, values in ((at_once, None), (minutes, limit)):
        if sets is minutes and limit is None:
            continue
        clique, member = np.nonzero(sets)
        order = np.argsort(member, kind="stable")
        starts = np.searchsorted(member[order], np.arange(sets.shape[1] + 1))
        many = (starts[1:] - starts[:-1])[block]
        at = np.repeat(np.arange(len(block)), many)
        within = np.arange(len(at)) - np.repeat(np.cumsum(many) - many, many)
        which = clique[order[starts[block[at]] + within]]
        if values is None:
            rows.add([(owner[at] * len(sets) + which, columns[at], 1.0)], -np.inf, 1.0)
            continue
        bound = np.isfinite(values[owner[at]])
        at, which = at[bound], which[bound]
        load = sets[which, block[at]] / values[owner[at]]
        rows.add([(owner[at] * len(sets) + which, columns[at], load)], -np.inf, 1.0)


def _program(rows: _Rows, columns: int, priced: Ints) -> Program:
    row = np.concatenate([part[0] for part in rows.entries] + [priced])
    column = np.concatenate([part[1] for part in rows.entries] + [columns + np.arange(len(priced))])
    value = np.concatenate([part[2] for part in rows.entries] + [np.ones(len(priced))])
    whole = columns + len(priced)
    upper = np.ones(whole)
    upper[columns:] = 0.0
    return Program(
        sparse.csc_array(sparse.coo_array((value, (row, column)), shape=(rows.count, whole))),
        np.concatenate(rows.lower),
        np.concatenate(rows.upper),
        np.zeros(whole),
        upper,
        np.zeros(whole, dtype=np.bool_),
        np.zeros(rows.count, dtype=np.int64),
        np.arange(rows.count),
        np.zeros(whole, dtype=np.int64),
        {},
    )
