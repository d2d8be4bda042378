"""Pages of staff: versions of the plan, and publishing."""

from __future__ import annotations

from flask import Blueprint


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
