"""Small counts are left out, so that a report on all never tells about a few.

Counts from 1 to `LEAST` − 1 are hidden, also those that follow by subtracting one shown count
from another in a row (9 of 10 placed tells of the one who was not). Where the sum over all rows
would give a hidden count away, one more row of that column is hidden (complementary suppression).
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST = 5
"""The least count that is shown, 0 aside."""

Flags = list[bool]


def shown(
    rows: Sequence[Sequence[int]], total: Sequence[int], priority: Sequence[int]
) -> tuple[list[Flags], Flags]:
    """Which counts may be shown: a flag for each count of `rows`, and for each of `total`.

    Args:
        rows: counts in columns; within a row they are nested, each counts some of the others.
        total: the sum of each column.
        priority: the columns, first those that are to be shown rather than others.
    """
    flags = [_alone(row, priority) for row in rows]
    total_flags = _alone(total, priority)
    known = [column for column in priority if total_flags[column]]
    changed = True
    while changed:
        changed = False
        for column in known:
            if not _safe(rows, flags, known, column):
                visible = [number for number, flag in enumerate(flags) if flag[column]]
                if visible:
                    least = min(visible, key=lambda n: (rows[n][column] == 0, rows[n][column], n))
                    flags[least][column] = False
                    changed = True
    return flags, total_flags


def _fine(count: int) -> bool:
    return count == 0 or abs(count) >= LEAST


def _alone(row: Sequence[int], priority: Sequence[int]) -> Flags:
    """What a row may show by itself: no small count, and no two that differ by a small count."""
    visible: list[int] = []
    for column in priority:
        if _fine(row[column]) and all(_fine(row[column] - row[other]) for other in visible):
            visible.append(column)
    return [column in visible for column in range(len(row))]


def _safe(
    rows: Sequence[Sequence[int]], flags: Sequence[Flags], known: Sequence[int], column: int
) -> bool:
    """Whether what follows from a column's total about its hidden counts is not small.

    From the total follows their sum, and, for a column that shows what this one hides or hides
    fewer of the same rows, by how much the sums differ.
    """
    hidden = [number for number, flag in enumerate(flags) if not flag[column]]
    if not hidden:
        return True
    if len(hidden) == 1:
        return False
    sums = [sum(rows[number][other] for number in hidden) for other in range(len(rows[0]))]
    followed = [
        other
        for other in known
        if other != column and all(flag[other] or not flag[column] for flag in flags)
    ]
    return _fine(sums[column]) and all(_fine(sums[column] - sums[other]) for other in followed)
