from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from data.season_rows import dataset_of
from models import (
    Block,
    BlockSession,
    Location,
    Offer,
    OfferBlock,
    Pin,
    Room,
    Tutor,
)
from models.enums import OfferStatus, Phase
from scheduler.exchange.comparing import Comparison, FieldChange
from scheduler.exchange.importing import (
    LooksDifferentNow,
    NothingToImport,
)
from scheduler.exchange.uploading import Upload
from scheduler.season.changing import undo
from scheduler.season.refusals import WrongPhase
from tests.scheduler.exchange.files import (
    ALL,
    EVERYTHING,
    bring_in,
    season_file,
    seen,
    upload,
    zipped,
)
from tests.scheduler.season.conftest import Towns
from tests.scheduler.season.town import NOW, set_phase


def counts(found: Comparison) -> dict[str, tuple[int, int, int, int]]:
    return {
        each.table: (len(each.new), len(each.changed), each.same, len(each.gone))
        for each in found.tables
    }


def said(found: Comparison) -> list[str]:
    return [trouble.said("en") for trouble in found.errors]


@pytest.mark.parametrize("workbook", [False, True])
@pytest.mark.parametrize("removing", [False, True])
def test_what_was_exported_changes_nothing_when_it_comes_back(
    session: Session, towns: Towns, tmp_path: Path, workbook: bool, removing: bool
) -> None:
    town = towns.here
    content = season_file(session, town, tmp_path, workbook=workbook)
    name = "zomer.xlsx" if workbook else "zomer.zip"
    found = seen(session, town, Upload(name, content, EVERYTHING, removing))
    dataset = dataset_of(session, season_id=town.season)
    assert counts(found) == {
        each.table: (0, 0, len(getattr(dataset, each.table)), 0) for each in found.tables
    }
    assert [each.table for each in found.tables] == [
        *("blocks", "sessions", "locations", "rooms", "tutors", "offers"),
        *("pupils", "wishes", "links"),
    ]
    assert found.troubles == ()
    assert not found.can_apply


def test_a_file_of_some_columns_changes_only_these(session: Session, towns: Towns) -> None:
    town = towns.here
    before = dataset_of(session, season_id=town.season)
    sent = upload("room_id;capacity\nR1;20\nR2;12\n", name="rooms.csv")
    found = seen(session, town, sent)
    assert counts(found) == {"rooms": (0, 1, 1, 0)}
    assert found.tables[0].changed[0].fields == (FieldChange("capacity", "12", "20"),)
    bring_in(session, town, sent)
    after = dataset_of(session, season_id=town.season)
    assert after == replace(before, rooms=(replace(before.rooms[0], capacity=20), before.rooms[1]))
    assert session.get_one(Room, town.room).version == 2
    assert session.get_one(Room, town.other_room).version == 1


NEW = {
    "blocks.csv": "block_id,label\nW7,Week 7\n",
    "sessions.csv": (
        "block_id,date,start,end\nW7,2027-08-02,09:00,12:00\nW7,2027-08-03,09:00,12:00\n"
    ),
    "locations.csv": "location_id,name,lat,lon,features\nL7,Plein,51.05,3.72,step_free\n",
    "rooms.csv": "room_id,location_id,capacity\nR7,L7,9\n",
    "tutors.csv": "tutor_id,roles,goals,name,ages\nT7,lead|assistant,LO-MUV,Ada,6-12\n",
    "offers.csv": (
        "offer_id,title,kind,goals,min_size,max_size,max_groups,leads,blocks,locations\n"
        "O7,Zwemmen,programme,LO-MUV,1,8,2,1,W7|W0,L7\n"
    ),
    "availability.csv": (
        "kind,id,first_day,last_day,start,end\n"
        "tutor,T7,2027-08-01,2027-08-09,,12:00\nroom,R7,2027-08-01,2027-08-09,,\n"
    ),
}


