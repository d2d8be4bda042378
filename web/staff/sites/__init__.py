"""Pages of staff: locations and their rooms."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.staff.sites import (
    location_forms,
    locations,
    room_closures,
    room_forms,
    rooms,
    rooms_bulk,
)

_PLACE: Final = "/werk/<slug:municipality>/<season>/locaties"
_ONE: Final = f"{_PLACE}/<int:location>"
_ROOM: Final = f"{_PLACE}/lokalen/<int:room>"
_BOTH: Final = ["GET", "POST"]


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(f"{_PLACE}/", view_func=locations.locations)
    staff.add_url_rule(f"{_PLACE}/nieuw", view_func=location_forms.location_new, methods=_BOTH)
    staff.add_url_rule(_ONE, view_func=locations.location)
    staff.add_url_rule(f"{_ONE}/wijzigen", view_func=location_forms.location_edit, methods=_BOTH)
    staff.add_url_rule(
        f"{_ONE}/verwijderen", view_func=location_forms.location_remove, methods=_BOTH
    )
    staff.add_url_rule(f"{_ONE}/lokaal", view_func=room_forms.room_new, methods=_BOTH)
    staff.add_url_rule(f"{_PLACE}/lokalen/", view_func=rooms.rooms)
    staff.add_url_rule(f"{_PLACE}/lokalen/samen", view_func=rooms_bulk.rooms_bulk, methods=_BOTH)
    staff.add_url_rule(f"{_ROOM}/wijzigen", view_func=room_forms.room_edit, methods=_BOTH)
    staff.add_url_rule(f"{_ROOM}/verwijderen", view_func=room_forms.room_remove, methods=_BOTH)
    staff.add_url_rule(f"{_ROOM}/gesloten", view_func=room_closures.room_closures, methods=_BOTH)
