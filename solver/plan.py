"""A plan: which groups open, who leads them, who takes part, what was refused, how good it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from solver.problem import Policy, Role, Wish


class Group(NamedTuple):
    """A group is fully named by what, when and where (contract, section 3)."""

    offer_id: str
    block_id: str
    room_id: str

    @property
    def id(self) -> str:
        """The id as plans write it."""
        return f"{self.offer_id}@{self.block_id}@{self.room_id}"


class Assignment(NamedTuple):
    """A tutor in a group."""

    group: Group
    tutor_id: str
    role: Role


class Place(NamedTuple):
    """A pupil in a group; `rank` is the dense rank of their best wish that matches it."""

    pupil_id: str
    group: Group
    rank: int


class Status(StrEnum):
    """How much is proven about a plan."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


class Reason(StrEnum):
    """Why a wish was not granted, in the order in which they are tried (contract, section 6)."""

    SATISFIED_ELSEWHERE = "satisfied_elsewhere"
    AGE = "age"
    NOT_AVAILABLE = "not_available"
    TOO_FAR = "too_far"
    NEED_NOT_MET = "need_not_met"
    CLOSED_BY_PLANNER = "closed_by_planner"
    FULL = "full"
    NO_TUTOR = "no_tutor"
    NO_ROOM = "no_room"
    BUDGET = "budget"
    TOO_FEW = "too_few"
    LINKED = "linked"
    TRADED = "traded"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A wish that no place grants, with the first reason that holds and one plain sentence.

    `detail` holds the sentence by language code (`nl`, `en`).
    """

    wish: Wish
    reason: Reason
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LostPromise:
    """A place of the previous plan that could not be kept, with the reason (contract, 3.11).

    `reason` is a `Reason` value, or `not_wished` where the family withdrew the wish.
    """

    pupil_id: str
    group: Group
    reason: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the objective: its value, the proven bound on it, and the relative gap.

    The bound is an upper bound where the level is maximised and a lower bound where it is
    minimised, given the values of the levels before it. `gap` = |bound − value| / max(1, |bound|,
    |value|); 0 means proven optimal.
    """

    name: str
    value: int
    bound: int
    maximise: bool

    @property
    def gap(self) -> float:
        """The relative distance between value and bound, from 0 to 1."""
        return abs(self.bound - self.value) / max(1, abs(self.bound), abs(self.value))

    @property
    def proven(self) -> bool:
        """Whether no plan can do better on this level."""
        return self.bound == self.value


@dataclass(frozen=True)
class Plan:
    """One plan, whole and checked. Everything is sorted by id, so equal plans are equal data.

    `seconds` holds how long each phase took and is left out of comparisons.
    """

    policy: Policy
    status: Status
    groups: tuple[Group, ...]
    assignments: tuple[Assignment, ...]
    places: tuple[Place, ...]
    refusals: tuple[Refusal, ...] = ()
    levels: tuple[Level, ...] = ()
    lost_promises: tuple[LostPromise, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict, compare=False)

    @cached_property
    def places_by_pupil(self) -> Mapping[str, tuple[Place, ...]]:
        """The places of each pupil who has any."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            found.setdefault(place.pupil_id, []).append(place)
        return {pupil: tuple(places) for pupil, places in found.items()}

    @cached_property
    def places_by_group(self) -> Mapping[Group, tuple[Place, ...]]:
        """The places in each open group (an empty tuple where a group has none)."""
        found: dict[Group, list[Place]] = {group: [] for group in self.groups}
        for place in self.places:
            found.setdefault(place.group, []).append(place)
        return {group: tuple(places) for group, places in found.items()}

    @cached_property
    def tutors_by_group(self) -> Mapping[Group, tuple[Assignment, ...]]:
        """The tutors of each open group (an empty tuple where a group has none)."""
        found: dict[Group, list[Assignment]] = {group: [] for group in self.groups}
        for assignment in self.assignments:
            found.setdefault(assignment.group, []).append(assignment)
        return {group: tuple(assignments) for group, assignments in found.items()}
