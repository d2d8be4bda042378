"""Datasets and plans in one piece of bytes, solved again from them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from data.dataset import BadDataset, Dataset, read_dataset
from data.plan_files import read_plan
from data.season_rows import (
    BadPack,
    dataset_tables,
    pack_dataset,
    pack_plan,
    pseudonymised,
    unpack_dataset,
    unpack_plan,
    unpack_promised,
)
from data.season_rows.archive import VERSION, pack
from data.write_tables import write_tables
from solver.plan import Group, LostPromise, Plan
from solver.problem import Problem
from tests.data.plan_folders import FILES
from tests.data.sample_plans import greedy_plan, sample_problem
from tests.data.small_dataset import small_tables, write_csv


@pytest.fixture
def small(tmp_path: Path) -> Dataset:
    return read_dataset(write_csv(small_tables(), tmp_path / "small"))


@pytest.fixture
def problem() -> Problem:
    return sample_problem(150, 7)


@pytest.fixture
def plan() -> Plan:
    gone = Group("gone", "w1", "away")
    lost = LostPromise("somebody", gone, "not_wished", {"nl": "Weg.", "en": "Gone."})
    return replace(greedy_plan(150, 7), lost_promises=(lost,))


def extracted(packed: bytes, folder: Path) -> Path:
    with ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)
    return folder


def test_a_pack_is_the_dataset(small: Dataset) -> None:
    assert unpack_dataset(pack_dataset(small)) == small


def test_any_program_can_open_a_pack(small: Dataset, tmp_path: Path) -> None:
    assert read_dataset(extracted(pack_dataset(small), tmp_path / "out")) == small


def test_equal_datasets_give_equal_bytes_and_others_do_not(small: Dataset) -> None:
    again = replace(small)
    assert pack_dataset(again) == pack_dataset(small)
    other = replace(small, wishes=small.wishes[::-1])
    assert pack_dataset(other) != pack_dataset(small)


@pytest.mark.parametrize("name", ["season", "season.xlsx"])
def test_tables_are_written_as_they_were_read(small: Dataset, tmp_path: Path, name: str) -> None:
    late = replace(small.availability[0], end=1440)
    dataset = replace(small, availability=(late, *small.availability[1:]))
    write_tables(dataset_tables(dataset), tmp_path / name)
    assert read_dataset(tmp_path / name) == dataset


def test_tables_without_rows_are_left_out_where_they_may_be(small: Dataset) -> None:
    bare = replace(small, availability=(), links=(), pins=(), travel=())
    assert list(dataset_tables(bare)) == [
        *("season", "blocks", "sessions", "locations", "rooms", "tutors", "offers", "pupils"),
        "wishes",
    ]


def test_line_ends_and_signs_within_cells(small: Dataset) -> None:
    odd = "a\rb\r\nc\nd\t\"e\", 'f'; g|h =1"
    near = 1.2e-7
    first = replace(small.locations[0], name=odd, lat=near)
    dataset = replace(small, locations=(first, *small.locations[1:]))
    found = unpack_dataset(pack_dataset(dataset))
    assert (found, found.locations[0].name, found.locations[0].lat) == (dataset, odd, near)


def test_a_season_half_filled_in_is_told_with_everything_wrong(small: Dataset) -> None:
    first = replace(small.offers[0], blocks=())
    half = replace(small, tutors=(), pins=(), offers=(first, *small.offers[1:]), availability=())
    with pytest.raises(BadDataset) as refused:
        unpack_dataset(pack_dataset(half))
    assert [(issue.code.value, issue.file) for issue in refused.value.errors] == [
        ("no_rows", "tutors.csv"),
        ("missing_value", "offers.csv"),
        ("unknown_id", "travel.csv"),
    ]


def test_names_and_addresses_stay_behind(small: Dataset) -> None:
    hidden = pseudonymised(small)
    packed = pack_dataset(hidden)
    with ZipFile(BytesIO(packed)) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    for said in ("An Voorbeeld", "Kind Een", "Parklaan", "9930"):
        assert said not in text
    assert hidden.sha256 != small.sha256
    assert [row.pupil_id for row in hidden.pupils] == ["p1", "p2", "p3", "p4"]


def test_a_promised_plan_comes_along(small: Dataset, plan: Plan, problem: Problem) -> None:
    packed = pack_dataset(small, promised=plan)
    assert unpack_dataset(packed) == small
    assert unpack_promised(packed, problem) == replace(
        plan, refusals=(), levels=(), lost_promises=()
    )
    assert pack_dataset(small, promised=plan) == packed


def test_a_promised_plan_may_name_what_is_gone(
    small: Dataset, plan: Plan, problem: Problem
) -> None:
    other = replace(problem, pupils=problem.pupils[:1], wishes=(), links=(), pins=())
    found = unpack_promised(pack_dataset(small, promised=plan), other)
    assert found is not None
    assert found.places == plan.places


def test_a_pack_without_a_promised_plan(small: Dataset, problem: Problem) -> None:
    assert unpack_promised(pack_dataset(small), problem) is None


def test_a_packed_plan_comes_out_equal(plan: Plan, problem: Problem) -> None:
    found = unpack_plan(pack_plan(plan, problem, dataset_sha256="ab" * 32))
    assert found == plan
    assert found.seconds == plan.seconds


def test_wishes_that_are_there_twice_are_refused_twice(plan: Plan, problem: Problem) -> None:
    twice = replace(plan, refusals=(plan.refusals[0], *plan.refusals))
    assert unpack_plan(pack_plan(twice, problem, dataset_sha256="")) == twice


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_folder_in_a_packed_plan_is_the_contracts(
    plan: Plan, problem: Problem, tmp_path: Path, language: str
) -> None:
    packed = pack_plan(plan, problem, dataset_sha256="ab" * 32, language=language)
    folder = extracted(packed, tmp_path / "plan")
    assert {path.name for path in folder.iterdir()} == (FILES - {"plan.html"}) | {
        "about.json",
        "plan.json",
    }
    found = read_plan(folder, problem)
    assert [refusal.detail for refusal in found.refusals] == [
        {language: refusal.detail[language]} for refusal in plan.refusals
    ]


def test_a_plan_is_no_dataset_and_the_other_way_round(
    small: Dataset, plan: Plan, problem: Problem
) -> None:
    with pytest.raises(BadPack):
        unpack_plan(pack_dataset(small))
    with pytest.raises(BadPack):
        unpack_dataset(pack_plan(plan, problem, dataset_sha256=""))


@pytest.mark.parametrize("bad", [b"", b"PK", b"not a zip at all"])
def test_other_bytes_are_no_pack(bad: bytes) -> None:
    with pytest.raises(BadPack):
        unpack_dataset(bad)


def test_a_damaged_pack_is_told(small: Dataset) -> None:
    packed = bytearray(pack_dataset(small))
    packed[200:260] = bytes(60)
    with pytest.raises(BadPack):
        unpack_dataset(bytes(packed))


def test_a_zip_of_somebody_else_is_no_pack() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("season.csv", "key,value\n")
    with pytest.raises(BadPack):
        unpack_dataset(out.getvalue())


def test_a_plan_of_other_words_is_no_plan() -> None:
    for files in ({}, {"plan.json": b"{}"}, {"plan.json": b"["}):
        with pytest.raises(BadPack):
            unpack_plan(pack("plan", files))


def test_a_later_version_is_not_read(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("data.season_rows.archive.VERSION", VERSION + 1)
    packed = pack_dataset(small)
    monkeypatch.undo()
    with pytest.raises(BadPack):
        unpack_dataset(packed)


def test_a_file_far_too_large_is_not_unpacked(
    small: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = pack_dataset(small)
    monkeypatch.setattr("data.season_rows.archive.MOST_BYTES", 100)
    with pytest.raises(BadPack, match="too large"):
        unpack_dataset(packed)
