"""Pages for families: how it was, if they like to tell."""

from __future__ import annotations

from flask import Blueprint

from web.family.looking_back import telling


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
    # No number of a child in the address: nothing outside the form says of whom it tells.
    family.add_url_rule(
        "/<slug:municipality>/mijn/terugblik",
        view_func=telling.look_back,
        methods=["GET", "POST"],
    )
