"""Who takes places together: strict links followed from pupil to pupil (contract, 3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from solver.fairness.seating import Seating
from solver.problem import LinkKind, Mode

Option = tuple[int, ...]
"""A group for each crew of a party, all in one block and at one location."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Pupils who are in a group exactly together, in the order of the draw.

    `could` are the open groups that all of them wished and may have, each with their ranks in
    that order. `chairs` counts companions too; `small` where one needs a small group.
    """

    members: tuple[int, ...]
    chairs: int
    small: bool
    could: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Party:
    """Pupils who are at a (block, location) exactly together, as one or more crews.

    `number` is the best draw number among them, and the crews stand in the order of theirs.
    `sites` are the spots where every crew has a group: for each crew its groups there, and the
    minutes of all from home together. `runs` is there for a party of one crew: its groups,
    dearest first, those of equal ranks and equal minutes in one run.
    """

    index: int
    number: int
    crews: tuple[Crew, ...]
    most: int
    modes: frozenset[Mode]
    sites: Mapping[int, tuple[tuple[tuple[int, ...], ...], int]]
    runs: tuple[tuple[int, ...], ...]


def parties_of(seating: Seating, spot_of: list[int], place_in_order: list[int]) -> list[Party]:
    """Every pupil in their party, in the order of the draw.

    `spot_of` numbers the (block, location) of each group, `place_in_order` is the position of
    each group when sorted by group_id.
    """
    pupils = range(len(seating.problem.pupils))
    crew_of = _joined(pupils, _bonds(seating, {LinkKind.SAME_GROUP}))
    party_of = _joined(pupils, _bonds(seating, set(LinkKind)))
    inside: dict[int, dict[int, list[int]]] = {}
    for pupil in sorted(pupils, key=lambda pupil: seating.number[pupil]):
        inside.setdefault(party_of[pupil], {}).setdefault(crew_of[pupil], []).append(pupil)
    return [
        _party(seating, index, list(crews.values()), spot_of, place_in_order)
        for index, crews in enumerate(inside.values())
    ]


def _bonds(seating: Seating, kinds: set[LinkKind]) -> Iterator[tuple[int, int]]:
    for pupil, partners in seating.partners.items():
        yield from ((pupil, partner) for partner, kind in partners if kind in kinds)


def _joined(pupils: Iterable[int], bonds: Iterable[tuple[int, int]]) -> list[int]:
    """For each pupil the one who stands for everybody they are bound to, over any chain."""
    root = list(pupils)

    def find(pupil: int) -> int:
        while root[pupil] != pupil:
            root[pupil] = root[root[pupil]]
            pupil = root[pupil]
        return pupil

    for one, other in bonds:
        root[find(one)] = find(other)
    return [find(pupil) for pupil in root]


def _party(
    seating: Seating,
    index: int,
    crews: list[list[int]],
    spot_of: list[int],
    place_in_order: list[int],
) -> Party:
    made = tuple(_crew(seating, crew) for crew in crews)
    members = [seating.problem.pupils[pupil] for crew in crews for pupil in crew]
    at: dict[int, list[list[int]]] = {}
    for position, crew in enumerate(made):
        for group in sorted(crew.could, key=lambda group: place_in_order[group]):
            at.setdefault(spot_of[group], [[] for _ in made])[position].append(group)
    sites = {
        spot: (tuple(map(tuple, groups)), _minutes(seating, crews, groups[0][0]))
        for spot, groups in at.items()
        if all(groups)
    }
    return Party(
        index=index,
        number=seating.number[crews[0][0]],
        crews=made,
        most=min(pupil.max_places for pupil in members),
        modes=frozenset(pupil.mode for pupil in members),
        sites=sites,
        runs=_runs(made[0], sites) if len(made) == 1 else (),
    )


def _crew(seating: Seating, members: list[int]) -> Crew:
    first, *others = (seating.could[pupil] for pupil in members)
    pupils = [seating.problem.pupils[pupil] for pupil in members]
    return Crew(
        members=tuple(members),
        chairs=sum(1 + pupil.companion for pupil in pupils),
        small=any(pupil.small_group for pupil in pupils),
        could={
            group: (rank, *(other[group] for other in others))
            for group, rank in first.items()
            if all(group in other for other in others)
        },
    )


def _minutes(seating: Seating, crews: list[list[int]], group: int) -> int:
    location = seating.spots[group][1]
    minutes = seating.tables.pupil_minutes
    return sum(max(0, int(minutes[pupil, location])) for crew in crews for pupil in crew)


def _runs(
    crew: Crew, sites: Mapping[int, tuple[tuple[tuple[int, ...], ...], int]]
) -> tuple[tuple[int, ...], ...]:
    found: dict[tuple[tuple[int, ...], int], list[int]] = {}
    for (groups,), minutes in sites.values():
        for group in groups:
            found.setdefault((crew.could[group], minutes), []).append(group)
    return tuple(tuple(found[key]) for key in sorted(found))
