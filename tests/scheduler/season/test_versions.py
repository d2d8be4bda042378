"""Versions of the plan: copied, renamed, removed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data.season_rows import plan_of
from models import Group, GroupTutor, Place, PlanVersion, Refusal, WaitingEntry
from models.enums import Phase
from scheduler.rights import NotHere, Role
from scheduler.season.cancelling import cancel_group
from scheduler.season.places import give_back_place
from scheduler.season.refusals import AlreadyPublished, BadValue, WrongPhase
from scheduler.season.versions import copy_version, remove_version, rename_version
from tests.scheduler.season.town import NOW, Town, set_phase


def by(town: Town) -> dict[str, Any]:
    return {"actor": town.actor(Role.PLANNER), "season_id": town.season, "now": NOW}


def counts(session: Session, town: Town) -> dict[str, int]:
    return {
        model.__tablename__: session.scalar(
            select(func.count()).where(model.season_id == town.season)
        )
        or 0
        for model in (PlanVersion, Group, GroupTutor, Place, Refusal, WaitingEntry)
    }


def waits(session: Session, version: int) -> list[tuple[int, str]]:
    found = session.execute(
        select(WaitingEntry.child_id, WaitingEntry.draw_digest)
        .join(Group, Group.id == WaitingEntry.group_id)
        .where(Group.version_id == version)
        .order_by(WaitingEntry.child_id)
    )
    return [(child, digest) for child, digest in found]


def test_a_copy_is_equal_and_is_not_published(session: Session, here: Town) -> None:
    number = copy_version(session, **by(here), version_id=here.version, name=" Om te schuiven ")
    copied = session.get_one(PlanVersion, number)
    was = session.get_one(PlanVersion, here.version)
    assert (copied.name, copied.number, copied.run_id) == ("Om te schuiven", 3, was.run_id)
    assert (copied.published_at, copied.is_current) == (None, False)
    assert copied.created_by_id == here.actor(Role.PLANNER).id
    same = {"season_id": here.season}
    assert plan_of(session, **same, version_id=number) == plan_of(
        session, **same, version_id=here.version
    )
    assert waits(session, number) == waits(session, here.version) != []


def test_a_copy_leaves_behind_what_was_given_back_or_cancelled(
    session: Session, here: Town
) -> None:
    coordinator = by(here) | {"actor": here.coordinator}
    give_back_place(session, **coordinator, child_id=here.child, place_id=here.place)
    cancel_group(session, **by(here), group_id=here.other_group)
    number = copy_version(session, **by(here), version_id=here.version, name="Kopie")
    same = {"season_id": here.season}
    copied = plan_of(session, **same, version_id=number)
    assert copied == plan_of(session, **same, version_id=here.version)
    held = session.execute(
        select(Group.children_held, Group.seats_held).where(Group.version_id == number)
    ).all()
    assert [tuple(each) for each in held] == [(len(copied.places), len(copied.places))]
    assert (
        session.scalar(
            select(func.count()).where(Place.version_id == number, Place.given_back_at.is_not(None))
        )
        == 0
    )


def test_copies_that_cannot_be(session: Session, here: Town) -> None:
    own: dict[str, Any] = {**by(here), "version_id": here.version}
    with pytest.raises(BadValue):
        copy_version(session, **own, name="  ")
    with pytest.raises(NotHere):
        copy_version(session, **{**own, "version_id": 10**6}, name="Kopie")
    set_phase(session, here, Phase.WISHES_OPEN)
    with pytest.raises(WrongPhase):
        copy_version(session, **own, name="Kopie")


def test_a_version_gets_another_name(session: Session, here: Town) -> None:
    rename_version(session, **by(here), version_id=here.version, name=" Zomerplan ")
    assert session.get_one(PlanVersion, here.version).name == "Zomerplan"
    with pytest.raises(BadValue):
        rename_version(session, **by(here), version_id=here.version, name="")
    with pytest.raises(NotHere):
        rename_version(session, **by(here), version_id=10**6, name="Zomerplan")
    set_phase(session, here, Phase.ARCHIVED)
    with pytest.raises(WrongPhase):
        rename_version(session, **by(here), version_id=here.version, name="Te laat")


def test_a_version_goes_with_all_that_is_in_it(session: Session, here: Town) -> None:
    was = counts(session, here)
    number = copy_version(session, **by(here), version_id=here.version, name="Kopie")
    assert counts(session, here) != was
    remove_version(session, **by(here), version_id=number)
    assert counts(session, here) == was
    with pytest.raises(NotHere):
        remove_version(session, **by(here), version_id=number)


def test_a_version_that_families_were_told_of_stays(session: Session, here: Town) -> None:
    with pytest.raises(AlreadyPublished):
        remove_version(session, **by(here), version_id=here.version)
    set_phase(session, here, Phase.ARCHIVED)
    with pytest.raises(WrongPhase):
        remove_version(session, **by(here), version_id=here.kept_version)
