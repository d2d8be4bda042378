"""Whom the pages are for: tutors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import PLANNERS, For

TUTORS: Final[Mapping[str, For]] = {
    "staff.tutors": PLANNERS,
    "staff.new_tutor": PLANNERS,
    "staff.tutors_together": PLANNERS,
    "staff.tutor": PLANNERS,
    "staff.edit_tutor": PLANNERS,
    "staff.tutor_availability": PLANNERS,
    "staff.confirm_tutor": PLANNERS,
    "staff.remove_tutor": PLANNERS,
    "staff.send_tutor_link": PLANNERS,
    "staff.revoke_tutor_links": PLANNERS,
}
