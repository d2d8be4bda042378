"""The mapping of datasets to columns: nothing of a dataset is without its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest

from data.rows import ROW_TYPES
from data.season_rows.keys import Keys, LeftOut
from data.season_rows.parts import RowTable
from data.season_rows.tables import SEASON, TABLES

ALL = (SEASON, *TABLES)


def test_every_table_of_the_contract_has_its_place_in_its_order() -> None:
    assert {table.name: table.row_type for table in ALL} == ROW_TYPES
    assert [table.name for table in ALL] == list(ROW_TYPES)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_field_is_held_exactly_once(table: RowTable) -> None:
    held = [name for part in table.parts for name in part.fields]
    held += [listed.field for listed in table.lists]
    assert sorted(held) == sorted(field.name for field in fields(table.row_type))


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_every_column_holds_one_thing(table: RowTable) -> None:
    columns = Counter(name for part in table.parts for name in part.columns)
    assert set(columns.values()) == {1}
    assert set(columns) <= set(table.model.__table__.columns.keys())


def test_what_is_left_out_has_no_id() -> None:
    keys = Keys()
    keys.add("pupils", [("p1", 7)])
    assert (keys.has("pupils", "p1"), keys.has("pupils", "p2")) == (True, False)
    assert (keys.number("pupils", "p1"), keys.code("pupils", 7)) == (7, "p1")
    with pytest.raises(LeftOut):
        keys.code("pupils", 8)
    with pytest.raises(KeyError):
        keys.number("pupils", "p2")
