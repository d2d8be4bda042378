"""What is wrong in files that somebody sent: by file, row and column, in their language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from data.issues import Issue
from web.languages import said_in

MOST_SHOWN: Final = 200
"""Lines on one page; who mends these sees the next ones."""


class Fault(NamedTuple):
    """One thing, and where. `is_error`: the season cannot be made with it."""

    file: str
    row: int | None
    column: str
    sentence: str
    is_error: bool


def faults(issues: Iterable[Issue]) -> tuple[Fault, ...]:
    """Errors first, each kind in the order of the files."""
    ordered = sorted(issues, key=lambda issue: not issue.is_error)
    return tuple(_fault(issue) for issue in ordered)


def _fault(issue: Issue) -> Fault:
    bare = replace(issue, file="", sheet="", row=None, column="", key="")
    return Fault(
        file=issue.sheet or issue.file,
        row=issue.row,
        column=issue.key or issue.column,
        sentence=bare.sentence(said_in()),
        is_error=issue.is_error,
    )
