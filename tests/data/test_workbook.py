"""Workbooks: native cells, failed formulas, odd sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.dataset import BadDataset, Dataset, read_dataset
from tests.data.small_dataset import small_tables

Change = Callable[[Workbook, dict[str, Worksheet]], None]

_FORMATS = {"date": "dd/mm/yyyy", "start": "hh:mm", "end": "hh:mm"}


def make(path: Path, change: Change, names: dict[str, str] | None = None) -> Path:
    """The small dataset as a workbook of texts, then changed; `names` renames sheets."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheets = {}
        for name, rows in small_tables().items():
            sheets[name] = book.add_worksheet((names or {}).get(name, name))
            for number, row in enumerate(rows):
                for column, text in enumerate(row):
                    sheets[name].write_string(number, column, text)
        change(book, sheets)
    return path


def read(tmp_path: Path, change: Change) -> Dataset:
    return read_dataset(make(tmp_path / "zomer.xlsx", change))


def nothing(book: Workbook, sheets: dict[str, Worksheet]) -> None:
    del book, sheets


def test_native_cells_say_the_same_as_text(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        clock = book.add_format({"num_format": "hh:mm"})
        sheets["season"].write(2, 1, date(2027, 7, 1), day)
        sheets["season"].write(3, 1, datetime(2027, 8, 31), day)  # noqa: DTZ001 - no zone there
        sheets["season"].write(6, 1, 44085)
        sheets["season"].write(8, 1, 5000)
        sheets["sessions"].write(1, 1, date(2027, 7, 5), day)
        sheets["sessions"].write(1, 2, time(9), clock)
        sheets["sessions"].write(1, 3, time(12), clock)
        sheets["locations"].write(1, 2, 51.1)
        sheets["locations"].write(1, 6, 9930)
        sheets["rooms"].write(1, 2, 12.0)
        sheets["tutors"].write(1, 11, 20.5)
        sheets["tutors"].write(1, 12, 22.5)
        sheets["offers"].write(1, 17, 150.25)
        sheets["pupils"].write(1, 1, 2018)
        sheets["links"].write(1, 3, True)
        sheets["pins"].write(2, 0, 0)

    plain = read_dataset(make(tmp_path / "plain.xlsx", nothing))
    assert read(tmp_path, change) == plain


def test_a_sum_of_cents_computed_by_a_formula_is_a_sum(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        sheets["offers"].write_formula(1, 17, "=0.1+0.2", None, 0.1 + 0.2)

    assert read(tmp_path, change).offers[0].group_eur == 30


def test_midnight_at_the_end_of_a_day(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        clock = book.add_format({"num_format": "[hh]:mm"})
        sheets["sessions"].write(1, 3, timedelta(hours=24), clock)
        sheets["sessions"].write(2, 3, 1.0, book.add_format({"num_format": "hh:mm"}))

    assert [row.end for row in read(tmp_path, change).sessions[:2]] == [1440, 1440]


def test_ids_that_look_like_numbers(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        sheets["pupils"].write(5, 0, 1234567)
        sheets["pupils"].write(5, 1, 2016)
        sheets["wishes"].write(7, 0, "1234567")
        sheets["wishes"].write(7, 1, 1)
        sheets["wishes"].write(7, 2, "taal")

    assert read(tmp_path, change).wishes[-1].pupil_id == "1234567"


def test_a_sheet_that_begins_further_down(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        del sheets
        links = book.add_worksheet("links")
        for column, name in enumerate(("strict", "kind", "pupil_a", "pupil_b"), start=1):
            links.write_string(2, column, name)
        for column, text in enumerate(("misschien", "same_group", "p1", "p2"), start=1):
            links.write_string(5, column, text)

    path = make(tmp_path / "zomer.xlsx", change, {"links": "Vroeger"})
    with pytest.raises(BadDataset) as caught:
        read_dataset(path)
    assert [(i.sheet, i.row, i.column, i.value) for i in caught.value.issues] == [
        ("links", 6, "strict", "misschien")
    ]


def test_failed_formulas_are_errors_also_where_a_cell_may_be_empty(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        sheets["pupils"].write_formula(1, 7, "=NA()", None, "#N/A")
        sheets["pupils"].write_formula(2, 0, "=1/0", None, "#DIV/0!")

    with pytest.raises(BadDataset) as caught:
        read(tmp_path, change)
    cells = [
        (i.code.value, i.row, i.column, i.value) for i in caught.value.issues if i.sheet == "pupils"
    ]
    assert cells == [("cell_error", 2, "needs", "#N/A"), ("cell_error", 3, "pupil_id", "#DIV/0!")]
    assert caught.value.issues[0].sentence("nl") == (
        "zomer.xlsx, blad pupils, rij 2, kolom needs: de formule in deze cel mislukt."
    )


@pytest.mark.parametrize(
    ("column", "row", "value", "code"),
    [
        (1, 1, 2018.5, "not_whole"),
        (1, 1, True, "not_whole"),
        (1, 1, 1e300, "not_whole"),
        (3, 1, True, "not_a_number"),
        (3, 1, 91.0, "out_of_range"),
        (7, 1, 7, "unknown_code"),
    ],
)
def test_native_cells_that_do_not_fit(
    column: int, row: int, value: object, code: str, tmp_path: Path
) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        sheets["pupils"].write(row, column, value)

    with pytest.raises(BadDataset) as caught:
        read(tmp_path, change)
    assert [issue.code.value for issue in caught.value.issues] == [code]


@pytest.mark.parametrize(
    ("cell", "value", "kind", "code"),
    [
        (("sessions", 1, 1), datetime(2027, 7, 5, 9, 30), "yyyy-mm-dd hh:mm", "not_a_date"),  # noqa: DTZ001
        (("sessions", 1, 1), 46573, "0", "not_a_date"),
        (("sessions", 1, 2), time(9, 0, 30), "hh:mm:ss", "not_a_time"),
        (("sessions", 1, 2), 0.375, "0.000", "not_a_time"),
        (("tutors", 1, 4), date(2027, 12, 6), "d/mm", "not_ages"),
        (("links", 1, 3), 2, "0", "not_yes_no"),
    ],
)
def test_dates_and_times_that_do_not_fit(
    cell: tuple[str, int, int], value: object, kind: str, code: str, tmp_path: Path
) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        table, row, column = cell
        sheets[table].write(row, column, value, book.add_format({"num_format": kind}))

    with pytest.raises(BadDataset) as caught:
        read(tmp_path, change)
    assert [issue.code.value for issue in caught.value.issues] == [code]


def test_a_cell_at_the_end_of_the_sheet_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        sheets["blocks"].write_string(1_048_575, 16_383, "ver weg")

    with pytest.raises(BadDataset) as caught:
        read(tmp_path, change)
    assert [(i.code.value, i.sheet, i.value) for i in caught.value.issues] == [
        ("too_many_rows", "blocks", "1048576 × 16384")
    ]


def test_an_empty_sheet(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        del sheets
        book.add_worksheet("blocks")

    path = make(tmp_path / "zomer.xlsx", change, {"blocks": "Blokken"})
    with pytest.raises(BadDataset) as caught:
        read_dataset(path)
    assert [(i.code.value, i.file, i.sheet) for i in caught.value.issues] == [
        ("empty_file", "zomer.xlsx", "blocks")
    ]


def test_a_misspelled_sheet_and_one_that_is_no_table(tmp_path: Path) -> None:
    def change(book: Workbook, sheets: dict[str, Worksheet]) -> None:
        del sheets
        book.add_worksheet("Uitleg")

    path = make(tmp_path / "zomer.xlsx", change, {"rooms": "Room"})
    with pytest.raises(BadDataset) as caught:
        read_dataset(path)
    assert [(i.code.value, i.sheet, i.suggestion) for i in caught.value.issues] == [
        ("unknown_table", "Room", "rooms"),
        ("missing_table", "rooms", "Room"),
    ]
