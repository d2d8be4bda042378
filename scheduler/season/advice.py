"""What would help most: a run that plans a season again with one addition at a time."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final, Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from data.dataset import BadDataset, Dataset
from data.problem import to_problem
from data.season_rows import (
    dataset_of,
    pack_dataset,
    pack_plan,
    plan_of,
    pseudonymised,
    unpack_dataset,
)
from models import PlanningRun, PlanVersion, Season
from models.enums import Phase, RunKind, RunStatus
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue, NoPlanYet, PlanIsOld, SeasonNotReady
from scheduler.season.rows import find, home, saving
from scheduler.text import Text
from solver.plan import Plan
from solver.problem import Problem

LONGEST_SECONDS: Final = 3600.0
_MOST: Final = 50
_MOST_ISSUES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceOptions:
    """What `zomerwijzer advise` takes too; kept in `PlanningRun.options` under the same names."""

    seconds: float = 60.0
    top: int = 10
    language: Literal["nl", "en"] = "nl"


class _Asked(NamedTuple):
    """The packed dataset and the packed plan of it; `sha256` of the dataset with its names."""

    dataset: bytes
    plan: bytes
    sha256: str


def start_advice(  # noqa: PLR0913  (each by name)
    session: Session,
    *,
    actor: Actor,
    season_id: int,
    options: AdviceOptions,
    now: datetime,
    run_id: int | None = None,
    version_id: int | None = None,
) -> int:
    """Queue a run that looks for what would help most beside a plan; its number.

    Beside the plan of a run that has ended, as the season was then; or beside a version, with
    the season as it is now. Promises that families have are kept: those of the version itself
    where they see it, else of the version that they see. A worker claims it like any run.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        BadValue: an option cannot be, or not exactly one of run and version is named.
        NoPlanYet: the run found no plan (yet).
        PlanIsOld: the version names what is no longer in the season.
        SeasonNotReady: the season is not whole; the sentence says what.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="start_advice")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    if not 0 < options.seconds <= LONGEST_SECONDS:
        raise BadValue("seconds")
    if not 1 <= options.top <= _MOST:
        raise BadValue("top")
    if run_id is not None and version_id is None:
        asked = _of_run(find(session, PlanningRun, season, run_id))
    elif version_id is not None and run_id is None:
        asked = _of_version(session, season, find(session, PlanVersion, season, version_id))
    else:
        raise BadValue("version_id")
    run = PlanningRun(
        **home(season),
        kind=RunKind.ADVICE,
        queued_at=now,
        options=asdict(options) | _source(run_id, version_id),
        seconds_asked=options.seconds,
        dataset=asked.dataset,
        dataset_sha256=asked.sha256,
        given_plan=asked.plan,
        asked_by_id=actor.id,
    )
    with saving(session):
        session.add(run)
    note(session, admitted, run, now)
    return run.id


def _source(run_id: int | None, version_id: int | None) -> dict[str, int]:
    """Beside which plan: what pages link to."""
    of = {"of_run": run_id, "of_version": version_id}
    return {key: number for key, number in of.items() if number is not None}


def _of_run(run: PlanningRun) -> _Asked:
    ended = run.status in {RunStatus.DONE, RunStatus.STOPPED}
    if run.kind is not RunKind.PLAN or not ended or run.plan is None:
        raise NoPlanYet
    return _Asked(run.dataset, run.plan, run.dataset_sha256)


def _of_version(session: Session, season: Season, version: PlanVersion) -> _Asked:
    plan = plan_of(session, season_id=season.id, version_id=version.id)
    dataset = dataset_of(session, season_id=season.id)
    packed = pack_dataset(
        pseudonymised(dataset), promised=_promised(session, season, version, plan)
    )
    problem = to_problem(_checked(packed))
    if not _fits(plan, problem):
        raise PlanIsOld
    # Reasons of then may name who withdrew since; what is added is compared with places alone.
    given = pack_plan(replace(plan, refusals=()), problem, dataset_sha256=dataset.sha256)
    return _Asked(packed, given, dataset.sha256)


def _promised(session: Session, season: Season, version: PlanVersion, plan: Plan) -> Plan | None:
    if version.is_current:
        return plan
    current = session.scalars(
        select(PlanVersion.id).where(PlanVersion.season_id == season.id, PlanVersion.is_current)
    ).one_or_none()
    return None if current is None else plan_of(session, season_id=season.id, version_id=current)


def _checked(packed: bytes) -> Dataset:
    try:
        return unpack_dataset(packed)
    except BadDataset as bad:
        raise SeasonNotReady(
            tuple(
                Text(nl=issue.sentence("nl"), en=issue.sentence("en"))
                for issue in bad.errors[:_MOST_ISSUES]
            )
        ) from bad


def _fits(plan: Plan, problem: Problem) -> bool:
    """Whether all that the plan names is still in the season."""
    return (
        all(
            group.offer_id in problem.offer_by_id
            and group.block_id in problem.block_by_id
            and group.room_id in problem.room_by_id
            for group in plan.groups
        )
        and all(each.tutor_id in problem.tutor_by_id for each in plan.assignments)
        and all(each.pupil_id in problem.pupil_by_id for each in plan.places)
    )
