"""Pages for families: the way in, by link or code, and the way out."""

from __future__ import annotations

from flask import Blueprint

from web.family.entering import codes, leaving, links

_BOTH = ["GET", "POST"]
_POST = ["POST"]
_IN = "/<slug:municipality>/mijn"


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
    family.add_url_rule(_IN, view_func=codes.way_in, methods=_BOTH)
    family.add_url_rule(f"{_IN}/nieuwe-link", view_func=links.new_link, methods=_BOTH)
    family.add_url_rule(f"{_IN}/weg", view_func=leaving.leave, methods=_POST)
    family.add_url_rule(f"{_IN}/nieuwe-code", view_func=leaving.new_code, methods=_BOTH)
    one = "/<slug:municipality>/link/<token>"
    family.add_url_rule(one, view_func=links.link, methods=_BOTH)
    family.add_url_rule(f"{one}/nieuw", view_func=links.link_again, methods=_POST)
