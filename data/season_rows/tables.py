"""Which field of a dataset stands in which column: every table of the contract, both ways.

The order is that in which rows can be written: what is named comes before who names it.
What the database holds besides (texts, contacts, facts for families) is no part of a dataset.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from data.columns import Holder, OfferKind, Start
from data.rows import (
    AvailabilityRow,
    BlockRow,
    LinkRow,
    LocationRow,
    OfferRow,
    PinRow,
    PupilRow,
    RoomRow,
    SeasonRow,
    SessionRow,
    TravelRow,
    TutorRow,
    WishRow,
)
from data.season_rows.parts import (
    Listed,
    RowTable,
    named,
    names,
    names_one_of,
    nought_is_unknown,
    pair,
    same,
    word,
    words,
)
from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Child,
    ChildNeed,
    Link,
    Location,
    Offer,
    OfferBlock,
    OfferLocation,
    Pin,
    Room,
    Season,
    TravelTime,
    Tutor,
    Wish,
    enums,
)
from solver.problem import LinkKind, Mode, Policy, Role

_TRAVEL_MODE = word("travel_mode", "travel_mode", Mode, enums.TravelMode)


def _of_dataset(at: datetime) -> Mapping[str, Any]:
    """A child of a dataset has asked; nothing of it is still being filled in."""
    return {"origin": enums.RequestOrigin.DATASET, "asked_at": at}


def _agreed(at: datetime) -> Mapping[str, Any]:
    """Who links two children in a dataset knows that both families want it."""
    return {"agreed_at": at}


SEASON: Final = RowTable(
    "season",
    SeasonRow,
    Season,
    (
        same("name", "first_day", "last_day", "draw_seed"),
        named("municipality", "municipality_name"),
        named("nis", "nis_codes"),
        word("policy", "policy", Policy, enums.DrawPolicy),
        named("budget_eur", "budget_cents"),
    ),
)
"""The season itself, one row."""

TABLES: Final = (
    RowTable("blocks", BlockRow, Block, (named("block_id", "code"), same("label")), "block_id"),
    RowTable(
        "sessions",
        SessionRow,
        BlockSession,
        (
            names("block_id", "block_id", "blocks"),
            named("date", "day"),
            named("start", "start_min"),
            named("end", "end_min"),
        ),
    ),
    RowTable(
        "locations",
        LocationRow,
        Location,
        (
            named("location_id", "code"),
            same("name", "lat", "lon", "features", "address", "postcode"),
        ),
        "location_id",
    ),
    RowTable(
        "rooms",
        RoomRow,
        Room,
        (
            named("room_id", "code"),
            names("location_id", "location_id", "locations"),
            same("capacity", "name", "features"),
        ),
        "room_id",
    ),
    RowTable(
        "tutors",
        TutorRow,
        Tutor,
        (
            named("tutor_id", "code"),
            words("roles", "roles", Role),
            pair("ages", ("age_from", "age_to")),
            same("goals", "name", "languages", "skills", "lat", "lon"),
            _TRAVEL_MODE,
            same("max_travel_min", "max_hours_week"),
            named("hourly_eur", "hourly_cents"),
        ),
        "tutor_id",
    ),
    RowTable(
        "offers",
        OfferRow,
        Offer,
        (
            named("offer_id", "code"),
            word("kind", "kind", OfferKind, enums.OfferKind),
            same("title", "goals", "min_size", "max_size", "max_groups", "leads", "assistants"),
            same("lead_goals", "age_from", "age_to", "language", "room_features"),
            # A dataset cannot tell free from not filled in: a price of nothing is to be
            # confirmed before families read it (R5).
            nought_is_unknown("price_eur", "price_cents"),
            named("group_eur", "group_cents"),
        ),
        "offer_id",
        (
            Listed("blocks", OfferBlock, "offer_id", "block_id", "blocks"),
            Listed("locations", OfferLocation, "offer_id", "location_id", "locations"),
        ),
        where=(Offer.status != enums.OfferStatus.WITHDRAWN,),
    ),
    RowTable(
        "pupils",
        PupilRow,
        Child,
        (
            named("pupil_id", "ref"),
            named("name", "first_name"),
            same("birth_year", "lat", "lon"),
            _TRAVEL_MODE,
            same("max_travel_min", "max_places"),
        ),
        "pupil_id",
        (Listed("needs", ChildNeed, "child_id", "code"),),
        fresh=_of_dataset,
        where=(Child.asked_at.is_not(None), Child.withdrawn_at.is_(None)),
    ),
    RowTable(
        "wishes",
        WishRow,
        Wish,
        (
            names("pupil_id", "child_id", "pupils"),
            same("rank"),
            names("offer_id", "offer_id", "offers"),
            names("block_id", "block_id", "blocks"),
            names("location_id", "location_id", "locations"),
        ),
    ),
    RowTable(
        "availability",
        AvailabilityRow,
        AvailabilityWindow,
        (
            names_one_of(
                "kind",
                "id",
                {
                    Holder.TUTOR: ("tutor_id", "tutors"),
                    Holder.PUPIL: ("child_id", "pupils"),
                    Holder.ROOM: ("room_id", "rooms"),
                },
            ),
            same("first_day", "last_day"),
            named("start", "start_min"),
            named("end", "end_min"),
        ),
    ),
    RowTable(
        "links",
        LinkRow,
        Link,
        (
            names("pupil_a", "child_a_id", "pupils"),
            names("pupil_b", "child_b_id", "pupils"),
            word("kind", "kind", LinkKind, enums.LinkKind),
            same("strict"),
        ),
        fresh=_agreed,
        where=(Link.agreed_at.is_not(None),),
    ),
    RowTable(
        "pins",
        PinRow,
        Pin,
        (
            same("must"),
            names("offer_id", "offer_id", "offers"),
            names("block_id", "block_id", "blocks"),
            names("room_id", "room_id", "rooms"),
            names("tutor_id", "tutor_id", "tutors"),
            names("pupil_id", "child_id", "pupils"),
        ),
    ),
    RowTable(
        "travel",
        TravelRow,
        TravelTime,
        (
            names_one_of(
                "from_",
                "from_id",
                {
                    Start.PUPIL: ("child_id", "pupils"),
                    Start.TUTOR: ("tutor_id", "tutors"),
                    Start.LOCATION: ("from_location_id", "locations"),
                },
            ),
            names("location_id", "location_id", "locations"),
            same("minutes"),
        ),
    ),
)
"""All other tables, in the contract's order."""
