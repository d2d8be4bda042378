"""Seats that are given before any round: the planner's pins (3.9) and earlier promises (3.11)."""

from __future__ import annotations

from collections.abc import Sequence

from solver.fairness.completion import Duty, complete, most_kept
from solver.fairness.hall import Hall
from solver.fairness.lookahead import Lookahead, is_done
from solver.fairness.parties import Option, Party
from solver.fairness.seats import Seats, Test, anything
from solver.plan import Group, Plan
from solver.problem import Pin


class GivenGroupsFail(ValueError):
    """The groups and tutors that were given admit no places that keep the pins.

    Never for the groups of a plan that keeps the contract: its own places show that it can be.
    """


def seat_first(hall: Hall, previous: Plan | None) -> tuple[Seats, set[int]]:
    """Seat pinned pupils and those with a promise, each with their party.

    In the order of the draw, and so that all of these duties can be done and every group that is
    needed for one reaches its minimum. A promised child keeps the room where that can be.

    Returns:
        The seats, and the groups that may not be closed: those pinned open, and those in which
        a party sits that came first.

    Raises:
        GivenGroupsFail: the pins cannot hold.
    """
    pins = _pins(hall)
    promises = [] if previous is None else _promises(hall, previous)
    seats = Seats(hall)
    duties = pins + promises
    if not duties and not hall.pinned:
        return seats, set()
    if _seat(seats, duties, None):
        held = _held(seats)
        if complete(seats, held=held, whole=True) is not None:
            return seats, held
    seats = Seats(hall)
    kept = most_kept(seats, held=hall.pinned, pins=pins, promises=promises)
    if kept is None:
        raise GivenGroupsFail("the pins cannot hold in the groups that were given")
    duties = pins + kept
    _seat(seats, duties, Lookahead(seats, hall.pinned, duties, whole=True))
    return seats, _held(seats)


def _held(seats: Seats) -> set[int]:
    return set(seats.hall.pinned) | {group for group, size in enumerate(seats.size) if size}


def _seat(seats: Seats, duties: Sequence[Duty], lookahead: Lookahead | None) -> bool:
    """Do duties one by one in the order of the draw; False as soon as one cannot be done.

    Without a lookahead each is done as if it were the last. Where that does them all, and the
    groups can be filled, looking ahead would have refused none of these seats.
    """
    hall = seats.hall
    test: Test = anything if lookahead is None else lookahead.allows
    for duty in sorted(duties, key=lambda duty: hall.seat_of[duty.pupil][0]):
        if is_done(seats, duty):
            continue
        index, position = hall.seat_of[duty.pupil]
        party = hall.parties[index]
        option = _option(seats, party, position, duty, test)
        if option is None:
            return False
        if lookahead is not None:
            lookahead.took(party, option)
        seats.sit(party, option)
    return True


def _option(seats: Seats, party: Party, position: int, duty: Duty, test: Test) -> Option | None:
    spots = sorted({seats.hall.spot_of[group] for group in duty.groups} & party.sites.keys())
    return seats.dearest_at(party, spots, test, only={position: duty.groups}, stays=duty.stays)


def _pins(hall: Hall) -> list[Duty]:
    found = set()
    for pin in hall.problem.pins:
        if not pin.must:
            continue
        group = _group(pin)
        if group not in hall.index:
            raise GivenGroupsFail(f"the group {group.id} is pinned open and was not given")
        if pin.pupil_id is not None:
            pupil = hall.seating.tables.pupil_index[pin.pupil_id]
            order = hall.seating.number[pupil], hall.place_in_order[hall.index[group]]
            found.add((order, pupil, hall.index[group]))
    return [Duty(pupil, frozenset({group})) for _, pupil, group in sorted(found)]


def _group(pin: Pin) -> Group:
    return Group(pin.offer_id, pin.block_id, pin.room_id)


def _promises(hall: Hall, previous: Plan) -> list[Duty]:
    """The promises that could be kept as far as they concern nobody else, by draw number.

    Where the earlier room is no longer in the data its location is unknown: any group of the
    same offer and block keeps the promise then.
    """
    seating, tables = hall.seating, hall.seating.tables
    found: dict[tuple[int, str], Duty] = {}
    for place in sorted(previous.places, key=lambda place: (place.pupil_id, place.group.id)):
        pupil = tables.pupil_index.get(place.pupil_id)
        if pupil is None:
            continue
        room = hall.problem.room_by_id.get(place.group.room_id)
        groups = frozenset(
            group
            for group in seating.could[pupil]
            if hall.groups[group][:2] == place.group[:2]
            and (
                room is None
                or hall.problem.room_by_id[hall.groups[group].room_id].location_id
                == room.location_id
            )
        )
        if groups:
            stays = hall.index.get(place.group)
            key = (seating.number[pupil], place.group.id)
            found[key] = Duty(pupil, groups, stays if stays in groups else None)
    return [found[key] for key in sorted(found)]
