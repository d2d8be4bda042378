"""Whom the pages are for: gaps, reasons and what would help most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import PLANNERS, READERS, For

REASONS: Final[Mapping[str, For]] = {
    "staff.gaps": READERS,
    "staff.gaps_csv": READERS,
    "staff.why": PLANNERS,
    "staff.why_child": PLANNERS,
    "staff.why_offers": PLANNERS,
    "staff.why_offer": PLANNERS,
    "staff.why_tutors": PLANNERS,
    "staff.why_tutor": PLANNERS,
    "staff.advice": READERS,
    "staff.start_advice": PLANNERS,
    "staff.advice_run": READERS,
    "staff.stop_advice": PLANNERS,
}
"""Reasons name children and tutors, so they are for who plans; gaps and advice name nobody."""
