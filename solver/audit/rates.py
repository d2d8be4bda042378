"""Counts of children, the rates they make, and how sure those are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from scipy.stats import binomtest

from solver.audit.small_cells import shown

CONFIDENCE = 0.95
"""The level of every confidence interval."""


class Column(StrEnum):
    """What is counted; each later one counts some of the children of the one before."""

    ASKED = "asked"
    """Children with a wish."""
    COULD = "could"
    """Those with a wish that could be granted, were there nobody else (see `grantable`)."""
    PLACED = "placed"
    """Those with a place."""
    FIRST = "first"
    """Those whose dearest wish was granted: a place of rank 1."""


PRIORITY = (Column.COULD, Column.PLACED, Column.FIRST, Column.ASKED)
"""What is shown first where small counts do not allow all."""


class Rate(NamedTuple):
    """A share of children, from 0 to 1, and its Clopper–Pearson interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Row:
    """One group of children. A count is None where it is hidden for being small."""

    key: str
    counts: Mapping[Column, int | None]

    def rate(self, part: Column, base: Column) -> Rate | None:
        """The share of `base` that is `part`; None where a count is hidden or nobody is there."""
        some, all_ = self.counts.get(part), self.counts.get(base)
        return None if some is None or not all_ else rate(some, all_)


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of children who differ in one thing; together they are all children asked about."""

    name: str
    rows: tuple[Row, ...]


def rate(part: int, base: int) -> Rate:
    """The share with its exact interval (Clopper and Pearson, 1934); `base` is above 0."""
    low, high = binomtest(part, base).proportion_ci(CONFIDENCE, method="exact")
    return Rate(part / base, float(low), float(high))


def tabulate(
    name: str,
    keys: Sequence[str],
    counts: Sequence[Mapping[Column, int]],
    *,
    everything: bool,
) -> Table:
    """A table of these counts, small ones hidden unless `everything`.

    `counts` has the same columns for each of `keys`; the sums of columns are taken to be known.
    """
    columns = [column for column in Column if counts and column in counts[0]]
    cells = [[row[column] for column in columns] for row in counts]
    total = [sum(column) for column in zip(*cells, strict=True)]
    priority = [columns.index(column) for column in PRIORITY if column in columns]
    flags = (
        [[True] * len(columns) for _ in cells] if everything else shown(cells, total, priority)[0]
    )
    return Table(
        name,
        tuple(
            Row(
                key,
                {
                    column: value if flag else None
                    for column, value, flag in zip(columns, row, row_flags, strict=True)
                },
            )
            for key, row, row_flags in zip(keys, cells, flags, strict=True)
        ),
    )


def overall(counts: Mapping[Column, int], *, everything: bool) -> Row:
    """All children as one row."""
    columns = list(counts)
    values = [counts[column] for column in columns]
    priority = [columns.index(column) for column in PRIORITY if column in counts]
    flags = [True] * len(columns) if everything else shown([], values, priority)[1]
    return Row(
        "all",
        {
            column: value if flag else None
            for column, value, flag in zip(columns, values, flags, strict=True)
        },
    )
