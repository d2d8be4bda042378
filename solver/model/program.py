"""A mixed-integer program as arrays, and views of it in which most of it stands still.

The search knows one program for the whole season. Proving, constructing and improving all solve
*views*: some columns free, the others fixed at the plan at hand. A view keeps only the rows that
can still bind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

TOLERANCE = 1e-6


class Rows:
    """Collects the rows of a program in blocks of entries.

    Rows written while `depth` is d only matter from the d-th level of the objective on.
    """

    def __init__(self) -> None:
        self._count = 0
        self._rows: list[Ints] = []
        self._columns: list[Ints] = []
        self._values: list[Floats] = []
        self._lower: list[Floats] = []
        self._upper: list[Floats] = []
        self._depths: list[Ints] = []
        self._sums: list[Ints] = []
        self._next_sum = 0
        self.depth = 0

    def __len__(self) -> int:
        return self._count

    def group(  # noqa: PLR0913  (a block of entries with its limits, by name)
        self,
        keys: Ints,
        columns: Ints,
        values: Floats | float,
        *,
        lower: Floats | float = -np.inf,
        upper: Floats | float = np.inf,
        sums: Ints | None = None,
    ) -> None:
        """One row for each distinct key, of the entries that bear it.

        Arrays `lower`, `upper` and `sums` follow the distinct keys in rising order. Rows of this
        call with the same number in `sums` are added up in the coarse program (`Program.coarse`);
        without it every row stays on its own there.
        """
        if not len(keys):
            return
        distinct, row = np.unique(keys, return_inverse=True)
        self._rows.append(np.asarray(row, dtype=np.int64).ravel() + self._count)
        self._columns.append(np.asarray(columns, dtype=np.int64))
        self._values.append(np.broadcast_to(np.asarray(values, dtype=np.float64), keys.shape))
        self._lower.append(np.broadcast_to(np.asarray(lower, dtype=np.float64), distinct.shape))
        self._upper.append(np.broadcast_to(np.asarray(upper, dtype=np.float64), distinct.shape))
        self._depths.append(np.full(len(distinct), self.depth))
        added = (
            np.arange(len(distinct)) if sums is None else np.unique(sums, return_inverse=True)[1]
        )
        added = np.asarray(added, dtype=np.int64).ravel() + self._next_sum
        self._sums.append(added)
        self._next_sum = int(added.max()) + 1
        self._count += len(distinct)

    def add(
        self,
        columns: Sequence[int] | Ints,
        values: Sequence[float] | Floats | float,
        *,
        lower: float = -np.inf,
        upper: float = np.inf,
    ) -> None:
        """One row."""
        at = np.asarray(columns, dtype=np.int64)
        if len(at):
            self.group(
                np.zeros(len(at), dtype=np.int64),
                at,
                np.broadcast_to(np.asarray(values, dtype=np.float64), at.shape),
                lower=lower,
                upper=upper,
            )
        elif lower > 0 or upper < 0:
            raise Impossible("a row without columns asks for something")

    def matrix(self, columns: int) -> tuple[sparse.csc_array, Floats, Floats, Ints, Ints]:
        """All rows as a matrix with that many columns, their limits, depth and sums."""
        if not self._rows:
            none = np.zeros(0, np.int64)
            return sparse.csc_array((0, columns)), np.zeros(0), np.zeros(0), none, none
        entries = (
            np.concatenate(self._values),
            (np.concatenate(self._rows), np.concatenate(self._columns)),
        )
        matrix = sparse.csc_array(sparse.coo_array(entries, shape=(self._count, columns)))
        limits = np.concatenate(self._lower), np.concatenate(self._upper)
        return matrix, *limits, np.concatenate(self._depths), np.concatenate(self._sums)


class Impossible(Exception):
    """The rules alone, without any search, admit no plan."""


@dataclass(frozen=True)
class Program:
    """min objective·x, row_lower ≤ matrix·x ≤ row_upper, column_lower ≤ x ≤ column_upper.

    Shapes: M rows, N columns. `objectives` holds a cost vector float[N] (to be minimised, whole
    numbers) for each level by name. `row_depth` and `column_depth` say from which depth of the
    objective on a row or column matters; before that it can be left out. `row_sums` numbers the
    rows that the coarse program adds up alike.
    """

    matrix: sparse.csc_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    integer: Bools
    row_depth: Ints
    row_sums: Ints
    column_depth: Ints
    objectives: Mapping[str, Floats]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.column_lower)

    def value(self, level: str, at: Floats) -> int:
        """The cost of a whole-number point on one level."""
        return round(float(self.objectives[level] @ at))

    def feasible(self, at: Floats) -> bool:
        """Whether a point keeps every row and column."""
        activity = self.matrix @ at
        return bool(
            np.all(activity <= self.row_upper + TOLERANCE)
            and np.all(activity >= self.row_lower - TOLERANCE)
            and np.all(at <= self.column_upper + TOLERANCE)
            and np.all(at >= self.column_lower - TOLERANCE)
        )

    def coarse(self, depth: int, parts: Ints) -> Coarse:
        """A smaller relaxation up to a depth: columns with the same number in `parts` become one.

        Rows that were written to be added up are; a row whose entries differ within a merged column
        cannot be kept and is left out, which only relaxes the program further. The merged column
        stands for the sum of its parts.

        Args:
            depth: rows and columns that only matter deeper are left out.
            parts: int[N], from 0 without holes.
        """
        rows = np.flatnonzero(self.row_depth <= depth)
        columns = np.flatnonzero(self.column_depth <= depth)
        merged, column = np.unique(parts[columns], return_inverse=True)
        _, row = np.unique(self.row_sums[rows], return_inverse=True)
        entries = sparse.coo_array(sparse.csr_array(self.matrix)[rows][:, columns])
        at = np.asarray(row).ravel()[entries.coords[0]], entries.coords[1]
        shape = (int(np.max(row, initial=-1)) + 1, len(columns))
        added = sparse.coo_array(
            sparse.csr_array(sparse.coo_array((entries.data, at), shape=shape))
        )
        count = np.bincount(column, minlength=len(merged))
        where = added.coords[0].astype(np.int64) * len(merged) + column[added.coords[1]]
        keys, slot = np.unique(where, return_inverse=True)
        total = np.bincount(slot, weights=added.data)
        seen = np.bincount(slot)
        mean = total / seen
        uneven = np.zeros(len(keys), dtype=np.bool_)
        uneven[slot[np.abs(added.data - mean[slot]) > TOLERANCE]] = True
        uneven |= seen != count[keys % len(merged)]
        lost = np.zeros(shape[0], dtype=np.bool_)
        lost[keys[uneven] // len(merged)] = True
        kept = np.flatnonzero(~lost)
        matrix = sparse.csr_array(
            (mean, (keys // len(merged), keys % len(merged))), shape=(shape[0], len(merged))
        )[kept]
        first = np.full(len(merged), len(columns))
        np.minimum.at(first, column, np.arange(len(columns)))
        program = Program(
            sparse.csc_array(matrix),
            row_lower=_sums(row, self.row_lower[rows], shape[0])[kept],
            row_upper=_sums(row, self.row_upper[rows], shape[0])[kept],
            column_lower=_sums(column, self.column_lower[columns], len(merged)),
            column_upper=_sums(column, self.column_upper[columns], len(merged)),
            integer=self.integer[columns][first],
            row_depth=np.zeros(len(kept), dtype=np.int64),
            row_sums=np.arange(len(kept)),
            column_depth=np.zeros(len(merged), dtype=np.int64),
            objectives={level: cost[columns][first] for level, cost in self.objectives.items()},
        )
        return Coarse(program, columns, np.asarray(column).ravel())

    def within(self, limits: Sequence[tuple[Floats, float]]) -> Program:
        """The same program in which each cost vector stays at or below its limit."""
        if not limits:
            return self
        extra = len(limits)
        below = sparse.csr_array(np.stack([cost for cost, _ in limits]))
        return Program(
            sparse.csc_array(sparse.vstack([sparse.csr_array(self.matrix), below])),
            np.append(self.row_lower, np.full(extra, -np.inf)),
            np.append(self.row_upper, [limit for _, limit in limits]),
            self.column_lower,
            self.column_upper,
            self.integer,
            np.append(self.row_depth, np.zeros(extra, dtype=np.int64)),
            np.append(self.row_sums, np.max(self.row_sums, initial=-1) + 1 + np.arange(extra)),
            self.column_depth,
            self.objectives,
        )

    def view(  # noqa: PLR0913  (what is free, where it stands, and what is asked)
        self,
        free: Ints,
        at: Floats,
        activity: Floats,
        cost: Floats,
        *,
        depth: int,
        no_worse: Sequence[Floats] = (),
    ) -> View:
        """The program with only some columns free and all others fixed at `at`.

        `activity` is matrix·at; `cost` float[N] what to minimise; in the solution no cost vector
        of `no_worse` may exceed what it is at `at`. What only matters beyond `depth` is left out.
        """
        free = free[self.column_depth[free] <= depth]
        part = self.matrix[:, free]
        touched = np.unique(part.indices)
        touched = touched[self.row_depth[touched] <= depth]
        rows = sparse.csr_array(part)[touched]
        still = activity[touched] - rows @ at[free]
        lower, upper = self.row_lower[touched] - still, self.row_upper[touched] - still
        ends = self.column_upper[free]
        starts = self.column_lower[free]
        positive, negative = rows.maximum(0), rows.minimum(0)
        most = positive @ ends + negative @ starts
        least = positive @ starts + negative @ ends
        binding = (most > upper + TOLERANCE) | (least < lower - TOLERANCE)
        rows, lower, upper = rows[np.flatnonzero(binding)], lower[binding], upper[binding]
        for keep in no_worse:
            mine = keep[free]
            if np.any(mine):
                rows = sparse.vstack([rows, sparse.csr_array(mine[None, :])], format="csr")
                lower, upper = np.append(lower, -np.inf), np.append(upper, mine @ at[free])
        return View(
            free, rows, lower, upper, starts, ends, self.integer[free], cost[free], at[free]
        )


def _sums(number: Ints, values: Floats, count: int) -> Floats:
    return np.asarray(np.bincount(number, weights=values, minlength=count), dtype=np.float64)


@dataclass(frozen=True)
class Coarse:
    """A smaller relaxation; `column` says which of its columns each of the fine `columns` is in."""

    program: Program
    columns: Ints
    column: Ints


@dataclass(frozen=True)
class View:
    """A program of its own: the free columns `free` of a larger one; `hint` is where they stand."""

    free: Ints
    rows: sparse.csr_array
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats
    integer: Bools
    cost: Floats
    hint: Floats | None
