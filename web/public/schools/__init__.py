"""Pages for anyone: sheets, posters and feeds for schools."""

from __future__ import annotations

from flask import Blueprint


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
