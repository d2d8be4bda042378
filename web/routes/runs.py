"""Whom the pages are for: planning runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import PLANNERS, READERS, For

RUNS: Final[Mapping[str, For]] = {
    "staff.runs": READERS,
    "staff.run_start": PLANNERS,
    "staff.run": READERS,
    "staff.run_stop": PLANNERS,
    "staff.run_progress": READERS,
    "staff.run_stream": READERS,
    "staff.run_spread": READERS,
    "staff.run_files": PLANNERS,
    "staff.run_page": PLANNERS,
    "staff.compare_plans": READERS,
}
