"""Who of those that wait could join a group now: the rules, on no more than they need.

Reads a few children, what they hold and the group they wait for as a small dataset, and
lets `data.season_rows.waiting` say who could join, as it does for a whole plan. So a seat
that comes free is offered on in the time of a click, also in a large city.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.problem import to_problem
from data.rows import WishRow
from data.season_rows import waiting
from data.season_rows.keys import Keys, LeftOut
from data.season_rows.parts import Listed, RowTable
from data.season_rows.tables import SEASON, TABLES
from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Child,
    Group,
    GroupTutor,
    Link,
    Location,
    Offer,
    Pin,
    Place,
    Room,
    Season,
    TravelTime,
    Tutor,
    Wish,
)
from models.enums import PlaceStatus
from solver.plan import Assignment, Plan, Status
from solver.plan import Group as GroupOf
from solver.plan import Place as PlaceOf
from solver.problem import Policy, Role


@dataclass(frozen=True, slots=True)
class Candidate:
    """A child that could join; how many seats it takes, and whether it needs a small group."""

    seats: int
    small_group: bool


def able_to_join(
    session: Session, season: Season, group: Group, children: Collection[int]
) -> Mapping[int, Candidate]:
    """Those of the children who wish the group and whom the rules let in (contract, 3).

    Looks at everything but free seats and strict links: their age, days, journey, needs, pins,
    how many places they want, and what they hold in this version of the plan.
    """
    if not children:
        return {}
    groups = _groups(session, (group,), children)
    keys = Keys()
    scope = _scope(season, groups, (group,), children)
    problem = to_problem(_dataset(session, season, keys, scope))
    named = _named(groups, keys)
    plan = _plan(session, (group,), named, children, keys)
    found: dict[int, Candidate] = {}
    for each in waiting(plan, problem):
        if each.group == named[group.id]:
            pupil = problem.pupil_by_id[each.pupil_id]
            number = keys.number("pupils", each.pupil_id)
            found[number] = Candidate(1 + pupil.companion, pupil.small_group)
    return found


def groups_to_join(
    session: Session, season: Season, groups: Sequence[Group], child_id: int
) -> frozenset[int]:
    """The numbers of those of one version's groups that a child could join if it wished them.

    Looks at the same as `able_to_join`, at all groups at once, and changes nothing.
    """
    if not groups:
        return frozenset()
    children, keys = (child_id,), Keys()
    every = _groups(session, groups, children)
    dataset = _dataset(session, season, keys, _scope(season, every, groups, children))
    if not dataset.pupils:
        return frozenset()
    wishes = tuple(
        WishRow(pupil_id=dataset.pupils[0].pupil_id, offer_id=offer, rank=1)
        for offer in sorted({keys.code("offers", each.offer_id) for each in groups})
    )
    problem = to_problem(replace(dataset, wishes=wishes))
    named = _named(every, keys)
    wanted = {named[each.id]: each.id for each in groups}
    plan = _plan(session, groups, named, children, keys)
    return frozenset(wanted[each.group] for each in waiting(plan, problem) if each.group in wanted)


def _named(groups: Iterable[Group], keys: Keys) -> dict[int, GroupOf]:
    return {
        each.id: GroupOf(
            keys.code("offers", each.offer_id),
            keys.code("blocks", each.block_id),
            keys.code("rooms", each.room_id),
        )
        for each in groups
    }


def _plan(
    session: Session,
    wanted: Sequence[Group],
    named: Mapping[int, GroupOf],
    children: Collection[int],
    keys: Keys,
) -> Plan:
    """The part of the plan that counts for these children and groups."""
    return Plan(
        Policy.BEST,
        Status.FEASIBLE,
        groups=tuple(sorted(named.values())),
        assignments=_teams(session, wanted, named, keys),
        places=_held(session, named, children, keys),
    )


def _groups(session: Session, wanted: Sequence[Group], children: Collection[int]) -> list[Group]:
    """The groups, and those in which the children hold a place."""
    held = session.scalars(
        select(Group)
        .join(Place, Place.group_id == Group.id)
        .where(
            Group.version_id == wanted[0].version_id,
            Group.id.not_in([each.id for each in wanted]),
            Group.cancelled_at.is_(None),
            Place.child_id.in_(children),
            Place.status == PlaceStatus.HELD,
        )
        .distinct()
    )
    return [*wanted, *held]


def _teams(
    session: Session, wanted: Sequence[Group], named: Mapping[int, GroupOf], keys: Keys
) -> tuple[Assignment, ...]:
    found = session.execute(
        select(GroupTutor.group_id, GroupTutor.tutor_id, GroupTutor.role).where(
            GroupTutor.group_id.in_([each.id for each in wanted]),
            GroupTutor.given_back_at.is_(None),
        )
    )
    return tuple(
        sorted(
            Assignment(named[group], keys.code("tutors", tutor), Role(role.value))
            for group, tutor, role in found
        )
    )


def _held(
    session: Session, named: Mapping[int, GroupOf], children: Collection[int], keys: Keys
) -> tuple[PlaceOf, ...]:
    found = session.execute(
        select(Place.child_id, Place.group_id, Place.rank).where(
            Place.group_id.in_(named),
            Place.child_id.in_(children),
            Place.child_id.in_(select(Child.id).where(_takes_part())),
            Place.status == PlaceStatus.HELD,
        )
    )
    return tuple(
        sorted(
            PlaceOf(keys.code("pupils", child), named[group], rank) for child, group, rank in found
        )
    )


def _scope(
    season: Season, groups: Sequence[Group], wanted: Sequence[Group], children: Collection[int]
) -> Mapping[str, ColumnElement[bool]]:
    """Which rows of each table of a dataset are needed."""
    rooms = {each.room_id for each in groups}
    blocks = {each.block_id for each in groups}
    sites = select(Room.location_id).where(Room.season_id == season.id, Room.id.in_(rooms))
    team = select(GroupTutor.tutor_id).where(
        GroupTutor.group_id.in_([each.id for each in wanted]), GroupTutor.given_back_at.is_(None)
    )
    offers = {each.offer_id for each in wanted}
    return {
        "blocks": Block.id.in_(blocks),
        "sessions": BlockSession.block_id.in_(blocks),
        "locations": Location.id.in_(sites),
        "rooms": Room.id.in_(rooms),
        "tutors": Tutor.id.in_(team),
        "offers": Offer.id.in_({each.offer_id for each in groups}),
        "pupils": Child.id.in_(children) & _takes_part(),
        "wishes": Wish.child_id.in_(children) & Wish.offer_id.in_(offers),
        "availability": AvailabilityWindow.child_id.in_(children),
        "links": Link.id.in_(()),
        "pins": Pin.child_id.in_(children) & Pin.offer_id.in_(offers),
        "travel": TravelTime.location_id.in_(sites)
        & (TravelTime.child_id.in_(children) | TravelTime.from_location_id.in_(sites)),
    }


def _takes_part() -> ColumnElement[bool]:
    return Child.asked_at.is_not(None) & Child.withdrawn_at.is_(None)


def _dataset(
    session: Session, season: Season, keys: Keys, scope: Mapping[str, ColumnElement[bool]]
) -> Dataset:
    """The part of the season's dataset that `scope` names."""
    tables = {table.name: _rows(session, season, table, keys, scope) for table in TABLES}
    values = [getattr(season, name) for part in SEASON.parts for name in part.columns]
    return Dataset(season=_row(SEASON, values, keys, {}), **cast("Any", tables))


