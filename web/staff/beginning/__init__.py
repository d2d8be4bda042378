"""Pages of staff: the first start of an empty installation."""

from __future__ import annotations

from flask import Blueprint

from web.staff.beginning.first_account import begin


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule("/begin/<token>", view_func=begin, methods=["GET", "POST"])
