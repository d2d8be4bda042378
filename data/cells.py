"""What a cell says: text as CSV spells it, or what a workbook holds natively, made into a value.

Each reader takes a cell that is not empty and gives a value, or raises `BadCell` with what
was expected (contract, section 1). Nothing else is ever raised, whatever the cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from data.issue_codes import Code

Cell = str | int | float | bool | date | time | timedelta | None
"""A cell as it was read. CSV gives text only; a workbook also the others."""

MINUTES_A_DAY: Final = 24 * 60

OLDEST: Final = 120
"""The highest age that anybody has."""

_MOST_DECIMALS: Final = 20

_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::00)?", re.ASCII)
_NUMBER = re.compile(rf"[+-]?[0-9]{{1,15}}(?:[.,][0-9]{{1,{_MOST_DECIMALS}}})?", re.ASCII)
_WHOLE = re.compile(r"([+-]?[0-9]{1,15})(?:[.,]0{1,20})?", re.ASCII)
_AGES = re.compile(r"([0-9]{1,3})\s*[-–]\s*([0-9]{1,3})", re.ASCII)
_WORDS: Final = {
    **dict.fromkeys(("yes", "ja", "1", "true"), True),
    **dict.fromkeys(("no", "nee", "0", "false"), False),
}


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def has_control(text: str) -> bool:
    """Whether a text holds a control character; line ends and tabs count too."""
    return not text.isprintable() and _CONTROL.search(text) is not None


class BadCell(ValueError):
    """A cell does not say what its column is for.

    `params` are those of the issue; `values` are the parts of the cell that are wrong,
    where that is not the whole cell.
    """

    def __init__(
        self, code: Code, params: Mapping[str, str] | None = None, values: tuple[str, ...] = ()
    ) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = tuple((params or {}).items())
        self.values = values


def as_text(cell: Cell) -> str:
    """The cell as text, trimmed. A workbook's 3.0 is "3", its dates ISO, its times HH:MM."""
    text = ""
    if isinstance(cell, str):
        text = cell.strip()
    elif isinstance(cell, bool):
        text = "true" if cell else "false"
    elif isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    elif isinstance(cell, datetime):
        text = cell.date().isoformat() if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    elif isinstance(cell, time):
        text = f"{cell:%H:%M}" if not cell.second else cell.isoformat()
    elif cell is not None:
        text = str(cell)
    return text


def read_day(cell: Cell) -> date:
    """A day: `2027-07-05`, or day first, `5/07/2027` or `5-7-2027`, or a workbook's date."""
    if isinstance(cell, str):
        return _day_of_text(cell)
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date()
    elif isinstance(cell, date):
        return cell
    raise BadCell(Code.NOT_A_DATE)


@lru_cache(maxsize=4096)
def _day_of_text(text: str) -> date:
    try:
        if iso := _ISO_DAY.fullmatch(text):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day_first := _DAY_FIRST.fullmatch(text):
            return date(int(day_first[4]), int(day_first[3]), int(day_first[1]))
    except ValueError as error:
        raise BadCell(Code.NOT_A_DATE) from error
    raise BadCell(Code.NOT_A_DATE)


def read_clock(cell: Cell) -> int:
    """Minutes after midnight: `HH:MM`, with or without `:00`, or a workbook's time.

    `24:00` is the end of the day, 1440.
    """
    if isinstance(cell, str):
        return _clock_of_text(cell)
    if isinstance(cell, time) and not cell.second and not cell.microsecond:
        return cell.hour * 60 + cell.minute
    if cell == timedelta(days=1) or (isinstance(cell, date) and cell == date(1900, 1, 1)):
        return MINUTES_A_DAY  # how workbooks keep 24:00
    raise BadCell(Code.NOT_A_TIME)


@lru_cache(maxsize=4096)
def _clock_of_text(text: str) -> int:
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        raise BadCell(Code.NOT_A_TIME)
    minutes = int(clock[1]) * 60 + int(clock[2])
    if int(clock[2]) > 59 or minutes > MINUTES_A_DAY:
        raise BadCell(Code.NOT_A_TIME)
    return minutes


