"""Row types: the columns of the contract, and that each says what it means."""

from __future__ import annotations

import subprocess
import sys

import pytest

from data.row_types import column_names, columns
from data.rows import ROW_TYPES
from data.table_names import TABLE_NAMES

REQUIRED = {
    "season": "name first_day last_day draw_seed",
    "blocks": "block_id",
    "sessions": "block_id date start end",
    "locations": "location_id name lat lon",
    "rooms": "room_id location_id capacity",
    "tutors": "tutor_id roles goals",
    "offers": "offer_id title kind goals min_size max_size max_groups leads blocks",
    "pupils": "pupil_id birth_year",
    "wishes": "pupil_id rank offer_id",
    "availability": "kind id first_day last_day",
    "links": "pupil_a pupil_b kind strict",
    "pins": "must offer_id block_id room_id",
    "travel": "from from_id location_id minutes",
}


def test_every_table_has_a_row_type_in_the_contracts_order() -> None:
    assert tuple(ROW_TYPES) == TABLE_NAMES


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_required_columns_are_those_of_the_contract(table: str) -> None:
    must = [name for name, column in columns(table).items() if column.must_be_there]
    assert " ".join(must) == REQUIRED[table]


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_every_column_says_what_it_means(table: str) -> None:
    meanings = [column.meaning for column in columns(table).values()]
    assert [meaning for meaning in meanings if not meaning.endswith(".")] == []


def test_the_season_bears_keys_and_values() -> None:
    assert column_names("season") == ("key", "value")


def test_reading_csv_loads_no_pandas_and_no_workbook_reader() -> None:
    code = (
        "import sys, data.dataset, data.problem;"
        "print(sorted({'pandas', 'numpy', 'python_calamine', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
