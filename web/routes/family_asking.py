"""Whom the pages are for: asking for a place, one question a page.

Anyone: nobody is known before they asked. What was typed opens by the key in the browser alone;
a change of what was asked opens only for the family that began it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

FAMILY_ASKING: Final[Mapping[str, For]] = {
    "family.ask": Audience.ANYONE,
    "family.ask_resume": Audience.ANYONE,
    "family.ask_stop": Audience.ANYONE,
    "family.ask_again": Audience.ANYONE,
    "family.ask_child": Audience.ANYONE,
    "family.ask_contact": Audience.ANYONE,
    "family.ask_place": Audience.ANYONE,
    "family.ask_free": Audience.ANYONE,
    "family.ask_wishes": Audience.ANYONE,
    "family.ask_order": Audience.ANYONE,
    "family.ask_help": Audience.ANYONE,
    "family.ask_together": Audience.ANYONE,
    "family.ask_check": Audience.ANYONE,
    "family.asked": Audience.ANYONE,
    "family.change": Audience.FAMILY,
}
