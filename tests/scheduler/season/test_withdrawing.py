"""Withdrawing, in any phase."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Child,
    Message,
    Place,
    PlanVersion,
    Wish,
)
from models.enums import Phase, PlaceStatus
from scheduler.rights import Role
from scheduler.season.refusals import NotHere
from scheduler.season.withdrawing import withdraw_child, withdraw_family, withdraw_wish
from tests.scheduler.season.full_group import by
from tests.scheduler.season.town import NOW, Town, set_phase


def test_a_wish_withdrawn_gives_back_only_what_nothing_else_asks(
    session: Session, here: Town
) -> None:
    mine: dict[str, Any] = {**by(here, Role.FAMILY), "child_id": here.child}
    withdraw_wish(session, **mine, wish_id=here.wish)
    places = session.scalars(
        select(Place.group_id).where(
            Place.child_id == here.child,
            Place.version_id == here.version,
            Place.status == PlaceStatus.HELD,
        )
    ).all()
    assert places == [here.other_group]
    friend = session.scalars(
        select(Place).where(Place.group_id == here.group, Place.child_id == here.friend)
    ).one()
    assert friend.status is PlaceStatus.HELD
    other = session.scalars(select(Wish.id).where(Wish.child_id == here.sibling)).first()
    with pytest.raises(NotHere):
        withdraw_wish(session, **mine, wish_id=other or 0)


def test_a_child_is_withdrawn_in_one_step_with_all_it_holds(session: Session, here: Town) -> None:
    mine: dict[str, Any] = {**by(here, Role.FAMILY), "child_id": here.child}
    withdraw_child(session, **mine)
    withdraw_child(session, **mine)
    child = session.get_one(Child, here.child)
    kept = session.scalars(
        select(Place.status).where(Place.child_id == here.child, Place.version_id == here.version)
    ).all()
    assert (child.withdrawn_at, set(kept)) == (NOW, {PlaceStatus.GIVEN_BACK})
    told = session.scalars(select(Message.kind).where(Message.contact_id == here.contact)).all()
    assert told.count("withdrawn") == 1


def test_a_family_is_withdrawn_with_all_its_children(session: Session, here: Town) -> None:
    withdraw_family(session, **by(here, Role.FAMILY), contact_id=here.contact)
    gone = session.scalars(
        select(Child.id).where(Child.season_id == here.season, Child.withdrawn_at == NOW)
    ).all()
    assert sorted(gone) == [here.child, here.sibling]
    held = session.scalars(
        select(Place.child_id).where(
            Place.version_id == here.version, Place.status == PlaceStatus.HELD
        )
    ).all()
    assert held == [here.friend]


def test_withdrawing_before_there_is_a_plan(session: Session, here: Town) -> None:
    session.get_one(PlanVersion, here.version).is_current = False
    session.flush()
    set_phase(session, here, Phase.WISHES_OPEN)
    withdraw_child(session, **by(here), child_id=here.child)
    assert session.get_one(Child, here.child).withdrawn_at == NOW
