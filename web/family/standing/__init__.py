"""Pages for families: where things stand, and stopping."""

from __future__ import annotations

from flask import Blueprint


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