def _rows(
    session: Session,
    season: Season,
    table: RowTable,
    keys: Keys,
    scope: Mapping[str, ColumnElement[bool]],
) -> tuple[Any, ...]:
    model: Any = table.model
    columns = [getattr(model, name) for part in table.parts for name in part.columns]
    mine = model.season_id == season.id
    found = session.execute(
        select(model.id, *columns).where(mine, scope[table.name]).order_by(model.id)
    ).all()
    numbers = [number for number, *_ in found]
    lists = {each.field: _lists(session, each, numbers, keys) for each in table.lists}
    rows: dict[int, Any] = {}
    for number, *values in found:
        own = {name: tuple(items.get(number, ())) for name, items in lists.items()}
        try:
            rows[number] = _row(table, values, keys, own)
        except LeftOut:
            continue
    if table.key:
        keys.add(table.name, ((getattr(row, table.key), each) for each, row in rows.items()))
    return tuple(rows.values())


def _lists(
    session: Session, listed: Listed, owners: Sequence[int], keys: Keys
) -> Mapping[int, list[str]]:
    model: Any = listed.model
    owner, column = getattr(model, listed.owner), getattr(model, listed.column)
    found: dict[int, list[str]] = {}
    for number, item in session.execute(
        select(owner, column).where(owner.in_(owners)).order_by(model.id)
    ):
        try:
            text = keys.code(listed.table, item) if listed.table else item
        except LeftOut:
            continue
        found.setdefault(number, []).append(text)
    return found


def _row(table: RowTable, values: Sequence[Any], keys: Keys, own: Mapping[str, Any]) -> Any:
    fields = dict(own)
    begin = 0
    for part in table.parts:
        end = begin + len(part.columns)
        fields.update(zip(part.fields, part.take(values[begin:end], keys), strict=True))
        begin = end
    return table.row_type(**fields)
