"""Whom the pages are for: families, as the desk enters and looks them up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import DESK, For

FAMILIES: Final[Mapping[str, For]] = {
    "staff.families": DESK,
    "staff.look_up_families": DESK,
    "staff.new_family": DESK,
    "staff.family": DESK,
    "staff.open_family": DESK,
    "staff.second_child": DESK,
    "staff.receipt": DESK,
    "staff.change_request": DESK,
    "staff.correct_child": DESK,
    "staff.add_contact": DESK,
    "staff.correct_contact": DESK,
    "staff.withdraw_wish": DESK,
    "staff.withdraw_child": DESK,
    "staff.withdraw_family": DESK,
    "staff.erase_family": DESK,
    "staff.what_is_kept": DESK,
    "staff.who_looked": DESK,
    "staff.link_child": DESK,
    "staff.agree_link": DESK,
    "staff.end_link": DESK,
}
