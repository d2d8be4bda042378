from __future__ import annotations

from datetime import date

import pytest

from data.row_types import columns
from scheduler.exchange.column_texts import column_texts
from scheduler.exchange.tables_known import IMPORTED
from scheduler.exchange.templates import ROWS, template_tables

DAYS = {"first_day": date(2027, 7, 1), "last_day": date(2027, 8, 31)}


@pytest.mark.parametrize("table", IMPORTED)
def test_every_column_is_explained_and_the_example_fills_in_what_is_needed(table: str) -> None:
    explained = list(column_texts(table))
    assert [each.name for each in explained] == list(columns(table))
    assert all(each.meaning.nl.endswith(".") and each.meaning.en for each in explained)
    needed = {each.name for each in explained if each.needed}
    assert needed - ROWS[table].keys() == set()
    assert ROWS[table].keys() - columns(table).keys() == set()


def test_a_template_has_all_columns_and_one_row_in_days_of_the_season() -> None:
    assert template_tables(("sessions",), **DAYS) == {
        "sessions": (
            ("block_id", "date", "start", "end"),
            [["voorbeeld", "2027-07-01", "09:00", "12:00"]],
        )
    }
