from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import (
    AuditEntry,
    Membership,
    Offer,
    OfferBlock,
    Pin,
    Room,
    SeasonChange,
    Tutor,
    Wish,
)
from models.enums import OfferStatus, Phase, StaffRole, TutorRole
from scheduler.rights import SYSTEM, Actor, NotAllowed, NotHere, Role
from scheduler.season.availability import WindowDraft, set_room_windows, set_tutor_windows
from scheduler.season.change_texts import said_of
from scheduler.season.changing import PARTS, AlreadyUndone, redo, remembered, undo, undoable
from scheduler.season.offers import (
    add_offer,
    edit_offer,
    publish_offer,
    remove_offer,
)
from scheduler.season.pins import PinDraft, pin, unpin
from scheduler.season.putting_back import ChangedSince
from scheduler.season.refusals import PinContradicts, StillUsed, WrongPhase
from scheduler.season.sites import (
    RoomDraft,
    add_room,
    remove_location,
    remove_room,
)
from scheduler.season.tutors import TutorDraft, TutorProfile, add_tutor, remove_tutor
from tests.scheduler.season.changes import by, do, pins_version, state
from tests.scheduler.season.conftest import Towns
from tests.scheduler.season.town import NOW, Town, offer_draft, set_phase

State = dict[str, list[tuple[int, tuple[Any, ...]]]]


def renamed(session: Session, town: Town, title: str, actor: Actor | None = None) -> int:
    offer = session.get_one(Offer, town.draft_offer, populate_existing=True)
    return do(
        session,
        town,
        edit_offer,
        actor,
        offer_id=offer.id,
        expected=offer.version,
        offer=offer_draft(town, offer.code, title=title),
    )


def test_an_edit_is_undone_and_done_again_while_its_version_grows(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    before = state(session, town)
    change = renamed(session, town, "Vissen")
    after = state(session, town)
    undo(session, **by(town, change))
    assert state(session, town) == before
    assert session.get_one(Offer, town.draft_offer).version == 3
    redo(session, **by(town, change))
    assert state(session, town) == after
    assert session.get_one(Offer, town.draft_offer).version == 4
    verbs = session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc()).limit(3)).all()
    assert verbs == ["redo", "undo", "edit_offer"]


def test_saving_what_was_there_already_is_no_change(session: Session, towns: Towns) -> None:
    change = renamed(session, towns.here, "Vissen")
    after = state(session, towns.here)
    assert renamed(session, towns.here, "Vissen") == 0
    undo(session, **by(towns.here, change))  # the list of blocks was written anew
    redo(session, **by(towns.here, change))
    assert state(session, towns.here) == after


