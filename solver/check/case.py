"""A plan laid beside its problem: the parts that can be judged, indexed, and those that cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from solver.check.permission import Permission
from solver.check.violation import Violation
from solver.plan import Assignment, Group, Place, Plan
from solver.problem import Block, Offer, Problem, Pupil, Role, Room, Tutor


@dataclass(frozen=True)
class Case:
    """The well-formed part of a plan: known ids, each part once, people in open groups only."""

    problem: Problem
    plan: Plan
    permission: Permission
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    assignments: tuple[Assignment, ...]
    places_of: dict[str, list[Place]] = field(default_factory=dict)
    pupils_in: dict[Group, list[Pupil]] = field(default_factory=dict)
    team_of: dict[Group, list[tuple[Tutor, Role]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for group in self.groups:
            self.pupils_in[group] = []
            self.team_of[group] = []
        for place in self.places:
            self.places_of.setdefault(place.pupil_id, []).append(place)
            self.pupils_in[place.group].append(self.problem.pupil_by_id[place.pupil_id])
        for assignment in self.assignments:
            tutor = self.problem.tutor_by_id[assignment.tutor_id]
            self.team_of[assignment.group].append((tutor, assignment.role))

    def offer(self, group: Group) -> Offer:
        """The offer of a group."""
        return self.problem.offer_by_id[group.offer_id]

    def block(self, group: Group) -> Block:
        """The block of a group."""
        return self.problem.block_by_id[group.block_id]

    def room(self, group: Group) -> Room:
        """The room of a group."""
        return self.problem.room_by_id[group.room_id]

    def spot(self, group: Group) -> tuple[str, str]:
        """When and where: the (block id, location id) of a group."""
        return group.block_id, self.room(group).location_id

    def seats_taken(self, group: Group) -> int:
        """Seats of the room in use, companions included (3.7)."""
        return sum(2 if pupil.companion else 1 for pupil in self.pupils_in[group])


_Part = TypeVar("_Part", bound=Hashable)
_Seat = TypeVar("_Seat", Assignment, Place)


def open_case(problem: Problem, plan: Plan) -> tuple[Case, list[Violation]]:
    """Lay a plan beside its problem; what does not fit together is told and left out."""
    found: list[Violation] = []
    groups = []
    for group in _once(plan.groups, found):
        unknown = _unknown_part(problem, group)
        if unknown is None:
            groups.append(group)
        else:
            found.append(_unknown(group.id, unknown))
    assignments = _in_groups(plan, groups, plan.assignments, problem.tutor_by_id, found)
    seated = _in_groups(plan, groups, plan.places, problem.pupil_by_id, found)
    first = {(place.pupil_id, place.group): place for place in reversed(seated)}
    places = [place for place in seated if first[place.pupil_id, place.group] is place]
    found.extend(
        _double(_name(place)) for place in seated if first[place.pupil_id, place.group] is not place
    )
    case = Case(
        problem,
        plan,
        Permission(problem),
        tuple(groups),
        tuple(places),
        tuple(assignments),
    )
    return case, found


def _in_groups(
    plan: Plan,
    groups: list[Group],
    seats: tuple[_Seat, ...],
    people: Mapping[str, object],
    found: list[Violation],
) -> list[_Seat]:
    """The seats of known people in known groups that are open; the others are told."""
    known, named = set(groups), set(plan.groups)
    kept = []
    for seat in _once(seats, found):
        person = seat.tutor_id if isinstance(seat, Assignment) else seat.pupil_id
        if person not in people:
            found.append(_unknown(_name(seat), person))
        elif seat.group in known:
            kept.append(seat)
        elif seat.group not in named:
            found.append(_not_open(_name(seat), seat.group))
    return kept


def _unknown_part(problem: Problem, group: Group) -> str | None:
    if group.offer_id not in problem.offer_by_id:
        return group.offer_id
    if group.block_id not in problem.block_by_id:
        return group.block_id
    if group.room_id not in problem.room_by_id:
        return group.room_id
    return None


def _once(parts: Iterable[_Part], found: list[Violation]) -> list[_Part]:
    counts = Counter(parts)
    for part, count in counts.items():
        if count > 1:
            found.append(_double(_name(part)))
    return list(counts)


def _name(part: Hashable) -> str:
    match part:
        case Group():
            return part.id
        case Assignment():
            return f"{part.tutor_id} {part.group.id}"
        case Place():
            return f"{part.pupil_id} {part.group.id}"
        case _:
            return str(part)


def _double(subject: str) -> Violation:
    return Violation(
        "3",
        subject,
        f"{subject} staat meer dan één keer in het plan.",
        f"{subject} is in the plan more than once.",
    )


def _unknown(subject: str, name: str) -> Violation:
    return Violation(
        "3",
        subject,
        f"{name} bestaat niet in de gegevens.",
        f"{name} is not there in the data.",
    )


def _not_open(subject: str, group: Group) -> Violation:
    return Violation(
        "3",
        subject,
        f"De groep {group.id} is niet open.",
        f"The group {group.id} is not open.",
    )
