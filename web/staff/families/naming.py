"""What is said of contacts, requests and messages, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

from models.enums import Channel, ContactRole, RequestOrigin

ROLES: Final[Mapping[ContactRole, Any]] = {
    ContactRole.PARENT: _("Ouder"),
    ContactRole.GUARDIAN: _("Voogd"),
    ContactRole.FOSTER_PARENT: _("Pleegouder"),
    ContactRole.FAMILY: _("Familie"),
    ContactRole.MYSELF: _("Ikzelf"),
    ContactRole.OTHER: _("Iemand anders"),
}
"""Who brings the child up."""

CHANNELS: Final[Mapping[Channel, Any]] = {
    Channel.MAIL: _("Met een mail"),
    Channel.PHONE: _("Met de telefoon"),
    Channel.LETTER: _("Met een brief"),
}
"""How a family hears from us."""

ORIGINS: Final[Mapping[RequestOrigin, Any]] = {
    RequestOrigin.WEB: _("Rechtstreeks"),
    RequestOrigin.PAPER: _("Op papier"),
    RequestOrigin.DATASET: _("Uit een bestand"),
}
"""How a request came in."""

MESSAGES: Final[Mapping[str, Any]] = {
    "receipt": _("Ontvangst van de vraag"),
    "changed": _("Gewijzigde vraag"),
    "withdrawn": _("Ingetrokken vraag"),
    "result": _("De plaatsen"),
    "promoted": _("Een plaats kwam vrij"),
    "given_back": _("Een plaats teruggegeven"),
    "cancelled": _("Een groep gaat niet door"),
    "family_link": _("De link"),
    "digest": _("Nieuws samen"),
}
"""What a message is about, by its kind."""

VERBS: Final[Mapping[str, Any]] = {
    "ask": _("vroeg een plaats voor het gezin"),
    "change_request": _("wijzigde de vraag"),
    "correct_child": _("zette gegevens recht"),
    "add_contact": _("voegde een contact toe"),
    "correct_contact": _("zette een contact recht"),
    "link_children": _("vroeg om samen te gaan"),
    "agree_link": _("ging akkoord met samen gaan"),
    "unlink_children": _("maakte een samen los"),
    "withdraw_wish": _("trok een wens in"),
    "withdraw_child": _("trok een vraag in"),
    "withdraw_family": _("trok alles in"),
    "look_at_family": _("bekeek het gezin"),
    "look_at_children": _("zag het kind in een plan of op een lijst"),
    "what_is_kept": _("maakte een kopie van wat er bewaard is"),
    "who_looked": _("bekeek wie keek"),
    "give_back_place": _("gaf een plaats terug"),
    "take_or_wait": _("nam een plaats of wachtlijst"),
    "leave_waiting_list": _("ging van een wachtlijst af"),
}
"""What somebody of the municipality did, by verb."""
