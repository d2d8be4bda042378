"""Writes a plan as a folder of files (contract, section 6); and the one place to read it from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.csv_text import csv_text
from data.plan_reading import read_plan, wish_order
from data.plan_rows import COLUMNS, PAGE, REPORT, BadPlan
from data.plan_sentences import folder_sentence, why
from data.plan_summary import PlanSummary, read_plan_summary
from data.report import DEFAULT_LANGUAGE, in_language, report
from data.whole_folder import write_whole
from solver.plan import Plan
from solver.problem import Problem

__all__ = [
    "BadPlan",
    "PlanFolderError",
    "PlanSummary",
    "check_plan_folder",
    "read_plan",
    "read_plan_summary",
    "write_plan",
]

OWNED = frozenset({*COLUMNS, REPORT, PAGE})
"""The files that a plan folder holds of ours."""


class PlanFolderError(OSError):
    """A plan cannot be written to that path. Its text is one sentence; nothing was changed."""


def check_plan_folder(out: Path, *, language: str = DEFAULT_LANGUAGE) -> None:
    """See whether a plan may be written to `out`, before a long search is begun.

    Raises:
        PlanFolderError: something that is no plan and no empty folder stands there.
    """
    try:
        if out.is_dir():
            names = {entry.name for entry in out.iterdir()}
            code = "" if not names or {"groups.csv", REPORT} <= names else "not_a_plan"
        else:
            code = "not_a_folder" if out.exists() or out.is_symlink() else ""
    except OSError as error:
        sentence = folder_sentence("cannot_write", language, path=out, why=why(error, language))
        raise PlanFolderError(sentence) from error
    if code:
        raise PlanFolderError(folder_sentence(code, language, path=out))


def write_plan(  # noqa: PLR0913 - options by name, each with its own meaning
    plan: Plan,
    problem: Problem,
    out: Path,
    *,
    dataset_sha256: str,
    language: str = DEFAULT_LANGUAGE,
    page: bool = True,
    previous: Plan | None = None,
) -> None:
    """Write the plan to the folder `out`, whole or not at all, with `plan.html` if `page`.

    A plan that stands there is replaced; files in the folder that are not a plan's stay. The
    same plan gives the same bytes, but for `seconds` in `report.json`. `language` (nl or en)
    is that of the sentences and the page. `previous` is the plan whose promises were kept.

    Raises:
        PlanFolderError: the path holds something else or cannot be written to.
    """
    check_plan_folder(out, language=language)
    told = report(
        plan, problem, dataset_sha256=dataset_sha256, language=language, previous=previous
    )
    contents = {name: _csv(name, rows) for name, rows in _tables(plan, language).items()}
    contents[REPORT] = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    if page:
        from data.page import render_page  # noqa: PLC0415 - who writes no page needs no templates

        contents[PAGE] = render_page(plan, problem, language=language).encode()
    try:
        write_whole(out, contents, owned=OWNED)
    except OSError as error:
        sentence = folder_sentence("cannot_write", language, path=out, why=why(error, language))
        raise PlanFolderError(sentence) from error


def _tables(plan: Plan, language: str) -> dict[str, Iterable[Sequence[object]]]:
    sizes = {group: len(places) for group, places in plan.places_by_group.items()}
    refusals = sorted(plan.refusals, key=lambda refusal: wish_order(refusal.wish))
    return {
        "groups.csv": [(group.id, *group, sizes[group]) for group in sorted(plan.groups)],
        "group_tutors.csv": [
            (given.group.id, given.tutor_id, given.role.value) for given in sorted(plan.assignments)
        ],
        "places.csv": [
            (place.pupil_id, place.group.id, place.rank) for place in sorted(plan.places)
        ],
        "refusals.csv": [
            (
                refusal.wish.pupil_id,
                refusal.wish.stated_rank,
                refusal.wish.offer_id,
                refusal.wish.block_id or "",
                refusal.wish.location_id or "",
                refusal.reason.value,
                in_language(refusal.detail, language),
            )
            for refusal in refusals
        ],
    }


def _csv(name: str, rows: Iterable[Sequence[object]]) -> bytes:
    return csv_text(COLUMNS[name], rows).encode()
