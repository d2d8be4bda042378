"""Locations, rooms, blocks, tutors and when they are free."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import AvailabilityWindow, Block, BlockSession, Location, Room, Tutor
from models.enums import TutorRole
from scheduler.rights import NotAllowed, NotHere, Role
from scheduler.season.availability import WindowDraft, set_room_windows, set_tutor_windows
from scheduler.season.blocks import BlockDraft, SessionDraft, add_block, edit_block, remove_block
from scheduler.season.refusals import (
    BadValue,
    BrokenRule,
    ChangedMeanwhile,
    StillUsed,
    UnknownCode,
)
from scheduler.season.sites import (
    LocationDraft,
    RoomDraft,
    add_location,
    add_room,
    edit_location,
    edit_room,
    remove_location,
    remove_room,
)
from scheduler.season.tutors import (
    TutorDraft,
    TutorProfile,
    add_tutor,
    confirm_tutor,
    edit_own_profile,
    edit_tutor,
    remove_tutor,
)
from tests.scheduler.season.town import NOW, Town

DAY = date(2027, 7, 6)


def by(town: Town, role: Role = Role.PLANNER) -> dict[str, Any]:
    return {"actor": town.actor(role), "season_id": town.season, "now": NOW}


def block(*sessions: tuple[date, int, int]) -> BlockDraft:
    made = tuple(SessionDraft(day=d, start_min=s, end_min=e) for d, s, e in sessions)
    return BlockDraft(code="nieuw", sessions=made)


@pytest.mark.parametrize(
    "sessions",
    [
        [(date(2027, 6, 30), 540, 720)],
        [(date(2027, 9, 1), 540, 720)],
        [(date(2027, 7, 21), 540, 720)],
        [(date(2027, 8, 15), 540, 720)],
        [(DAY, 540, 720), (DAY, 719, 800)],
    ],
)
def test_a_block_keeps_to_the_season_and_its_free_days(
    session: Session, here: Town, sessions: list[tuple[date, int, int]]
) -> None:
    with pytest.raises(BadValue):
        add_block(session, **by(here), block=block(*sessions))


def test_a_session_ends_after_it_begins(session: Session, here: Town) -> None:
    with pytest.raises(BrokenRule) as refused:
        add_block(session, **by(here), block=block((DAY, 720, 540)))
    assert refused.value.rule == "ck_block_session_times_in_order"


def test_a_block_is_saved_with_all_its_sessions(session: Session, here: Town) -> None:
    number = add_block(session, **by(here), block=block((DAY, 540, 720), (DAY, 780, 900)))
    changed = block((DAY + timedelta(1), 600, 700))
    assert edit_block(session, **by(here), block_id=number, expected=1, block=changed) == 2
    kept = session.scalars(select(BlockSession).where(BlockSession.block_id == number)).one()
    assert (kept.day, kept.start_min, kept.end_min) == (DAY + timedelta(1), 600, 700)
    with pytest.raises(ChangedMeanwhile):
        edit_block(session, **by(here), block_id=number, expected=1, block=changed)
    remove_block(session, **by(here), block_id=number, expected=2)
    assert session.get(Block, number) is None


def test_what_is_used_stays(session: Session, here: Town) -> None:
    removals: list[tuple[Any, dict[str, Any]]] = [
        (remove_block, {"block_id": here.block}),
        (remove_location, {"location_id": here.location}),
        (remove_room, {"room_id": here.room}),
        (remove_tutor, {"tutor_id": here.tutor}),
    ]
    for remove, what in removals:
        with session.begin_nested(), pytest.raises(StillUsed):
            remove(session, **by(here), **what, expected=1)


def test_a_location_and_a_room_are_saved_whole(session: Session, here: Town) -> None:
    site = LocationDraft(code="L5", name="De Sluis", lat=51, lon=3.7, features=("step_free",))
    number = add_location(session, **by(here), location=site)
    moved = LocationDraft(code="L5", name="De Brug", lat=51.1, lon=3.7)
    assert edit_location(session, **by(here), location_id=number, expected=1, location=moved) == 2
    kept = session.get_one(Location, number)
    assert (kept.name, kept.lat, kept.features) == ("De Brug", 51.1, ())
    room = RoomDraft(code="R5", location_id=number, capacity=8)
    in_it = add_room(session, **by(here), room=room)
    bigger = RoomDraft(code="R5", location_id=here.location, capacity=9)
    assert edit_room(session, **by(here), room_id=in_it, expected=1, room=bigger) == 2
    assert session.get_one(Room, in_it).location_id == here.location
    for draft, refusal in (
        (RoomDraft(code="R6", location_id=10**6, capacity=8), NotHere),
        (RoomDraft(code="R6", location_id=number, capacity=8, features=("x",)), UnknownCode),
        (RoomDraft(code="R6", location_id=number, capacity=0), BrokenRule),
    ):
        with session.begin_nested(), pytest.raises(refusal):
            add_room(session, **by(here), room=draft)


def test_windows_are_replaced_and_who_comes_second_is_told(session: Session, here: Town) -> None:
    holders: list[tuple[Any, Any, dict[str, Any]]] = [
        (Room, set_room_windows, {"room_id": here.room}),
        (Tutor, set_tutor_windows, {"tutor_id": here.tutor}),
    ]
    for model, verb, what in holders:
        (number,) = what.values()
        holder = getattr(AvailabilityWindow, next(iter(what)))
        for end in (600, 700):
            verb(
                session,
                **by(here),
                **what,
                expected=session.get_one(model, number).version,
                windows=(WindowDraft(first_day=DAY, last_day=DAY, end_min=end),),
            )
        kept = session.scalars(select(AvailabilityWindow).where(holder == number)).one()
        assert (kept.first_day, kept.start_min, kept.end_min) == (DAY, None, 700)
        with pytest.raises(ChangedMeanwhile):
            verb(session, **by(here), **what, expected=1, windows=())
        late = session.get_one(model, number).version
        backwards = WindowDraft(first_day=DAY, last_day=DAY - timedelta(1))
        with session.begin_nested(), pytest.raises(BrokenRule):
            verb(session, **by(here), **what, expected=late, windows=(backwards,))


def tutor_draft(**changes: Any) -> TutorDraft:
    own: dict[str, Any] = {"goals": ("LO-MUV",)} | changes
    roles = own.pop("roles", (TutorRole.LEAD,))
    return TutorDraft(code="T8", roles=roles, profile=TutorProfile(**own))


def test_only_dates_of_checks_are_kept_and_changes_are_confirmed_again(
    session: Session, here: Town
) -> None:
    number = add_tutor(session, **by(here), tutor=tutor_draft())
    today = NOW.date()
    dates: dict[str, Any] = {
        "roles_on": today,
        "goals_on": today,
        "record_check_on": today - timedelta(9),
    }
    confirm_tutor(session, **by(here), tutor_id=number, expected=1, **dates)
    tutor = session.get_one(Tutor, number)

    def confirmed() -> tuple[date | None, ...]:
        return tutor.roles_confirmed_on, tutor.goals_confirmed_on, tutor.record_check_on

    assert confirmed() == (today, today, today - timedelta(9))
    edit_tutor(session, **by(here), tutor_id=number, expected=2, tutor=tutor_draft(name="An"))
    assert confirmed() == (today, today, today - timedelta(9))
    both = tutor_draft(roles=(TutorRole.LEAD, TutorRole.ASSISTANT), goals=("LO-MUV", "NT2"))
    edit_tutor(session, **by(here), tutor_id=number, expected=3, tutor=both)
    assert confirmed() == (None, None, today - timedelta(9))
    tomorrow = dates | {"record_check_on": today + timedelta(1)}
    with pytest.raises(BadValue):
        confirm_tutor(session, **by(here), tutor_id=number, expected=4, **tomorrow)


def test_tutors_tell_about_themselves(session: Session, here: Town) -> None:
    mine = by(here, Role.TUTOR)
    profile = TutorProfile(name="Jo", goals=("NT2",), languages=("nl", "uk"))
    edit_own_profile(session, **mine, tutor_id=here.tutor, expected=1, profile=profile)
    tutor = session.get_one(Tutor, here.tutor)
    assert (tutor.name, tutor.goals, tutor.roles) == ("Jo", ("NT2",), ("lead",))
    with pytest.raises(NotAllowed):
        edit_own_profile(session, **mine, tutor_id=here.other_tutor, expected=1, profile=profile)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"goals": ("X",)}, UnknownCode),
        ({"skills": ("step_free",)}, UnknownCode),
        ({"languages": ("xx",)}, UnknownCode),
        ({"goals": ()}, BrokenRule),
        ({"roles": ()}, BrokenRule),
        ({"lat": 51.0}, BrokenRule),
    ],
)
def test_what_cannot_be_of_a_tutor(
    session: Session, here: Town, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add_tutor(session, **by(here), tutor=tutor_draft(**changes))
