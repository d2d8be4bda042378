"""Pages for families: the form on paper."""

from __future__ import annotations

from flask import Blueprint


def add_to(family: Blueprint) -> None:
    """Give these pages their addresses."""
