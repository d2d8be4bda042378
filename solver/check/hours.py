"""Time: who is available when, which blocks overlap, and what fits in between."""

from __future__ import annotations

from collections import Counter

from solver.check.journeys import Journeys
from solver.problem import Block, Mode, Problem, Session, Window


def covers(windows: tuple[Window, ...], session: Session) -> bool:
    """Whether a session lies inside the union of the windows of its day (section 1)."""
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


def is_available(windows: tuple[Window, ...], block: Block) -> bool:
    """Whether every session of a block is covered; who has no window is always available."""
    return not windows or all(covers(windows, session) for session in block.sessions)


def minutes_by_week(block: Block) -> Counter[tuple[int, int]]:
    """Session minutes of a block by ISO year and week."""
    weeks: Counter[tuple[int, int]] = Counter()
    for session in block.sessions:
        year, week, _ = session.day.isocalendar()
        weeks[year, week] += session.end - session.start
    return weeks


def minutes(block: Block) -> int:
    """Session minutes of a whole block."""
    return sum(session.end - session.start for session in block.sessions)


class Hours:
    """Which two groups one person cannot both attend (3.5 and 3.6)."""

    def __init__(self, problem: Problem, journeys: Journeys) -> None:
        self._blocks = problem.block_by_id
        self._journeys = journeys
        self._gaps: dict[tuple[str, str], tuple[bool, int | None, int | None]] = {}

    def overlap(self, first_id: str, second_id: str) -> bool:
        """Whether some session of one block overlaps in time with one of the other."""
        return self._compare(first_id, second_id)[0]

    def clash(self, first: tuple[str, str], second: tuple[str, str], mode: Mode) -> bool:
        """Whether one person cannot attend both of two (block id, location id).

        Every pair of sessions on one day counts, so with measured times that break the triangle
        inequality a stop in between does not make a hop shorter.
        """
        overlap, onward, back = self._compare(first[0], second[0])
        if overlap:
            return True
        if first[1] == second[1]:
            return False
        return (onward is not None and self._journeys.hop(first[1], second[1], mode) > onward) or (
            back is not None and self._journeys.hop(second[1], first[1], mode) > back
        )

    def _compare(self, first_id: str, second_id: str) -> tuple[bool, int | None, int | None]:
        """Whether two blocks overlap; the shortest break from first to second, and back."""
        key = (first_id, second_id)
        if key not in self._gaps:
            overlap = False
            onward: list[int] = []
            back: list[int] = []
            for one in self._blocks[first_id].sessions:
                for other in self._blocks[second_id].sessions:
                    if one.day != other.day:
                        continue
                    if one.end <= other.start:
                        onward.append(other.start - one.end)
                    elif other.end <= one.start:
                        back.append(one.start - other.end)
                    else:
                        overlap = True
            self._gaps[key] = (overlap, min(onward, default=None), min(back, default=None))
        return self._gaps[key]
