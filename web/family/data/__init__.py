"""Pages for families: what is kept about a family."""

from __future__ import annotations

from flask import Blueprint


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