def test_what_was_removed_comes_back_with_everything_that_hung_on_it(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    windows = (WindowDraft(first_day=NOW.date(), last_day=NOW.date(), start_min=540),)
    do(session, town, set_tutor_windows, tutor_id=town.free_tutor, expected=1, windows=windows)
    draft = PinDraft(
        must=True,
        offer_id=town.draft_offer,
        block_id=town.block,
        room_id=town.other_room,
        tutor_id=town.free_tutor,
    )
    do(session, town, pin, expected=pins_version(session, town), pin=draft)
    before = state(session, town)
    change = do(session, town, remove_tutor, tutor_id=town.free_tutor, expected=2)
    gone = state(session, town)
    undo(session, **by(town, change))
    assert state(session, town) == before
    assert session.get_one(Tutor, town.free_tutor).version == 3
    redo(session, **by(town, change))
    assert state(session, town) == gone
    undo(session, **by(town, change))
    assert session.get_one(Tutor, town.free_tutor).version == 4


def test_pins_are_undone_as_one_set_of_which_the_version_grows(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    before, version = state(session, town), pins_version(session, town)
    change = do(session, town, unpin, expected=version, pin_id=town.pin)
    undo(session, **by(town, change))
    assert state(session, town) == before
    assert pins_version(session, town) == version + 2


def test_a_pin_does_not_come_back_beside_its_contrary(session: Session, towns: Towns) -> None:
    town = towns.here
    old = session.get_one(Pin, town.pin)
    contrary = PinDraft(
        must=not old.must,
        offer_id=old.offer_id,
        block_id=old.block_id,
        room_id=old.room_id,
        tutor_id=old.tutor_id,
        child_id=old.child_id,
    )
    change = do(session, town, unpin, expected=pins_version(session, town), pin_id=town.pin)
    do(session, town, pin, expected=pins_version(session, town), pin=contrary)
    with pytest.raises(PinContradicts):
        undo(session, **by(town, change))


def test_rows_that_changed_codes_with_each_other_change_back(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    before = state(session, town)

    def swap(session: Session, **_: Any) -> None:
        for number, code in ((town.room, "x"), (town.other_room, "R1"), (town.room, "R2")):
            session.execute(update(Room).where(Room.id == number).values(code=code))

    change = do(session, town, swap)
    undo(session, **by(town, change))
    assert state(session, town) == before


def test_what_somebody_changed_since_stays(session: Session, towns: Towns) -> None:
    town = towns.here
    change = renamed(session, town, "Vissen")
    renamed(session, town, "Zwemmen", town.actor(Role.PLANNER))
    after = state(session, town)
    with pytest.raises(ChangedSince):
        undo(session, **by(town, change))
    assert state(session, town) == after


def test_what_somebody_added_to_a_list_since_stays(session: Session, towns: Towns) -> None:
    town = towns.here
    one, two = (
        WindowDraft(first_day=NOW.date() + timedelta(n), last_day=NOW.date() + timedelta(n))
        for n in range(2)
    )
    do(session, town, set_room_windows, room_id=town.room, expected=1, windows=(one,))
    change = do(session, town, set_room_windows, room_id=town.room, expected=2, windows=())
    do(session, town, set_room_windows, room_id=town.room, expected=3, windows=(two,))
    with pytest.raises(ChangedSince):
        undo(session, **by(town, change))


def test_what_was_given_to_a_new_row_since_does_not_go_unseen(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    draft = TutorDraft(code="T9", roles=(TutorRole.LEAD,), profile=TutorProfile(goals=("LO-MUV",)))
    change = do(session, town, add_tutor, tutor=draft)
    number = session.scalars(
        select(Tutor.id).where(Tutor.season_id == town.season, Tutor.code == "T9")
    ).one()
    windows = (WindowDraft(first_day=NOW.date(), last_day=NOW.date()),)
    do(session, town, set_tutor_windows, tutor_id=number, expected=1, windows=windows)
    with pytest.raises(StillUsed):
        undo(session, **by(town, change))


def test_what_a_family_wished_since_stays(session: Session, towns: Towns) -> None:
    town = towns.here
    draft = offer_draft(town, "nieuw")
    added = do(session, town, add_offer, offer=draft)
    number = session.scalars(
        select(Offer.id).where(Offer.season_id == town.season, Offer.code == "nieuw")
    ).one()
    published = do(session, town, publish_offer, offer_id=number, expected=1)
    session.execute(update(Wish).where(Wish.id == town.wish).values(offer_id=number))
    with pytest.raises(StillUsed):  # it was seen by families
        undo(session, **by(town, published))
    session.execute(
        update(Offer).where(Offer.id == number).values(status=OfferStatus.DRAFT, published_at=None)
    )
    with pytest.raises(StillUsed):  # the database says so
        undo(session, **by(town, added))


def test_what_comes_back_may_name_what_is_gone(session: Session, towns: Towns) -> None:
    town = towns.here
    room = RoomDraft(code="R9", location_id=town.free_location, capacity=9)
    do(session, town, add_room, room=room)
    number = session.scalars(
        select(Room.id).where(Room.season_id == town.season, Room.code == "R9")
    ).one()
    change = do(session, town, remove_room, room_id=number, expected=1)
    do(session, town, remove_location, location_id=town.free_location, expected=1)
    with pytest.raises(ChangedSince):
        undo(session, **by(town, change))


def test_twice_is_told(session: Session, towns: Towns) -> None:
    change = renamed(session, towns.here, "Vissen")
    with pytest.raises(AlreadyUndone):
        redo(session, **by(towns.here, change))
    undo(session, **by(towns.here, change))
    with pytest.raises(AlreadyUndone):
        undo(session, **by(towns.here, change))


def test_it_is_gone_after_a_week_and_stays_when_the_season_is_over(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    change = renamed(session, town, "Vissen")
    with pytest.raises(NotHere):
        undo(session, **by(town, change) | {"now": NOW + timedelta(days=7)})
    set_phase(session, town, Phase.ARCHIVED)
    with pytest.raises(WrongPhase):
        undo(session, **by(town, change))


def test_planners_undo_for_others_and_organisers_only_what_they_did(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    organiser = town.actor(Role.ORGANISER)
    change = renamed(session, town, "Vissen", organiser)
    undo(session, **by(town, change, town.actor(Role.PLANNER)))
    redo(session, **by(town, change, organiser))
    theirs = renamed(session, town, "Zwemmen")
    with pytest.raises(NotAllowed):
        undo(session, **by(town, theirs, organiser))


def test_an_organiser_takes_back_a_removal_but_nothing_beside_offers(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    organiser = town.actor(Role.ORGANISER)
    before = state(session, town)
    offer = session.get_one(Offer, town.draft_offer)
    change = do(session, town, remove_offer, organiser, offer_id=offer.id, expected=offer.version)
    undo(session, **by(town, change, organiser))
    assert state(session, town) == before
    # Who was a planner when they did it.
    session.execute(
        update(Membership)
        .where(Membership.account_id == organiser.id)
        .values(role=StaffRole.PLANNER)
    )
    room = do(session, town, remove_room, organiser, room_id=town.other_room, expected=1)
    session.execute(
        update(Membership)
        .where(Membership.account_id == organiser.id)
        .values(role=StaffRole.ORGANISER)
    )
    with pytest.raises(NotAllowed):
        undo(session, **by(town, room, organiser))


def test_the_latest_can_be_undone_and_the_first_undone_done_again(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    who = town.coordinator.id
    assert who is not None

    def steps() -> tuple[int, int]:
        found = undoable(session, season_id=town.season, account_id=who, part="offers")
        return tuple(each.id if each else 0 for each in found)  # type: ignore[return-value]

    first, second = (renamed(session, town, title) for title in ("Vissen", "Zwemmen"))
    assert steps() == (second, 0)
    undo(session, **by(town, second))
    undo(session, **by(town, first))
    assert steps() == (0, first)
    redo(session, **by(town, first))
    assert steps() == (first, second)
    third = renamed(session, town, "Lopen")
    assert steps() == (third, 0)
    assert session.get(SeasonChange, second) is None


def test_only_staff_in_a_known_part_of_a_season_that_is_there(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    known: dict[str, Any] = {
        "actor": town.coordinator,
        "season_id": town.season,
        "part": "offers",
        "what": "edit_offer",
        "now": NOW,
    }
    for wrong in ({"actor": SYSTEM}, {"part": "anything"}):
        with (
            pytest.raises(ValueError, match="only members of staff"),
            remembered(session, **known | wrong),
        ):
            pass
    with pytest.raises(NotHere), remembered(session, **known | {"season_id": -1}):
        pass


def test_every_change_has_a_name() -> None:
    assert [said_of("", part).nl for part in (*PARTS, "")] == [
        "wijziging in het aanbod",
        "wijziging bij locaties en lokalen",
        "wijziging op de kalender",
        "wijziging bij begeleiders",
        "inlezen",
        "wijziging op het bord",
        "je laatste wijziging",
    ]
    assert said_of("add_offer", "offers").en == "adding an offer"


def test_nothing_of_another_season_is_touched(session: Session, towns: Towns) -> None:
    before = state(session, towns.there)
    change = renamed(session, towns.here, "Vissen")
    with pytest.raises(NotHere):
        undo(session, **by(towns.there, change))
    undo(session, **by(towns.here, change))
    assert state(session, towns.there) == before


def test_the_order_of_lists_comes_back(session: Session, towns: Towns) -> None:
    town = towns.here
    offer = session.get_one(Offer, town.draft_offer)
    draft = offer_draft(town, offer.code, blocks=(town.other_block, town.block))
    change = do(session, town, edit_offer, offer_id=offer.id, expected=offer.version, offer=draft)

    def order() -> list[int]:
        found = select(OfferBlock.block_id).where(OfferBlock.offer_id == town.draft_offer)
        return list(session.scalars(found.order_by(OfferBlock.id)))

    assert order() == [town.other_block, town.block]
    undo(session, **by(town, change))
    assert order() == [town.block, town.other_block]
