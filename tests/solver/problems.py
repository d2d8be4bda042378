"""Short builders for problems and plans by hand; random ones come from `random_problem`.

Days count from Monday 5 July 2027, hours are decimal (9.5 is 09:30), kilometres go east along one
street, lists are words in one text. By bike a kilometre is 6 minutes and each journey 1 more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

from solver.plan import Assignment, Group, Level, Place, Plan, Reason, Refusal, Status
from solver.problem import (
    NO_TRAVEL,
    Block,
    Link,
    LinkKind,
    Location,
    Mode,
    Offer,
    Pin,
    Point,
    Policy,
    Problem,
    Pupil,
    Role,
    Room,
    Season,
    Session,
    Travel,
    Tutor,
    Window,
    Wish,
)
from tests.solver.random_problem import changed, permuted, problem_strategy, random_problem

__all__ = [
    "at_km",
    "block",
    "changed",
    "group",
    "link",
    "location",
    "offer",
    "permuted",
    "pin",
    "plan",
    "problem",
    "problem_strategy",
    "pupil",
    "random_problem",
    "refuse",
    "room",
    "tutor",
    "window",
    "wish",
]

MONDAY = date(2027, 7, 5)
_Kind = TypeVar("_Kind")
Part = Block | Location | Room | Tutor | Offer | Pupil | Wish | Link | Pin


def at_km(east: float) -> Point:
    """A point so many kilometres east (to within a metre or so) of the start of the street."""
    return Point(51.0, 4.0 + east / 69.977)


def _minutes(hour: float) -> int:
    return round(hour * 60)


def window(
    first: int, last: int | None = None, start: float = 0, end: float = 24
) -> tuple[Window, ...]:
    last_day = MONDAY + timedelta(first if last is None else last)
    return (Window(MONDAY + timedelta(first), last_day, _minutes(start), _minutes(end)),)


def block(id: str = "B1", days: str = "0", start: float = 9, end: float = 12) -> Block:  # noqa: A002
    return Block(
        id,
        tuple(
            Session(MONDAY + timedelta(int(day)), _minutes(start), _minutes(end))
            for day in days.split()
        ),
    )


def location(id: str = "L1", east: float = 0, features: str = "") -> Location:  # noqa: A002
    return Location(id, f"Site {id}", at_km(east), frozenset(features.split()))


def room(
    id: str = "R1",  # noqa: A002
    at: str = "L1",
    capacity: int = 10,
    features: str = "",
    windows: tuple[Window, ...] = (),
) -> Room:
    return Room(id, at, capacity, features=frozenset(features.split()), windows=windows)


def tutor(
    id: str = "T1",  # noqa: A002
    roles: str = "lead assistant",
    *,
    goals: str = "",
    ages: tuple[int, int] | None = None,
    languages: str = "",
    skills: str = "",
    east: float | None = None,
    mode: Mode = Mode.BIKE,
    max_travel: int | None = None,
    minutes_week: int | None = None,
    hourly_cents: int = 0,
    windows: tuple[Window, ...] = (),
) -> Tutor:
    return Tutor(
        id,
        frozenset(Role(role) for role in roles.split()),
        frozenset(goals.split()),
        ages,
        frozenset(languages.split()),
        frozenset(skills.split()),
        None if east is None else at_km(east),
        mode,
        max_travel,
        minutes_week,
        hourly_cents,
        windows,
    )


def offer(
    id: str = "O1",  # noqa: A002
    *,
    sizes: tuple[int, int] = (1, 10),
    max_groups: int = 9,
    leads: int = 1,
    assistants: int = 0,
    blocks: str = "B1",
    locations: str = "L1",
    lead_goals: str = "",
    ages: tuple[int | None, int | None] = (None, None),
    language: str = "",
    features: str = "",
    group_cents: int = 0,
) -> Offer:
    return Offer(
        id,
        f"Offer {id}",
        "programme",
        *sizes,
        max_groups,
        leads,
        tuple(blocks.split()),
        tuple(locations.split()),
        goals=tuple(lead_goals.split()),
        assistants=assistants,
        lead_goals=frozenset(lead_goals.split()),
        age_from=ages[0],
        age_to=ages[1],
        language=language,
        room_features=frozenset(features.split()),
        group_cents=group_cents,
    )


def pupil(
    id: str = "P1",  # noqa: A002
    age: int = 8,
    *,
    east: float | None = None,
    mode: Mode = Mode.BIKE,
    max_travel: int | None = None,
    place: str = "",
    support: str = "",
    small_group: bool = False,
    companion: bool = False,
    max_places: int = 1,
    windows: tuple[Window, ...] = (),
) -> Pupil:
    return Pupil(
        id,
        age,
        None if east is None else at_km(east),
        mode,
        max_travel,
        frozenset(place.split()),
        frozenset(support.split()),
        small_group,
        companion,
        max_places,
        windows,
    )


def wish(text: str = "P1 O1", rank: int = 1) -> Wish:
    """`wish("P1 O1 B1 L1", 2)`; the block and the location may be left out or `*`."""
    pupil_id, offer_id, *rest = text.split()
    block_id, location_id = [None if name == "*" else name for name in [*rest, "*", "*"]][:2]
    return Wish(pupil_id, rank, offer_id, block_id, location_id, rank)


def link(text: str, kind: str = "same_group", *, strict: bool = True) -> Link:
    one, other = text.split()
    return Link(one, other, LinkKind(kind), strict)


def pin(where: str, *, must: bool, tutor_id: str | None = None, pupil_id: str | None = None) -> Pin:
    return Pin(must, *group(where), tutor_id, pupil_id)


def problem(*parts: Part, budget: int | None = None, travel: Travel = NO_TRAVEL) -> Problem:
    """A problem of these parts; one block, location, room or tutor is there where none is given."""

    return Problem(
        Season("Zomer", date(2027, 7, 1), date(2027, 8, 31), "seed", budget_cents=budget),
        _of(Block, parts) or (block(),),
        _of(Location, parts) or (location(),),
        _of(Room, parts) or (room(),),
        _of(Tutor, parts) or (tutor(),),
        _of(Offer, parts),
        _of(Pupil, parts),
        _of(Wish, parts),
        _of(Link, parts),
        _of(Pin, parts),
        travel,
    )


def _of(kind: type[_Kind], parts: tuple[Part, ...]) -> tuple[_Kind, ...]:
    return tuple(part for part in parts if isinstance(part, kind))


def group(text: str) -> Group:
    return Group(*text.split())


def refuse(text: str, reason: Reason, rank: int = 1) -> Refusal:
    return Refusal(wish(text, rank), reason, {"nl": "", "en": ""})


def plan(
    of: Problem,
    groups: Mapping[str, tuple[str, str]],
    *refusals: Refusal,
    levels: tuple[int, ...] = (),
    status: Status = Status.FEASIBLE,
) -> Plan:
    """A plan of groups `{"O1 B1 R1": ("T1 T2:assistant", "P1 P2")}`: tutors, then pupils.

    Ranks are those of the best wish that matches (9 where none does); `levels` are values of
    placed, loss and further, each with a bound equal to it.
    """
    assignments, places = [], []
    for text, (team, pupils) in groups.items():
        one = group(text)
        for member in team.split():
            tutor_id, _, role = member.partition(":")
            assignments.append(Assignment(one, tutor_id, Role(role or "lead")))
        places += [Place(name, one, _rank(of, name, one)) for name in pupils.split()]
    return Plan(
        Policy.BEST,
        status,
        tuple(group(text) for text in groups),
        tuple(assignments),
        tuple(places),
        refusals,
        tuple(
            Level(name, value, value, maximise)
            for (name, maximise), value in zip(
                (("placed", True), ("loss", False), ("further", True)), levels, strict=False
            )
        ),
    )


def _rank(of: Problem, pupil_id: str, one: Group) -> int:
    if one.room_id not in of.room_by_id:
        return 9
    site = of.room_by_id[one.room_id].location_id
    wishes = of.wishes_by_pupil.get(pupil_id, ())
    return min((w.rank for w in wishes if w.matches(one.offer_id, one.block_id, site)), default=9)
