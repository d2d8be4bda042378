"""Whom the pages are for: making seasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import COORDINATORS, For

SEASONS: Final[Mapping[str, For]] = {
    "staff.new_season": COORDINATORS,
    "staff.new_season_empty": COORDINATORS,
    "staff.new_season_copy": COORDINATORS,
    "staff.new_season_files": COORDINATORS,
    "staff.new_season_look": COORDINATORS,
    "staff.new_season_forget": COORDINATORS,
    "staff.new_season_sample": COORDINATORS,
}
