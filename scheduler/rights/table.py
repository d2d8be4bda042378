"""The rights: which role may use which verb, and on which condition.

Who is not named may not. A role in capitals may with everything of the municipality; the
conditions of the others stand beside them (`scheduler/rights/role.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scheduler.rights.role import Own, Role

_Right = Mapping[Role, Own]

_COORDINATOR: Final = {Role.COORDINATOR: Own.ALL}
_PLANNERS: Final = {**_COORDINATOR, Role.PLANNER: Own.ALL}
_CLOCK: Final = {**_PLANNERS, Role.SYSTEM: Own.ALL}
_OFFER: Final = {**_PLANNERS, Role.ORGANISER: Own.OFFERS}
_GROUP: Final = {**_PLANNERS, Role.ORGANISER: Own.GROUPS}
_DESK: Final = {**_COORDINATOR, Role.DESK: Own.ALL}
_FAMILY: Final = {**_DESK, Role.FAMILY: Own.CHILDREN}
_FAMILY_THEMSELVES: Final = {**_DESK, Role.FAMILY: Own.THEMSELVES}

RIGHTS: Final[Mapping[str, _Right]] = MappingProxyType(
    {
        # the season
        "add_season": _COORDINATOR,
        "import_season": _COORDINATOR,
        "copy_season": _COORDINATOR,
        "edit_season": _PLANNERS,
        "export_season": _PLANNERS,
        "set_phase_dates": _PLANNERS,
        "show_offers": _CLOCK,
        "open_wishes": _CLOCK,
        "close_wishes": _CLOCK,
        "begin_season": _CLOCK,
        "archive_season": {**_COORDINATOR, Role.SYSTEM: Own.ALL},
        # what is offered, where and when
        "add_offer": _OFFER,
        "edit_offer": _OFFER,
        "remove_offer": _OFFER,
        "publish_offer": _OFFER,
        "withdraw_offer": _OFFER,
        "add_location": _PLANNERS,
        "edit_location": _PLANNERS,
        "remove_location": _PLANNERS,
        "add_room": _PLANNERS,
        "edit_room": _PLANNERS,
        "remove_room": _PLANNERS,
        "set_room_windows": _PLANNERS,
        "add_block": _PLANNERS,
        "edit_block": _PLANNERS,
        "remove_block": _PLANNERS,
        # who leads and assists
        "add_tutor": _PLANNERS,
        "edit_tutor": _PLANNERS,
        "remove_tutor": _PLANNERS,
        "confirm_tutor": _PLANNERS,
        "edit_own_profile": {Role.TUTOR: Own.THEMSELVES},
        "set_tutor_windows": {**_PLANNERS, Role.TUTOR: Own.THEMSELVES},
        "accept_group": {Role.TUTOR: Own.GROUPS},
        "hand_back_group": {Role.TUTOR: Own.GROUPS},
        # what families ask
        "ask": {**_FAMILY_THEMSELVES, Role.ANYONE: Own.ALL},
        "change_request": _FAMILY,
        "correct_child": _FAMILY,
        "add_contact": _FAMILY,
        "correct_contact": _FAMILY_THEMSELVES,
        "link_children": _FAMILY,
        "agree_link": _FAMILY,
        "unlink_children": _FAMILY,
        "withdraw_wish": _FAMILY,
        "withdraw_child": _FAMILY,
        "withdraw_family": _FAMILY_THEMSELVES,
        # what the law gives families
        "what_is_kept": _FAMILY_THEMSELVES,
        "who_looked": _FAMILY_THEMSELVES,
        "erase_family": _FAMILY_THEMSELVES,
        # planning
        "pin": _PLANNERS,
        "unpin": _PLANNERS,
        "start_run": _PLANNERS,
        "stop_run": _PLANNERS,
        "keep_plan": _PLANNERS,
        "publish_version": _PLANNERS,
        # places
        "give_back_place": _FAMILY,
        "take_or_wait": _FAMILY,
        "leave_waiting_list": _FAMILY,
        "promote": _CLOCK,
        "cancel_group": _GROUP,
    }
)
"""Verb → role → condition."""
