"""What messages and deeds of staff are called, for families."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from models.enums import StaffRole

MESSAGES: Final[Mapping[str, Any]] = {
    "receipt": _("Je vraag kwam aan"),
    "changed": _("Je vraag is aangepast"),
    "withdrawn": _("Je vraag is stopgezet"),
    "result": _("De plaatsen zijn bekend"),
    "promoted": _("Een plaats kwam vrij"),
    "given_back": _("Een plaats is teruggegeven"),
    "cancelled": _("Een groep gaat niet door"),
    "family_link": _("Een nieuwe link"),
    "digest": _("Nieuws samen"),
}
"""What a message is about, by its kind."""

DEEDS: Final[Mapping[str, Any]] = {
    "ask": _("vulde je vraag mee in"),
    "change_request": _("wijzigde je vraag"),
    "correct_child": _("verbeterde gegevens"),
    "add_contact": _("voegde iemand toe"),
    "correct_contact": _("verbeterde hoe we je bereiken"),
    "withdraw_wish": _("haalde een wens weg"),
    "withdraw_child": _("zette een vraag stop"),
    "withdraw_family": _("zette alles stop"),
    "look_at_family": _("bekeek je gegevens"),
    "look_at_children": _("bekeek je gegevens"),
    "what_is_kept": _("maakte een kopie van je gegevens"),
    "give_back_place": _("gaf een plaats terug"),
    "take_or_wait": _("nam een plaats of een wachtlijst"),
}
"""What somebody of the municipality did, by verb; `SOMETHING` for any other."""

SOMETHING: Final = _("deed iets met je gegevens")

STAFF: Final[Mapping[StaffRole, Any]] = {
    StaffRole.COORDINATOR: _("coördinator"),
    StaffRole.PLANNER: _("planner"),
    StaffRole.DESK: _("loket"),
    StaffRole.ORGANISER: _("organisator"),
    StaffRole.READER: _("lezer"),
}
"""What somebody does for the municipality."""
