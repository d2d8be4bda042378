"""Whom the pages are for: the calendar of blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import DESK, PLANNERS, READERS, For

BLOCKS: Final[Mapping[str, For]] = {
    "staff.blocks": READERS | DESK,
    "staff.block": READERS | DESK,
    "staff.block_new": PLANNERS,
    "staff.block_weeks": PLANNERS,
    "staff.block_series": PLANNERS,
    "staff.blocks_bulk": PLANNERS,
    "staff.block_edit": PLANNERS,
    "staff.block_remove": PLANNERS,
}
