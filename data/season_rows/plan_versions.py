"""A version of a season's plan, read back from its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data.season_rows.codes import codes_of_season
from data.season_rows.keys import Keys
from data.season_rows.packed_plans import unpack_plan
from models import Group as GroupRow
from models import GroupTutor, PlanningRun, PlanVersion, Season, Wish
from models import Place as PlaceRow
from models import Refusal as RefusalRow
from models.enums import PlaceStatus
from solver.plan import Assignment, Group, Place, Plan, Reason, Refusal, Status
from solver.problem import Policy, Role
from solver.problem import Wish as Wished

_Asked = tuple[str, int, str, str | None, str | None]


class NoSuchVersion(LookupError):
    """There is no version of a plan with that number in that season."""


def plan_of(session: Session, *, season_id: int, version_id: int) -> Plan:
    """The plan of a version as it stands now: what `put_plan` wrote comes out equal.

    Cancelled groups, places given back and tutors who gave a group back are left out. Levels,
    lost promises and seconds are those of the run that the version came from. Where something
    changed since, or there was no run, nothing is proven: there are no levels, and the status
    is feasible. Refusals are as they were when planned; without a run the dense ranks of their
    wishes are counted again from the wishes of today.

    Takes at most a dozen queries. Where others may be writing, use a session of
    `models.database.reading`.

    Raises:
        NoSuchVersion: the season has no version with that number.
    """
    found = session.execute(
        select(Season.policy, PlanningRun.plan)
        .select_from(PlanVersion)
        .join(Season, Season.id == PlanVersion.season_id)
        .outerjoin(PlanningRun, PlanningRun.id == PlanVersion.run_id)
        .where(PlanVersion.id == version_id, PlanVersion.season_id == season_id)
    ).one_or_none()
    if found is None:
        raise NoSuchVersion(version_id)
    policy, packed = found
    made = None if packed is None else unpack_plan(packed)
    keys = codes_of_season(session, season_id=season_id)
    groups = _groups(session, keys, GroupRow.version_id == version_id)
    plan = Plan(
        policy=Policy(policy.value) if made is None else made.policy,
        status=Status.FEASIBLE,
        groups=tuple(sorted(groups.values())),
        assignments=_assignments(session, keys, groups, GroupRow.version_id == version_id),
        places=_places(session, keys, groups, PlaceRow.version_id == version_id),
    )
    dense = _dense_now(session, keys, season_id) if made is None else _dense_then(made)
    plan = replace(plan, refusals=_refusals(session, keys, dense, version_id))
    return plan if made is None else _with_proof(plan, made)


def _with_proof(plan: Plan, made: Plan) -> Plan:
    """What the run tells about its plan, as far as it still holds."""
    if _arrangement(plan) == _arrangement(made):
        return replace(made, refusals=plan.refusals)
    held = {(place.pupil_id, place.group) for place in plan.places}
    lost = tuple(each for each in made.lost_promises if (each.pupil_id, each.group) not in held)
    return replace(plan, lost_promises=lost)


def _arrangement(plan: Plan) -> tuple[object, ...]:
    return plan.groups, plan.assignments, plan.places


def _groups(session: Session, keys: Keys, mine: ColumnElement[bool]) -> Mapping[int, Group]:
    found = session.execute(
        select(GroupRow.id, GroupRow.offer_id, GroupRow.block_id, GroupRow.room_id).where(
            mine, GroupRow.cancelled_at.is_(None)
        )
    )
    return {
        number: Group(
            keys.code("offers", offer), keys.code("blocks", block), keys.code("rooms", room)
        )
        for number, offer, block, room in found
    }


def _assignments(
    session: Session, keys: Keys, groups: Mapping[int, Group], mine: ColumnElement[bool]
) -> tuple[Assignment, ...]:
    found = session.execute(
        select(GroupTutor.group_id, GroupTutor.tutor_id, GroupTutor.role)
        .join(GroupRow, GroupRow.id == GroupTutor.group_id)
        .where(mine, GroupTutor.given_back_at.is_(None))
    )
    return tuple(
        sorted(
            Assignment(groups[group], keys.code("tutors", tutor), Role(role.value))
            for group, tutor, role in found
            if group in groups
        )
    )


def _places(
    session: Session, keys: Keys, groups: Mapping[int, Group], mine: ColumnElement[bool]
) -> tuple[Place, ...]:
    found = session.execute(
        select(PlaceRow.child_id, PlaceRow.group_id, PlaceRow.rank).where(
            mine, PlaceRow.status == PlaceStatus.HELD
        )
    )
    return tuple(
        sorted(
            Place(keys.code("pupils", child), groups[group], rank)
            for child, group, rank in found
            if group in groups
        )
    )


def _refusals(
    session: Session, keys: Keys, dense: Mapping[_Asked, int], version_id: int
) -> tuple[Refusal, ...]:
    found = session.execute(
        select(
            RefusalRow.child_id,
            RefusalRow.rank,
            RefusalRow.offer_id,
            RefusalRow.block_id,
            RefusalRow.location_id,
            RefusalRow.reason,
            RefusalRow.detail,
        )
        .where(RefusalRow.version_id == version_id)
        .order_by(RefusalRow.id)
    )
    refusals = []
    for *numbers, reason, detail in found:
        asked = pupil, stated, offer, block, site = _asked(keys, numbers)
        wish = Wished(pupil, dense.get(asked, stated), offer, block, site, stated)
        refusals.append(Refusal(wish, Reason(reason.value), detail))
    return tuple(refusals)


def _asked(keys: Keys, numbers: Iterable[Any]) -> _Asked:
    child, stated, offer, block, site = numbers
    return (
        keys.code("pupils", child),
        stated,
        keys.code("offers", offer),
        None if block is None else keys.code("blocks", block),
        None if site is None else keys.code("locations", site),
    )


def _dense_then(made: Plan) -> Mapping[_Asked, int]:
    wishes = [refusal.wish for refusal in made.refusals]
    return {
        (w.pupil_id, w.stated_rank, w.offer_id, w.block_id, w.location_id): w.rank for w in wishes
    }


def _dense_now(session: Session, keys: Keys, season_id: int) -> Mapping[_Asked, int]:
    wishes = session.execute(
        select(Wish.child_id, Wish.rank, Wish.offer_id, Wish.block_id, Wish.location_id)
        .where(Wish.season_id == season_id)
        .order_by(Wish.child_id, Wish.rank)
    ).all()
    dense: dict[_Asked, int] = {}
    for _, own in groupby(wishes, key=lambda wish: wish.child_id):
        for rank, (_, equals) in enumerate(groupby(own, key=lambda wish: wish.rank), start=1):
            dense.update((_asked(keys, wish), rank) for wish in equals)
    return dense
