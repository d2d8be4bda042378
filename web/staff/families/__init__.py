"""Pages of staff: families, as the desk enters and looks them up.

Nothing about a family stands in an address but numbers. Looking at a family is a POST, since it
writes who looked; its other pages open for who did so in the last hour (`opening.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from web.staff.families import (
    asking,
    correcting,
    keeping,
    latest,
    linking,
    one_family,
    opening,
    receipts,
    searching,
    withdrawing,
)

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_FAMILIES = "/werk/<slug:municipality>/<season>/gezinnen"
_ONE = f"{_FAMILIES}/<int:child>"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(_FAMILIES, view_func=latest.families)
    searched, new = searching.look_up_families, asking.new_family
    staff.add_url_rule(f"{_FAMILIES}/zoeken", view_func=searched, methods=_POST)
    staff.add_url_rule(f"{_FAMILIES}/nieuw", view_func=new, methods=_BOTH)
    of_child: tuple[tuple[str, Callable[..., Any], list[str]], ...] = (
        ("", one_family.family, ["GET"]),
        ("/openen", opening.open_family, _POST),
        ("/nog-een-kind/<int:contact>", asking.second_child, _BOTH),
        ("/ontvangst", receipts.receipt, ["GET"]),
        ("/wijzigen", asking.change_request, _BOTH),
        ("/rechtzetten", correcting.correct_child, _BOTH),
        ("/contact", correcting.add_contact, _BOTH),
        ("/contact/<int:contact>", correcting.correct_contact, _BOTH),
        ("/wens/<int:wish>/intrekken", withdrawing.withdraw_wish, _BOTH),
        ("/intrekken", withdrawing.withdraw_child, _BOTH),
        ("/alles-intrekken/<int:contact>", withdrawing.withdraw_family, _BOTH),
        ("/wissen/<int:contact>", withdrawing.erase_family, _BOTH),
        ("/bewaard/<int:contact>", keeping.what_is_kept, _POST),
        ("/wie-keek/<int:contact>", keeping.who_looked, _POST),
        ("/samen", linking.link_child, _POST),
        ("/samen/akkoord", linking.agree_link, _POST),
        ("/samen/los", linking.end_link, _POST),
    )
    for path, view, methods in of_child:
        staff.add_url_rule(_ONE + path, view_func=view, methods=methods)
