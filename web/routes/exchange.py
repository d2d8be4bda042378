"""Whom the pages are for: import with a preview, export and undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import MAKERS, PLANNERS, For

EXCHANGE: Final[Mapping[str, For]] = {
    "staff.exchange": PLANNERS,
    "staff.import_file": PLANNERS,
    "staff.import_confirm": PLANNERS,
    "staff.import_discard": PLANNERS,
    "staff.import_template": PLANNERS,
    "staff.export": PLANNERS,
    "staff.undo": MAKERS,
    "staff.redo": MAKERS,
}
