"""Everything that can be wrong with a dataset, by name."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """An error stops planning; a warning is only said."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Everything that can be wrong. The sentences stand in `data/issue_sentences.py`."""

    # The dataset and its files
    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    UNSUPPORTED_FILE = "unsupported_file"
    BROKEN_WORKBOOK = "broken_workbook"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_UTF8 = "not_utf8"
    BROKEN_CSV = "broken_csv"
    MISSING_TABLE = "missing_table"
    UNKNOWN_TABLE = "unknown_table"
    EMPTY_FILE = "empty_file"
    NO_ROWS = "no_rows"
    # Columns, keys and rows
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    DUPLICATE_COLUMN = "duplicate_column"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    DUPLICATE_KEY = "duplicate_key"
    TOO_MANY_CELLS = "too_many_cells"
    # One cell
    MISSING_VALUE = "missing_value"
    CONTROL_CHARACTER = "control_character"
    CELL_ERROR = "cell_error"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_WHOLE = "not_whole"
    NOT_A_NUMBER = "not_a_number"
    NOT_MONEY = "not_money"
    NOT_YES_NO = "not_yes_no"
    NOT_AGES = "not_ages"
    OUT_OF_RANGE = "out_of_range"
    UNKNOWN_CODE = "unknown_code"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_NIS = "unknown_nis"
    # Between cells and tables
    UNKNOWN_ID = "unknown_id"
    DUPLICATE_ID = "duplicate_id"
    NOT_SUMMER = "not_summer"
    TWO_YEARS = "two_years"
    DAYS_REVERSED = "days_reversed"
    TIMES_REVERSED = "times_reversed"
    AGES_REVERSED = "ages_reversed"
    SIZES_REVERSED = "sizes_reversed"
    OUTSIDE_SEASON = "outside_season"
    NEVER_IN_SEASON = "never_in_season"
    SESSIONS_OVERLAP = "sessions_overlap"
    NO_SESSIONS = "no_sessions"
    UNUSED_BLOCK = "unused_block"
    HALF_A_POINT = "half_a_point"
    LINKED_TO_SELF = "linked_to_self"
    CONTRADICTING_LINKS = "contradicting_links"
    CONTRADICTING_TRAVEL = "contradicting_travel"
    TRAVEL_TO_ITSELF = "travel_to_itself"
    DUPLICATE_ROW = "duplicate_row"
    WISH_ELSEWHERE = "wish_elsewhere"
    UNLIKELY_AGE = "unlikely_age"

    @property
    def severity(self) -> Severity:
        """Whether it stops planning; the same for every issue with this code."""
        return Severity.WARNING if self in _WARNINGS else Severity.ERROR


_WARNINGS = frozenset(
    {
        Code.UNKNOWN_TABLE,
        Code.UNKNOWN_COLUMN,
        Code.UNKNOWN_KEY,
        Code.UNKNOWN_NIS,
        Code.NEVER_IN_SEASON,
        Code.UNUSED_BLOCK,
        Code.CONTRADICTING_LINKS,
        Code.TRAVEL_TO_ITSELF,
        Code.DUPLICATE_ROW,
        Code.WISH_ELSEWHERE,
        Code.UNLIKELY_AGE,
    }
)
