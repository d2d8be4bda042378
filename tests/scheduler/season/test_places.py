"""Places after publishing: given back, offered on, taken, waited for, cancelled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Child,
    ChildNeed,
    Group,
    GroupTutor,
    Message,
    Offer,
    Place,
    Room,
    WaitingEntry,
    Wish,
)
from models.enums import LinkKind, Phase, PlaceStatus, WaitingStatus
from scheduler.rights import Role, contact
from scheduler.season.cancelling import cancel_group
from scheduler.season.own_groups import accept_group, hand_back_group
from scheduler.season.places import give_back_place, leave_waiting_list, promote, take_or_wait
from scheduler.season.refusals import CannotJoin, GroupIsOver, NotHeld, NotHere, WrongPhase
from solver.fairness.draw import digest
from tests.scheduler.season.full_group import Waiting, by
from tests.scheduler.season.town import NOW, Town, set_phase

JULY = datetime(2027, 7, 15, 10, tzinfo=UTC)
"""In the second week: the first is over."""


def test_a_place_given_back_is_the_firsts_at_once(session: Session, here: Town) -> None:
    season = Waiting(session, here).publish()
    gone, stays = season.holders
    first, *others = season.waiting
    season.give_back(gone)
    assert (season.held(), season.waits()) == ({stays, first}, others)
    assert (season.told("given_back"), season.told("promoted")) == ({gone}, {first})
    with pytest.raises(NotHeld):
        season.give_back(gone)


def test_a_wish_for_just_that_goes_with_the_place(session: Session, here: Town) -> None:
    season = Waiting(session, here, waiting=0)
    one, other = season.holders
    wish = session.scalars(select(Wish).where(Wish.child_id == one)).one()
    wish.block_id = here.other_block
    session.flush()
    season.publish()
    season.give_back(one)
    season.give_back(other)
    left = session.scalars(select(Wish.child_id).where(Wish.child_id.in_(season.holders)))
    assert list(left) == [other]


def test_who_cannot_join_is_passed_over_and_waits_on(session: Session, here: Town) -> None:
    season = Waiting(session, here).publish()
    first, second, third, fourth = season.waiting
    session.get_one(Child, first).max_places = 0
    session.get_one(Child, second).birth_year = 2017
    session.get_one(Offer, here.offer).age_from = 10
    session.get_one(Child, third).birth_year = 2018
    session.flush()
    season.give_back(season.holders[0])
    assert (season.held(), season.waits()) == (
        {season.holders[1], second},
        [first, third, fourth],
    )


def test_a_companion_needs_two_seats_of_the_room(session: Session, here: Town) -> None:
    season = Waiting(session, here)
    session.get_one(Room, here.room).capacity = 2
    first, second = season.waiting[:2]
    session.add(ChildNeed(**season.home, child_id=first, code="own_companion"))
    session.flush()
    season.publish()
    season.give_back(season.holders[0])
    assert season.held() == {season.holders[1], second}
    season.give_back(season.holders[1])
    assert season.held() == {second, season.waiting[2]}
    assert season.waits()[0] == first


def test_strictly_linked_children_join_together_or_not_at_all(session: Session, here: Town) -> None:
    season = Waiting(session, here)
    first, second, third, fourth = season.waiting
    season.link(first, fourth, LinkKind.SAME_GROUP)
    season.publish()
    season.give_back(season.holders[0])
    assert season.held() == {season.holders[1], second}
    for child in (season.holders[1], second):
        session.execute(
            Place.__table__.update()  # type: ignore[attr-defined]
            .where(Place.id == season.place_of(child))
            .values(status="held")
        )
    group = session.get_one(Group, season.group)
    group.max_children = 4
    session.flush()
    session.expire_all()
    assert promote(session, **by(here, Role.PLANNER), group_id=season.group) == 2
    assert season.held() == {season.holders[1], second, first, fourth}
    assert season.waits() == [third]


def test_a_strict_link_to_who_is_there_lets_the_other_in(session: Session, here: Town) -> None:
    season = Waiting(session, here)
    first, second = season.waiting[:2]
    season.link(first, season.holders[1], LinkKind.SAME_GROUP)
    season.link(second, season.holders[1], LinkKind.SAME_SITE)
    season.publish()
    season.give_back(season.holders[0])
    assert season.held() == {season.holders[1], first}


def test_strictly_at_one_site_waits_for_the_other(session: Session, here: Town) -> None:
    season = Waiting(session, here)
    first, second = season.waiting[:2]
    season.link(first, here.sibling, LinkKind.SAME_SITE)
    session.get_one(Child, here.sibling).withdrawn_at = None
    season.publish()
    season.give_back(season.holders[0])
    assert season.held() == {season.holders[1], second}


def test_taking_a_free_seat_makes_it_a_wish(session: Session, here: Town) -> None:
    season = Waiting(session, here, waiting=0, size=3).publish()
    season.give_back(season.holders[0])
    season.give_back(season.holders[1])
    session.get_one(Child, here.friend).max_places = 1
    session.execute(
        WaitingEntry.__table__.delete().where(  # type: ignore[attr-defined]
            WaitingEntry.group_id == season.group
        )
    )
    friend: dict[str, Any] = {
        "actor": contact(here.other_contact),
        "season_id": here.season,
        "child_id": here.friend,
        "now": NOW,
    }
    assert take_or_wait(session, **friend, group_id=season.group)
    assert take_or_wait(session, **friend, group_id=season.group)
    place = session.scalars(
        select(Place).where(Place.group_id == season.group, Place.child_id == here.friend)
    ).one()
    wishes = session.scalars(
        select(Wish).where(Wish.child_id == here.friend).order_by(Wish.rank)
    ).all()
    assert [(wish.rank, wish.block_id) for wish in wishes] == [
        (1, here.block),
        (2, here.other_block),
    ]
    assert (place.rank, place.status) == (2, PlaceStatus.HELD)


def test_in_a_full_group_one_waits_in_the_order_of_the_draw(session: Session, here: Town) -> None:
    season = Waiting(session, here).publish()
    friend: dict[str, Any] = {**by(here), "child_id": here.friend, "group_id": season.group}
    assert not take_or_wait(session, **friend)
    entry = session.scalars(
        select(WaitingEntry).where(
            WaitingEntry.group_id == season.group, WaitingEntry.child_id == here.friend
        )
    ).one()
    ref = session.get_one(Child, here.friend).ref
    assert entry.draw_digest == digest("zaad", ref)
    leave_waiting_list(session, **friend)
    leave_waiting_list(session, **friend)
    assert entry.status is WaitingStatus.LEFT
    assert not take_or_wait(session, **friend)
    assert (entry.status, entry.ended_at) == (WaitingStatus.WAITING, None)


def test_whom_the_rules_do_not_let_in_cannot_take_or_wait(session: Session, here: Town) -> None:
    season = Waiting(session, here).publish()
    friend: dict[str, Any] = {**by(here), "child_id": here.friend, "group_id": season.group}
    session.get_one(Child, here.friend).birth_year = 2020
    session.get_one(Offer, here.offer).age_from = 9
    session.flush()
    with pytest.raises(CannotJoin):
        take_or_wait(session, **friend)
    with pytest.raises(CannotJoin):
        take_or_wait(
            session,
            **{**friend, "now": datetime(2027, 8, 1, tzinfo=UTC)},
        )


@pytest.mark.parametrize("phase", [Phase.PLANNED, Phase.ARCHIVED])
def test_places_move_only_while_they_count(session: Session, here: Town, phase: Phase) -> None:
    set_phase(session, here, phase)
    mine: dict[str, Any] = {**by(here), "child_id": here.child}
    with pytest.raises(WrongPhase):
        give_back_place(session, **mine, place_id=here.place)
    with pytest.raises(WrongPhase):
        take_or_wait(session, **mine, group_id=here.group)
    with pytest.raises(WrongPhase):
        promote(session, **by(here, Role.PLANNER), group_id=here.group)


def test_another_childs_place_or_version_is_not_there(session: Session, here: Town) -> None:
    with pytest.raises(NotHere):
        give_back_place(session, **by(here), child_id=here.sibling, place_id=here.place)
    Waiting(session, here).publish()
    with pytest.raises(NotHere):
        give_back_place(session, **by(here), child_id=here.child, place_id=here.place)
    with pytest.raises(NotHere):
        take_or_wait(session, **by(here), child_id=here.child, group_id=here.group)


def test_nobody_is_promoted_to_what_is_over(session: Session, here: Town) -> None:
    season = Waiting(session, here).publish()
    late = {**by(here, Role.PLANNER), "now": datetime(2027, 8, 1, tzinfo=UTC)}
    session.get_one(Group, season.group).max_children = 4
    session.flush()
    assert promote(session, **late, group_id=season.group) == 0
    with pytest.raises(GroupIsOver):
        cancel_group(session, **late, group_id=season.group)


def test_a_cancelled_group_frees_its_children_and_tells_them(session: Session, here: Town) -> None:
    season = Waiting(session, here).publish()
    cancel = {**by(here, Role.PLANNER), "group_id": season.group, "now": JULY}
    cancel_group(session, **cancel)
    cancel_group(session, **cancel)
    assert (season.held(), season.waits()) == (set(), [])
    assert season.told("cancelled") == set(season.holders)
    urgent = session.scalars(select(Message).where(Message.kind == "cancelled")).all()
    assert [each.urgent for each in urgent] == [True] * 3  # two families and the tutor
    with pytest.raises(CannotJoin):
        take_or_wait(session, **by(here), child_id=here.friend, group_id=season.group)


def test_tutors_accept_and_hand_back_their_groups(session: Session, here: Town) -> None:
    mine: dict[str, Any] = {**by(here, Role.TUTOR), "group_id": here.group}
    team = session.scalars(select(GroupTutor).where(GroupTutor.group_id == here.group)).one()
    accept_group(session, **mine)
    assert (team.accepted_at, team.given_back_at) == (NOW, None)
    hand_back_group(session, **mine)
    assert (team.accepted_at, team.given_back_at) == (None, NOW)
