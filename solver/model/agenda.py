"""Rows that keep anybody, or any room, from being in two places at once.

Overlap is written as at-most-one over the sets of blocks that share a moment, never as pairs:
such a set is a clique, so the linear relaxation cannot cheat with halves. Travel is written only
where the time between two blocks is too short for some pair of locations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from solver.eligibility import Eligibility
from solver.model.program import Ints, Rows
from solver.problem import Mode, Problem


def moment_cliques(problem: Problem) -> list[frozenset[int]]:
    """The largest sets of blocks (by position) that all have a session at one same moment."""
    by_day: dict[object, list[tuple[int, int, int]]] = {}
    for number, block in enumerate(problem.blocks):
        for session in block.sessions:
            by_day.setdefault(session.day, []).append((session.start, session.end, number))
    cliques = {
        frozenset(block for start, end, block in meetings if start <= moment < end)
        for meetings in by_day.values()
        for moment in {start for start, _, _ in meetings}
    }
    return _largest(cliques)


def _largest(sets: set[frozenset[int]]) -> list[frozenset[int]]:
    kept: list[frozenset[int]] = []
    for candidate in sorted(sets, key=lambda s: (-len(s), sorted(s))):
        if not any(candidate <= other for other in kept):
            kept.append(candidate)
    return kept


def agenda_rows(  # noqa: PLR0913  (columns that belong together, by name)
    rows: Rows,
    eligibility: Eligibility,
    *,
    owner: Ints,
    columns: Ints,
    block: Ints,
    location: Ints | None = None,
    modes: Sequence[Mode] = (),
    within: Ints | None = None,
) -> None:
    """Add, for every owner, at most one of the columns that exclude each other.

    Shapes: `owner`, `columns`, `block` and `location` int[n] belong together. Without `location`
    the owner does not travel (a room); `modes` gives how each owner does. `within` names for each
    owner a column that stands in for the 1 of at-most-one.
    """
    cliques = moment_cliques(eligibility.problem)
    remembered: dict[frozenset[int], list[frozenset[int]]] = {}
    order = np.lexsort((columns, owner))
    owners, starts = np.unique(owner[order], return_index=True)
    for person, mine in zip(owners.tolist(), np.split(order, starts[1:]), strict=False):
        if len(mine) < 2:
            continue
        roof = None if within is None else int(within[person])
        blocks = frozenset(block[mine].tolist())
        if blocks not in remembered:
            remembered[blocks] = _largest(
                {clique & blocks for clique in cliques} | {frozenset([b]) for b in blocks}
            )
        for clique in remembered[blocks]:
            inside = mine[np.isin(block[mine], list(clique))] if len(clique) < len(blocks) else mine
            if len(inside) > 1:
                _at_most_one(rows, columns[inside], roof)
        if location is not None:
            late = _hops(eligibility, modes[person], columns[mine], block[mine], location[mine])
            for exclusive in late:
                _at_most_one(rows, exclusive, roof)


def _at_most_one(rows: Rows, columns: Ints, roof: int | None) -> None:
    if roof is None:
        rows.add(columns, 1.0, upper=1.0)
    else:
        rows.add(np.append(columns, roof), np.append(np.ones(len(columns)), -1.0), upper=0.0)


def _hops(
    eligibility: Eligibility, mode: Mode, columns: Ints, block: Ints, location: Ints
) -> Iterator[Ints]:
    """Travel between two blocks of one day: whoever is at the one cannot reach the far others."""
    gap, minutes = eligibility.block_gap, eligibility.location_minutes[mode]
    sites = np.unique(location)
    if len(sites) < 2:
        return
    longest = int(minutes[np.ix_(sites, sites)].max())
    blocks = np.unique(block).tolist()
    for position, one in enumerate(blocks):
        for other in blocks[position + 1 :]:
            there, back = int(gap[one, other]), int(gap[other, one])
            near = (there < 0 or there >= longest) and (back < 0 or back >= longest)
            if near or eligibility.block_overlap[one, other]:
                continue
            at_other = np.flatnonzero(block == other)
            far_sites = location[at_other]
            for site in np.unique(location[block == one]).tolist():
                late = (far_sites != site) & (
                    ((there >= 0) & (minutes[site, far_sites] > there))
                    | ((back >= 0) & (minutes[far_sites, site] > back))
                )
                if late.any():
                    here = np.flatnonzero((block == one) & (location == site))
                    yield columns[np.concatenate([here, at_other[late]])]
