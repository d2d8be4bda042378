"""Pages for families: what is kept about a family."""

from __future__ import annotations

from flask import Blueprint

from web.family.data import contacts, correcting, erasing, looking, seeing

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_DATA = "/<slug:municipality>/mijn/gegevens"
_CHILD = f"{_DATA}/kind/<int:child>"


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
    add = family.add_url_rule
    add(_DATA, view_func=seeing.my_data)
    add(f"{_DATA}/json", view_func=seeing.my_data_json, methods=_POST)
    add(f"{_DATA}/pdf", view_func=seeing.my_data_pdf, methods=_POST)
    add(f"{_DATA}/wie-keek", view_func=looking.who_looked)
    add(f"{_CHILD}/verbeteren", view_func=correcting.correct_child, methods=_BOTH)
    add(f"{_CHILD}/iemand-erbij", view_func=contacts.add_contact, methods=_BOTH)
    add(f"{_DATA}/contact", view_func=contacts.correct_me, methods=_BOTH)
    add(f"{_DATA}/wissen", view_func=erasing.erase, methods=_BOTH)
