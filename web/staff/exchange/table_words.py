"""What the tables of a season are called on these pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import lazy_gettext as _

NAMES: Final[Mapping[str, Any]] = {
    "season": _("De zomer zelf"),
    "blocks": _("Blokken"),
    "sessions": _("Sessies van blokken"),
    "locations": _("Locaties"),
    "rooms": _("Lokalen"),
    "tutors": _("Begeleiders"),
    "offers": _("Aanbod"),
    "pupils": _("Kinderen"),
    "wishes": _("Wensen"),
    "availability": _("Wanneer begeleiders en lokalen vrij zijn"),
    "links": _("Wie samen wil"),
    "pins": _("Wat vastgezet is"),
    "travel": _("Gemeten reistijden"),
}
"""Table of a dataset → its name for people."""
