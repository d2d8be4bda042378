"""All rooms of a season in one list, to search and to change many at once."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from sqlalchemy import func, select

from data import references
from models import AvailabilityWindow, Location, Room
from web.database import reading
from web.guarding import season as this_season
from web.listing import choice, matching, shown
from web.staff.blocks.calendar import YES_NO
from web.staff.blocks.doing import may_change
from web.staff.sites.features import feature_choices, feature_names


def rooms(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """The list; each row can be chosen for a change of many."""
    own = this_season().id
    places = [
        (str(number), name)
        for number, name in reading().execute(
            select(Location.id, Location.name)
            .where(Location.season_id == own)
            .order_by(func.lower(Location.name))
        )
    ]
    with_windows = select(AvailabilityWindow.room_id).where(
        AvailabilityWindow.season_id == own, AvailabilityWindow.room_id == Room.id
    )
    closes = with_windows.exists().label("closes")
    asked: Any = (
        select(Room, Location, closes)
        .join(Location, Location.id == Room.location_id)
        .where(Room.season_id == own, *_wanted([number for number, _name in places], closes))
    )
    found = shown(
        reading(),
        asked,
        sorts={
            "locatie": func.lower(Location.name),
            "naam": func.lower(Room.name),
            "plaatsen": Room.capacity,
        },
        last=Room.code,
        per_page=100,
    )
    return render_template(
        "staff/sites/rooms.html",
        shown=found,
        places=places,
        features=feature_choices(),
        yes_no=YES_NO,
        feature_names=feature_names,
        changes=may_change(),
    )


def _wanted(places: list[str], closes: Any) -> list[Any]:
    """What the address asks: words, a location, a feature, sometimes closed or not."""
    words = request.args.get("zoek", "").strip()[:100]
    found: list[Any] = list(matching(words, Room.name, Room.code, Location.name))
    place = choice("locatie", places)
    if place:
        found.append(Room.location_id == int(place))
    feature = choice("kenmerk", sorted(references.feature_codes()))
    if feature:
        found.append(Room.id.in_(_with_feature(feature)))
    closed = choice("gesloten", [key for key, _name in YES_NO])
    if closed:
        found.append(closes if closed == "ja" else ~closes)
    return found


def _with_feature(code: str) -> list[int]:
    """Numbers of the rooms that have it, or whose location has."""
    kept = reading().execute(
        select(Room.id, Room.features, Location.features)
        .join(Location, Location.id == Room.location_id)
        .where(Room.season_id == this_season().id)
    )
    return [number for number, own, place in kept if code in own or code in place]
