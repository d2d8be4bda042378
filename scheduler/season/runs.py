"""Planning runs: started with all they need, and stopped keeping the best."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy.orm import Session

from data.dataset import BadDataset
from data.season_rows import (
    dataset_of,
    pack_dataset,
    plan_of,
    pseudonymised,
    unpack_dataset,
)
from models import PlanningRun
from models.enums import DrawPolicy, Phase, RunStatus
from scheduler.rights import Actor, admit
from scheduler.season.noting import note
from scheduler.season.phases_allowed import not_in
from scheduler.season.refusals import BadValue, RunIsOver, SeasonNotReady
from scheduler.season.rows import find, home, saving
from scheduler.season.standing import hold_current
from scheduler.text import Text

LONGEST_SECONDS: Final = 24 * 3600.0
_OVER: Final = (RunStatus.DONE, RunStatus.FAILED, RunStatus.STOPPED)
_MOST_ISSUES: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What `zomerwijzer plan` takes too; kept in `PlanningRun.options` under the same names.

    `policy` None: the season's own. `keep_promises`: with a published plan, its places are
    kept (contract, 3.11).
    """

    seconds: float = 60.0
    gap: float = 0.0
    policy: DrawPolicy | None = None
    repeatable: bool = False
    keep_promises: bool = True
    language: Literal["nl", "en"] = "nl"


def start_run(
    session: Session, *, actor: Actor, season_id: int, options: RunOptions, now: datetime
) -> int:
    """Queue a run on the season as it is now; its number. A worker claims it.

    What is solved is stored with it: the dataset without names of people, with the promised
    plan in it, and the `sha256` of the dataset before names went out. In any phase: a trial is
    welcome before closing too.

    Raises:
        NotHere, NotAllowed: as `admit`.
        WrongPhase: the season is over.
        BadValue: an option cannot be.
        SeasonNotReady: the season is not filled in far enough; the sentence says what.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="start_run")
    season = admitted.season
    not_in(season, Phase.ARCHIVED)
    if not 0 < options.seconds <= LONGEST_SECONDS:
        raise BadValue("seconds")
    if not 0 <= options.gap <= 1:
        raise BadValue("gap")
    current = hold_current(session, season) if options.keep_promises else None
    promised = (
        None if current is None else plan_of(session, season_id=season.id, version_id=current.id)
    )
    dataset = dataset_of(session, season_id=season.id)
    packed = pack_dataset(pseudonymised(dataset), promised=promised)
    try:
        unpack_dataset(packed)
    except BadDataset as bad:
        issues = bad.errors[:_MOST_ISSUES]
        raise SeasonNotReady(
            tuple(Text(nl=each.sentence("nl"), en=each.sentence("en")) for each in issues),
            tuple(each.file.removesuffix(".csv") for each in issues),
        ) from bad
    run = PlanningRun(
        **home(season),
        queued_at=now,
        options=asdict(options),
        seconds_asked=options.seconds,
        dataset=packed,
        dataset_sha256=dataset.sha256,
        asked_by_id=actor.id,
    )
    with saving(session):
        session.add(run)
    note(session, admitted, run, now)
    return run.id


def stop_run(session: Session, *, actor: Actor, season_id: int, run_id: int, now: datetime) -> None:
    """Stop a run: one that has begun keeps the best it has, one that waits never begins.

    Raises:
        NotHere, NotAllowed: as `admit`.
        RunIsOver: it has ended already.
    """
    admitted = admit(session, actor=actor, season_id=season_id, verb="stop_run")
    run = find(session, PlanningRun, admitted.season, run_id)
    if run.status in _OVER:
        raise RunIsOver
    run.stop_requested = True
    if run.status is RunStatus.QUEUED:
        run.status, run.ended_at = RunStatus.STOPPED, now
    note(session, admitted, run, now)
