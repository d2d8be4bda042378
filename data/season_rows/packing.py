"""A dataset in one piece of bytes, with the plan whose promises hold, to be solved anywhere."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from data.dataset import Dataset, read_dataset
from data.plan_reading import read_plan
from data.plan_rows import COLUMNS, REPORT
from data.season_rows.archive import BadPack, csv_bytes, pack, unpack
from data.season_rows.cells import dataset_tables
from data.table_names import TABLE_NAMES
from solver.plan import Plan
from solver.problem import Problem

__all__ = ["BadPack", "pack_dataset", "unpack_dataset", "unpack_promised"]

_KIND: Final = "dataset"
_PROMISED: Final = "promised/"


def pack_dataset(dataset: Dataset, *, promised: Plan | None = None) -> bytes:
    """A zip of the contract's CSV files; equal datasets give equal bytes.

    With `promised`, its groups, tutors and places are in the folder `promised`, as a plan that
    `plan --previous` takes.
    """
    tables = dataset_tables(dataset)
    files = {f"{name}.csv": csv_bytes(header, rows) for name, (header, rows) in tables.items()}
    if promised is not None:
        files |= {f"{_PROMISED}{name}": content for name, content in _plan_files(promised).items()}
    return pack(_KIND, files)


def unpack_dataset(packed: bytes) -> Dataset:
    """The dataset of a pack, read and checked as any other: equal to the one that was packed.

    Raises:
        BadPack: the bytes are no pack of a dataset.
        BadDataset: what was packed has errors, such as a season half filled in.
    """
    files = unpack(_KIND, packed)
    with TemporaryDirectory() as folder:
        for table in TABLE_NAMES:
            if f"{table}.csv" in files:
                Path(folder, f"{table}.csv").write_bytes(files[f"{table}.csv"])
        return read_dataset(Path(folder))


def unpack_promised(packed: bytes, problem: Problem) -> Plan | None:
    """The promised plan in the pack of a dataset; None where there was none.

    `problem` is that of the dataset; the plan may name what is no longer in it.

    Raises:
        BadPack: the bytes are no pack of a dataset.
    """
    files = unpack(_KIND, packed)
    if f"{_PROMISED}{REPORT}" not in files:
        return None
    with TemporaryDirectory() as folder:
        for name in (*_TABLES, REPORT):
            Path(folder, name).write_bytes(files[f"{_PROMISED}{name}"])
        return read_plan(Path(folder), problem, earlier=True)


_TABLES: Final = ("groups.csv", "group_tutors.csv", "places.csv")


def _plan_files(plan: Plan) -> dict[str, bytes]:
    sizes = {group: len(places) for group, places in plan.places_by_group.items()}
    rows: tuple[list[tuple[object, ...]], ...] = (
        [(group.id, *group, sizes[group]) for group in plan.groups],
        [(each.group.id, each.tutor_id, each.role) for each in plan.assignments],
        [(place.pupil_id, place.group.id, place.rank) for place in plan.places],
    )
    said = {"status": plan.status, "policy": plan.policy}
    return {
        **{name: csv_bytes(COLUMNS[name], own) for name, own in zip(_TABLES, rows, strict=True)},
        REPORT: (json.dumps(said, indent=2) + "\n").encode(),
    }
