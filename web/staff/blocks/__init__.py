"""Pages of staff: the calendar of blocks."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.staff.blocks import block_forms, blocks_bulk, calendar, quick

_PLACE: Final = "/werk/<slug:municipality>/<season>/kalender"
_ONE: Final = f"{_PLACE}/<int:block>"
_BOTH: Final = ["GET", "POST"]


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(f"{_PLACE}/", view_func=calendar.blocks)
    staff.add_url_rule(f"{_PLACE}/nieuw", view_func=block_forms.block_new, methods=_BOTH)
    staff.add_url_rule(f"{_PLACE}/weken", view_func=quick.block_weeks, methods=_BOTH)
    staff.add_url_rule(f"{_PLACE}/reeks", view_func=quick.block_series, methods=_BOTH)
    staff.add_url_rule(f"{_PLACE}/samen", view_func=blocks_bulk.blocks_bulk, methods=_BOTH)
    staff.add_url_rule(_ONE, view_func=calendar.block)
    staff.add_url_rule(f"{_ONE}/wijzigen", view_func=block_forms.block_edit, methods=_BOTH)
    staff.add_url_rule(f"{_ONE}/verwijderen", view_func=block_forms.block_remove, methods=_BOTH)
