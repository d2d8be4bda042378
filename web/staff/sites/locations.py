"""The locations of a season: a list with a map, and the page of one."""

from __future__ import annotations

from typing import Any, Final

from flask import render_template, request, url_for
from sqlalchemy import func, select

from data import references
from models import Location, Room
from scheduler.season.closures import closures_of
from web.database import reading
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.listing import choice, matching, shown
from web.staff.blocks.calendar import YES_NO
from web.staff.blocks.doing import may_change
from web.staff.sites.features import feature_choices, feature_names
from web.staff.sites.found import location_here, windows_here

STEP_FREE: Final = "step_free"


def locations(municipality: str, season: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """All locations, with how many rooms and seats each has."""
    own = this_season().id
    counted = (
        select(
            Room.location_id.label("location_id"),
            func.count().label("rooms"),
            func.sum(Room.capacity).label("capacity"),
        )
        .where(Room.season_id == own)
        .group_by(Room.location_id)
        .subquery()
    )
    rooms = func.coalesce(counted.c.rooms, 0).label("rooms")
    capacity = func.coalesce(counted.c.capacity, 0).label("capacity")
    postcodes = _postcodes()
    asked: Any = select(Location, rooms, capacity).outerjoin(
        counted, counted.c.location_id == Location.id
    )
    found = shown(
        reading(),
        asked.where(Location.season_id == own, *_wanted(postcodes)),
        sorts={"naam": func.lower(Location.name), "lokalen": rooms, "plaatsen": capacity},
        last=Location.id,
    )
    return render_template(
        "staff/sites/locations.html",
        shown=found,
        points=[_point(row[0]) for row in found.rows],
        features=feature_choices(),
        yes_no=YES_NO,
        postcodes=[(each, each) for each in postcodes],
        feature_names=feature_names,
        changes=may_change(),
    )


def location(municipality: str, season: str, location: int) -> str:  # noqa: ARG001  (as above)
    """One location: what is known of it, its rooms, and when these are closed."""
    found = location_here(location)
    rooms = (
        reading()
        .scalars(
            select(Room)
            .where(Room.season_id == found.season_id, Room.location_id == found.id)
            .order_by(func.lower(Room.name), Room.code)
        )
        .all()
    )
    windows = windows_here([room.id for room in rooms])
    closed = {number: closures_of(kept, this_season()) for number, kept in windows.items()}
    return render_template(
        "staff/sites/location.html",
        location=found,
        rooms=rooms,
        closed=closed,
        points=[_point(found)],
        feature_names=feature_names,
        changes=may_change(),
    )


def _postcodes() -> list[str]:
    return list(
        reading().scalars(
            select(Location.postcode)
            .where(Location.season_id == this_season().id, Location.postcode != "")
            .distinct()
            .order_by(Location.postcode)
        )
    )


def _wanted(postcodes: list[str]) -> list[Any]:
    """What the address asks: words, a feature, step-free or not, a postal code."""
    found: list[Any] = list(
        matching(
            request.args.get("zoek", "")[:100].strip(),
            Location.name,
            Location.address,
            Location.code,
        )
    )
    feature = choice("kenmerk", sorted(references.feature_codes()))
    step_free = choice("zondertrap", [key for key, _name in YES_NO])
    if feature or step_free:
        there = _features()
        if feature:
            found.append(Location.id.in_([n for n, codes in there.items() if feature in codes]))
        if step_free:
            named = Location.id.in_([n for n, codes in there.items() if STEP_FREE in codes])
            found.append(named if step_free == "ja" else ~named)
    postcode = choice("postcode", postcodes)
    if postcode:
        found.append(Location.postcode == postcode)
    return found


def _features() -> dict[int, set[str]]:
    """Location → what it has, all over or in a room."""
    own = this_season().id
    found: dict[int, set[str]] = {}
    for number, features in reading().execute(
        select(Location.id, Location.features)
        .where(Location.season_id == own)
        .union_all(select(Room.location_id, Room.features).where(Room.season_id == own))
    ):
        found.setdefault(number, set()).update(features)
    return found


def _point(row: Location) -> dict[str, Any]:
    """What the map draws."""
    return {
        "name": row.name,
        "lat": row.lat,
        "lon": row.lon,
        "href": url_for(
            "staff.location",
            municipality=this_municipality().slug,
            season=this_season().slug,
            location=row.id,
        ),
    }
