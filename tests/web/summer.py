"""A whole fictional summer in a town: offers, families, a finished run, a version of the plan."""

from __future__ import annotations

import json
import zlib
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from data.dataset import Dataset, read_dataset
from data.problem import to_problem
from data.report import report
from data.sample import sample_tables
from data.season_rows import pack_plan, unpack_dataset
from data.write_tables import write_tables
from models import Child, ChildContact, Contact, PhaseChange, PlanningRun, Season, Snapshot
from models.database import writing
from models.enums import Channel, ContactRole, Phase, RunStatus
from scheduler.reporting.figures import figures
from scheduler.rights import account
from scheduler.season.publishing import publish_version
from scheduler.season.runs import RunOptions, start_run
from scheduler.season.seasons import import_season
from scheduler.season.versions import keep_plan
from solver.clock import WorkClock
from solver.plan import Plan
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.web.town import Town

SLUG: Final = "zomer-2028"
_SECONDS: Final = 2.0  # of work, so that every machine finds the same plan


class Summer(NamedTuple):
    """Numbers of rows. `version` and `run` are 0 where nothing was planned yet."""

    season: int
    run: int
    version: int


def put_summer(
    engine: Engine,
    town: Town,
    *,
    at: datetime,
    municipality: str = "gent",
    phase: Phase = Phase.PLANNED,
    pupils: int = 40,
    seed: int = 7,
    seconds: float = _SECONDS,
) -> Summer:
    """Give a town (`gent` or `aalst`) a second season, `zomer-2028`, that is in that phase.

    From `CLOSED` on a run is done; from `PLANNED` on its plan is kept as a version; from
    `PUBLISHED` on that version is the one that families see. `seconds`, of work, is how long
    the plan is searched for.
    """
    with writing(engine).begin() as session:
        return _put(session, town, at, municipality, phase, (pupils, seed, seconds))


def _put(  # noqa: PLR0917  (as above)
    session: Session,
    town: Town,
    at: datetime,
    municipality: str,
    phase: Phase,
    size: tuple[int, int, float],
) -> Summer:
    who = "coordinator" if municipality == "gent" else "of another municipality"
    actor = account(town.accounts[who])
    here = town.gent if municipality == "gent" else town.aalst
    season_id = import_season(
        session,
        actor=actor,
        municipality_id=here,
        slug=SLUG,
        dataset=_dataset(*size[:2]),
        now=at,
    )
    _give_contacts(session, season_id, here)
    by = {"actor": actor, "season_id": season_id, "now": at}
    order = tuple(Phase)
    _enter(session, season_id, min(phase, Phase.CLOSED, key=order.index), at)
    if order.index(phase) < order.index(Phase.CLOSED):
        return Summer(season_id, 0, 0)
    run_id = start_run(session, options=RunOptions(seconds=60.0), **by)  # type: ignore[arg-type]
    _finish(session, run_id, size, at)
    if phase is Phase.CLOSED:
        return Summer(season_id, run_id, 0)
    version_id = keep_plan(session, run_id=run_id, name="Eerste plan", **by)  # type: ignore[arg-type]
    if order.index(phase) >= order.index(Phase.PUBLISHED):
        publish_version(session, version_id=version_id, **by)  # type: ignore[arg-type]
        _freeze(session, season_id, here, at)
        _enter(session, season_id, phase, at)
    return Summer(season_id, run_id, version_id)


def _give_contacts(session: Session, season_id: int, municipality_id: int) -> None:
    """A dataset knows no contacts: here each child has one, reached by phone."""
    home: dict[str, Any] = {"municipality_id": municipality_id, "season_id": season_id}
    children = session.scalars(
        select(Child.id).where(Child.season_id == season_id).order_by(Child.id)
    ).all()
    contacts = [
        Contact(
            **home,
            role=ContactRole.PARENT,
            channel=Channel.PHONE,
            name=f"Ouder {number}",
            phone="0470 00 00 00",
        )
        for number, _child in enumerate(children, start=1)
    ]
    session.add_all(contacts)
    session.flush()
    session.add_all(
        ChildContact(**home, child_id=child, contact_id=contact.id)
        for child, contact in zip(children, contacts, strict=True)
    )
    session.flush()


def _enter(session: Session, season_id: int, phase: Phase, at: datetime) -> None:
    """Let the season be in a phase, with a date for each that it went through."""
    season = session.get_one(Season, season_id)
    there = set(
        session.scalars(select(PhaseChange.phase).where(PhaseChange.season_id == season_id))
    )
    for each in tuple(Phase)[1 : tuple(Phase).index(phase) + 1]:
        if each not in there:
            session.add(
                PhaseChange(
                    municipality_id=season.municipality_id,
                    season_id=season_id,
                    phase=each,
                    happened_at=at,
                )
            )
    season.phase = phase
    session.flush()


def _freeze(session: Session, season_id: int, municipality_id: int, at: datetime) -> None:
    """The first snapshot of the year is taken, the second is still to come."""
    session.flush()
    counted = figures(session, season_id=season_id, on=at.date())
    text = json.dumps(counted, sort_keys=True).encode()
    home: dict[str, Any] = {"municipality_id": municipality_id, "season_id": season_id}
    session.add_all(
        [
            Snapshot(
                **home,
                number=1,
                due_on=at.date(),
                taken_at=at,
                content=zlib.compress(text, 9),
                content_sha256=sha256(text).hexdigest(),
            ),
            Snapshot(**home, number=2, due_on=at.date() + timedelta(days=90)),
        ]
    )


def _finish(session: Session, run_id: int, size: tuple[int, int, float], at: datetime) -> None:
    """What the worker does with a run, without the wait."""
    run = session.get_one(PlanningRun, run_id)
    problem = to_problem(unpack_dataset(run.dataset))
    plan = _plan(*size)
    run.plan = pack_plan(plan, problem, dataset_sha256=run.dataset_sha256)
    run.report = report(plan, problem, dataset_sha256=run.dataset_sha256)
    run.started_at = run.ended_at = at
    run.status, run.claims = RunStatus.DONE, 1
    session.flush()


@cache
def _dataset(pupils: int, seed: int) -> Dataset:
    with TemporaryDirectory() as parent:
        folder = Path(parent, "season")
        write_tables(sample_tables(pupils, seed, year=2028), folder)
        return read_dataset(folder)


@cache
def _plan(pupils: int, seed: int, seconds: float) -> Plan:
    clock = WorkClock()
    problem = to_problem(_dataset(pupils, seed))
    return solve(problem, TimeLimit(seconds, clock=clock.now), clock=clock)
