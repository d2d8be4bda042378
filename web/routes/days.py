"""Whom the pages are for: the day itself: lists and attendance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import ON_THE_DAY, For

DAYS: Final[Mapping[str, For]] = {
    "staff.days": ON_THE_DAY,
    "staff.day": ON_THE_DAY,
    "staff.day_lists": ON_THE_DAY,
    "staff.day_group": ON_THE_DAY,
}