def whole_reader(low: int, high: int) -> Callable[[Cell], int]:
    """A reader of whole numbers from `low` to `high`, both included. `3.0` is 3."""
    bounds = {"low": str(low), "high": str(high)}

    def read_whole(cell: Cell) -> int:
        if isinstance(cell, str):
            match = _WHOLE.fullmatch(cell)
            number = int(match[1]) if match else None
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            number = int(cell) if abs(cell) < 1e15 and int(cell) == cell else None
        else:
            number = None
        if number is None:
            raise BadCell(Code.NOT_WHOLE, bounds)
        if not low <= number <= high:
            raise BadCell(Code.OUT_OF_RANGE, bounds)
        return number

    return read_whole


def decimal_reader(low: int, high: int) -> Callable[[Cell], Decimal]:
    """A reader of exact numbers from `low` to `high`, with a decimal point or comma."""
    bounds = {"low": str(low), "high": str(high)}

    def read_decimal(cell: Cell) -> Decimal:
        number = _number(cell)
        if number is None:
            raise BadCell(Code.NOT_A_NUMBER, bounds)
        if not low <= number <= high:
            raise BadCell(Code.OUT_OF_RANGE, bounds)
        return number

    return read_decimal


def degrees_reader(limit: int) -> Callable[[Cell], float]:
    """A reader of degrees from -`limit` to `limit`."""
    read_decimal = decimal_reader(-limit, limit)

    def read_degrees(cell: Cell) -> float:
        degrees = read_decimal(cell)
        # A workbook's own number is taken to its last digit, as far as text can say it too;
        # adding 0.0 makes -0.0 the same as 0.0.
        number = f"{cell:.{_MOST_DECIMALS}f}" if isinstance(cell, float) else degrees
        return float(number) + 0.0

    return read_degrees


def euro_reader(high: int) -> Callable[[Cell], int]:
    """A reader of sums from 0 to `high` euro, with at most two decimals, as whole cents."""
    bounds = {"low": "0", "high": str(high)}

    def read_euro(cell: Cell) -> int:
        number = _number(cell)
        if number is None or number * 100 != int(number * 100):
            raise BadCell(Code.NOT_MONEY, bounds)
        if not 0 <= number <= high:
            raise BadCell(Code.OUT_OF_RANGE, bounds)
        return int(number * 100)

    return read_euro


def _number(cell: Cell) -> Decimal | None:
    """The number in a cell, with at most 20 decimals; a workbook's own is rounded to that."""
    if isinstance(cell, str):
        number = Decimal(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None
    elif isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < 1e15:
        # 15 digits are what spreadsheets show; beyond them lies rounding dust.
        number = Decimal(f"{cell:.15g}")
        if number != (short := Decimal(f"{number:.{_MOST_DECIMALS}f}")):
            number = short
    else:
        number = None
    return Decimal(0) if number == 0 else number


def read_yes_no(cell: Cell) -> bool:
    """`yes|no|ja|nee|1|0|true|false` in any capitals, or a workbook's own yes/no."""
    answer = _WORDS.get(as_text(cell).lower())
    if answer is None:
        raise BadCell(Code.NOT_YES_NO)
    return answer


def read_ages(cell: Cell) -> tuple[int, int]:
    """Ages such as `6-12`, both included, up to 120."""
    match = _AGES.fullmatch(cell) if isinstance(cell, str) else None
    if match is None or int(match[1]) > int(match[2]):
        raise BadCell(Code.NOT_AGES)
    if int(match[2]) > OLDEST:
        raise BadCell(Code.OUT_OF_RANGE, {"low": "0", "high": str(OLDEST)})
    return int(match[1]), int(match[2])


def read_list(cell: Cell) -> tuple[str, ...]:
    """The parts between `|`, trimmed, each once, in the order written; at least one.

    Empty parts fall out.
    """
    return _list_of_text(as_text(cell))


@lru_cache(maxsize=4096)
def _list_of_text(text: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part for raw in text.split("|") if (part := raw.strip())))
    if not parts:
        raise BadCell(Code.MISSING_VALUE)
    return parts


def codes_reader(
    known: Callable[[], frozenset[str]], name: str
) -> Callable[[Cell], tuple[str, ...]]:
    """A reader of a list of codes of the reference list `name`; all unknown ones are named."""

    @lru_cache(maxsize=4096)
    def codes_of(text: str) -> tuple[str, ...]:
        codes = _list_of_text(text)
        unknown = tuple(code for code in codes if code not in known())
        if unknown:
            raise BadCell(Code.UNKNOWN_CODE, {"list": name}, unknown)
        return codes

    return lambda cell: codes_of(as_text(cell))
