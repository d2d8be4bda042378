"""Pages for families: asking for a place, one question a page."""

from __future__ import annotations

from flask import Blueprint


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
