"""The pins of a problem by index: which groups must be open, with whom, and who may not be in."""

from __future__ import annotations

from solver.eligibility import Eligibility
from solver.pins.conflict import group_name, pin_order
from solver.problem import Pin
from solver.reasons.openings import Cell, Closures, Openings
from solver.reasons.standing import Standing
from solver.reasons.strict_links import StrictLinks


class PinnedGroup:
    """A group that is pinned open. `pin` speaks for it: the first that does, in sorted order.

    `tutors` and `pupils` are those pinned into it, by index, each with its pin.
    """

    def __init__(self, tables: Eligibility, pin: Pin) -> None:
        self.pin = pin
        self.key = (pin.offer_id, pin.block_id, pin.room_id)
        self.room = tables.room_index[pin.room_id]
        self.cell = Cell(
            tables.offer_index[pin.offer_id],
            tables.block_index[pin.block_id],
            tables.room_location[self.room],
        )
        self.offer = tables.problem.offers[self.cell.offer]
        self.id = group_name(pin)
        self.tutors: dict[int, Pin] = {}
        self.pupils: dict[int, Pin] = {}


GroupKey = tuple[str, str, str]


class PinReading:
    """All pins, sorted, and what is possible for the groups that they name.

    `closed`, `no_tutor` and `no_pupil` hold the `must=no` pins by the ids that they name.
    """

    def __init__(self, tables: Eligibility) -> None:
        self.tables = tables
        self.problem = tables.problem
        pins = sorted(set(self.problem.pins), key=pin_order)
        # without any pins, so that whatever it finds impossible needs no pin to be named
        self.possible = Openings(Standing(tables), Closures(tables, ()))
        self.links = StrictLinks(self.problem.links, tables.pupil_index)
        self.groups: dict[GroupKey, PinnedGroup] = {}
        self.closed: dict[GroupKey, Pin] = {}
        self.no_tutor: dict[GroupKey, dict[int, Pin]] = {}
        self.no_pupil: dict[GroupKey, dict[int, Pin]] = {}
        for pin in pins:
            key = (pin.offer_id, pin.block_id, pin.room_id)
            tutor = None if pin.tutor_id is None else tables.tutor_index[pin.tutor_id]
            pupil = None if pin.pupil_id is None else tables.pupil_index[pin.pupil_id]
            if pin.must:
                self._open(key, pin, tutor, pupil)
                continue
            if tutor is None and pupil is None:
                self.closed[key] = pin
            if tutor is not None:
                self.no_tutor.setdefault(key, {})[tutor] = pin
            if pupil is not None:
                self.no_pupil.setdefault(key, {})[pupil] = pin

    def _open(self, key: GroupKey, pin: Pin, tutor: int | None, pupil: int | None) -> None:
        if key not in self.groups:
            self.groups[key] = PinnedGroup(self.tables, pin)
        group = self.groups[key]
        if tutor is not None:
            group.tutors.setdefault(tutor, pin)
        if pupil is not None:
            group.pupils.setdefault(pupil, pin)
