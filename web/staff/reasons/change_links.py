"""The form where making a change begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from models import Location, Offer
from scheduler.additions import addition_message
from scheduler.reasons.changes import (
    AlsoAt,
    Change,
    LargerGroup,
    MoreBudget,
    MoreSkilled,
    RoomWith,
    WiderAges,
    WithoutPins,
)
from web.database import reading
from web.guarding import season as this_season
from web.staff.reasons.linking import link_to


def change_link(change: Change) -> str:
    """The address of the form for a change; "" where there is none for who is signed in."""
    match change:
        case WiderAges() | LargerGroup() | AlsoAt():
            return _offer(change.offer_id)
        case WithoutPins():
            return link_to("staff.pins")
        case MoreBudget():
            return link_to("staff.season_settings")
        case RoomWith():
            return link_to("staff.rooms")
        case MoreSkilled():
            return link_to("staff.new_tutor")
        case _:
            return addition_link(addition_message(change))


def addition_link(message: Mapping[str, Any]) -> str:
    """The same for an addition as the report of an advice run holds it."""
    kind = message.get("kind")
    if kind in {"lead", "assistant"}:
        return link_to("staff.new_tutor")
    if kind == "room":
        number = reading().scalar(
            select(Location.id).where(
                Location.season_id == this_season().id,
                Location.code == str(message.get("location_id", "")),
            )
        )
        return "" if number is None else link_to("staff.room_new", location=number)
    return _offer(str(message.get("offer_id", "")))


def _offer(code: str) -> str:
    number = reading().scalar(
        select(Offer.id).where(Offer.season_id == this_season().id, Offer.code == code)
    )
    return "" if number is None else link_to("staff.offer", offer=number)
