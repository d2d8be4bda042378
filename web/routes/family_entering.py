"""Whom the pages are for: the way in, by link or code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

FAMILY_ENTERING: Final[Mapping[str, For]] = {
    "family.way_in": Audience.ANYONE,
    "family.new_link": Audience.ANYONE,
    "family.link": Audience.ANYONE,
    "family.link_again": Audience.ANYONE,
    "family.leave": Audience.ANYONE,  # also for who was away too long
    "family.new_code": Audience.FAMILY,
}