def test_a_zip_brings_in_new_rows_that_name_each_other_and_is_undone_as_a_whole(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    before = dataset_of(session, season_id=town.season)
    sent = Upload("alles.zip", zipped(NEW), ALL)
    assert counts(seen(session, town, sent)) == {
        "blocks": (1, 0, 0, 0),
        "sessions": (2, 0, 0, 0),
        "locations": (1, 0, 0, 0),
        "rooms": (1, 0, 0, 0),
        "tutors": (1, 0, 0, 0),
        "offers": (1, 0, 0, 0),
        "availability": (2, 0, 0, 0),
    }
    change = bring_in(session, town, sent)
    after = dataset_of(session, season_id=town.season)
    assert [after.offers[-1].blocks, after.offers[-1].locations] == [("W7", "W0"), ("L7",)]
    assert [(each.kind.value, each.id, each.end) for each in after.availability] == [
        ("tutor", "T7", 720),
        ("room", "R7", None),
    ]
    assert session.scalars(select(Offer.status).where(Offer.code == "O7")).one() == "draft"
    undo(session, actor=town.coordinator, season_id=town.season, change_id=change, now=NOW)
    assert dataset_of(session, season_id=town.season) == before


def test_lists_change_with_the_version_of_whose_they_are(session: Session, towns: Towns) -> None:
    town = towns.here
    offer, block = (session.get_one(Offer, town.draft_offer), session.get_one(Block, town.block))
    versions = offer.version, block.version
    bring_in(session, town, upload("offer_id,blocks\nbouwen,W2\n", name="offers.csv"))
    found = session.scalars(
        select(OfferBlock.block_id).where(OfferBlock.offer_id == town.draft_offer)
    )
    assert found.all() == [town.free_block]
    text = "block_id,date,start,end\nW0,2027-07-05,09:00,11:00\nW0,2027-07-10,09:00,12:00\n"
    found_now = seen(session, town, upload(text, name="sessions.csv"))
    assert counts(found_now) == {"sessions": (1, 1, 0, 0)}
    bring_in(session, town, upload(text, name="sessions.csv"))
    times = session.execute(
        select(BlockSession.day, BlockSession.end_min)
        .where(BlockSession.block_id == town.block)
        .order_by(BlockSession.day)
    )
    assert [tuple(each) for each in times][::5] == [
        (date(2027, 7, 5), 660),
        (date(2027, 7, 10), 720),
    ]
    session.expire_all()
    assert (offer.version, block.version) == (versions[0] + 1, versions[1] + 1)


def test_parts_go_only_of_who_is_in_the_file(session: Session, towns: Towns) -> None:
    town = towns.here
    text = "block_id,date,start,end\nW0,2027-07-05,09:00,12:00\n"
    sent = upload(text, name="sessions.csv", removing=True)
    assert counts(seen(session, town, sent)) == {"sessions": (0, 0, 1, 4)}
    bring_in(session, town, sent)
    left = select(BlockSession.block_id).where(BlockSession.season_id == town.season)
    assert session.scalars(left.order_by(BlockSession.block_id)).all() == (
        [town.block] + [town.other_block] * 5 + [town.free_block] * 4
    )


def test_what_is_used_stays_and_the_rest_goes(session: Session, towns: Towns) -> None:
    town = towns.here
    files = {
        "blocks.csv": "block_id\nW9\n",
        "locations.csv": "location_id,name,lat,lon\nL9,Plein,51,3\n",
        "tutors.csv": "tutor_id,roles,goals\nT9,lead,LO-MUV\n",
        "offers.csv": "offer_id,title\nbouwen,Bouwen\n",
        "rooms.csv": "room_id,location_id,capacity\nR9,L9,7\n",
    }
    found = seen(session, town, Upload("x.zip", zipped(files), ALL, removing=True))
    assert {
        each.table: [row.label.split(" ")[0] for row in each.gone] for each in found.tables
    } == {
        "blocks": ["W2"],
        "locations": ["L2"],
        "rooms": [] if "R2" in _staying(found)["rooms"] else ["R2"],
        "tutors": [code for code in ("T1", "T2", "T3") if code not in _staying(found)["tutors"]],
        "offers": [],
    }
    assert _staying(found)["blocks"] == ["W0", "W1"]
    assert _staying(found)["locations"] == ["L1"]
    assert _staying(found)["offers"] == ["zingen", "koken"]
    assert "T3" not in _staying(found)["tutors"]
    sent = Upload("x.zip", zipped(files), ALL, removing=True)
    change = bring_in(session, town, sent)
    assert session.get(Location, town.free_location) is None
    assert session.get(Tutor, town.free_tutor) is None
    undo(session, actor=town.coordinator, season_id=town.season, change_id=change, now=NOW)
    assert session.get_one(Tutor, town.free_tutor).code == "T3"


def _staying(found: Comparison) -> dict[str, list[str]]:
    return {each.table: each.staying for each in found.tables}


def test_what_only_an_offer_that_goes_used_goes_too(session: Session, towns: Towns) -> None:
    town = towns.here
    session.execute(delete(Pin).where(Pin.season_id == town.season))
    bring_in(session, town, upload("offer_id,blocks\nbouwen,W2\n", name="offers.csv"))
    files = {
        "offers.csv": "offer_id\nzingen\nkoken\n",
        "blocks.csv": "block_id\nW0\nW1\n",
    }
    sent = Upload("x.zip", zipped(files), ALL, removing=True)
    assert counts(seen(session, town, sent)) == {"blocks": (0, 0, 2, 1), "offers": (0, 0, 2, 1)}
    bring_in(session, town, sent)
    assert session.get(Offer, town.draft_offer) is None
    assert session.get(Block, town.free_block) is None


def test_new_goals_and_roles_are_to_be_confirmed_again(session: Session, towns: Towns) -> None:
    town = towns.here
    both = {"roles_confirmed_on": NOW.date(), "goals_confirmed_on": NOW.date()}
    for tutor in (town.tutor, town.other_tutor):
        session.execute(update(Tutor).where(Tutor.id == tutor).values(**both))
    session.expire_all()
    text = "tutor_id,roles,goals\nT1,lead|assistant,LO-MUV\nT2,lead,LO-NED\n"
    found = seen(session, town, upload(text, name="tutors.csv"))
    if found.errors:  # the reference list names goals otherwise
        pytest.fail(str(said(found)))
    bring_in(session, town, upload(text, name="tutors.csv"))
    rows = session.execute(
        select(Tutor.roles_confirmed_on, Tutor.goals_confirmed_on)
        .where(Tutor.id.in_((town.tutor, town.other_tutor)))
        .order_by(Tutor.id)
    )
    assert [tuple(row) for row in rows] == [(None, NOW.date()), (NOW.date(), None)]


def test_a_published_offer_becomes_free_and_keeps_its_facts(session: Session, towns: Towns) -> None:
    town = towns.here
    session.execute(update(Offer).where(Offer.id == town.offer).values(price_cents=500))
    session.expire_all()
    bring_in(session, town, upload("offer_id,price_eur\nzingen,0\n", name="offers.csv"))
    row = session.get_one(Offer, town.offer)
    assert (row.price_cents, row.status) == (0, OfferStatus.PUBLISHED)


def test_it_does_only_what_was_seen(session: Session, towns: Towns) -> None:
    town = towns.here
    sent = upload("room_id,capacity\nR1,20\n", name="rooms.csv")
    digest = seen(session, town, sent).digest
    session.execute(update(Room).where(Room.id == town.room).values(capacity=13))
    with pytest.raises(LooksDifferentNow) as refused:
        bring_in(session, town, sent, digest=digest)
    assert refused.value.now.tables[0].changed[0].fields == (FieldChange("capacity", "13", "20"),)
    assert session.scalars(select(Room.capacity).where(Room.id == town.room)).one() == 13


def test_a_file_with_errors_or_without_news_is_not_brought_in(
    session: Session, towns: Towns
) -> None:
    town = towns.here
    for text in ("room_id,capacity\nR1,veel\n", "room_id,capacity\nR1,12\n"):
        with pytest.raises(NothingToImport):
            bring_in(session, town, upload(text, name="rooms.csv"))
    set_phase(session, town, Phase.ARCHIVED)
    with pytest.raises(WrongPhase):
        bring_in(session, town, upload("room_id,capacity\nR1,20\n", name="rooms.csv"))


def test_the_same_session_twice_is_told(session: Session, towns: Towns) -> None:
    town = towns.here
    doubled = "block_id,date,start,end\nW0,2027-08-02,09:00,10:00\nW0,2027-08-02,09:00,10:00\n"
    again = seen(session, town, upload(doubled, name="sessions.csv"))
    assert len(said(again)) == 1


@pytest.mark.parametrize(
    ("name", "text", "error"),
    [
        ("rooms.csv", "room_id,capacity\nR9,8\n", "rooms.csv, row 2, column location_id: "),
        ("rooms.csv", "capacity\n8\n", "rooms.csv, row 1, column room_id: "),
        ("rooms.csv", "room_id,location_id\nR1,L9\n", "rooms.csv, row 2, column location_id: "),
        ("rooms.csv", "room_id,capacity\nR1,8\nR1,9\n", "rooms.csv, row 3, column room_id: "),
        ("rooms.csv", "room_id,capacity\nR1,8,9\n", "rooms.csv, row 2: "),
        ("sessions.csv", "block_id,date,start\nW0,2027-08-02,09:00\n", "sessions.csv, row 1, "),
        (
            "sessions.csv",
            "block_id,date,start,end\nW0,2027-07-21,09:00,10:00\n",
            "sessions.csv, row 2: this is a public holiday",
        ),
        (
            "sessions.csv",
            "block_id,date,start,end\nW0,2027-07-05,10:00,11:00\n",
            "sessions.csv, row 2, column start: ",
        ),
        (
            "sessions.csv",
            "block_id,date,start,end\nW0,2027-07-05,08:00,11:00\n",
            "sessions.csv, column start: ",
        ),
    ],
)
def test_each_error_is_told_by_row(
    session: Session, towns: Towns, name: str, text: str, error: str
) -> None:
    found = seen(session, towns.here, upload(text, name=name))
    assert [each[: len(error)] for each in said(found)] == [error]


def test_the_code_of_what_was_withdrawn_is_taken(session: Session, towns: Towns) -> None:
    town = towns.here
    session.execute(
        update(Offer).where(Offer.id == town.offer).values(status=OfferStatus.WITHDRAWN)
    )
    text = (
        "offer_id,title,kind,goals,min_size,max_size,max_groups,leads,blocks\n"
        "zingen,Zang,programme,LO-MUV,1,8,2,1,W0\n"
    )
    found = seen(session, town, upload(text, name="offers.csv"))
    assert said(found) == [
        "offers.csv, row 2: this code belongs to something that was withdrawn. Choose another code."
    ]
