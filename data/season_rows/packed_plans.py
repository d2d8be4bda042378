"""A plan in one piece of bytes: its folder, as others read it, and all of it, as we do."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pydantic import TypeAdapter, ValidationError

from data.plan_files import write_plan
from data.report import DEFAULT_LANGUAGE
from data.season_rows.archive import BadPack, pack, unpack
from solver.plan import Plan
from solver.problem import Problem

_KIND: Final = "plan"
_WHOLE: Final = "plan.json"
"""Holds what a folder leaves out: sentences in every language, ranks without gaps."""


@cache
def _adapter() -> TypeAdapter[Plan]:
    return TypeAdapter(Plan)


def pack_plan(
    plan: Plan,
    problem: Problem,
    *,
    dataset_sha256: str,
    language: str = DEFAULT_LANGUAGE,
    previous: Plan | None = None,
) -> bytes:
    """A zip of the plan's folder (contract, section 6; without its page) and of the whole plan.

    `dataset_sha256` is that of the dataset before it was pseudonymised, which is what the
    report names; `language` is that of the folder. `previous`: the plan whose promises held.
    """
    with TemporaryDirectory() as parent:
        folder = Path(parent, "plan")
        write_plan(
            plan,
            problem,
            folder,
            dataset_sha256=dataset_sha256,
            language=language,
            page=False,
            previous=previous,
        )
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    return pack(_KIND, {**files, _WHOLE: _adapter().dump_json(plan)})


def unpack_plan(packed: bytes) -> Plan:
    """The plan of a pack, equal to the one that was packed, with its seconds.

    Raises:
        BadPack: the bytes are no pack of a plan.
    """
    try:
        return _adapter().validate_json(unpack(_KIND, packed)[_WHOLE])
    except (KeyError, ValidationError) as error:
        raise BadPack("this is no pack of a plan, or it is damaged") from error
