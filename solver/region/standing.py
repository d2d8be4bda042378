"""The plan of the region so far, and what it is worth level by level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from solver.model.formulation import FURTHER, LOSS, PLACED
from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import Policy, Problem, further_gain, loss

_Row = TypeVar("_Row", Group, Assignment, Place)

Parts = tuple[tuple[Group, ...], tuple[Assignment, ...], tuple[Place, ...]]

NOTHING: Parts = ((), (), ())


@dataclass(frozen=True)
class Standing:
    """Open groups, their tutors, and who takes part; keeps every rule."""

    parts: Parts

    @property
    def plan(self) -> Plan:
        """As a plan without reasons or levels."""
        return Plan(Policy.BEST, Status.FEASIBLE, *self.parts)

    @cached_property
    def places_of(self) -> Mapping[str, Sequence[Place]]:
        """The places of each pupil who has any."""
        return self.plan.places_by_pupil

    def value(self, level: str) -> int:
        """The value of level 1, 2 or 3."""
        held = self.places_of.values()
        if level == PLACED:
            return len(held)
        if level == FURTHER:
            return sum(further_gain(len(places)) for places in held)
        return sum(loss(min(place.rank for place in places)) for places in held)

    def costs(self, problem: Problem, previous: Plan | None) -> tuple[int, ...]:
        """The cost on every level, in order, to be minimised."""
        kept = () if previous is None else (-self._kept(problem, previous),)
        return (*kept, -self.value(PLACED), self.value(LOSS), -self.value(FURTHER))

    def _kept(self, problem: Problem, previous: Plan) -> int:
        site = {room.id: room.location_id for room in problem.rooms}
        held = {
            (place.pupil_id, *place.group[:2], site[place.group.room_id]) for place in self.parts[2]
        }
        return sum(
            (place.pupil_id, *place.group[:2], site.get(place.group.room_id)) in held
            for place in previous.places
        )

    def changed(self, before: Parts, after: Parts) -> Standing:
        """With one part of it, `before`, replaced by `after`."""
        groups, assignments, places = self.parts
        return Standing(
            (
                _exchanged(groups, before[0], after[0]),
                _exchanged(assignments, before[1], after[1]),
                _exchanged(places, before[2], after[2]),
            )
        )


def _exchanged(
    whole: tuple[_Row, ...], old: tuple[_Row, ...], new: tuple[_Row, ...]
) -> tuple[_Row, ...]:
    gone = set(old)
    rows: list[_Row] = [row for row in whole if row not in gone]
    return tuple(sorted(rows + list(new)))
