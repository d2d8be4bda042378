"""What single cells say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from data.cells import (
    BadCell,
    Cell,
    as_text,
    decimal_reader,
    degrees_reader,
    euro_reader,
    read_ages,
    read_clock,
    read_day,
    read_list,
    read_yes_no,
    whole_reader,
)

GOOD: list[tuple[Callable[[Cell], object], Cell, object]] = [
    (read_day, "2027-07-05", date(2027, 7, 5)),
    (read_day, "2027-7-5", date(2027, 7, 5)),
    (read_day, "5/07/2027", date(2027, 7, 5)),
    (read_day, "05-7-2027", date(2027, 7, 5)),
    (read_day, date(2027, 7, 5), date(2027, 7, 5)),
    (read_day, datetime(2027, 7, 5), date(2027, 7, 5)),  # noqa: DTZ001 - no zone in tables
    (read_clock, "9:30", 570),
    (read_clock, "09:30:00", 570),
    (read_clock, "00:00", 0),
    (read_clock, "24:00", 1440),
    (read_clock, time(9, 30), 570),
    (read_clock, timedelta(days=1), 1440),
    (whole_reader(0, 9), "+3", 3),
    (whole_reader(0, 9), "3,00", 3),
    (whole_reader(0, 9), 3.0, 3),
    (whole_reader(-9, 9), "-3", -3),
    (decimal_reader(0, 9), "2,5", Decimal("2.5")),
    (decimal_reader(0, 9), 2.5, Decimal("2.5")),
    # A workbook's number has at most the twenty decimals that a cell of text can have.
    (decimal_reader(0, 9), 1e-25, Decimal(0)),
    (decimal_reader(0, 9), -1e-25, Decimal(0)),
    (decimal_reader(0, 9), 1.23456789012345e-7, Decimal("0.00000012345678901234")),
    (degrees_reader(90), 1e-25, 0.0),
    (degrees_reader(90), -1e-25, 0.0),
    (degrees_reader(90), 1.2345678901234567e-7, 1.2345678901235e-7),
    (degrees_reader(90), 0.00012345678901234567, 0.00012345678901234567),
    (degrees_reader(90), "51,123456789", 51.123456789),
    (degrees_reader(90), 51.12345678901234, 51.12345678901234),
    (euro_reader(9), "1,5", 150),
    (euro_reader(9), "1.50000", 150),
    (euro_reader(9), 0.1 + 0.2, 30),
    (read_yes_no, "Ja", True),
    (read_yes_no, False, False),
    (read_yes_no, 1.0, True),
    (read_ages, "6 – 12", (6, 12)),
    (read_ages, "8-8", (8, 8)),
    (read_ages, "0-120", (0, 120)),
    (read_list, " a | b||a ", ("a", "b")),
    (read_list, 12.0, ("12",)),
    (as_text, 12.0, "12"),
    (as_text, 1e22, "10000000000000000000000"),
    (as_text, float("inf"), "inf"),
    (as_text, True, "true"),
    (as_text, datetime(2027, 7, 5, 9), "2027-07-05 09:00"),  # noqa: DTZ001 - idem
    (as_text, time(9, 0, 5), "09:00:05"),
    (as_text, None, ""),
]

BAD: list[tuple[Callable[[Cell], object], Cell, str]] = [
    (read_day, "2027-07-32", "not_a_date"),
    (read_day, "0000-07-01", "not_a_date"),
    (read_day, "5-07/2027", "not_a_date"),
    (read_day, "5/7/27", "not_a_date"),
    (read_day, 46573.0, "not_a_date"),
    (read_day, None, "not_a_date"),
    (read_clock, "9.30", "not_a_time"),
    (read_clock, "09:60", "not_a_time"),
    (read_clock, "09:30:30", "not_a_time"),
    (read_clock, 0.5, "not_a_time"),
    (whole_reader(0, 9), "3.1", "not_whole"),
    (whole_reader(0, 9), "1e1", "not_whole"),
    (whole_reader(0, 9), float("nan"), "not_whole"),
    (whole_reader(0, 9), float("inf"), "not_whole"),
    (whole_reader(0, 9), True, "not_whole"),
    (whole_reader(0, 9), "10", "out_of_range"),
    (decimal_reader(0, 9), "1.234,5", "not_a_number"),
    (decimal_reader(0, 9), float("inf"), "not_a_number"),
    (decimal_reader(0, 9), "9,01", "out_of_range"),
    (degrees_reader(90), -90.5, "out_of_range"),
    (euro_reader(9), "1,005", "not_money"),
    (euro_reader(9), date(2027, 7, 5), "not_money"),
    (euro_reader(9), "-0,01", "out_of_range"),
    (read_yes_no, 2.0, "not_yes_no"),
    (read_ages, "6", "not_ages"),
    (read_ages, date(2027, 12, 6), "not_ages"),
    (read_ages, "12-6", "not_ages"),
    (read_ages, "4-999", "out_of_range"),
    (read_ages, "4-121", "out_of_range"),
    (read_list, "||", "missing_value"),
]


@pytest.mark.parametrize(("reader", "cell", "value"), GOOD)
def test_reads(reader: Callable[[Cell], object], cell: Cell, value: object) -> None:
    read = reader(cell)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(("reader", "cell", "code"), BAD)
def test_refuses(reader: Callable[[Cell], object], cell: Cell, code: str) -> None:
    with pytest.raises(BadCell) as caught:
        reader(cell)
    assert caught.value.code.value == code


@pytest.mark.parametrize("number", [1e-25, 5e-324, 1.2345678901234567e-7, 9.9999999999999999e-5])
def test_what_a_workbook_says_can_be_said_as_text(number: float) -> None:
    for reader in (degrees_reader(90), decimal_reader(0, 168)):
        read = reader(number)
        assert reader(f"{Decimal(repr(read) if isinstance(read, float) else read):f}") == read
