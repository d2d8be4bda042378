"""What looks wrong but may be meant: the dataset is read, with exactly these warnings."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.dataset import BadDataset, read_dataset
from tests.data.small_dataset import small_tables, write_csv
from tests.data.spoiling import Case, add, all_of, cell, header, one, rename_table, season, seen

WARNINGS: dict[str, Case] = {
    "an unknown column": (
        header("blocks", "block_id", "labels"),
        one("unknown_column", "blocks", 1, "labels"),
    ),
    "an unknown key": (
        add("season", "colour,geel"),
        one("unknown_key", "season", 10, "key", "colour"),
    ),
    "an unknown municipality": (
        season("nis", "44021|99999"),
        one("unknown_nis", "season", 7, "value", "99999"),
    ),
    "a misspelled table that may be left out": (
        rename_table("pins", "pin"),
        one("unknown_table", "pin", None),
    ),
    "a block that nothing uses": (
        add("blocks", "w9,"),
        one("unused_block", "blocks", 5, "block_id", "w9"),
    ),
    "a window outside the season": (
        add("availability", "tutor,bo,2026-07-01,2026-07-31,,"),
        one("never_in_season", "availability", 6, "first_day", "2026-07-01"),
    ),
    "a link with two values": (
        add("links", "p2,p1,same_group,no"),
        one("contradicting_links", "links", 4, "strict", "no"),
    ),
    "a link twice": (add("links", "p1,p3,same_site,nee"), one("duplicate_row", "links", 4)),
    "a wish twice": (add("wishes", "p1,7,taal,w1,park"), one("duplicate_row", "wishes", 8)),
    "a wish in another block than the offer's": (
        add("wishes", "p2,1,taal,les,"),
        one("wish_elsewhere", "wishes", 8, "block_id", "les"),
    ),
    "a wish elsewhere than the offer": (
        add("wishes", "p2,1,taal,,brug"),
        one("wish_elsewhere", "wishes", 8, "location_id", "brug"),
    ),
    "a journey twice": (add("travel", "pupil,p3,park,12"), one("duplicate_row", "travel", 5)),
    "a journey to itself": (
        add("travel", "location,park,park,3"),
        one("travel_to_itself", "travel", 5, "from_id", "park"),
    ),
    "a child of ninety": (
        cell("pupils", 2, "birth_year", "1937"),
        one("unlikely_age", "pupils", 2, "birth_year", "1937"),
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_gives_exactly_these_warnings(name: str, tmp_path: Path) -> None:
    edit, expected = WARNINGS[name]
    tables = small_tables()
    edit(tables)
    dataset = read_dataset(write_csv(tables, tmp_path / "in"))
    assert seen(dataset.warnings) == expected
    assert [issue.is_error for issue in dataset.warnings] == [False] * len(expected)


def test_the_small_dataset_has_no_issues(tmp_path: Path) -> None:
    assert read_dataset(write_csv(small_tables(), tmp_path / "in")).warnings == ()


def test_errors_and_warnings_come_in_order_of_tables_then_rows(tmp_path: Path) -> None:
    spoil = all_of(
        cell("wishes", 6, "pupil_id", "p7"),
        cell("wishes", 3, "rank", "x"),
        cell("pupils", 2, "birth_year", "1937"),
        cell("rooms", 2, "capacity", "x"),
    )
    tables = small_tables()
    spoil(tables)
    with pytest.raises(BadDataset) as caught:
        read_dataset(write_csv(tables, tmp_path / "in"))
    assert seen(caught.value.issues) == [
        ("not_whole", "rooms.csv", 2, "capacity", "x"),
        ("unlikely_age", "pupils.csv", 2, "birth_year", "1937"),
        ("not_whole", "wishes.csv", 3, "rank", "x"),
        ("unknown_id", "wishes.csv", 6, "pupil_id", "p7"),
    ]
    assert seen(caught.value.warnings) == seen(caught.value.issues[1:2])
    assert len(caught.value.errors) == 3
    assert len(str(caught.value).splitlines()) == 3
