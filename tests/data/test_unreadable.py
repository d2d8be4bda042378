"""Files that cannot be read at all: a clear error each, nothing written, no traceback."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.dataset import BadDataset, read_dataset
from data.issues import Issue
from data.table_names import TABLE_NAMES
from data.write_tables import write_tables
from tests.data.small_dataset import as_tables, small_tables, write_csv


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_csv(small_tables(), tmp_path / "zomer")


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "zomer.xlsx"
    write_tables(as_tables(small_tables()), path)
    return path


def only_issue(path: Path) -> Issue:
    """The one issue, after which everything beside `path` is as it was."""
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(BadDataset) as caught:
        read_dataset(path)
    assert sorted(path.parent.rglob("*")) == before
    (issue,) = caught.value.issues
    return issue


def without_rows(issue: Issue) -> tuple[str, str, int | None, str]:
    return issue.code.value, issue.file, issue.row, issue.value


def test_nothing_there(tmp_path: Path) -> None:
    path = tmp_path / "nergens"
    assert without_rows(only_issue(path)) == ("not_found", "", None, str(path))


def test_a_path_through_a_file(folder: Path) -> None:
    path = folder / "pupils.csv" / "in"
    assert without_rows(only_issue(path)) == ("not_found", "", None, str(path))


def test_a_path_that_no_disk_can_hold() -> None:
    with pytest.raises(BadDataset) as caught:
        read_dataset(Path("a\0b"))
    assert [issue.code.value for issue in caught.value.issues] == ["not_readable"]


@pytest.mark.parametrize("name", ["pupils.csv", "zomer.xls", "zomer.ods", "zomer"])
def test_another_kind_of_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("pupil_id,birth_year\n")
    issue = only_issue(path)
    assert without_rows(issue) == ("unsupported_file", name, None, "")
    assert issue.sentence("nl") == (
        f"{name}: dit soort bestand wordt niet gelezen. "
        "Verwacht: een map met csv-bestanden of een xlsx-bestand (bewaar het zo)."
    )


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(BadDataset) as caught:
        read_dataset(tmp_path)
    assert [(i.code.value, i.file) for i in caught.value.issues] == [
        ("missing_table", f"{name}.csv")
        for name in [
            "season",
            "blocks",
            "sessions",
            "locations",
            "rooms",
            "tutors",
            "offers",
            "pupils",
            "wishes",
        ]
    ]


def test_a_folder_in_the_place_of_a_table(folder: Path) -> None:
    (folder / "rooms.csv").unlink()
    (folder / "rooms.csv").mkdir()
    assert without_rows(only_issue(folder)) == ("not_readable", "rooms.csv", None, "")


def test_a_link_to_nowhere(folder: Path) -> None:
    (folder / "rooms.csv").unlink()
    (folder / "rooms.csv").symlink_to(folder / "weg.csv")
    assert without_rows(only_issue(folder)) == ("not_readable", "rooms.csv", None, "")


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    path = tmp_path / "rond"
    path.symlink_to(path)
    assert without_rows(only_issue(path)) == ("not_readable", "rond", None, "")


def test_a_pipe_in_the_place_of_a_table(folder: Path) -> None:
    (folder / "rooms.csv").unlink()
    os.mkfifo(folder / "rooms.csv")
    assert without_rows(only_issue(folder)) == ("not_readable", "rooms.csv", None, "")


def test_a_pipe_in_the_place_of_a_workbook(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "zomer.xlsx")
    issue = only_issue(tmp_path / "zomer.xlsx")
    assert without_rows(issue) == ("not_readable", "zomer.xlsx", None, "")


def test_a_latin_1_file(folder: Path) -> None:
    tables = small_tables()
    tables["pupils"][3][2] = "Zoë"
    write_csv({"pupils": tables["pupils"]}, folder, encoding="latin-1")
    issue = only_issue(folder)
    assert without_rows(issue) == ("not_utf8", "pupils.csv", 4, "0xeb")
    assert issue.sentence("nl") == (
        "pupils.csv, rij 4: dit bestand is geen UTF-8 (vreemd teken: 0xeb). "
        "Verwacht: een csv-bestand, bewaard als ‘CSV UTF-8’."
    )


def test_a_utf_16_file(folder: Path) -> None:
    write_csv({"blocks": small_tables()["blocks"]}, folder, encoding="utf-16")
    assert without_rows(only_issue(folder)) == ("not_utf8", "blocks.csv", 1, "0xff")


def test_a_file_of_100_mb(folder: Path) -> None:
    with (folder / "wishes.csv").open("r+b") as file:
        file.truncate(100 * 1024 * 1024)
    issue = only_issue(folder)
    assert without_rows(issue) == ("too_big", "wishes.csv", None, "100 MB")
    assert issue.sentence("en") == ("wishes.csv: this is too big: 100 MB. Expected: at most 64 MB.")


def test_a_workbook_of_100_mb(workbook: Path) -> None:
    with workbook.open("r+b") as file:
        file.truncate(100 * 1024 * 1024)
    assert without_rows(only_issue(workbook)) == ("too_big", "zomer.xlsx", None, "100 MB")


@pytest.mark.parametrize("text", ["", "\n\n \n", "\ufeff", ",,,\n"])
def test_an_empty_file(text: str, folder: Path) -> None:
    (folder / "links.csv").write_text(text, encoding="utf-8")
    assert without_rows(only_issue(folder)) == ("empty_file", "links.csv", None, "")


def test_a_quote_that_never_closes(folder: Path) -> None:
    (folder / "links.csv").write_text(
        'pupil_a,pupil_b,kind,strict\np1,p2,same_group,yes\np1,"p3,same_site,no\n'
    )
    assert without_rows(only_issue(folder)) == ("broken_csv", "links.csv", 3, "")


def test_a_cell_without_end(folder: Path) -> None:
    (folder / "links.csv").write_text("pupil_a,pupil_b,kind,strict\n" + "p" * 200_000)
    assert without_rows(only_issue(folder)) == ("broken_csv", "links.csv", 2, "")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_workbook(share: float, workbook: Path) -> None:
    whole = workbook.read_bytes()
    workbook.write_bytes(whole[: int(len(whole) * share)])
    issue = only_issue(workbook)
    assert without_rows(issue) == ("broken_workbook", "zomer.xlsx", None, "")


def test_something_else_named_xlsx(tmp_path: Path) -> None:
    (tmp_path / "zomer.xlsx").write_text("pupil_id,birth_year\n")
    issue = only_issue(tmp_path / "zomer.xlsx")
    assert without_rows(issue) == ("broken_workbook", "zomer.xlsx", None, "")


def test_any_damaged_byte_of_a_workbook_is_refused_or_harmless(workbook: Path) -> None:
    whole = workbook.read_bytes()
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        workbook.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            read_dataset(workbook)
        except BadDataset as bad:
            assert bad.errors  # noqa: PT017 - both ways out are right


def test_a_table_that_cannot_be_read_does_not_make_ids_unknown(folder: Path) -> None:
    (folder / "pupils.csv").write_bytes(b"\xff")
    assert only_issue(folder).code.value == "not_utf8"


def test_more_rows_than_a_spreadsheet_holds(folder: Path) -> None:
    (folder / "links.csv").write_text("pupil_a,pupil_b,kind,strict\n" + "a\n" * 1_000_001)
    issue = only_issue(folder)
    assert without_rows(issue) == ("too_many_rows", "links.csv", None, "> 1000000")


def test_a_workbook_that_claims_more_texts_than_it_holds(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/sharedStrings.xml"
    parts[name] = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="429496729690"', parts[name])
    with zipfile.ZipFile(workbook, "w") as new:
        for each, content in parts.items():
            new.writestr(each, content)
    assert without_rows(only_issue(workbook)) == ("broken_workbook", "zomer.xlsx", None, "")


@contextlib.contextmanager
def without_privileges() -> Iterator[None]:
    """As somebody whom rights hold for: root becomes nobody for a while."""
    nobody = 65534
    root = os.geteuid() == 0
    if root:
        os.seteuid(nobody)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A dataset where everybody may come (pytest's own folders are for their owner alone)."""
    with tempfile.TemporaryDirectory() as top:
        Path(top).chmod(0o755)
        yield write_csv(small_tables(), Path(top) / "zomer")


@pytest.mark.parametrize("rights", [0o000, 0o444, 0o111])
def test_a_folder_without_rights(rights: int, open_folder: Path) -> None:
    read_dataset(open_folder)
    open_folder.chmod(rights)
    try:
        with without_privileges(), pytest.raises(BadDataset) as caught:
            read_dataset(open_folder)
    finally:
        open_folder.chmod(0o755)
    found = [(issue.code.value, issue.file) for issue in caught.value.issues]
    if rights == 0o444:  # its names can be listed, its files not be opened
        assert found == [("not_readable", f"{name}.csv") for name in TABLE_NAMES]
    else:
        assert found == [("not_readable", "zomer")]
        assert caught.value.issues[0].sentence("nl") == (
            "zomer: dit kan niet gelezen worden. "
            "Verwacht: een gewoon bestand of een map die je mag lezen."
        )


def test_a_file_without_rights(open_folder: Path) -> None:
    read_dataset(open_folder)
    (open_folder / "rooms.csv").chmod(0o000)
    with without_privileges():
        assert without_rows(only_issue(open_folder)) == ("not_readable", "rooms.csv", None, "")
