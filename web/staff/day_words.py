"""How pages of tutors and families write days and hours, beside `web/words.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flask import Blueprint
from flask_babel import format_date, format_decimal


def keep_day_words(staff: Blueprint) -> None:
    """Give templates the filters below."""
    filters: dict[str, Callable[..., Any]] = {
        "hours": hours,
        "long_day": long_day,
        "plus_days": plus_days,
        "weekday_short": weekday_short,
    }
    for name, write in filters.items():
        staff.add_app_template_filter(write, name)


def hours(given: Decimal) -> str:
    """Such as 12,5."""
    return str(format_decimal(given))


def long_day(given: date) -> str:
    """Such as 5 juli 2027."""
    return str(format_date(given, "d MMMM yyyy"))


def plus_days(given: date, number: int) -> date:
    """A day so many days later."""
    return given + timedelta(days=number)


def weekday_short(given: date) -> str:
    """Such as ma."""
    return str(format_date(given, "EEE"))
