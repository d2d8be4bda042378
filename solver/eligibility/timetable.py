"""When blocks meet: overlap, gaps on one day, minutes per week, and who is available for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from solver.problem import Block, Session, Window

NEVER = -1
"""Stands in a table of gaps where two blocks never meet in that order on one day."""

BoolTable = npt.NDArray[np.bool_]
IntTable = npt.NDArray[np.int32]

_ROWS_AT_ONCE = 8192


def covers(windows: Sequence[Window], session: Session) -> bool:
    """Whether the union of the windows of that day holds the whole session (contract, 1).

    No windows at all means always available. Windows that touch join: 9–12 and 12–16
    together hold a session of 10–14.
    """
    if not windows:
        return True
    reached = session.start
    for start, end in sorted(
        (w.start, w.end) for w in windows if w.first_day <= session.day <= w.last_day
    ):
        if start > reached:
            return False
        reached = max(reached, end)
        if reached >= session.end:
            return True
    return False


def block_table(owners: Sequence[tuple[Window, ...]], blocks: Sequence[Block]) -> BoolTable:
    """Who is available for every session of which block, bool[owners, blocks].

    Equal sets of windows are worked out once; sessions that need two windows joined are
    rare and looked at one by one.
    """
    distinct = list(dict.fromkeys(owners))
    row_of = {windows: row for row, windows in enumerate(distinct)}
    sessions = sorted(
        {s for block in blocks for s in block.sessions}, key=lambda s: (s.day, s.start, s.end)
    )
    session_of = {session: column for column, session in enumerate(sessions)}
    columns = [[session_of[s] for s in block.sessions] for block in blocks]
    found = np.zeros((len(distinct), len(blocks)), dtype=np.bool_)
    for first in range(0, len(distinct), _ROWS_AT_ONCE):
        chunk = distinct[first : first + _ROWS_AT_ONCE]
        covered = _session_table(chunk, sessions)
        for position, of_block in enumerate(columns):
            found[first : first + len(chunk), position] = covered[:, of_block].all(axis=1)
    return found[[row_of[windows] for windows in owners]]


def _session_table(owners: Sequence[tuple[Window, ...]], sessions: Sequence[Session]) -> BoolTable:
    windows = list(dict.fromkeys(window for own in owners for window in own))
    number = {window: position for position, window in enumerate(windows)}
    inside = np.zeros((len(windows), len(sessions)), dtype=np.bool_)
    touching = np.zeros_like(inside)
    if windows and sessions:
        day = np.array([s.day.toordinal() for s in sessions])
        start, end = np.array([s.start for s in sessions]), np.array([s.end for s in sessions])
        for position, window in enumerate(windows):
            that_day = (window.first_day.toordinal() <= day) & (day <= window.last_day.toordinal())
            inside[position] = that_day & (window.start <= start) & (end <= window.end)
            touching[position] = that_day & (window.start < end) & (start < window.end)
    covered = np.ones((len(owners), len(sessions)), dtype=np.bool_)
    for row, own in enumerate(owners):
        if not own or not sessions:
            continue
        numbers = [number[window] for window in own]
        covered[row] = inside[numbers].any(axis=0)
        joined = (touching[numbers].sum(axis=0) > 1) & ~covered[row]
        for column in np.flatnonzero(joined):
            covered[row, column] = covers(own, sessions[int(column)])
    return covered


def overlap_table(blocks: Sequence[Block]) -> BoolTable:
    """Which blocks have overlapping sessions, bool[blocks, blocks]; every block has with itself."""
    table = np.zeros((len(blocks), len(blocks)), dtype=np.bool_)
    for a, b, first, second in _same_day(blocks):
        if first.start < second.end and second.start < first.end:
            table[a, b] = table[b, a] = True
    return table


def gap_table(blocks: Sequence[Block]) -> IntTable:
    """The smallest gap from the end of a session of a to a later one of b, int32[a, b], minutes.

    Over all pairs of sessions on one day where that of `a` is over before that of `b` begins;
    `NEVER` where there is no such pair. The table is not symmetric: travel from a to b has
    to fit in [a, b], travel back in [b, a].
    """
    table = np.full((len(blocks), len(blocks)), NEVER, dtype=np.int32)
    for a, b, first, second in _same_day(blocks):
        for one, other, before, after in ((a, b, first, second), (b, a, second, first)):
            gap = after.start - before.end
            if gap >= 0 and (table[one, other] == NEVER or gap < table[one, other]):
                table[one, other] = gap
    return table


def _same_day(blocks: Sequence[Block]) -> list[tuple[int, int, Session, Session]]:
    by_day: dict[date, list[tuple[int, Session]]] = {}
    for position, block in enumerate(blocks):
        for session in block.sessions:
            by_day.setdefault(session.day, []).append((position, session))
    pairs: dict[tuple[int, int, int, int, int, int], tuple[int, int, Session, Session]] = {}
    for that_day in by_day.values():
        for a, first in that_day:
            for b, second in that_day:
                if a <= b:
                    key = (a, b, first.start, first.end, second.start, second.end)
                    pairs.setdefault(key, (a, b, first, second))
    return list(pairs.values())


def minutes_by_week(block: Block) -> dict[tuple[int, int], int]:
    """Session minutes of a block per ISO (year, week)."""
    found: dict[tuple[int, int], int] = {}
    for session in block.sessions:
        year, week, _ = session.day.isocalendar()
        found[year, week] = found.get((year, week), 0) + session.end - session.start
    return found
