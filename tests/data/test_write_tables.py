"""Datasets are written whole or not at all, and over nothing but datasets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from python_calamine import CalamineWorkbook

from data.dataset import Dataset, read_dataset
from data.season_rows import dataset_tables
from data.tables import MOST_ROWS
from data.write_tables import Table, WontFit, WontOverwrite, write_tables
from tests.data.small_dataset import as_tables, small_tables, write_csv
from tests.data.test_season_rows_property import datasets

CELLS: dict[str, Table] = {
    "blocks": (
        ("block_id", "label"),
        [
            ("w1", None),
            (2, 2.5),
            (True, False),
            (date(2027, 7, 5), time(9, 30)),
            (Decimal("1E+2"), datetime(2027, 7, 5)),  # noqa: DTZ001 - no zone in tables
            (("b", "a"), {"d", "c"}),
            ("=1+1", 'met "komma", en\nregel'),
        ],
    )
}
RETURNS = ("a\rb", "a\r\nb", "a\nb", '"\r"', "a\tb, c")


def test_cells_as_csv(tmp_path: Path) -> None:
    write_tables(CELLS, tmp_path / "uit")
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["blocks.csv"]
    assert (tmp_path / "uit" / "blocks.csv").read_bytes().decode("utf-8") == (
        "block_id,label\n"
        "w1,\n"
        "2,2.5\n"
        "yes,no\n"
        "2027-07-05,09:30\n"
        "100,2027-07-05\n"
        "b|a,c|d\n"
        '=1+1,"met ""komma"", en\nregel"\n'
    )


def test_cells_as_a_workbook(tmp_path: Path) -> None:
    write_tables(CELLS, tmp_path / "uit.xlsx")
    with CalamineWorkbook.from_path(tmp_path / "uit.xlsx") as book:
        assert book.sheet_names == ["blocks"]
        assert book.get_sheet_by_name("blocks").to_python() == [
            ["block_id", "label"],
            ["w1", ""],
            [2.0, 2.5],
            [True, False],
            [date(2027, 7, 5), time(9, 30)],
            [100.0, date(2027, 7, 5)],
            ["b|a", "c|d"],
            ["=1+1", 'met "komma", en\nregel'],
        ]


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
@pytest.mark.parametrize("title", RETURNS)
def test_line_ends_within_a_cell_stay(title: str, name: str, tmp_path: Path) -> None:
    tables = small_tables()
    tables["offers"][1][1] = title
    write_tables(as_tables(tables), tmp_path / name)
    assert read_dataset(tmp_path / name).offers[0].title == title


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(dataset=datasets())
def test_whatever_a_dataset_says_is_written(dataset: Dataset, name: str, tmp_path: Path) -> None:
    write_tables(dataset_tables(dataset), tmp_path / name)
    found = read_dataset(tmp_path / name)
    assert found == dataset
    assert found.sha256 == dataset.sha256


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_numbers_keep_all_their_digits(name: str, tmp_path: Path) -> None:
    small = read_dataset(write_csv(small_tables(), tmp_path / "small"))
    site = replace(small.locations[0], lat=51.123456789012344, lon=0.1 + 0.2)
    tutor = replace(small.tutors[0], max_hours_week=Decimal("20.12345678901234567"))
    dataset = replace(
        small,
        locations=(site, *small.locations[1:]),
        tutors=(tutor, *small.tutors[1:]),
    )
    write_tables(dataset_tables(dataset), tmp_path / name)
    found = read_dataset(tmp_path / name)
    assert (found, found.sha256) == (dataset, dataset.sha256)


def test_a_workbook_that_cannot_hold_it_is_not_written(tmp_path: Path) -> None:
    tables: dict[str, Table] = {"blocks": (("block_id", "label"), [("w1", "x" * 32_768)])}
    write_tables(tables, tmp_path / "uit")
    write_tables(CELLS, tmp_path / "uit.xlsx")
    before = (tmp_path / "uit.xlsx").read_bytes()
    many = [("w1",)] * (MOST_ROWS + 1)
    for wrong in (tables, {"blocks": (("block_id",), many)}):
        with pytest.raises(WontFit):
            write_tables(wrong, tmp_path / "uit.xlsx")
        assert (tmp_path / "uit.xlsx").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["uit", "uit.xlsx"]


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_who_looks_may_stop_it(name: str, tmp_path: Path) -> None:
    class NotGood(Exception):
        pass

    seen = []

    def look(path: Path) -> None:
        seen.append(len(read_dataset(path).blocks))
        if len(seen) == 2:
            raise NotGood

    tables = small_tables()
    write_tables(as_tables(tables), tmp_path / name, look=look)
    tables["blocks"][1][1] = "Anders"
    with pytest.raises(NotGood):
        write_tables(as_tables(tables), tmp_path / name, look=look)
    assert seen == [3, 3]
    assert read_dataset(tmp_path / name).blocks[0].label == "Week 1"
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_the_same_tables_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    def content(path: Path) -> list[bytes]:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return [file.read_bytes() for file in files]

    write_tables(CELLS, tmp_path / "a" / name)
    write_tables(CELLS, tmp_path / "b" / name)
    assert content(tmp_path / "a" / name) == content(tmp_path / "b" / name)


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_an_earlier_dataset_is_replaced(name: str, tmp_path: Path) -> None:
    tables = small_tables()
    write_tables(as_tables(tables), tmp_path / name)
    del tables["travel"]
    tables["blocks"][1][1] = "Anders"
    write_tables(as_tables(tables), tmp_path / name)
    dataset = read_dataset(tmp_path / name)
    assert (dataset.blocks[0].label, dataset.travel) == ("Anders", ())
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    write_tables(CELLS, tmp_path / "uit")
    assert [path.name for path in (tmp_path / "uit").iterdir()] == ["blocks.csv"]


def test_parents_are_made(tmp_path: Path) -> None:
    write_tables(CELLS, tmp_path / "a" / "b" / "uit")
    assert (tmp_path / "a" / "b" / "uit" / "blocks.csv").is_file()


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "season.csv").write_text("key,value\n")
    (tmp_path / "uit" / "foto.jpg").write_bytes(b"zomer")
    with pytest.raises(WontOverwrite):
        write_tables(CELLS, tmp_path / "uit")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["foto.jpg", "season.csv", "uit"]


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_a_file_that_is_no_dataset_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("van iemand")
    with pytest.raises(WontOverwrite):
        write_tables(CELLS, tmp_path / name)
    assert (tmp_path / name).read_text() == "van iemand"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_a_link_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / name).symlink_to(tmp_path / "echt")
    with pytest.raises(WontOverwrite):
        write_tables(CELLS, tmp_path / name)
    assert list((tmp_path / "echt").iterdir()) == []


@pytest.mark.parametrize("name", ["uit", "uit.xlsx"])
def test_nothing_is_left_where_writing_fails_halfway(name: str, tmp_path: Path) -> None:
    class Unprintable:
        def __str__(self) -> str:
            raise RuntimeError("geen tekst")

    tables: dict[str, Table] = {**CELLS, "rooms": (("room_id",), [(Unprintable(),)])}
    write_tables(CELLS, tmp_path / name)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RuntimeError, match="geen tekst"):
        write_tables(tables, tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'\.\./blocks' is not a table of a dataset"):
        write_tables({"../blocks": (("block_id",), [])}, tmp_path / "uit")
    assert list(tmp_path.iterdir()) == []
