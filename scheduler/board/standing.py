"""A version of the plan as it stands on the board: its groups, and who is in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Group, GroupTutor, Link, Pin, Place, Season
from models.enums import LinkKind, PlaceStatus, TutorRole
from scheduler.board.names import Kind, group_named, named
from solver.plan import Assignment, Plan, Status
from solver.plan import Group as GroupOf
from solver.plan import Place as PlaceOf
from solver.problem import Pin as PinOf
from solver.problem import Policy, Role


@dataclass(frozen=True)
class Standing:
    """The groups that are open, by number, and their teams: (number of the tutor, role)."""

    season_id: int
    version_id: int
    groups: Mapping[int, GroupOf]
    teams: Mapping[int, tuple[tuple[int, TutorRole], ...]]

    @cached_property
    def number(self) -> Mapping[GroupOf, int]:
        """The number of a group."""
        return {group: number for number, group in self.groups.items()}

    @cached_property
    def of_tutor(self) -> Mapping[int, tuple[int, ...]]:
        """The numbers of the groups that each tutor is in."""
        found: dict[int, list[int]] = {}
        for group, team in self.teams.items():
            for tutor in {tutor for tutor, _ in team}:
                found.setdefault(tutor, []).append(group)
        return {tutor: tuple(groups) for tutor, groups in found.items()}

    def assignments(self, groups: Iterable[int]) -> Iterable[Assignment]:
        """The tutors of some groups."""
        for number in groups:
            for tutor, role in self.teams.get(number, ()):
                yield Assignment(self.groups[number], named(Kind.TUTOR, tutor), Role(role.value))


Held = Mapping[int, Mapping[int, int]]
"""Number of a group → number of a child in it → rank of its place."""


def standing_of(session: Session, season: Season, version_id: int) -> Standing:
    """The groups and tutors of a version."""
    groups = session.execute(
        select(Group.id, Group.offer_id, Group.block_id, Group.room_id)
        .where(
            Group.season_id == season.id,
            Group.version_id == version_id,
            Group.cancelled_at.is_(None),
        )
        .order_by(Group.id)
    ).all()
    teams: dict[int, list[tuple[int, TutorRole]]] = {}
    for group, tutor, role in session.execute(
        select(GroupTutor.group_id, GroupTutor.tutor_id, GroupTutor.role)
        .join(Group, Group.id == GroupTutor.group_id)
        .where(Group.version_id == version_id, GroupTutor.given_back_at.is_(None))
        .order_by(GroupTutor.id)
    ):
        teams.setdefault(group, []).append((tutor, role))
    return Standing(
        season.id,
        version_id,
        {number: group_named(offer, block, room) for number, offer, block, room in groups},
        {group: tuple(team) for group, team in teams.items()},
    )


def held_in(
    session: Session,
    standing: Standing,
    *,
    groups: Collection[int] = (),
    children: Collection[int] = (),
) -> dict[int, dict[int, int]]:
    """Who holds a place in these groups, and all places that these children hold."""
    found: dict[int, dict[int, int]] = {}
    for group, child, rank in session.execute(
        select(Place.group_id, Place.child_id, Place.rank).where(
            Place.version_id == standing.version_id,
            or_(Place.group_id.in_(groups), Place.child_id.in_(children)),
            Place.status == PlaceStatus.HELD,
        )
    ):
        if group in standing.groups:
            found.setdefault(group, {})[child] = rank
    return found


def plan_from(
    standing: Standing,
    held: Held,
    groups: Iterable[int],
    known: Collection[str] | None = None,
) -> Plan:
    """Some of the groups as a plan; `known`: the names of children that may be in it."""
    chosen = sorted(set(groups))
    places = (
        PlaceOf(named(Kind.CHILD, child), standing.groups[number], rank)
        for number in chosen
        for child, rank in held.get(number, {}).items()
    )
    return Plan(
        Policy.BEST,
        Status.FEASIBLE,
        groups=tuple(sorted(standing.groups[number] for number in chosen)),
        assignments=tuple(sorted(standing.assignments(chosen))),
        places=tuple(sorted(p for p in places if known is None or p.pupil_id in known)),
    )


def bound_to(session: Session, season: Season, children: Iterable[int]) -> frozenset[int]:
    """The children, and all that strict links (of one group) tie to them, however far."""
    return _reached(session, season, children, same_group=True, once=False)


def linked_with(session: Session, season: Season, children: Iterable[int]) -> frozenset[int]:
    """The children, and those to whom a strict link of any kind ties one of them."""
    return _reached(session, season, children, same_group=False, once=True)


def _reached(
    session: Session, season: Season, children: Iterable[int], *, same_group: bool, once: bool
) -> frozenset[int]:
    there = frozenset(children)
    pairs = select(Link.child_a_id, Link.child_b_id).where(
        Link.season_id == season.id, Link.strict, Link.agreed_at.is_not(None)
    )
    if same_group:
        pairs = pairs.where(Link.kind == LinkKind.SAME_GROUP)
    links = session.execute(pairs).all()
    while True:
        more = there.union(*({a, b} for a, b in links if a in there or b in there))
        if once or more == there:
            return more
        there = more


def pins_of(session: Session, season: Season) -> Mapping[int, PinOf]:
    """All pins of the season, by number."""
    found = session.execute(
        select(
            Pin.id, Pin.must, Pin.offer_id, Pin.block_id, Pin.room_id, Pin.tutor_id, Pin.child_id
        )
        .where(Pin.season_id == season.id)
        .order_by(Pin.id)
    )
    return {
        number: PinOf(
            must,
            *group_named(offer, block, room),
            None if tutor is None else named(Kind.TUTOR, tutor),
            None if child is None else named(Kind.CHILD, child),
        )
        for number, must, offer, block, room, tutor, child in found
    }
