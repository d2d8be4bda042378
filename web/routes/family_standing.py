"""Whom the pages are for: where things stand, and stopping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

FAMILY_STANDING: Final[Mapping[str, For]] = {
    "family.standing": Audience.FAMILY,
    "family.possible": Audience.FAMILY,
    "family.take": Audience.FAMILY,
    "family.stop_wish": Audience.FAMILY,
    "family.give_back": Audience.FAMILY,
    "family.leave_list": Audience.FAMILY,
    "family.stop_child": Audience.FAMILY,
    "family.stop_all": Audience.FAMILY,
    "family.order": Audience.FAMILY,
    "family.free_days": Audience.FAMILY,
    "family.agree_together": Audience.FAMILY,
    "family.end_together": Audience.FAMILY,
    "family.calendar": Audience.FAMILY,
    "family.stop_calendars": Audience.FAMILY,
    "family.calendar_feed": Audience.ANYONE,  # who has its address
}
