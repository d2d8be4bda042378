"""Whom the pages are for: dates, texts, people, audit and retention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import COORDINATORS, DESK, PLANNERS, STAFF, For

SETTINGS: Final[Mapping[str, For]] = {
    "staff.season_settings": PLANNERS,
    "staff.season_facts": PLANNERS,
    "staff.season_dates": PLANNERS,
    "staff.show_offers": PLANNERS,
    "staff.open_wishes": PLANNERS,
    "staff.close_wishes": PLANNERS,
    "staff.begin_season": PLANNERS,
    "staff.archive_season": COORDINATORS,
    "staff.retention": STAFF,
    "staff.municipality": COORDINATORS,
    "staff.logo": COORDINATORS,
    "staff.logo_away": COORDINATORS,
    "staff.invite": COORDINATORS,
    "staff.member": COORDINATORS,
    "staff.member_again": COORDINATORS,
    "staff.member_state": COORDINATORS,
    "staff.organisers": PLANNERS,
    "staff.new_organiser": PLANNERS,
    "staff.organiser": PLANNERS,
    "staff.audit": COORDINATORS,
    "staff.outbox": DESK,
    "staff.message": DESK,
    "staff.message_sent": DESK,
}
