"""The retention clock: what goes when, what stays, and that nothing goes twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from data.dataset import Dataset
from data.problem import to_problem
from data.season_rows import pack_dataset, pseudonymised, put_plan, unpack_dataset, unpack_promised
from models import (
    AuditEntry,
    Child,
    ChildContact,
    ChildNeed,
    Contact,
    EmergencyContact,
    Group,
    GroupTutor,
    Message,
    Offer,
    Place,
    PlanningRun,
    PlanVersion,
    Refusal,
    RequestDraft,
    SeasonChange,
    SignedLink,
    Tutor,
    WaitingEntry,
    Wish,
)
from models.base import Base
from models.enums import ActorKind, LinkPurpose, RunStatus
from scheduler.outbox.hours import BRUSSELS
from scheduler.worker.doors import Doors
from scheduler.worker.lease import LeaseLost
from scheduler.worker.retention import Terms, purge
from solver.solve import solve
from solver.stopping import TimeLimit
from tests.scheduler.worker.summer import NOW, Summer, tiny

DAY = timedelta(days=1)
LAST = datetime(2027, 7, 6, 12, tzinfo=BRUSSELS)
"""The last session of the tiny season."""


def anybody(session: Session) -> None:
    pass


def counts(doors: Doors, *models: type[Base]) -> list[int]:
    with doors.read() as session:
        return [session.scalars(select(func.count()).select_from(model)).one() for model in models]


@pytest.fixture
def needing(summer: Summer) -> Dataset:
    """The tiny season, where a child needs something."""
    dataset = tiny(summer.folder / "tiny")
    first, *others = dataset.pupils
    return replace(dataset, pupils=(replace(first, needs=("step_free",)), *others))


@pytest.fixture
def full(summer: Summer, doors: Doors, needing: Dataset) -> int:
    """A season with everything that is about somebody."""
    season = summer.season(needing)
    home: dict[str, Any] = {"municipality_id": summer.municipality_id, "season_id": season}
    plain = replace(needing, pupils=tuple(replace(each, needs=()) for each in needing.pupils))
    problem = to_problem(plain)
    plan = solve(problem, TimeLimit(5.0))
    run = summer.run(season, packed=pack_dataset(pseudonymised(needing), promised=plan))
    contact = summer.contact(season)
    summer.tell(contact, "a")
    with doors.write.begin() as session:
        child = session.scalars(select(Child.id).order_by(Child.id)).first()
        assert child is not None
        session.add(EmergencyContact(**home, child_id=child, name="Oma", phone="0470 00 00 00"))
        session.add(ChildContact(**home, child_id=child, contact_id=contact.id))
        put_plan(session, plan, problem, **home, name="Eerste", at=NOW, run_id=run)
    return season


def test_needs_go_thirty_days_after_the_last_session(
    doors: Doors, summer: Summer, full: int, needing: Dataset
) -> None:
    about = (ChildNeed, EmergencyContact)
    purge(doors, now=LAST + 29 * DAY, fence=anybody)
    assert counts(doors, *about) == [1, 1]
    for _ in range(2):
        purge(doors, now=LAST + 30 * DAY, fence=anybody)
        assert counts(doors, *about) == [0, 0]
    assert counts(doors, Child, Contact, Place, PlanningRun) == [3, 1, 2, 1]
    assert summer.audited()["needs_purged", full] == 1
    with doors.read() as session:
        packed = session.scalars(select(PlanningRun.dataset)).one()
    kept = unpack_dataset(packed)
    assert [pupil.needs for pupil in kept.pupils] == [(), (), ()]
    assert kept == pseudonymised(
        replace(needing, pupils=tuple(replace(each, needs=()) for each in needing.pupils))
    )
    promised = unpack_promised(packed, to_problem(kept))
    assert promised is not None
    assert len(promised.places) == 2


def test_identities_go_on_the_last_day_of_the_year(doors: Doors, summer: Summer, full: int) -> None:
    people = (
        *(Child, Contact, Tutor, Place, GroupTutor, Wish, Refusal, WaitingEntry, Message),
        *(ChildNeed, EmergencyContact, ChildContact, PlanningRun),
    )
    other = summer.season()
    before = counts(doors, *people)
    purge(doors, now=datetime(2027, 12, 30, 23, 59, tzinfo=BRUSSELS), fence=anybody)
    assert counts(doors, Child, Tutor) == before[:1] + before[2:3]
    for _ in range(2):
        purge(doors, now=datetime(2027, 12, 31, 0, 0, tzinfo=BRUSSELS), fence=anybody)
        assert counts(doors, *people) == [0] * len(people)
    assert counts(doors, PlanVersion, Group, Offer) == [1, 1, 2]
    audited = summer.audited()
    assert (audited["identities_purged", full], audited["identities_purged", other]) == (1, 1)


def test_who_lost_the_lease_purges_nothing(doors: Doors, full: int) -> None:
    def lost(session: Session) -> None:
        raise LeaseLost

    with pytest.raises(LeaseLost):
        purge(doors, now=LAST + 365 * DAY, fence=lost)
    assert counts(doors, Child, ChildNeed) == [3, 1]


def test_drafts_go_when_they_have_run_out(doors: Doors, summer: Summer) -> None:
    season = summer.season()
    with doors.write.begin() as session:
        for number, days in enumerate((-1, 0, 1)):
            session.add(
                RequestDraft(
                    municipality_id=summer.municipality_id,
                    season_id=season,
                    token_hash=f"{number:064}",
                    created_at=NOW - 14 * DAY,
                    expires_at=NOW + days * DAY,
                    answers={"steps": {"child": {"first_name": "Noor"}}, "counts": {}},
                )
            )
    purge(doors, now=NOW, fence=anybody)
    with doors.read() as session:
        assert session.scalars(select(RequestDraft.token_hash)).all() == [f"{2:064}"]


def test_links_go_when_they_have_run_out(doors: Doors, summer: Summer) -> None:
    season = summer.season()
    contact = summer.contact(season)
    with doors.write.begin() as session:
        for number, days in enumerate((-1, 0, 1)):
            session.add(
                SignedLink(
                    municipality_id=summer.municipality_id,
                    season_id=season,
                    contact_id=contact.id,
                    token_hash=f"{number:064}",
                    purpose=LinkPurpose.FAMILY,
                    created_at=NOW - 9 * DAY,
                    expires_at=NOW + days * DAY,
                )
            )
    purge(doors, now=NOW, fence=anybody)
    with doors.read() as session:
        assert session.scalars(select(SignedLink.token_hash)).all() == [f"{2:064}"]


def test_messages_go_after_their_term_with_what_they_carried(doors: Doors, summer: Summer) -> None:
    season = summer.season()
    contact = summer.contact(season)
    digest, part, dead, new, waits = (summer.tell(contact, key).id for key in "abcde")
    old = NOW - 90 * DAY
    with doors.write.begin() as session:
        for number, values in (
            (digest, {"sent_at": old}),
            (part, {"digest_id": digest}),
            (dead, {"dead_at": old}),
            (new, {"sent_at": old + timedelta(seconds=1)}),
        ):
            session.execute(update(Message).where(Message.id == number).values(**values))
    purge(doors, now=NOW, fence=anybody, terms=Terms(messages_days=90))
    with doors.read() as session:
        assert set(session.scalars(select(Message.id))) == {new, waits}


def test_runs_go_after_their_term_unless_their_plan_was_kept(
    doors: Doors, summer: Summer, full: int
) -> None:
    old, new, waits = (summer.run(full) for _ in range(3))
    with doors.read() as session:
        kept = session.scalars(select(PlanVersion.run_id)).one()
    assert kept is not None
    for run, ended in ((kept, 90), (old, 90), (new, 89)):
        summer.change_run(run, status=RunStatus.STOPPED, ended_at=NOW - ended * DAY)
    purge(doors, now=NOW, fence=anybody, terms=Terms(runs_days=90))
    with doors.read() as session:
        assert set(session.scalars(select(PlanningRun.id))) == {kept, new, waits}


def test_what_can_be_undone_goes_after_a_week(doors: Doors, summer: Summer, full: int) -> None:
    home: dict[str, Any] = {"municipality_id": summer.municipality_id, "season_id": full}
    with doors.write.begin() as session:
        for age in (timedelta(days=6, hours=23), timedelta(days=7)):
            session.add(
                SeasonChange(**home, at=NOW - age, part="offers", what="edit_offer", content={})
            )
    purge(doors, now=NOW, fence=anybody)
    with doors.read() as session:
        assert session.scalars(select(SeasonChange.at)).all() == [NOW - timedelta(days=6, hours=23)]


def test_the_audit_goes_after_its_term(doors: Doors, summer: Summer) -> None:
    with doors.write.begin() as session:
        session.add_all(
            AuditEntry(
                municipality_id=summer.municipality_id,
                at=NOW - days * DAY,
                actor_kind=ActorKind.SYSTEM,
                verb=f"{days}",
                subject_kind="season",
            )
            for days in (729, 730)
        )
    purge(doors, now=NOW, fence=anybody)
    with doors.read() as session:
        assert session.scalars(select(AuditEntry.verb)).all() == ["729"]
