"""Seasons in the database as datasets, and plans as rows, both ways without loss.

`tables.py` says which field of a dataset stands in which column; everything else follows it.
"""

from data.season_rows.cells import dataset_tables
from data.season_rows.datasets import dataset_of, put_dataset
from data.season_rows.fetched import NoSuchSeason
from data.season_rows.packed_plans import pack_plan, unpack_plan
from data.season_rows.packing import BadPack, pack_dataset, unpack_dataset, unpack_promised
from data.season_rows.plan_versions import NoSuchVersion, plan_of
from data.season_rows.plans import PlanDoesNotFit, put_plan
from data.season_rows.pseudonyms import pseudonymised
from data.season_rows.waiting_lists import Waiting, waiting

__all__ = [
    "BadPack",
    "NoSuchSeason",
    "NoSuchVersion",
    "PlanDoesNotFit",
    "Waiting",
    "dataset_of",
    "dataset_tables",
    "pack_dataset",
    "pack_plan",
    "plan_of",
    "pseudonymised",
    "put_dataset",
    "put_plan",
    "unpack_dataset",
    "unpack_plan",
    "unpack_promised",
    "waiting",
]
