"""Whom the pages are for: tutors' own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

TUTOR_PAGES: Final[Mapping[str, For]] = {
    "tutor.way_in": Audience.ANYONE,
    "tutor.link": Audience.ANYONE,
    "tutor.link_again": Audience.ANYONE,
    "tutor.leave": Audience.ANYONE,  # also for who was away too long
    "tutor.calendar_feed": Audience.ANYONE,  # for who has its address
    "tutor.groups": Audience.TUTOR,
    "tutor.group": Audience.TUTOR,
    "tutor.accept": Audience.TUTOR,
    "tutor.hand_back": Audience.TUTOR,
    "tutor.roll": Audience.TUTOR,
    "tutor.free": Audience.TUTOR,
    "tutor.overview": Audience.TUTOR,
    "tutor.edit": Audience.TUTOR,
    "tutor.calendar": Audience.TUTOR,
    "tutor.stop_calendars": Audience.TUTOR,
}
