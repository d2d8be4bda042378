"""Pages for anyone: the offer: list, week, map, one activity."""

from __future__ import annotations

from flask import Blueprint


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
