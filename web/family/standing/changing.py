"""A child's whole request as it is, with one thing changed: the verb takes all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from models import AvailabilityWindow, Child, ChildNeed, EmergencyContact, Wish
from scheduler.season.availability import WindowDraft
from scheduler.season.requests import ChildDraft, EmergencyDraft, WishDraft
from web.database import reading


def changed_request(
    child: Child, *, ranks: Mapping[int, int] | None = None, **changes: Any
) -> ChildDraft:
    """The request with other values, and with other ranks for its wishes (number → rank)."""
    windows = reading().scalars(_of(AvailabilityWindow, child))
    people = reading().scalars(_of(EmergencyContact, child))
    needs = reading().scalars(_of(ChildNeed, child))
    asked = ChildDraft(
        first_name=child.first_name,
        birth_year=child.birth_year,
        lat=child.lat,
        lon=child.lon,
        travel_mode=child.travel_mode,
        max_travel_min=child.max_travel_min,
        max_places=child.max_places,
        says_yes=child.says_yes,
        own_words=child.own_words,
        needs=tuple(need.code for need in needs),
        windows=tuple(
            WindowDraft(
                first_day=each.first_day,
                last_day=each.last_day,
                start_min=each.start_min,
                end_min=each.end_min,
            )
            for each in windows
        ),
        wishes=tuple(
            WishDraft(
                rank=(ranks or {}).get(wish.id, wish.rank),
                offer_id=wish.offer_id,
                block_id=wish.block_id,
                location_id=wish.location_id,
            )
            for wish in reading().scalars(_of(Wish, child))
        ),
        emergency=tuple(EmergencyDraft(name=each.name, phone=each.phone) for each in people),
    )
    return replace(asked, **changes)


def _of(model: Any, child: Child) -> Any:
    return select(model).where(model.child_id == child.id).order_by(model.id)
