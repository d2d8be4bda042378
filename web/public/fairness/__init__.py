"""Pages for anyone: how places are given, and the draw recomputed."""

from __future__ import annotations

from flask import Blueprint


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
