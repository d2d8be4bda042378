"""Plans of a season, whether a run found them or a version keeps them, with what was planned."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.dataset import BadDataset
from data.problem import to_problem
from data.season_rows import (
    BadPack,
    dataset_of,
    pack_dataset,
    plan_of,
    pseudonymised,
    unpack_dataset,
    unpack_plan,
    unpack_promised,
)
from models import PlanningRun, PlanVersion, Season
from scheduler.season.refusals import NoPlanYet, NotHere, PlanIsOld
from solver.plan import Plan
from solver.problem import Problem


class Kind(StrEnum):
    """Where a plan is."""

    RUN = "run"
    VERSION = "version"


class Source(NamedTuple):
    """A plan: what it is in, and the number of that."""

    kind: Kind
    number: int


class Sourced(NamedTuple):
    """A plan and the run it came from; `run_id` None: a version without a run."""

    plan: Plan
    run_id: int | None


def sourced(session: Session, season: Season, source: Source) -> Sourced:
    """The plan, as the run found it or as the version stands now.

    Raises:
        NotHere: the season has no such run or version.
        NoPlanYet: the run has no plan.
    """
    if source.kind is Kind.VERSION:
        found = session.execute(
            select(PlanVersion.run_id).where(
                PlanVersion.season_id == season.id, PlanVersion.id == source.number
            )
        ).one_or_none()
        if found is None:
            raise NotHere
        plan = plan_of(session, season_id=season.id, version_id=source.number)
        return Sourced(plan, found.run_id)
    run = session.execute(
        select(PlanningRun.plan).where(
            PlanningRun.season_id == season.id, PlanningRun.id == source.number
        )
    ).one_or_none()
    if run is None:
        raise NotHere
    if run.plan is None:
        raise NoPlanYet
    return Sourced(unpack_plan(run.plan), source.number)


def problem_of(session: Session, season: Season, run_id: int | None) -> tuple[Problem, Plan | None]:
    """What a run planned, and the plan whose promises it kept; without a run: the season as it is.

    Raises:
        PlanIsOld: what was planned cannot be read any more.
    """
    packed = session.scalar(
        select(PlanningRun.dataset).where(
            PlanningRun.season_id == season.id, PlanningRun.id == run_id
        )
    )
    try:
        if packed is None:
            packed = pack_dataset(pseudonymised(dataset_of(session, season_id=season.id)))
        problem = to_problem(unpack_dataset(packed))
        return problem, unpack_promised(packed, problem)
    except (BadPack, BadDataset) as old:
        raise PlanIsOld from old
