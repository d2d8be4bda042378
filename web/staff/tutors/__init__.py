"""Pages of staff: tutors."""

from __future__ import annotations

from flask import Blueprint


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
