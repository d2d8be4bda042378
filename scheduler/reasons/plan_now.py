"""A version of a plan as its rows stand now, by the ids of the season that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Group as GroupRow
from models import GroupTutor
from models import Place as PlaceRow
from models.enums import PlaceStatus
from scheduler.reasons.known import Known
from solver.plan import Assignment, Group, Place, Plan, Status
from solver.problem import Policy, Role


@dataclass(frozen=True)
class PlanNow:
    """Groups, tutors and places; nothing is proven of it, and no refusals are in it.

    `number`: of each group. `changed`: it names what the season no longer has, left out here.
    """

    plan: Plan
    number: Mapping[Group, int]
    changed: bool


def plan_now(session: Session, known: Known, *, version_id: int) -> PlanNow:
    """Three queries, whatever its size; without what was cancelled or given back."""
    rows = session.execute(
        select(GroupRow.id, GroupRow.offer_id, GroupRow.block_id, GroupRow.room_id).where(
            GroupRow.version_id == version_id, GroupRow.cancelled_at.is_(None)
        )
    ).all()
    groups = {number: each for number, *at in rows if (each := group_known(known, *at)) is not None}
    team = session.execute(
        select(GroupTutor.group_id, GroupTutor.tutor_id, GroupTutor.role)
        .join(GroupRow, GroupRow.id == GroupTutor.group_id)
        .where(
            GroupRow.version_id == version_id,
            GroupRow.cancelled_at.is_(None),
            GroupTutor.given_back_at.is_(None),
        )
    ).all()
    assignments = [
        Assignment(groups[group], code, Role(role.value))
        for group, tutor, role in team
        if group in groups and (code := known.keys.find("tutors", tutor)) is not None
    ]
    held = session.execute(
        select(PlaceRow.group_id, PlaceRow.child_id, PlaceRow.rank)
        .join(GroupRow, GroupRow.id == PlaceRow.group_id)
        .where(
            PlaceRow.version_id == version_id,
            GroupRow.cancelled_at.is_(None),
            PlaceRow.status == PlaceStatus.HELD,
        )
    ).all()
    places = [
        Place(code, groups[group], rank)
        for group, child, rank in held
        if group in groups and (code := known.keys.find("pupils", child)) is not None
    ]
    plan = Plan(
        Policy.BEST,
        Status.FEASIBLE,
        groups=tuple(sorted(groups.values())),
        assignments=tuple(sorted(assignments)),
        places=tuple(sorted(places)),
    )
    changed = (len(groups), len(assignments), len(places)) != (len(rows), len(team), len(held))
    return PlanNow(plan, {group: number for number, group in groups.items()}, changed)


def group_known(known: Known, offer: int, block: int, room: int) -> Group | None:
    """What the group with these numbers is called; None: the season no longer has all of it."""
    names = [
        known.keys.find(table, number)
        for table, number in (("offers", offer), ("blocks", block), ("rooms", room))
    ]
    if None in names or names[1] not in known.problem.block_by_id:
        return None
    return Group(*(name for name in names if name is not None))
