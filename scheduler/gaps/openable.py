"""Whether a group of an offer could open in a block, were it the only one; and what lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from scheduler.gaps.supply import Supply
from solver.eligibility import suits_ages
from solver.problem import Offer, Role, Tutor
from solver.reasons.openings import Cell

_Chosen = npt.NDArray[np.bool_]


class Lack(StrEnum):
    """What is missing: the first step, in this order, at which too little is left."""

    NO_GROUPS = "no_groups"
    """The offer may have no group at all."""
    ROOM_HERE = "room_here"
    """Where the offer may be, there is no room."""
    ROOM_FEATURES = "room_features"
    ROOM_SIZE = "room_size"
    ROOM_TIME = "room_time"
    ROOM_CLOSED = "room_closed"
    """A planner's pin closes what is left."""
    LEAD_ROLE = "lead_role"
    LEAD_GOALS = "lead_goals"
    LEAD_LANGUAGE = "lead_language"
    LEAD_AGES = "lead_ages"
    LEAD_TIME = "lead_time"
    LEAD_FAR = "lead_far"
    LEAD_HOURS = "lead_hours"
    ASSISTANT_ROLE = "assistant_role"
    ASSISTANT_LANGUAGE = "assistant_language"
    ASSISTANT_AGES = "assistant_ages"
    ASSISTANT_TIME = "assistant_time"
    ASSISTANT_FAR = "assistant_far"
    ASSISTANT_HOURS = "assistant_hours"
    TOGETHER = "together"
    """A room and tutors are there, but not all at one site, or the same people twice."""
    BUDGET = "budget"

    @property
    def of_rooms(self) -> bool:
        """Whether it is mended at locations and rooms."""
        return self.value.startswith("room_")

    @property
    def of_tutors(self) -> bool:
        """Whether it is mended at tutors."""
        return self.value.startswith(("lead_", "assistant_"))


@dataclass(frozen=True, slots=True)
class Shortage:
    """`there` of the `needed` are left at the step `lack`; `codes`: goals or features asked for."""

    lack: Lack
    needed: int = 1
    there: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """An offer in a block. `shortages` empty: a group can open.

    `cells` are where (offer, block and location by index), `rooms` in which rooms, by index.
    `papers`: it can open only with tutors whose papers were not seen yet.
    """

    offer: int
    block: int
    shortages: tuple[Shortage, ...]
    cells: tuple[Cell, ...] = ()
    rooms: tuple[int, ...] = ()
    papers: bool = False

    @property
    def opens(self) -> bool:
        """Whether a group can open."""
        return not self.shortages


def verdicts(supply: Supply, *, only: int | None = None) -> tuple[Verdict, ...]:
    """One for every offer (or only that one) and each of its blocks, in the season's order."""
    checked = supply.only_with(supply.checked)
    return tuple(
        _verdict(supply, checked, number, supply.tables.block_index[block])
        for number, offer in enumerate(supply.problem.offers)
        if only in {None, number}
        for block in offer.blocks
    )


def open_rooms(supply: Supply, cell: Cell) -> tuple[int, ...]:
    """The rooms in which a group can open there, with a team that is free and paid for."""
    if not supply.problem.offers[cell.offer].max_groups:
        return ()
    return tuple(room for room in _unclosed(supply, cell) if _staffed(supply, cell, room))


def _verdict(supply: Supply, checked: Supply, offer: int, block: int) -> Verdict:
    cells = _cells(supply, offer, block)
    rooms = {cell: open_rooms(supply, cell) for cell in cells}
    found = tuple(cell for cell in cells if rooms[cell])
    if not found:
        return Verdict(offer, block, tuple(_shortages(supply, offer, block, cells)))
    papers = not any(open_rooms(checked, cell) for cell in found)
    every = tuple(sorted(room for those in rooms.values() for room in those))
    return Verdict(offer, block, (), found, every, papers)


def _cells(supply: Supply, offer: int, block: int) -> list[Cell]:
    locations = supply.problem.offers[offer].locations
    return [Cell(offer, block, supply.tables.location_index[name]) for name in locations]


def _unclosed(supply: Supply, cell: Cell) -> tuple[int, ...]:
    closed = supply.closures.groups
    return tuple(
        room for room in supply.openings.rooms(cell) if (cell.offer, cell.block, room) not in closed
    )


def _team(supply: Supply, cell: Cell, room: int) -> int | None:
    return supply.openings.team(cell, barred=supply.closures.barred_tutors(cell, room))


def _staffed(supply: Supply, cell: Cell, room: int) -> bool:
    price = _team(supply, cell, room)
    return price is not None and supply.openings.affordable(cell, price)


