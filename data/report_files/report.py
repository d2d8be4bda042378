"""What a report is: tables of figures, each with who needs it (R18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | None
"""A text or a number; None is a number that is left out for being small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table: every row has as many cells as `header`; the first cell names the row."""

    title: str
    needed_by: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report in one language.

    `hidden` is what stands for a number that is left out, `lines` are sentences under the
    title. The same report gives the same files, byte for byte.
    """

    title: str
    lines: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    hidden: str
    language: str
    on: date
