"""Whom the pages are for: the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import PLANNERS, For

BOARD: Final[Mapping[str, For]] = {
    "staff.board": PLANNERS,
    "staff.board_group": PLANNERS,
    "staff.board_close": PLANNERS,
    "staff.board_targets": PLANNERS,
    "staff.board_move": PLANNERS,
    "staff.board_new": PLANNERS,
    "staff.board_undo": PLANNERS,
    "staff.board_redo": PLANNERS,
    "staff.board_again": PLANNERS,
    "staff.board_rest": PLANNERS,
    "staff.board_keep": PLANNERS,
    "staff.pins": PLANNERS,
}
