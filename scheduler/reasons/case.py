"""A version of the plan beside the season as it is now: what reasons are looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.season_rows import NoSuchVersion
from models import PlanVersion
from scheduler.reasons.known import Pinned, known_season
from scheduler.reasons.plan_now import plan_now
from solver.eligibility import Eligibility
from solver.plan import Plan
from solver.problem import Problem
from solver.reasons.openings import Closures, Openings
from solver.reasons.standing import OpenGroup, Standing


@dataclass(frozen=True)
class Case:
    """A problem and a plan of it. `changed`: the version names what has gone since, left out.

    `pinned`: what is known of the problem already, where it is that of a season.
    """

    problem: Problem
    plan: Plan
    changed: bool = False
    pinned: Pinned | None = None

    @cached_property
    def tables(self) -> Eligibility:
        """Who and what suits, one by one."""
        return Eligibility(self.problem) if self.pinned is None else self.pinned.tables

    @cached_property
    def standing(self) -> Standing:
        """Who is where, and what is free."""
        plan = self.plan
        return Standing(self.tables, plan.groups, plan.assignments, plan.places)

    @cached_property
    def closures(self) -> Closures:
        """What the planner's pins close."""
        if self.pinned is not None:
            return self.pinned.closures
        return Closures(self.tables, self.problem.pins)

    @cached_property
    def possible(self) -> Openings:
        """What it takes to open a group in the empty summer."""
        if self.pinned is not None:
            return self.pinned.possible
        return Openings(Standing(self.tables), self.closures)

    @cached_property
    def beside(self) -> Openings:
        """What it takes to open one more group beside the plan."""
        if self.pinned is not None:
            return self.pinned.known.beside(self.plan)
        return Openings(self.standing, self.closures)

    @cached_property
    def group_of(self) -> Mapping[tuple[int, int, int], OpenGroup]:
        """Open groups by (offer, block, room)."""
        return {(g.offer, g.block, g.room): g for g in self.standing.open.values()}


def case_of(session: Session, *, season_id: int, version_id: int) -> Case:
    """The season as it is now, and a version of its plan as it stands now.

    Takes a fixed number of queries.

    Raises:
        NoSuchSeason: there is no such season.
        NoSuchVersion: it has no such version.
    """
    known, pins = known_season(session, season_id=season_id, filled=True)
    there = select(PlanVersion.id).where(
        PlanVersion.id == version_id, PlanVersion.season_id == season_id
    )
    if session.scalar(there) is None:
        raise NoSuchVersion(version_id)
    pinned = known.pinned(pins)
    found = plan_now(session, known, version_id=version_id)
    return Case(pinned.problem, found.plan, found.changed, pinned)
