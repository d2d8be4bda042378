"""Plans that are kept: a run's plan becomes a version of the season's plan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from data.problem import to_problem
from data.season_rows import PlanDoesNotFit, put_plan, unpack_dataset, unpack_plan
from models import PlanningRun, PlanVersion
from models.enums import Phase, RunStatus
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases import enter
from scheduler.season.phases_allowed import only_in
from scheduler.season.refusals import BadValue, NoPlanYet, PlanIsOld
from scheduler.season.rows import find, saving


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
    if run.status not in {RunStatus.DONE, RunStatus.STOPPED} or run.plan is None:
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
