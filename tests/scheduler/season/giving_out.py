"""Plans by hand, kept as versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import dataset_of, put_plan
from models import (
    Block,
    Child,
    Offer,
    PlanVersion,
    Room,
    Tutor,
)
from solver.plan import Assignment, Plan, Status
from solver.plan import Group as GroupOf
from solver.plan import Place as PlaceOf
from solver.problem import Policy, Problem
from solver.problem import Role as InGroup
from tests.scheduler.season.town import NOW, Town


def problem_of(session: Session, town: Town) -> Problem:
    """The season as a problem, as it is now."""
    return to_problem(dataset_of(session, season_id=town.season))


def give_out(
    session: Session, town: Town, groups: Iterable[tuple[int, int, int, Iterable[int]]]
) -> tuple[Plan, Problem]:
    """A plan of groups (offer, block, room) with these children, each led by the town's tutor."""
    problem = problem_of(session, town)
    places, assignments, all_groups = [], [], []
    lead = session.get_one(Tutor, town.tutor).code
    for offer, block, room, children in groups:
        group = GroupOf(
            session.get_one(Offer, offer).code,
            session.get_one(Block, block).code,
            session.get_one(Room, room).code,
        )
        all_groups.append(group)
        assignments.append(Assignment(group, lead, InGroup.LEAD))
        refs = [session.get_one(Child, child).ref for child in children]
        places += [PlaceOf(ref, group, 1) for ref in refs]
    plan = Plan(
        Policy.BEST,
        Status.FEASIBLE,
        tuple(sorted(all_groups)),
        tuple(sorted(assignments)),
        tuple(sorted(places)),
    )
    return plan, problem


def put_version(session: Session, town: Town, plan: Plan, problem: Problem, **own: Any) -> int:
    """Keep a plan as a version."""
    return put_plan(
        session,
        plan,
        problem,
        municipality_id=town.municipality,
        season_id=town.season,
        name="Versie",
        at=NOW,
        **own,
    )


def make_current(session: Session, version_id: int) -> None:
    """Let a version count, without telling anybody."""
    version = session.get_one(PlanVersion, version_id)
    version.published_at, version.is_current = NOW, True
    session.flush()
