"""A small season with far too few seats, and children who differ in nothing but their id."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from solver.problem import (
    Block,
    Location,
    Offer,
    Point,
    Problem,
    Pupil,
    Role,
    Room,
    Season,
    Session,
    Tutor,
    Wish,
)

MONDAY = date(2027, 7, 5)


@dataclass(frozen=True)
class Kind:
    """Children who are equal: their number, offers from dearest on, places, need of a ramp."""

    name: str
    count: int
    wishes: tuple[str, ...]
    places: int = 1
    ramp: bool = False


KINDS = (
    Kind("first the hut, else the river", 9, ("hut", "river")),
    Kind("first the river, else the hut", 4, ("river", "hut")),
    Kind("only the hut", 7, ("hut",)),
    Kind("up to two places", 7, ("circus", "stars"), places=2),
    Kind("need a ramp", 7, ("river", "circus"), ramp=True),
)
"""34 children for 27 seats, of which few will do for all; some can have two places."""


@dataclass(frozen=True)
class Contest:
    """The season, and the ids of each kind of children, in the order of ids."""

    problem: Problem
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...]

    def drawn(self, draw_seed: str) -> Problem:
        """The same season with another draw."""
        return replace(self.problem, season=replace(self.problem.season, draw_seed=draw_seed))


def contest(kinds: Sequence[Kind] = KINDS, *, seed: int = 2027) -> Contest:
    """Ids and rows are dealt out at random, apart from each other: neither tells the kind."""
    rng = random.Random(seed)
    total = sum(kind.count for kind in kinds)
    ids = [f"P{number:03}" for number in rng.sample(range(1, total + 1), total)]
    pupils, wishes, known = [], [], []
    for kind in kinds:
        mine = tuple(sorted(ids.pop() for _ in range(kind.count)))
        known.append((kind, mine))
        for name in mine:
            needs = frozenset({"step_free"} if kind.ramp else ())
            pupils.append(Pupil(name, 8, place_needs=needs, max_places=kind.places))
            wishes += [
                Wish(name, rank, offer_id, None, None, rank)
                for rank, offer_id in enumerate(kind.wishes, start=1)
            ]
    rng.shuffle(pupils)
    rng.shuffle(wishes)
    return Contest(
        Problem(
            Season("Zomer", date(2027, 7, 1), date(2027, 8, 31), "draw"),
            (_block("morning", 9, 12), _block("afternoon", 13, 16), _block("evening", 18, 20)),
            (Location("park", "Park", Point(51.0, 4.0)),),
            (Room("R1", "park", 12), Room("R2", "park", 12, features=frozenset({"step_free"}))),
            tuple(Tutor(f"T{n}", frozenset({Role.LEAD})) for n in (1, 2)),
            (
                _offer("hut", 6, "morning"),
                _offer("river", 6, "morning"),
                _offer("circus", 10, "afternoon"),
                _offer("stars", 5, "evening"),
            ),
            tuple(pupils),
            tuple(wishes),
        ),
        tuple(known),
    )


def _block(name: str, start: int, end: int) -> Block:
    days = range(5)
    return Block(
        name, tuple(Session(MONDAY + timedelta(day), start * 60, end * 60) for day in days)
    )


def _offer(name: str, seats: int, block_id: str) -> Offer:
    return Offer(name, name, "programme", 3, seats, 1, 1, (block_id,), ("park",))
