"""Whether one child could have a wish after all, with all others keeping what they have.

What is answered is proven by what is shown: a seat that is free, or a new group with a room, a
team, the money and enough children who asked for it and have nothing else then. That nothing is
found here does not prove that no plan grants the wish.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scheduler.reasons.case import Case
from solver.problem import SMALL_GROUP, Wish
from solver.reasons.openings import Cell
from solver.reasons.standing import OpenGroup, Own, Seat
from solver.reasons.strict_links import NOBODY_ELSE, StrictLinks


@dataclass(frozen=True, slots=True)
class Grant:
    """Where the child could be, by index. `new`: in a group that does not exist yet.

    `coming`: the child and whom it is strictly linked to; `joined`: children who asked for that
    too and would fill the new group; `gives_up`: own places that the child wanted less.
    """

    cell: Cell
    room: int
    new: bool
    coming: tuple[int, ...]
    joined: tuple[int, ...] = ()
    gives_up: tuple[Own, ...] = ()


class Granting:
    """Answers for one child in one case."""

    def __init__(self, case: Case, pupil_id: str) -> None:
        self.case = case
        self.tables = case.tables
        self.problem = case.problem
        self.pupil = case.tables.pupil_index[pupil_id]
        self.links = StrictLinks(self.problem.links, self.tables.pupil_index)

    def grant(self, wish: Wish) -> Grant | None:
        """A way to give the wish, a free seat before a new group; None where there is none."""
        company = self.links.group.get(self.pupil, NOBODY_ELSE)
        if self.links.site.get(self.pupil, NOBODY_ELSE):
            return None  # who must be at the same site elsewhere is more than one place to find
        coming = (self.pupil, *sorted(company))
        cells = list(self._cells(wish))
        for find in (self._seat, self._new_group):
            for cell in cells:
                gives_up = self._gives_up(cell, wish, alone=len(coming) == 1)
                if gives_up is None or not all(self._can_come(other, cell) for other in coming[1:]):
                    continue
                found = find(cell, coming, gives_up)
                if found is not None:
                    return found
        return None

    def _cells(self, wish: Wish) -> Iterator[Cell]:
        offer = self.tables.offer_index[wish.offer_id]
        for block_id in self.problem.offers[offer].blocks:
            for location_id in self.problem.offers[offer].locations:
                if wish.matches(wish.offer_id, block_id, location_id):
                    yield Cell(
                        offer,
                        self.tables.block_index[block_id],
                        self.tables.location_index[location_id],
                    )

    def _gives_up(self, cell: Cell, wish: Wish, *, alone: bool) -> tuple[Own, ...] | None:
        """The less dear places of its own that the child would leave; None: it cannot come."""
        if not self.case.possible.attends(self.pupil, cell):
            return None
        own = self.case.standing.places.get(self.pupil, [])
        left = [place for place in own if self._in_the_way(cell, place)]
        rest = sorted((place for place in own if place not in left), key=lambda p: -p.rank)
        most = self.problem.pupils[self.pupil].max_places
        left += rest[: max(0, len(rest) + 1 - most)]
        if most < 1 or any(p.rank <= wish.rank or not self._may_leave(p) for p in left):
            return None
        return tuple(left) if alone or not left else None

    def _in_the_way(self, cell: Cell, place: Own) -> bool:
        mode = self.problem.pupils[self.pupil].mode
        return place.offer == cell.offer or self.tables.clash(
            place.block, place.location, cell.block, cell.location, mode
        )

    def _may_leave(self, place: Own) -> bool:
        """Whether the group stays large enough, and no pin keeps the child in it."""
        group = self.case.group_of[place.offer, place.block, place.room]
        names = (
            self.problem.offers[place.offer].id,
            self.problem.blocks[place.block].id,
            self.problem.rooms[place.room].id,
            self.problem.pupils[self.pupil].id,
        )
        pinned = any(
            pin.must and (pin.offer_id, pin.block_id, pin.room_id, pin.pupil_id) == names
            for pin in self.problem.pins
        )
        return group.size > self.problem.offers[place.offer].min_size and not pinned

    def _can_come(self, pupil: int, cell: Cell) -> bool:
        """Whether somebody else asked for a group there and has the time, with what they have."""
        who = self.problem.pupils[pupil]
        own = self.case.standing.places.get(pupil, [])
        names = (
            self.problem.offers[cell.offer].id,
            self.problem.blocks[cell.block].id,
            self.problem.locations[cell.location].id,
        )
        return (
            len(own) < who.max_places
            and any(w.matches(*names) for w in self.problem.wishes_by_pupil.get(who.id, ()))
            and self.case.possible.attends(pupil, cell)
            and not any(
                place.offer == cell.offer
                or self.tables.clash(
                    place.block, place.location, cell.block, cell.location, who.mode
                )
                for place in own
            )
        )

    def _seat(self, cell: Cell, coming: tuple[int, ...], gives_up: tuple[Own, ...]) -> Grant | None:
        who = [self.problem.pupils[pupil] for pupil in coming]
        offer = self.problem.offers[cell.offer]
        for group in self.case.standing.by_offer.get(cell.offer, ()):
            if (group.block, group.location) != (cell.block, cell.location):
                continue
            if group.holds(offer, self.problem.rooms[group.room].capacity, who) and all(
                self._fits(pupil, cell, group) for pupil in coming
            ):
                return Grant(cell, group.room, False, coming, gives_up=gives_up)
        return None

    def _fits(self, pupil: int, cell: Cell, group: OpenGroup) -> bool:
        seat = self.case.standing.seat(pupil, group)
        return seat is Seat.FREE and not self.case.closures.bars(pupil, cell, group.room)

    def _new_group(
        self, cell: Cell, coming: tuple[int, ...], gives_up: tuple[Own, ...]
    ) -> Grant | None:
        offer = self.problem.offers[cell.offer]
        if len(self.case.standing.by_offer.get(cell.offer, ())) >= offer.max_groups:
            return None
        who = [self.problem.pupils[pupil] for pupil in coming]
        skills = frozenset[str]().union(*(each.support_needs for each in who))
        companions = sum(each.companion for each in who)
        size = max(offer.min_size, len(coming))
        if size > offer.max_size or (any(p.small_group for p in who) and size > SMALL_GROUP):
            return None
        for room in self.case.possible.rooms(cell):
            enough = size + companions <= self.problem.rooms[room].capacity
            if not enough or not self._room_suits(cell, room, coming):
                continue
            if not self._staffed(cell, room, skills):
                continue
            joined = self._joined(cell, room, coming, skills, size - len(coming))
            if joined is not None:
                return Grant(cell, room, True, coming, joined, gives_up)
        return None

    def _room_suits(self, cell: Cell, room: int, coming: Sequence[int]) -> bool:
        return bool(self.case.standing.room_free[room, cell.block]) and all(
            self.tables.pupil_room_place[pupil, room]
            and not self.case.closures.bars(pupil, cell, room)
            for pupil in coming
        )

    def _staffed(self, cell: Cell, room: int, skills: frozenset[str]) -> bool:
        barred = self.case.closures.barred_tutors(cell, room)
        price = self.case.beside.team(cell, skills, barred)
        return price is not None and self.case.beside.affordable(cell, price)

    def _joined(
        self, cell: Cell, room: int, coming: Sequence[int], skills: frozenset[str], most: int
    ) -> tuple[int, ...] | None:
        """So many others who would come and ask nothing more of the group, or None."""
        bound = self.links.group.keys() | self.links.site.keys()
        found: list[int] = []
        for other in self._by_luck(self.case.possible.interested(cell).tolist()):
            if len(found) == most:
                break
            who = self.problem.pupils[other]
            if (
                other not in coming
                and other not in bound
                and not who.small_group
                and not who.companion
                and who.support_needs <= skills
                and self.tables.pupil_room_place[other, room]
                and not self.case.closures.bars(other, cell, room)
                and self._can_come(other, cell)
            ):
                found.append(other)
        return tuple(found) if len(found) == most else None

    def _by_luck(self, pupils: Sequence[int]) -> list[int]:
        """Who has nothing yet first."""
        return sorted(pupils, key=lambda p: (len(self.case.standing.places.get(p, ())), p))
