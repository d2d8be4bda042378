"""Whom the pages are for: versions of the plan, and publishing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import DESK, PLANNERS, READERS, For

SEATS: Final = PLANNERS | DESK
"""Who sees which child is in a group, and who waits for it."""

VERSIONS: Final[Mapping[str, For]] = {
    "staff.versions": READERS,
    "staff.version": READERS,
    "staff.version_keep": PLANNERS,
    "staff.version_rename": PLANNERS,
    "staff.version_copy": PLANNERS,
    "staff.version_remove": PLANNERS,
    "staff.version_publish": PLANNERS,
    "staff.waiting_lists": SEATS,
    "staff.waiting_list": SEATS,
    "staff.place_back": DESK,
    "staff.group_cancel": PLANNERS,
}
