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
_STAFF: Final = {**_PLANNERS, **_DESK, Role.ORGANISER: Own.ALL, Role.READER: Own.ALL}
"""Everybody with an account: what each of them may open is for the page that they look at."""
_FAMILY: Final = {**_DESK, Role.FAMILY: Own.CHILDREN}
_FAMILY_THEMSELVES: Final = {**_DESK, Role.FAMILY: Own.THEMSELVES}
_ANYBODY: Final = {Role.ANYONE: Own.ALL}
"""Who has not said who they are; by this they do."""

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
        # the municipality and its people
        "edit_municipality": _COORDINATOR,
        "set_logo": _COORDINATOR,
        "remove_logo": _COORDINATOR,
        "invite_member": _COORDINATOR,
        "invite_again": _COORDINATOR,
        "set_roles": _COORDINATOR,
        "disable_account": _COORDINATOR,
        "enable_account": _COORDINATOR,
        "add_organiser": _PLANNERS,
        "edit_organiser": _PLANNERS,
        "send_message_again": _DESK,
        "mark_message_sent": _DESK,
        # what is offered, where and when
        "add_offer": _OFFER,
        "edit_offer": _OFFER,
        "remove_offer": _OFFER,
        "publish_offer": _OFFER,
        "withdraw_offer": _OFFER,
        "keep_words": _OFFER,
        "propose": {**_DESK, Role.ANYONE: Own.ALL},
        "mark_proposal_seen": {**_PLANNERS, Role.ORGANISER: Own.ALL},
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
        "invite_tutor": _PLANNERS,
        "revoke_tutor_links": _PLANNERS,
        "claim_tutor_link": _ANYBODY,
        "send_new_tutor_link": _ANYBODY,
        "edit_own_profile": {Role.TUTOR: Own.THEMSELVES},
        "set_tutor_windows": {**_PLANNERS, Role.TUTOR: Own.THEMSELVES},
        "accept_group": {Role.TUTOR: Own.GROUPS},
        "hand_back_group": {Role.TUTOR: Own.GROUPS},
        "make_tutor_calendar": {Role.TUTOR: Own.THEMSELVES},
        "stop_tutor_calendars": {Role.TUTOR: Own.THEMSELVES},
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
        # how families come in
        "claim_link": _ANYBODY,
        "enter_code": _ANYBODY,
        "send_new_link": _ANYBODY,
        "revoke_ways_in": _FAMILY_THEMSELVES,
        "make_calendar": {Role.FAMILY: Own.CHILDREN},
        "stop_calendars": _FAMILY_THEMSELVES,
        # what the law gives families
        "look_up_families": _DESK,
        "look_at_family": _DESK,
        "look_at_children": _STAFF,
        "what_is_kept": _FAMILY_THEMSELVES,
        "who_looked": _FAMILY_THEMSELVES,
        "erase_family": _FAMILY_THEMSELVES,
        # planning
        "pin": _PLANNERS,
        "unpin": _PLANNERS,
        "unpin_all": _PLANNERS,
        "move_on_board": _PLANNERS,
        "undo_on_board": _PLANNERS,
        "redo_on_board": _PLANNERS,
        "undo": _OFFER,
        "redo": _OFFER,
        "import_tables": _PLANNERS,
        "import_children": _COORDINATOR,
        "start_run": _PLANNERS,
        "stop_run": _PLANNERS,
        "start_advice": _PLANNERS,
        "keep_plan": _PLANNERS,
        "copy_version": _PLANNERS,
        "rename_version": _PLANNERS,
        "remove_version": _PLANNERS,
        "publish_version": _PLANNERS,
        # places
        "give_back_place": _FAMILY,
        "take_or_wait": _FAMILY,
        "leave_waiting_list": _FAMILY,
        "promote": _CLOCK,
        "cancel_group": _GROUP,
        "mark_attendance": {**_GROUP, Role.DESK: Own.ALL, Role.TUTOR: Own.GROUPS},
        "look_back": {Role.FAMILY: Own.CHILDREN},
    }
)
"""Verb → role → condition."""
