"""Whom the pages are for: offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import DESK, MAKERS, STAFF, For

OFFERS: Final[Mapping[str, For]] = {
    "staff.offers": STAFF,
    "staff.new_offer": MAKERS,
    "staff.offer": STAFF,
    "staff.copy_offer": MAKERS,
    "staff.publish_offer": MAKERS,
    "staff.withdraw_offer": MAKERS,
    "staff.remove_offer": MAKERS,
    "staff.check_wording": MAKERS | DESK,
}
"""The list and the page of an offer are for reading too; only makers may send them back."""
