from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from scheduler.outbox.hours import BRUSSELS, next_day, next_moment, public_holidays, within_hours


def at(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        pytest.param(at(1, 8), at(1, 8), id="from 8 o'clock"),
        pytest.param(at(1, 17, 59), at(1, 17, 59), id="until 18 o'clock"),
        pytest.param(at(1, 18), at(2, 8), id="evening"),
        pytest.param(at(1, 7, 59), at(1, 8), id="early morning"),
        pytest.param(at(4, 18), at(7, 8), id="Friday evening"),
        pytest.param(at(5, 12), at(7, 8), id="Saturday"),
        pytest.param(at(20, 19, month=7), at(22, 8, month=7), id="before 21 July"),
        pytest.param(at(17, 12, month=5), at(18, 8, month=5), id="Whit Monday"),
        pytest.param(at(26, 12, month=3), at(26, 12, month=3), id="Good Friday is no holiday"),
        pytest.param(at(27, 12, month=3), at(30, 8, month=3), id="Easter weekend, clocks change"),
    ],
)
def test_the_next_moment(now: datetime, moment: datetime) -> None:
    assert next_moment(now) == moment


def test_what_is_urgent_does_not_wait() -> None:
    assert next_moment(at(5, 3), urgent=True) == at(5, 3)


def test_hours_are_those_of_brussels_in_whatever_zone_one_asks() -> None:
    asked = datetime(2027, 6, 1, 5, 59, tzinfo=UTC)
    assert next_moment(asked) == datetime(2027, 6, 1, 6, tzinfo=UTC)
    assert next_moment(asked).tzinfo == UTC


def test_a_later_day_begins_on_the_next_working_day() -> None:
    assert next_day(at(4, 9)) == at(7, 8)


def test_a_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match=r"^a moment needs its time zone$"):
        within_hours(datetime(2027, 6, 1, 9))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("year", "easter_monday"), [(2025, (4, 21)), (2026, (4, 6)), (2027, (3, 29)), (2038, (4, 26))]
)
def test_easter_moves(year: int, easter_monday: tuple[int, int]) -> None:
    assert date(year, *easter_monday) in public_holidays(year)
    assert len(public_holidays(year)) == 11
