"""Finding the first true reason why a plan does not grant a wish (contract, section 6).

`explain` says what each reason means; here the options of a wish are struck out, stage by
stage, until none is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from solver.eligibility import Eligibility
from solver.plan import Reason
from solver.problem import SMALL_GROUP, Wish
from solver.reasons.openings import Cell, Closures, Openings
from solver.reasons.standing import OpenGroup, Own, Seat, Standing
from solver.reasons.strict_links import NOBODY_ELSE, StrictLinks


class Finding(NamedTuple):
    """A reason, and which of its sentences says it best (see `solver.reasons.sentences`)."""

    reason: Reason
    variant: str = ""


class Opening(NamedTuple):
    """A cell where one more group could be, and the rooms that are left for it."""

    cell: Cell
    rooms: tuple[int, ...]


class Refuser:
    """Finds reasons beside one finished plan.

    `promised` holds (pupil, offer, block, location) of places promised by an earlier plan.
    """

    def __init__(
        self,
        tables: Eligibility,
        standing: Standing,
        promised: Set[tuple[int, int, int, int]] = frozenset(),
    ) -> None:
        self.tables = tables
        self.problem = tables.problem
        self.standing = standing
        self.promised = promised
        self.closures = Closures(tables, self.problem.pins)
        self.possible = Openings(Standing(tables), self.closures)
        self.beside = Openings(standing, self.closures)
        self.links = StrictLinks(self.problem.links, tables.pupil_index)
        self.offer_blocks = [
            [tables.block_index[block] for block in offer.blocks] for offer in self.problem.offers
        ]
        self.offer_locations = [
            [tables.location_index[location] for location in offer.locations]
            for offer in self.problem.offers
        ]
        self.pinned = {
            (
                tables.pupil_index[pin.pupil_id],
                tables.offer_index[pin.offer_id],
                tables.block_index[pin.block_id],
                tables.room_index[pin.room_id],
            )
            for pin in self.problem.pins
            if pin.must and pin.pupil_id is not None
        }

    def find(self, wish: Wish) -> Finding:
        """The first reason that holds for a wish that no place grants."""
        pupil = self.tables.pupil_index[wish.pupil_id]
        offer = self.tables.offer_index[wish.offer_id]
        held = self._held(pupil, offer, wish.rank)
        if held is not None:
            return held
        cells = self._attendable(pupil, offer, wish)
        if isinstance(cells, Finding):
            return cells
        left = self._personal(pupil, cells, wish.rank)
        if isinstance(left, Finding):
            return left
        found = self._planned(pupil, left)
        if found.reason is Reason.TOO_FEW:
            return self._too_few(pupil, cells, left)
        return found

    def _held(self, pupil: int, offer: int, rank: int) -> Finding | None:
        own = self.standing.places.get(pupil, ())
        most = self.problem.pupils[pupil].max_places
        if any(place.offer == offer and place.rank <= rank for place in own):
            return Finding(Reason.SATISFIED_ELSEWHERE, "offer")
        if len(own) >= most and all(place.rank <= rank for place in own):
            return Finding(Reason.SATISFIED_ELSEWHERE, "places" if most else "none_asked")
        return None

    def _attendable(self, pupil: int, offer: int, wish: Wish) -> list[Cell] | Finding:
        tables = self.tables
        blocks = [
            block
            for block in self.offer_blocks[offer]
            if wish.block_id is None or tables.block_index[wish.block_id] == block
        ]
        locations = [
            location
            for location in self.offer_locations[offer]
            if wish.location_id is None or tables.location_index[wish.location_id] == location
        ]
        if not tables.pupil_offer_age[pupil, offer]:
            return Finding(Reason.AGE)
        available = [block for block in blocks if tables.pupil_block[pupil, block]]
        if not available:
            return Finding(Reason.NOT_AVAILABLE, "" if blocks else "not_offered")
        near = [location for location in locations if tables.pupil_location[pupil, location]]
        if not near:
            return Finding(Reason.TOO_FAR, "" if locations else "not_offered")
        return [Cell(offer, block, location) for block in available for location in near]

    def _personal(self, pupil: int, cells: list[Cell], rank: int) -> list[Cell] | Finding:
        """What is left after needs, the planner's pins and places held just as dear."""
        dear = [p for p in self.standing.places.get(pupil, ()) if p.rank <= rank]
        apart = [cell for cell in cells if not self._clashes(pupil, cell, dear)]
        ways = [cell for cell in cells if self.possible.has_way(pupil, cell)]
        if ways and not set(ways) & set(apart):
            return Finding(Reason.SATISFIED_ELSEWHERE, "time")
        met = [cell for cell in cells if self.possible.could_meet(pupil, cell)]
        if not met:
            return Finding(Reason.NEED_NOT_MET, self._need(pupil, cells[0].offer))
        allowed = [cell for cell in met if not self._closed(pupil, cell)]
        if not allowed:
            return Finding(Reason.CLOSED_BY_PLANNER, "pupil" if self._only_me(met) else "")
        left = set(allowed) & set(apart)
        open_apart = [cell for cell in apart if not self._closed(pupil, cell)]
        return [cell for cell in open_apart if cell in left] or open_apart or allowed

    def _need(self, pupil: int, offer: int) -> str:
        who, what = self.problem.pupils[pupil], self.problem.offers[offer]
        return "small" if who.small_group and what.min_size > SMALL_GROUP else ""

    def _clashes(self, pupil: int, cell: Cell, places: Sequence[Own]) -> bool:
        mode = self.problem.pupils[pupil].mode
        return any(
            self.tables.clash(place.block, place.location, cell.block, cell.location, mode)
            for place in places
        )

    def _closed(self, pupil: int, cell: Cell) -> bool:
        rooms = self.possible.rooms_for(pupil, cell)
        return bool(rooms) and all(self.closures.bars(pupil, cell, room) for room in rooms)

    def _only_me(self, cells: Sequence[Cell]) -> bool:
        return any(
            (cell.offer, cell.block, room) not in self.closures.groups
            for cell in cells
            for room in self.possible.rooms(cell)
        )

    def _planned(self, pupil: int, cells: list[Cell]) -> Finding:
        """What is left is possible for this pupil alone: here the plan itself says no."""
        offer, left = cells[0].offer, set(cells)
        matching = [
            group
            for group in self.standing.by_offer.get(offer, ())
            if (cell := Cell(offer, group.block, group.location)) in left
            and self.tables.pupil_room_place[pupil, group.room]
            and not self.closures.bars(pupil, cell, group.room)
        ]
        seats = [(group, self.standing.seat(pupil, group)) for group in matching]
        free = [group for group, seat in seats if seat is Seat.FREE]
        if matching and not free:
            unfit = any(seat is Seat.UNFIT for _, seat in seats)
            return Finding(Reason.FULL, "unfit" if unfit else "")
        openings = self._openings(pupil, cells)
        if isinstance(openings, Finding):
            if not free:
                return openings
            openings = []
        together = [group for group in free if self._company_fits(pupil, group)]
        new = [o for o in openings if self._company_comes(pupil, o.cell)]
        if not together and not new:
            return Finding(Reason.LINKED)
        return Finding(Reason.TRADED, self._trade(pupil, offer, together))

    def _too_few(self, pupil: int, cells: list[Cell], left: list[Cell]) -> Finding:
        """Too few asked for what could still open: everywhere, or what failed where enough did?"""
        least = self.problem.offers[cells[0].offer].min_size
        if all(self.possible.interest(cell) < least for cell in cells):
            return Finding(Reason.TOO_FEW)
        enough = [cell for cell in left if self.possible.interest(cell) >= least]
        found = self._openings(pupil, enough) if enough else None
        if isinstance(found, Finding):
            return Finding(found.reason, "where_enough")
        return Finding(Reason.TRADED)

    def _openings(self, pupil: int, cells: list[Cell]) -> list[Opening] | Finding:
        """Where one more group could be opened from what is free, or why nowhere."""
        skills = self.problem.pupils[pupil].support_needs
        staffed = [o for cell in cells if (o := self._staffed(pupil, cell, skills)) is not None]
        if not staffed:
            none = all(self.possible.team(cell, skills) is None for cell in cells)
            return Finding(
                Reason.NO_TUTOR, ("none" if none else "busy") + ("_skilled" if skills else "")
            )
        free = self.standing.room_free
        housed = _thin(staffed, lambda cell, room: bool(free[room, cell.block]))
        if not housed:
            none = not any(opening.rooms for opening in staffed)
            return Finding(Reason.NO_ROOM, "none" if none else "busy")
        paid = _thin(housed, lambda cell, room: self._paid(cell, room, skills))
        if not paid:
            return Finding(Reason.BUDGET)
        least = self.problem.offers[cells[0].offer].min_size
        wanted = [opening for opening in paid if self.possible.interest(opening.cell) >= least]
        return wanted or Finding(Reason.TOO_FEW)

    def _staffed(self, pupil: int, cell: Cell, skills: frozenset[str]) -> Opening | None:
        rooms = [
            room
            for room in self.possible.rooms_for(pupil, cell)
            if not self.closures.bars(pupil, cell, room)
        ]
        fit = tuple(room for room in rooms if self._team(cell, room, skills) is not None)
        if fit or (not rooms and self.beside.team(cell, skills) is not None):
            return Opening(cell, fit)
        return None

    def _team(self, cell: Cell, room: int, skills: frozenset[str]) -> int | None:
        return self.beside.team(cell, skills, self.closures.barred_tutors(cell, room))

    def _paid(self, cell: Cell, room: int, skills: frozenset[str]) -> bool:
        price = self._team(cell, room, skills)
        return price is not None and self.beside.affordable(cell, price)

    def _company_comes(self, pupil: int, cell: Cell) -> bool:
        """Whether everybody strictly linked wished something there and could attend it alone."""
        same_group = self.links.group.get(pupil, NOBODY_ELSE)
        same_site = self.links.site.get(pupil, NOBODY_ELSE)
        return all(self._wished(other, cell) for other in same_group) and all(
            self._wished_site(other, cell) for other in same_site
        )

    def _company_fits(self, pupil: int, group: OpenGroup) -> bool:
        """The same for an open group, in which those bound to the same group find seats too."""
        cell = Cell(group.offer, group.block, group.location)
        if not self._company_comes(pupil, cell):
            return False
        coming = [pupil, *sorted(self.links.group.get(pupil, NOBODY_ELSE))]
        offer, room = self.problem.offers[group.offer], self.problem.rooms[group.room]
        return group.holds(offer, room.capacity, [self.problem.pupils[p] for p in coming]) and all(
            self.standing.seat(other, group) is Seat.FREE
            and not self.closures.bars(other, cell, group.room)
            for other in coming
        )

    def _wished(self, pupil: int, cell: Cell) -> bool:
        who = self.problem.pupils[pupil]
        names = (
            self.problem.offers[cell.offer].id,
            self.problem.blocks[cell.block].id,
            self.problem.locations[cell.location].id,
        )
        wishes = self.problem.wishes_by_pupil.get(who.id, ())
        return (
            who.max_places > 0
            and any(wish.matches(*names) for wish in wishes)
            and self.possible.attends(pupil, cell)
        )

    def _wished_site(self, pupil: int, cell: Cell) -> bool:
        wishes = self.problem.wishes_by_pupil.get(self.problem.pupils[pupil].id, ())
        offers = {self.tables.offer_index[wish.offer_id] for wish in wishes}
        return any(
            cell.block in self.offer_blocks[offer]
            and cell.location in self.offer_locations[offer]
            and self._wished(pupil, Cell(offer, cell.block, cell.location))
            for offer in sorted(offers)
        )

    def _trade(self, pupil: int, offer: int, seats: Sequence[OpenGroup]) -> str:
        """Which sentence is true where a seat or an opening is left: what stands in its way."""
        own = self.standing.places.get(pupil, [])
        crowded = len(own) >= self.problem.pupils[pupil].max_places
        in_the_way: list[Own] = []
        for group in seats:
            cell = Cell(group.offer, group.block, group.location)
            found = [p for p in own if p.offer == offer or self._clashes(pupil, cell, [p])]
            if not found and not crowded:
                return ""
            in_the_way += found or own
        if in_the_way:
            if all((pupil, p.offer, p.block, p.room) in self.pinned for p in in_the_way):
                return "fixed"
            if all((pupil, p.offer, p.block, p.location) in self.promised for p in in_the_way):
                return "promised"
            return "own_place"
        most = self.problem.offers[offer].max_groups
        if len(self.standing.by_offer.get(offer, ())) < most:
            return ""
        return "max_groups" if most else "no_groups"


def _thin(openings: Sequence[Opening], keep: Callable[[Cell, int], bool]) -> list[Opening]:
    """The openings with only the rooms that pass, without those that lose all of them."""
    found = [
        Opening(opening.cell, tuple(r for r in opening.rooms if keep(opening.cell, r)))
        for opening in openings
    ]
    return [opening for opening in found if opening.rooms]
