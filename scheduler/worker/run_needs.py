"""Takes the needs of children out of the dataset that a run keeps."""

from __future__ import annotations

from dataclasses import replace

from data.dataset import BadDataset
from data.problem import to_problem
from data.season_rows import BadPack, pack_dataset, unpack_dataset, unpack_promised


def without_needs(packed: bytes) -> bytes | None:
    """The pack of the same dataset and promised plan, without needs; None: it has none.

    Also None for what cannot be read: such a run fails, and goes like any other.
    """
    try:
        dataset = unpack_dataset(packed)
    except (BadPack, BadDataset):
        return None
    if not any(pupil.needs for pupil in dataset.pupils):
        return None
    promised = unpack_promised(packed, to_problem(dataset))
    pupils = tuple(replace(pupil, needs=()) for pupil in dataset.pupils)
    return pack_dataset(replace(dataset, pupils=pupils), promised=promised)
