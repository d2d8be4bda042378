"""How many groups could be open at once in a block, at most: a bound that no plan passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from scheduler.gaps.openable import Verdict
from scheduler.gaps.supply import Supply

_Edge = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class AtOnce:
    """An upper bound on the groups of one block, by index; no plan opens more at once.

    `by_rooms` and `by_leads`: what it would be if only rooms, or only leads, were short.
    """

    block: int
    groups: int
    by_rooms: int
    by_leads: int


def at_once(supply: Supply, verdicts: Sequence[Verdict]) -> tuple[AtOnce, ...]:
    """One for every block in which some offer may run, in the order of the season.

    Every group takes a room of its own and, where its offer asks for leads, at least one lead of
    its own; an offer has at most `max_groups`. The most groups under these rules alone is a
    maximum flow from rooms over offers to leads; distance, second leads, assistants, wishes and
    what else is open at the same hour only make it fewer.
    """
    by_block: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        by_block.setdefault(verdict.block, []).append(verdict)
    return tuple(_of_block(supply, block, by_block[block]) for block in sorted(by_block))


def _of_block(supply: Supply, block: int, verdicts: Sequence[Verdict]) -> AtOnce:
    opening = [verdict for verdict in verdicts if verdict.opens]
    found = [
        _most(supply, opening, rooms=rooms, leads=leads)
        for rooms, leads in ((True, True), (True, False), (False, True))
    ]
    return AtOnce(block, *found)


def _most(supply: Supply, opening: Sequence[Verdict], *, rooms: bool, leads: bool) -> int:
    """The maximum flow, with rooms or leads left out of it where they are not to count.

    Nodes: a source, a sink, then rooms, offers before and after their limit, and tutors.
    """
    problem, tables = supply.problem, supply.tables
    many = len(problem.rooms) + len(problem.tutors) + sum(o.max_groups for o in problem.offers)
    first_in = 2 + len(problem.rooms)
    first_out = first_in + len(opening)
    first_tutor = first_out + len(opening)
    edges: list[_Edge] = [(0, 2 + room, 1) for room in range(len(problem.rooms))]
    edges += [(first_tutor + tutor, 1, 1) for tutor in range(len(problem.tutors))]
    for number, verdict in enumerate(opening):
        offer = problem.offers[verdict.offer]
        edges.append((first_in + number, first_out + number, offer.max_groups))
        edges += (
            [(2 + room, first_in + number, 1) for room in verdict.rooms]
            if rooms
            else [(0, first_in + number, many)]
        )
        if not leads or not offer.leads:
            edges.append((first_out + number, 1, many))
            continue
        sites = [cell.location for cell in verdict.cells]
        able = tables.tutor_offer_lead[:, verdict.offer] & tables.tutor_block[:, verdict.block]
        able = able & tables.tutor_location[:, sites].any(axis=1)
        edges += [
            (first_out + number, first_tutor + int(t), 1) for t in np.flatnonzero(able).tolist()
        ]
    return _flow(edges, first_tutor + len(problem.tutors))


def _flow(edges: Sequence[_Edge], nodes: int) -> int:
    if not edges:
        return 0
    starts, ends, most = (np.array(column, dtype=np.int32) for column in zip(*edges, strict=True))
    graph = csr_array((most, (starts, ends)), shape=(nodes, nodes))
    return int(maximum_flow(graph, 0, 1).flow_value)
