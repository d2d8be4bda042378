"""The same dataset in other clothes: separators, BOM, spellings, order, workbook."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.dataset import BadDataset, Dataset, read_dataset
from data.table_names import TABLE_NAMES
from data.write_tables import write_tables
from tests.data.small_dataset import Tables, as_tables, small_tables, write_csv


@pytest.fixture
def plain(tmp_path: Path) -> Dataset:
    return read_dataset(write_csv(small_tables(), tmp_path / "plain"))


def in_every_cell(change: Callable[[str], str]) -> Tables:
    return {
        name: [rows[0], *([change(text) for text in row] for row in rows[1:])]
        for name, rows in small_tables().items()
    }


def day_first(text: str) -> str:
    parts = text.split("-")
    if len(parts) == 3 and len(parts[0]) == 4:
        return f"{int(parts[2])}/{parts[1]}/{parts[0]}"
    return text


def decimal_comma(text: str) -> str:
    return text.replace(".", ",") if text.replace(".", "").isdigit() else text


def test_semicolons(plain: Dataset, tmp_path: Path) -> None:
    assert read_dataset(write_csv(small_tables(), tmp_path / "in", separator=";")) == plain


def test_a_bom(plain: Dataset, tmp_path: Path) -> None:
    assert read_dataset(write_csv(small_tables(), tmp_path / "in", encoding="utf-8-sig")) == plain


def test_separators_are_told_apart_file_by_file(plain: Dataset, tmp_path: Path) -> None:
    tables = small_tables()
    for at, (name, rows) in enumerate(tables.items()):
        write_csv({name: rows}, tmp_path / "in", separator=",;"[at % 2])
    assert read_dataset(tmp_path / "in") == plain


def test_days_with_the_day_first(plain: Dataset, tmp_path: Path) -> None:
    assert read_dataset(write_csv(in_every_cell(day_first), tmp_path / "in")) == plain


def test_decimal_commas(plain: Dataset, tmp_path: Path) -> None:
    tables = in_every_cell(decimal_comma)
    assert tables["locations"][1][2] == "51,1"
    assert read_dataset(write_csv(tables, tmp_path / "in", separator=";")) == plain


def test_spaces_around_cells_and_blank_lines(plain: Dataset, tmp_path: Path) -> None:
    tables = in_every_cell(lambda text: f"  {text}\u00a0")
    for rows in tables.values():
        rows.insert(1, [])
        rows.append([" "] * len(rows[0]))
    assert read_dataset(write_csv(tables, tmp_path / "in")) == plain


def test_windows_line_ends_and_quotes(plain: Dataset, tmp_path: Path) -> None:
    folder = write_csv(small_tables(), tmp_path / "in")
    for path in folder.iterdir():
        lines = path.read_text().splitlines()
        quoted = ['"' + line.replace(",", '","') + '"' for line in lines]
        path.write_bytes("\r\n".join(quoted).encode())
    assert read_dataset(folder) == plain


def test_empty_cells_beyond_the_header(plain: Dataset, tmp_path: Path) -> None:
    tables = small_tables()
    for rows in tables.values():
        rows[:] = [[*row, "", ""] for row in rows]
    dataset = read_dataset(write_csv(tables, tmp_path / "in"))
    assert dataset == plain
    assert dataset.warnings == ()


def test_short_rows_end_in_empty_cells(plain: Dataset, tmp_path: Path) -> None:
    tables = small_tables()
    for rows in tables.values():
        for row in rows[1:]:
            while row and not row[-1]:
                row.pop()
    assert read_dataset(write_csv(tables, tmp_path / "in")) == plain


@pytest.mark.parametrize(
    ("yes", "no"), [("ja", "nee"), ("1", "0"), ("true", "false"), ("JA", "No")]
)
def test_yes_and_no(yes: str, no: str, plain: Dataset, tmp_path: Path) -> None:
    tables = in_every_cell(lambda text: {"yes": yes, "no": no}.get(text, text))
    assert read_dataset(write_csv(tables, tmp_path / "in")) == plain


def test_columns_in_any_order(plain: Dataset, tmp_path: Path) -> None:
    tables = {name: [row[::-1] for row in rows] for name, rows in small_tables().items()}
    assert read_dataset(write_csv(tables, tmp_path / "in")) == plain


def test_optional_tables_may_be_left_out(plain: Dataset, tmp_path: Path) -> None:
    tables = {name: rows for name, rows in small_tables().items() if name in TABLE_NAMES[:9]}
    dataset = read_dataset(write_csv(tables, tmp_path / "in"))
    assert (dataset.availability, dataset.links, dataset.pins, dataset.travel) == ((), (), (), ())
    assert dataset.pupils == plain.pupils


def test_other_files_beside_the_tables(plain: Dataset, tmp_path: Path) -> None:
    folder = write_csv(small_tables(), tmp_path / "in")
    (folder / "lees mij.txt").write_bytes(b"\xff")
    (folder / "budget.csv").write_text("a,b\n")
    dataset = read_dataset(folder)
    assert dataset == plain
    assert dataset.warnings == ()


def test_a_workbook_and_back(plain: Dataset, tmp_path: Path) -> None:
    write_tables(as_tables(small_tables()), tmp_path / "zomer.xlsx")
    dataset = read_dataset(tmp_path / "zomer.xlsx")
    assert dataset == plain
    assert dataset.sha256 == plain.sha256


def test_the_digest_does_not_mind_order(plain: Dataset, tmp_path: Path) -> None:
    tables = small_tables()
    for rows in tables.values():
        rows[1:] = random.Random(7).sample(rows[1:], len(rows) - 1)
    tables["offers"] = [
        ["|".join(reversed(text.split("|"))) for text in row] for row in tables["offers"]
    ]
    dataset = read_dataset(write_csv(tables, tmp_path / "in"))
    assert dataset != plain
    assert dataset.sha256 == plain.sha256


def test_the_digest_does_not_mind_unknown_columns_or_written_defaults(
    plain: Dataset, tmp_path: Path
) -> None:
    tables = small_tables()
    for row in tables["pupils"][1:]:
        row[5] = row[5] or "bike"
        row[8] = row[8] or "1"
    tables["blocks"] = [[*row, "geel"] for row in tables["blocks"]]
    assert read_dataset(write_csv(tables, tmp_path / "in")).sha256 == plain.sha256


def test_the_digest_minds_every_known_cell(plain: Dataset, tmp_path: Path) -> None:
    digests = {plain.sha256}
    changes = [
        ("blocks", 1, 1, "x"),
        ("rooms", 1, 2, "13"),
        ("tutors", 1, 11, "20.4"),
        ("offers", 1, 9, "-"),
        ("links", 2, 3, "yes"),
        ("season", 4, 1, "zon-28"),
    ]
    for at, (table, row, column, value) in enumerate(changes):
        tables = small_tables()
        tables[table][row][column] = value
        digests.add(read_dataset(write_csv(tables, tmp_path / str(at))).sha256)
    assert len(digests) == len(changes) + 1


def test_the_digest_stays_the_same_from_version_to_version(plain: Dataset) -> None:
    assert plain.sha256 == ("86c9d0c03b92bbcabf652f012f85d83ac9bd31acc460eeb3a8c4f13e4831094f")


_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NEAR_MISS = st.sampled_from(
    ["1e400", "nan", "-0", "1,5", "|", "24:00", "2027-07-32", "=1+1", "9" * 40, "٣", "\x00", "a\nb"]
)


@given(st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_stands_in_cells_gives_a_dataset_or_says_what_is_wrong(
    tmp_path: Path, data: st.DataObject
) -> None:
    tables = small_tables()
    for _ in range(data.draw(st.integers(1, 6))):
        rows = tables[data.draw(st.sampled_from(TABLE_NAMES))]
        row = rows[data.draw(st.integers(0, len(rows) - 1))]
        if row:
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(_ANY_TEXT | _NEAR_MISS)
        if data.draw(st.booleans()):
            row.append(data.draw(_ANY_TEXT))
    separator = data.draw(st.sampled_from(",;"))
    try:
        dataset = read_dataset(write_csv(tables, tmp_path / "in", separator=separator))
    except BadDataset as bad:
        assert bad.errors  # noqa: PT017 - both ways out are right
        for issue in bad.issues:
            assert issue.sentence("nl") != issue.sentence("en")
    else:
        assert len(dataset.sha256) == 64


@given(st.binary(max_size=300), st.sampled_from(TABLE_NAMES))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_bytes_stand_in_a_file_it_says_what_is_wrong(
    tmp_path: Path, content: bytes, table: str
) -> None:
    folder = write_csv(small_tables(), tmp_path / "in")
    (folder / f"{table}.csv").write_bytes(content)
    with pytest.raises(BadDataset) as caught:
        read_dataset(folder)
    assert caught.value.errors
