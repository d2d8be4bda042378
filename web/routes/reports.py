"""Whom the pages are for: reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import MAKERS, READERS, For

REPORTS: Final[Mapping[str, For]] = {
    "staff.report": READERS,
    "staff.report_file": READERS,
    "staff.snapshot": READERS,
    "staff.snapshot_file": READERS,
    "staff.proposals": MAKERS,
}
