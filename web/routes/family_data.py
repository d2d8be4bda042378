"""Whom the pages are for: what is kept about a family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

FAMILY_DATA: Final[Mapping[str, For]] = {
    "family.my_data": Audience.FAMILY,
    "family.my_data_json": Audience.FAMILY,
    "family.my_data_pdf": Audience.FAMILY,
    "family.who_looked": Audience.FAMILY,
    "family.correct_child": Audience.FAMILY,
    "family.correct_me": Audience.FAMILY,
    "family.add_contact": Audience.FAMILY,
    "family.erase": Audience.FAMILY,
}
