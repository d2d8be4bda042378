"""Whom the pages are for: locations and their rooms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import DESK, PLANNERS, READERS, For

SITES: Final[Mapping[str, For]] = {
    "staff.locations": READERS | DESK,
    "staff.location": READERS | DESK,
    "staff.location_new": PLANNERS,
    "staff.location_edit": PLANNERS,
    "staff.location_remove": PLANNERS,
    "staff.rooms": READERS | DESK,
    "staff.rooms_bulk": PLANNERS,
    "staff.room_new": PLANNERS,
    "staff.room_edit": PLANNERS,
    "staff.room_remove": PLANNERS,
    "staff.room_closures": PLANNERS,
}
