"""A version of the plan beside the season as it is now: what reasons are looked for in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.problem import to_problem
from data.season_rows import dataset_of, plan_of
from solver.eligibility import Eligibility
from solver.plan import Group, Plan
from solver.problem import Problem
from solver.reasons.openings import Closures, Openings
from solver.reasons.standing import OpenGroup, Standing


@dataclass(frozen=True)
class Case:
    """A problem and a plan of it. `changed`: the version names what has gone since, left out."""

    problem: Problem
    plan: Plan
    changed: bool = False

    @cached_property
    def tables(self) -> Eligibility:
        """Who and what suits, one by one."""
        return Eligibility(self.problem)

    @cached_property
    def standing(self) -> Standing:
        """Who is where, and what is free."""
        plan = self.plan
        return Standing(self.tables, plan.groups, plan.assignments, plan.places)

    @cached_property
    def closures(self) -> Closures:
        """What the planner's pins close."""
        return Closures(self.tables, self.problem.pins)

    @cached_property
    def possible(self) -> Openings:
        """What it takes to open a group in the empty summer."""
        return Openings(Standing(self.tables), self.closures)

    @cached_property
    def beside(self) -> Openings:
        """What it takes to open one more group beside the plan."""
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
    problem = to_problem(with_sessions(dataset_of(session, season_id=season_id)))
    return fitted(problem, plan_of(session, season_id=season_id, version_id=version_id))


def with_sessions(dataset: Dataset) -> Dataset:
    """The dataset without blocks that have no sessions, and all that names them."""
    filled = {row.block_id for row in dataset.sessions}
    if all(row.block_id in filled for row in dataset.blocks):
        return dataset
    return replace(
        dataset,
        blocks=tuple(row for row in dataset.blocks if row.block_id in filled),
        offers=tuple(
            replace(row, blocks=tuple(block for block in row.blocks if block in filled))
            for row in dataset.offers
        ),
        wishes=tuple(r for r in dataset.wishes if r.block_id is None or r.block_id in filled),
        pins=tuple(row for row in dataset.pins if row.block_id in filled),
    )


def fitted(problem: Problem, plan: Plan) -> Case:
    """The plan without what the season no longer has: groups, tutors, children."""

    def there(group: Group) -> bool:
        return (
            group.offer_id in problem.offer_by_id
            and group.block_id in problem.block_by_id
            and group.room_id in problem.room_by_id
        )

    fits = replace(
        plan,
        groups=tuple(group for group in plan.groups if there(group)),
        assignments=tuple(
            each
            for each in plan.assignments
            if there(each.group) and each.tutor_id in problem.tutor_by_id
        ),
        places=tuple(
            each
            for each in plan.places
            if there(each.group) and each.pupil_id in problem.pupil_by_id
        ),
    )
    changed = (len(fits.groups), len(fits.assignments), len(fits.places)) != (
        len(plan.groups),
        len(plan.assignments),
        len(plan.places),
    )
    return Case(problem, fits, changed)
