"""How pages write days, moments and numbers, in the language of the reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from flask import Flask
from flask_babel import (
    format_currency,
    format_date,
    format_datetime,
    format_decimal,
    format_time,
    get_locale,
)

_DAY: Final = "d MMMM"
_MOMENT: Final = "EEEE d MMMM"


def keep_words(app: Flask) -> None:
    """Give templates the filters below."""
    app.jinja_env.filters.update(
        day=day,
        weekday=weekday,
        moment=moment,
        number=number,
        clock=clock,
        euros=euros,
        wrapped_text=wrapped_text,
        commas=commas,
    )
    app.jinja_env.globals["comma"] = comma


def day(given: date) -> str:
    """Such as 5 juli."""
    return str(format_date(given, _DAY))


def weekday(given: date) -> str:
    """Such as maandag 5 juli."""
    return str(format_date(given, _MOMENT))


def moment(given: datetime) -> str:
    """The day of a moment where we live, such as maandag 5 juli."""
    return str(format_datetime(given, _MOMENT))


def clock(minutes: int) -> str:
    """Minutes after midnight as a time, such as 9:30 or 9.30, as the language writes it."""
    return str(format_time(time(minutes // 60 % 24, minutes % 60), "short", rebase=False))


def euros(cents: int) -> str:
    """Such as € 12,50."""
    return str(format_currency(cents / 100, "EUR"))


def wrapped_text(given: str) -> dict[str, str]:
    """A sentence as GOV.UK Frontend's components take it."""
    return {"text": given}


def comma() -> str:
    """A comma and a space, as the script of the language has it."""
    return "، " if _right_to_left() else ", "


def commas(given: Iterable[object]) -> str:
    """Such as maandag, dinsdag: each part keeps its own direction."""
    return comma().join(apart(str(part)) for part in given)


def apart(given: str) -> str:
    """A name that somebody wrote: between words from right to left it keeps its own order."""
    return f"\u2068{given}\u2069" if _right_to_left() and given else given


def _right_to_left() -> bool:
    locale = get_locale()
    return locale is not None and locale.text_direction == "rtl"


def number(given: int) -> str:
    """Such as 1.234."""
    return str(format_decimal(given))
