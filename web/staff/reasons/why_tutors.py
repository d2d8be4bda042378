"""Why tutors have no group in a version."""

from __future__ import annotations

from typing import NamedTuple

from flask import abort, render_template
from sqlalchemy import select

from models import Tutor
from scheduler.reasons.case import Case, case_of
from scheduler.reasons.idle import IdleTutor, idle_tutors, why_idle
from solver.plan import Group
from web.database import reading
from web.guarding import season as this_season
from web.staff.reasons.linking import link_to
from web.staff.reasons.why_words import IDLE, idle_said
from web.staff.versions.finding import find_version


class GroupRow(NamedTuple):
    """A group in words: offer, block, site."""

    offer: str
    block: str
    site: str


def why_tutors(municipality: str, season: str, version: int) -> str:  # noqa: ARG001
    """Everybody without a group, with the reason."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    case = case_of(reading(), season_id=this_season().id, version_id=version)
    rows = reading().scalars(select(Tutor).where(Tutor.season_id == this_season().id))
    known = {tutor.code: tutor for tutor in rows}
    idle = [(known[each.tutor_id], each) for each in idle_tutors(case) if each.tutor_id in known]
    return render_template(
        "staff/reasons/why_tutors.html",
        version=found,
        idle=sorted(idle, key=lambda each: (each[0].name.lower(), each[0].id)),
        busy=len(known) - len(idle),
        changed=case.changed,
        words=IDLE,
    )


def why_tutor(municipality: str, season: str, version: int, tutor: int) -> str:  # noqa: ARG001
    """One tutor: their groups, or why they have none."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    who = (
        reading()
        .scalars(select(Tutor).where(Tutor.season_id == this_season().id, Tutor.id == tutor))
        .one_or_none()
    )
    if who is None:
        abort(404)
    case = case_of(reading(), season_id=this_season().id, version_id=version)
    mine = [each.group for each in case.plan.assignments if each.tutor_id == who.code]
    idle: IdleTutor | None = None if mine else why_idle(case, who.code)
    return render_template(
        "staff/reasons/why_tutor.html",
        version=found,
        tutor=who,
        groups=[_said(case, group) for group in mine],
        idle=idle,
        said="" if idle is None else idle_said(idle.why),
        offers=[] if idle is None else [case.problem.offers[n].title for n in idle.offers],
        elsewhere=[] if idle is None else [_said(case, group) for group in idle.groups],
        changed=case.changed,
        link_to=link_to,
    )


def _said(case: Case, group: Group) -> GroupRow:
    block = case.problem.block_by_id[group.block_id]
    site = case.problem.room_by_id[group.room_id].location_id
    return GroupRow(
        case.problem.offer_by_id[group.offer_id].title,
        block.label or block.id,
        case.problem.location_by_id[site].name,
    )