def _shortages(supply: Supply, offer: int, block: int, cells: Sequence[Cell]) -> Iterator[Shortage]:
    """What lacks: of rooms, of leads and of assistants at most one each; else what joins them."""
    what = supply.problem.offers[offer]
    if not what.max_groups:
        yield Shortage(Lack.NO_GROUPS)
        return
    housed = [cell for cell in cells if _unclosed(supply, cell)]
    near = [cell.location for cell in housed or cells]
    found = [
        shortage
        for shortage in (
            None if housed else _room_shortage(supply, what, block),
            _lead_shortage(supply, what, block, near),
            _assistant_shortage(supply, what, block, near),
        )
        if shortage is not None
    ]
    yield from found
    if not found:
        paid_for = any(
            _team(supply, cell, room) is not None
            for cell in housed
            for room in _unclosed(supply, cell)
        )
        yield Shortage(Lack.BUDGET if paid_for else Lack.TOGETHER)


def _room_shortage(supply: Supply, offer: Offer, block: int) -> Shortage:
    problem, tables = supply.problem, supply.tables
    here = [n for n, room in enumerate(problem.rooms) if room.location_id in set(offer.locations)]
    codes = tuple(sorted(offer.room_features))
    fitted = [n for n in here if offer.room_features <= tables.room_features[n]]
    large = [n for n in fitted if problem.rooms[n].capacity >= offer.min_size]
    free = [n for n in large if tables.room_block[n, block]]
    if not here:
        return Shortage(Lack.ROOM_HERE)
    if not fitted:
        return Shortage(Lack.ROOM_FEATURES, codes=codes)
    if not large:
        return Shortage(Lack.ROOM_SIZE, offer.min_size, codes=codes)
    return Shortage(Lack.ROOM_CLOSED if free else Lack.ROOM_TIME, codes=codes)


def _lead_shortage(
    supply: Supply, offer: Offer, block: int, near: Sequence[int]
) -> Shortage | None:
    goals = tuple(sorted(offer.lead_goals))
    steps = (
        (Lack.LEAD_ROLE, _those(supply, lambda t: Role.LEAD in t.roles)),
        (Lack.LEAD_GOALS, _those(supply, lambda t: offer.lead_goals <= t.goals)),
        (Lack.LEAD_LANGUAGE, _those(supply, lambda t: _speaks(t, offer))),
        (Lack.LEAD_AGES, _those(supply, lambda t: suits_ages(t.ages, offer))),
        (Lack.LEAD_TIME, supply.tables.tutor_block[:, block]),
        (Lack.LEAD_FAR, _near(supply, near)),
        (Lack.LEAD_HOURS, supply.openings.standing.tutor_time[:, block]),
    )
    return _first_short(steps, offer.leads, goals)


def _assistant_shortage(
    supply: Supply, offer: Offer, block: int, near: Sequence[int]
) -> Shortage | None:
    steps = (
        (Lack.ASSISTANT_ROLE, _those(supply, lambda t: Role.ASSISTANT in t.roles)),
        (Lack.ASSISTANT_LANGUAGE, _those(supply, lambda t: _speaks(t, offer))),
        (Lack.ASSISTANT_AGES, _those(supply, lambda t: suits_ages(t.ages, offer))),
        (Lack.ASSISTANT_TIME, supply.tables.tutor_block[:, block]),
        (Lack.ASSISTANT_FAR, _near(supply, near)),
        (Lack.ASSISTANT_HOURS, supply.openings.standing.tutor_time[:, block]),
    )
    return _first_short(steps, offer.assistants, ())


def _first_short(
    steps: Sequence[tuple[Lack, _Chosen]], needed: int, codes: tuple[str, ...]
) -> Shortage | None:
    left: _Chosen | None = None
    for lack, chosen in steps:
        left = chosen if left is None else left & chosen
        there = int(left.sum())
        if there < needed:
            return Shortage(lack, needed, there, codes)
    return None


def _those(supply: Supply, suits: Callable[[Tutor], bool]) -> _Chosen:
    return np.array([suits(tutor) for tutor in supply.problem.tutors], dtype=np.bool_)


def _near(supply: Supply, locations: Sequence[int]) -> _Chosen:
    found: _Chosen = np.zeros(len(supply.problem.tutors), dtype=np.bool_)
    for location in locations:
        found |= supply.tables.tutor_location[:, location]
    return found


def _speaks(tutor: Tutor, offer: Offer) -> bool:
    return not offer.language or not tutor.languages or offer.language in tutor.languages
