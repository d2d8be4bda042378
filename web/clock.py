"""The moment it is, as the application knows it: tests give it another clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from flask import Flask, current_app

Clock = Callable[[], datetime]

_KEY: Final = "zomerwijzer-clock"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def utc_now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


def keep_clock(app: Flask, clock: Clock) -> None:
    """From now on `now` asks this clock."""
    app.extensions[_KEY] = clock


def now() -> datetime:
    """The moment it is for the application at work, in UTC."""
    clock: Clock = current_app.extensions[_KEY]
    return clock()


def as_number(moment: datetime) -> int:
    """A moment as a session keeps it: whole microseconds since 1970, so that none is lost."""
    return (moment - _EPOCH) // _MICROSECOND


def as_moment(number: int) -> datetime:
    """The moment that `as_number` wrote down."""
    return _EPOCH + number * _MICROSECOND
