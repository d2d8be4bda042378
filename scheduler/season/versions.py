"""Plans that are kept as versions of the season's plan: from a run, or copied from another."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import PlanDoesNotFit, put_plan, unpack_dataset, unpack_plan
from models import PlanningRun, PlanVersion
from models.enums import Phase, RunKind, RunStatus
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases import enter
from scheduler.season.phases_allowed import not_in, only_in
from scheduler.season.refusals import AlreadyPublished, BadValue, NoPlanYet, PlanIsOld
from scheduler.season.rows import find, home, saving
from scheduler.season.version_rows import copy_rows


def keep_plan(  # noqa: PLR0913  (each by name)
    session: Session, *, actor: Actor, season_id: int, run_id: int, name: str, now: datetime
) -> int:
    """Keep what a run found as the next version of the season's plan; its number.

    Its groups, places, refusals and waiting lists are rows from now on; families see nothing of
    it before it is published. The season is planned then, if it was closed.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: wishes are not closed yet, or the season is over.
        BadValue: it has no name.
        NoPlanYet: the run has not ended, or found no plan.
        PlanIsOld: what the plan names has gone since.
        BrokenRule: somebody else kept a plan at the same moment.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="keep_plan", moves_season=True)
    season = admitted.season
    only_in(season, Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING)
    run = find(session, PlanningRun, season, run_id)
    if not name.strip():
        raise BadValue("name")
    ended = run.status in {RunStatus.DONE, RunStatus.STOPPED}
    if run.kind is not RunKind.PLAN or not ended or run.plan is None:
        raise NoPlanYet
    try:
        with saving(session):
            number = put_plan(
                session,
                unpack_plan(run.plan),
                to_problem(unpack_dataset(run.dataset)),
                municipality_id=season.municipality_id,
                season_id=season.id,
                name=name.strip(),
                at=now,
                run_id=run.id,
                created_by_id=actor.id,
            )
    except PlanDoesNotFit as old:
        raise PlanIsOld from old
    if season.phase is Phase.CLOSED:
        enter(session, season, Phase.PLANNED, now)
    note(session, admitted, session.get_one(PlanVersion, number), now)
    return number


def copy_version(  # noqa: PLR0913  (each by name)
    session: Session, *, actor: Actor, season_id: int, version_id: int, name: str, now: datetime
) -> int:
    """Copy a version as it stands now, as the next one, to change it by hand; its number.

    Groups that were cancelled and places that were given back are left behind. It names the
    same run, and is not published.

    Raises:
        NotHere, NotAllowed: as `admit`; the season has no such version.
        WrongPhase: wishes are not closed yet, or the season is over.
        BadValue: it has no name.
        BrokenRule: somebody else kept a plan at the same moment.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="copy_version")
    season = admitted.season
    only_in(season, Phase.CLOSED, Phase.PLANNED, Phase.PUBLISHED, Phase.RUNNING)
    version = find(session, PlanVersion, season, version_id)
    if not name.strip():
        raise BadValue("name")
    last = select(func.max(PlanVersion.number)).where(PlanVersion.season_id == season.id)
    copied = PlanVersion(
        **home(season),
        number=session.scalars(last).one() + 1,
        name=name.strip(),
        created_at=now,
        created_by_id=actor.id,
        run_id=version.run_id,
    )
    with saving(session):
        session.add(copied)
        session.flush()
        copy_rows(session, source=version, target=copied)
    note(session, admitted, copied, now)
    return copied.id


def rename_version(  # noqa: PLR0913  (each by name)
    session: Session, *, actor: Actor, season_id: int, version_id: int, name: str, now: datetime
) -> None:
    """Call a version something else; families never see its name.

    Raises:
        NotHere, NotAllowed: as `admit`; the season has no such version.
        WrongPhase: the season is over.
        BadValue: it has no name.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="rename_version")
    not_in(admitted.season, Phase.ARCHIVED)
    version = find(session, PlanVersion, admitted.season, version_id)
    if not name.strip():
        raise BadValue("name")
    version.name = name.strip()
    note(session, admitted, version, now)


def remove_version(
    session: Session, *, actor: Actor, season_id: int, version_id: int, now: datetime
) -> None:
    """Remove a version that was never published, with its groups and places.

    The run that it came from stays, so that its plan can be kept again.

    Raises:
        NotHere, NotAllowed: as `admit`; the season has no such version.
        WrongPhase: the season is over.
        AlreadyPublished: families were told of it, so it stays.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="remove_version")
    not_in(admitted.season, Phase.ARCHIVED)
    version = find(session, PlanVersion, admitted.season, version_id)
    if version.published_at is not None:
        raise AlreadyPublished
    note(session, admitted, version, now)
    with saving(session, removing=True):
        session.execute(
            delete(PlanVersion)
            .where(PlanVersion.id == version.id)
            .execution_options(synchronize_session="fetch")
        )
