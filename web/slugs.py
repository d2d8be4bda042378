"""Names in addresses of what people call by name."""

from __future__ import annotations

from typing import Final

from werkzeug.routing import BaseConverter

RESERVED: Final = (
    "aanmelden",
    "account",
    "afmelden",
    "api",
    "begin",
    "healthz",
    "privacy",
    "static",
    "taal",
    "toegankelijkheid",
    "uitnodiging",
    "wachtwoord",
    "werk",
)
"""First parts of addresses that are no municipality; none in Flanders is called so."""


class Slug(BaseConverter):
    """A name of small letters, digits and hyphens, none of the reserved ones."""

    regex = rf"(?!(?:{'|'.join(RESERVED)})(?:/|$))[a-z0-9-]+"
