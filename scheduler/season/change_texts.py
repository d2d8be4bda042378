"""What a change is called where it can be undone: what was done, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from scheduler.text import Text

_ANY: Final = Text(nl="je laatste wijziging", en="your last change")

_SAID: Final[Mapping[str, Text]] = {
    "add_offer": Text(nl="aanbod toevoegen", en="adding an offer"),
    "edit_offer": Text(nl="aanbod aanpassen", en="changing an offer"),
    "remove_offer": Text(nl="aanbod verwijderen", en="removing an offer"),
    "publish_offer": Text(nl="aanbod publiceren", en="publishing an offer"),
    "withdraw_offer": Text(nl="aanbod intrekken", en="withdrawing an offer"),
    "copy_offer": Text(nl="aanbod kopiëren", en="copying an offer"),
    "add_location": Text(nl="locatie toevoegen", en="adding a site"),
    "edit_location": Text(nl="locatie aanpassen", en="changing a site"),
    "remove_location": Text(nl="locatie verwijderen", en="removing a site"),
    "add_room": Text(nl="lokaal toevoegen", en="adding a room"),
    "edit_room": Text(nl="lokaal aanpassen", en="changing a room"),
    "remove_room": Text(nl="lokaal verwijderen", en="removing a room"),
    "set_room_windows": Text(nl="open dagen van een lokaal", en="when a room is open"),
    "add_block": Text(nl="blok toevoegen", en="adding a block"),
    "edit_block": Text(nl="blok aanpassen", en="changing a block"),
    "remove_block": Text(nl="blok verwijderen", en="removing a block"),
    "add_tutor": Text(nl="begeleider toevoegen", en="adding a tutor"),
    "edit_tutor": Text(nl="begeleider aanpassen", en="changing a tutor"),
    "remove_tutor": Text(nl="begeleider verwijderen", en="removing a tutor"),
    "confirm_tutor": Text(nl="begeleider bevestigen", en="confirming a tutor"),
    "set_tutor_windows": Text(nl="vrije dagen van een begeleider", en="when a tutor is free"),
    "pin": Text(nl="vastzetten", en="pinning"),
    "unpin": Text(nl="losmaken", en="unpinning"),
    "import": Text(nl="inlezen", en="bringing in a file"),
    "import_tables": Text(nl="inlezen", en="bringing in a file"),
    "undo": Text(nl="ongedaan maken", en="undoing"),
}

_PARTS: Final[Mapping[str, Text]] = {
    "offers": Text(nl="wijziging in het aanbod", en="change of offers"),
    "sites": Text(nl="wijziging bij locaties en lokalen", en="change of sites and rooms"),
    "blocks": Text(nl="wijziging op de kalender", en="change of the calendar"),
    "tutors": Text(nl="wijziging bij begeleiders", en="change of tutors"),
    "import": Text(nl="inlezen", en="bringing in a file"),
    "board": Text(nl="wijziging op het bord", en="change on the board"),
}


def said_of(what: str, part: str) -> Text:
    """What to call a change of that kind, made in that part."""
    return _SAID.get(what) or _PARTS.get(part, _ANY)
