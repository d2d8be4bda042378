"""Links to pages where something is put right, for who may open them."""

from __future__ import annotations

from typing import Any

from flask import current_app

from web.staff.runs.addresses import address
from web.staff.runs.allowed import may

_PLACE = {"municipality", "season"}


def link_to(endpoint: str, **more: Any) -> str:
    """The address of a page of this season; "" where there is none for who is signed in."""
    if not may(endpoint):
        return ""
    for rule in current_app.url_map.iter_rules(endpoint):
        if rule.arguments - _PLACE <= more.keys():
            known = {name: value for name, value in more.items() if name in rule.arguments}
            return address(endpoint, **known)
    return ""
