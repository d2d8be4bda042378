"""The chance of a place against the draw number, and a test whether they go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scipy.stats import mannwhitneyu

from solver.audit.rates import Column, Table, tabulate

PARTS = 10


class DrawTest(NamedTuple):
    """A two-sided Mann–Whitney test on the draw numbers of children with and without a place.

    `sooner` is the share of pairs (one with a place, one without) in which the first has the
    lower draw number: 0.5 where the draw makes no difference. `p` is exact where one of the two
    has at most 8 children, else by the normal approximation with continuity correction.
    """

    sooner: float
    p: float


def draw_table(placed: Sequence[bool], *, everything: bool) -> Table:
    """Places by tenths of the draw, `placed` being in the order of the draw.

    The tenths are as equal as can be, the larger ones first; fewer where there are fewer children.
    """
    parts = min(PARTS, len(placed))
    keys, counts = [], []
    start = 0
    for part in range(parts):
        size = len(placed) // parts + (part < len(placed) % parts)
        chunk = placed[start : start + size]
        start += size
        keys.append(str(part + 1))
        counts.append({Column.COULD: size, Column.PLACED: sum(chunk)})
    return tabulate("draw", keys, counts, everything=everything)


def draw_test(placed: Sequence[bool]) -> DrawTest | None:
    """The test, `placed` being in the order of the draw; None where all or none have a place."""
    has = [position for position, one in enumerate(placed) if one]
    has_not = [position for position, one in enumerate(placed) if not one]
    if not has or not has_not:
        return None
    few = min(len(has), len(has_not)) <= 8
    result = mannwhitneyu(
        has_not, has, alternative="two-sided", method="exact" if few else "asymptotic"
    )
    return DrawTest(float(result.statistic) / (len(has) * len(has_not)), float(result.pvalue))
