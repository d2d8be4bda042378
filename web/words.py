"""How pages write days, moments and numbers, in the language of the reader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal

_DAY: Final = "d MMMM"
_MOMENT: Final = "EEEE d MMMM"


def keep_words(app: Flask) -> None:
    """Give templates the filters `day`, `moment` and `number`."""
    app.jinja_env.filters.update(day=day, moment=moment, number=number)


def day(given: date) -> str:
    """Such as 5 juli."""
    return str(format_date(given, _DAY))


def moment(given: datetime) -> str:
    """The day of a moment where we live, such as maandag 5 juli."""
    return str(format_datetime(given, _MOMENT))


def number(given: int) -> str:
    """Such as 1.234."""
    return str(format_decimal(given))
