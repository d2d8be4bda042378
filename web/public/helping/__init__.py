"""Pages for anyone: who helps with what, and neighbours."""

from __future__ import annotations

from flask import Blueprint


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
