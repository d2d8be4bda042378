"""What was worked out about a season's data, kept by this process as long as the data is the same.

Whether it is the same is told by the rows themselves (`FetchedSeason.digest`), fetched anew each
time: so it does not matter who changed them, how, or in which process. Pins are left out of that,
since every move on the board changes them: they are read each time and laid beside the rest.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import Final

from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.problem import to_problem
from data.season_rows.fetched import FetchedSeason, fetch_season, fetch_table
from data.season_rows.keys import Keys
from data.season_rows.tables import TABLES
from solver.eligibility import Eligibility
from solver.plan import Assignment, Group, Plan
from solver.problem import Pin, Problem, Wish
from solver.reasons.openings import Cell, Closures, Openings
from solver.reasons.standing import Standing

MOST: Final = 6
"""So many seasons are kept; that which was not asked for longest goes first."""

PLANS: Final = 4
"""So many plans of each season are known beside it."""

_PINS: Final = next(table for table in TABLES if table.name == "pins")
_NOWHERE: Final = Cell(-1, -1, -1)
_Key = tuple[bytes, bool]
_Supply = tuple[tuple[Group, ...], tuple[Assignment, ...]]


@dataclass(frozen=True)
class Known:
    """A season without its pins, and what follows from it alone. Nothing in it may be changed."""

    problem: Problem
    keys: Keys
    tables: Eligibility
    possible: Openings
    _beside: OrderedDict[_Supply, Openings] = field(default_factory=OrderedDict)

    @cached_property
    def wishes_by_offer(self) -> Mapping[str, tuple[Wish, ...]]:
        """The wishes for each offer that somebody asked for."""
        found: dict[str, list[Wish]] = {}
        for wish in self.problem.wishes:
            found.setdefault(wish.offer_id, []).append(wish)
        return {offer: tuple(wishes) for offer, wishes in found.items()}

    def pinned(self, pins: tuple[Pin, ...]) -> Pinned:
        """The season with these pins."""
        problem = copy(self.problem)
        # Nothing that a problem works out from its fields looks at pins.
        object.__setattr__(problem, "pins", pins)
        tables = copy(self.tables)
        tables.problem = problem
        closures = Closures(tables, pins)
        possible = copy(self.possible)
        possible.closures = closures
        return Pinned(self, problem, tables, closures, possible)

    def beside(self, plan: Plan) -> Openings:
        """What it takes to open one more group beside a plan; teams, once found, are kept.

        It knows the groups and their tutors, neither places nor pins: ask no more of it than
        `team` and `affordable`.
        """
        key = (plan.groups, plan.assignments)
        with _lock:
            found = self._beside.get(key)
            if found is not None:
                self._beside.move_to_end(key)
                return found
        standing = Standing(self.tables, plan.groups, plan.assignments)
        found = Openings(standing, self.possible.closures)
        with _lock:
            self._beside[key] = found
            while len(self._beside) > PLANS:
                self._beside.popitem(last=False)
        return found


@dataclass(frozen=True)
class Pinned:
    """A season with its pins; `possible`: what it takes to open a group in the empty summer."""

    known: Known
    problem: Problem
    tables: Eligibility
    closures: Closures
    possible: Openings


_kept: OrderedDict[_Key, Known] = OrderedDict()
_lock = Lock()


def known_season(
    session: Session, *, season_id: int, filled: bool = False
) -> tuple[Known, tuple[Pin, ...]]:
    """What is known of a season as it is now, and its pins. Takes a fixed number of queries.

    `filled`: without blocks that have no sessions, and all that names them.

    Raises:
        NoSuchSeason: there is no such season.
    """
    fetched = fetch_season(session, season_id=season_id)
    key = (fetched.digest(without=("pins",)), filled)
    with _lock:
        known = _kept.get(key)
        if known is not None:
            _kept.move_to_end(key)
    if known is None:
        known = _worked_out(fetched, filled=filled)
        with _lock:
            _kept[key] = known
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return known, _pins(fetched, known)


def forget() -> None:
    """Keep nothing any longer: for who measures how long a first look takes."""
    with _lock:
        _kept.clear()


def pins_now(session: Session, known: Known, *, season_id: int) -> tuple[Pin, ...]:
    """The pins of the season as they are now."""
    rows = fetch_table(session, _PINS, season_id)
    return _pins(FetchedSeason(None, {"pins": rows}, {}), known)


def _pins(fetched: FetchedSeason, known: Known) -> tuple[Pin, ...]:
    return tuple(_there(fetched, known))


def _there(fetched: FetchedSeason, known: Known) -> Iterator[Pin]:
    for row in fetched.rows_of(_PINS, known.keys):
        if row.block_id in known.problem.block_by_id:
            yield Pin(row.must, row.offer_id, row.block_id, row.room_id, row.tutor_id, row.pupil_id)


def _worked_out(fetched: FetchedSeason, *, filled: bool) -> Known:
    dataset, keys = fetched.dataset()
    if filled:
        dataset = with_sessions(dataset)
    problem = to_problem(replace(dataset, pins=()))
    tables = Eligibility(problem)
    # Worked out now, so that all who lay pins beside it share it.
    for whole in (problem, tables):
        for name, each in vars(type(whole)).items():
            if isinstance(each, cached_property):
                getattr(whole, name)
    possible = Openings(Standing(tables), Closures(tables, ()))
    possible.interested(_NOWHERE)
    return Known(problem, keys, tables, possible)


def with_sessions(dataset: Dataset) -> Dataset:
    """The dataset without blocks that have no sessions, and all that names them."""
    filled = {row.block_id for row in dataset.sessions}
    if all(row.block_id in filled for row in dataset.blocks):
        return dataset
    return replace(
        dataset,
        blocks=tuple(row for row in dataset.blocks if row.block_id in filled),
        offers=tuple(
            replace(row, blocks=tuple(block for block in row.blocks if block in filled))
            for row in dataset.offers
        ),
        wishes=tuple(r for r in dataset.wishes if r.block_id is None or r.block_id in filled),
        pins=tuple(row for row in dataset.pins if row.block_id in filled),
    )
