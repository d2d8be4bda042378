"""Pages of staff: the board."""

from __future__ import annotations

from flask import Blueprint

from web.staff.board import again, closing, moves, opened, pins, showing

_SEASON = "/werk/<slug:municipality>/<season>"
_BOARD = f"{_SEASON}/versies/<int:version>/bord"
_BOTH = ["GET", "POST"]


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(_BOARD, view_func=showing.board)
    staff.add_url_rule(f"{_BOARD}/groep/<int:group>", view_func=opened.board_group)
    staff.add_url_rule(
        f"{_BOARD}/groep/<int:group>/sluiten", view_func=closing.board_close, methods=_BOTH
    )
    staff.add_url_rule(f"{_BOARD}/mag", view_func=moves.board_targets)
    staff.add_url_rule(f"{_BOARD}/zet", view_func=moves.board_move, methods=_BOTH)
    staff.add_url_rule(f"{_BOARD}/nieuw", view_func=moves.board_new)
    staff.add_url_rule(f"{_BOARD}/terug", view_func=closing.board_undo, methods=["POST"])
    staff.add_url_rule(f"{_BOARD}/opnieuw", view_func=closing.board_redo, methods=["POST"])
    staff.add_url_rule(f"{_BOARD}/rest", view_func=again.board_again, methods=_BOTH)
    staff.add_url_rule(f"{_BOARD}/rest/<int:run>", view_func=again.board_rest)
    staff.add_url_rule(
        f"{_BOARD}/rest/<int:run>/bewaren", view_func=again.board_keep, methods=["POST"]
    )
    staff.add_url_rule(f"{_SEASON}/vastgezet", view_func=pins.pins, methods=_BOTH)
