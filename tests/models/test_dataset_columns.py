"""Our tables carry every column of a dataset, with its empty cells and to the last digit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Engine, select

from data.row_types import columns
from data.rows import ROW_TYPES
from models import Base, Child, Location, Offer, Season, Tutor
from models.database import reading, writing
from models.enums import DrawPolicy, LinkKind, OfferKind, TravelMode, TutorRole
from solver import problem
from tests.models import season_rows

TABLE: Final = {
    "season": "season",
    "blocks": "block",
    "sessions": "block_session",
    "locations": "location",
    "rooms": "room",
    "tutors": "tutor",
    "offers": "offer",
    "pupils": "child",
    "wishes": "wish",
    "availability": "availability_window",
    "links": "link",
    "pins": "pin",
    "travel": "travel_time",
}

CODES: Final = {
    "block_id": "block_id",
    "location_id": "location_id",
    "room_id": "room_id",
    "offer_id": "offer_id",
    "tutor_id": "tutor_id",
    "pupil_id": "child_id",
    "pupil_a": "child_a_id",
    "pupil_b": "child_b_id",
}

ELSEWHERE: Final[dict[tuple[str, str], set[str]]] = {
    ("season", "municipality"): {"season.municipality_name"},
    ("season", "nis"): {"season.nis_codes"},
    ("season", "budget_eur"): {"season.budget_cents"},
    ("blocks", "block_id"): {"block.code"},
    ("sessions", "date"): {"block_session.day"},
    ("sessions", "start"): {"block_session.start_min"},
    ("sessions", "end"): {"block_session.end_min"},
    ("locations", "location_id"): {"location.code"},
    ("rooms", "room_id"): {"room.code"},
    ("tutors", "tutor_id"): {"tutor.code"},
    ("tutors", "ages"): {"tutor.age_from", "tutor.age_to"},
    ("tutors", "hourly_eur"): {"tutor.hourly_cents"},
    ("offers", "offer_id"): {"offer.code"},
    ("offers", "blocks"): {"offer_block.offer_id", "offer_block.block_id"},
    ("offers", "locations"): {"offer_location.offer_id", "offer_location.location_id"},
    ("offers", "price_eur"): {"offer.price_cents"},
    ("offers", "group_eur"): {"offer.group_cents"},
    ("pupils", "pupil_id"): {"child.ref"},
    ("pupils", "name"): {"child.first_name"},
    ("pupils", "needs"): {"child_need.child_id", "child_need.code"},
    **{
        ("availability", column): {f"availability_window.{kind}_id" for kind in _KINDS}
        for _KINDS in [("tutor", "child", "room")]
        for column in ("kind", "id")
    },
    ("availability", "start"): {"availability_window.start_min"},
    ("availability", "end"): {"availability_window.end_min"},
    **{
        ("travel", column): {f"travel_time.{start}_id" for start in _STARTS}
        for _STARTS in [("tutor", "child", "from_location")]
        for column in ("from", "from_id")
    },
}
"""The columns of a dataset that our tables keep under another name, or in another table."""


def kept_in(table: str, column: str) -> set[str]:
    same = f"{TABLE[table]}.{CODES.get(column, column)}"
    return ELSEWHERE.get((table, column), {same})


def test_every_column_of_a_dataset_has_its_own() -> None:
    ours = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.c
    }
    lost = {
        (table, column)
        for table in ROW_TYPES
        for column in columns(table)
        if not kept_in(table, column) <= ours
    }
    assert lost == set()


def test_what_a_dataset_may_leave_empty_we_may_too() -> None:
    must = {
        (table, name)
        for table in ROW_TYPES
        for name, column in columns(table).items()
        for where in kept_in(table, name)
        for ours in [Base.metadata.tables[where.split(".")[0]].c[where.split(".")[1]]]
        if not column.must_be_filled and not ours.nullable and ours.default is None
    }
    # Lists in tables of their own: an empty list is no row.
    assert must == {("offers", "locations"), ("pupils", "needs")}


def test_our_words_are_those_of_a_dataset() -> None:
    pairs: list[tuple[Any, Any]] = [
        (TravelMode, problem.Mode),
        (DrawPolicy, problem.Policy),
        (LinkKind, problem.LinkKind),
        (TutorRole, problem.Role),
    ]
    for ours, theirs in pairs:
        assert [word.value for word in ours] == [word.value for word in theirs]
    assert [kind.value for kind in OfferKind] == ["programme", "tutoring"]


def test_values_come_back_to_the_last_digit(engine: Engine) -> None:
    with engine.begin() as connection:
        season_rows.insert(connection)
    awkward = "Zoë’s “plek” | ; \" ' \\ \t 日本 🙂"
    lat, lon = 51.123456789012345, -0.1 - 0.2
    hours = Decimal("37.12345678901234567890")
    with writing(engine).begin() as session:
        season = session.get_one(Season, 1000)
        season.nis_codes, season.budget_cents = ("44085", "12025"), 10_000_000_000
        tutor = session.get_one(Tutor, 1000)
        tutor.max_hours_week, tutor.languages = hours, ("nl", "ps", awkward)
        child = session.get_one(Child, 1000)
        child.lat, child.lon, child.first_name = lat, lon, awkward
        session.get_one(Location, 1000).features = ()
        session.get_one(Offer, 1000).lead_goals = None
    with reading(engine)() as session:
        season = session.get_one(Season, 1000)
        tutor, child = session.get_one(Tutor, 1000), session.get_one(Child, 1000)
        found = (season.nis_codes, season.budget_cents, season.first_day, tutor.languages)
        assert found == (
            ("44085", "12025"),
            10_000_000_000,
            date(2027, 7, 1),
            ("nl", "ps", awkward),
        )
        assert str(tutor.max_hours_week) == str(hours)
        assert (child.lat, child.lon, child.first_name) == (lat, lon, awkward)
        assert session.get_one(Location, 1000).features == ()
        assert session.get_one(Offer, 1000).lead_goals is None
        assert session.scalars(select(Offer.code).where(Offer.lead_goals.is_(None))).all() == ["O1"]
