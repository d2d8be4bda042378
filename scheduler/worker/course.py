"""The course of a search so far, short enough to stand in a run's row.

The row itself holds the present only. The course is kept in its `report`, under the key `course`:
while the search runs that is all there is in it, afterwards it stands beside the figures. So
whoever opens the page of a run sees the whole line, also after a break or on another device.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from solver.progress import Progress

KEY: Final = "course"
MOST_POINTS: Final = 160
"""So that a row never grows beyond some ten kilobytes by it, however long a search takes."""


class Point(NamedTuple):
    """Where a search was: seconds since it began, the level, its best value and its bound."""

    seconds: float
    level: str
    best: int | None
    bound: int | None


class Course:
    """Collects the points of one search. Used by one thread."""

    def __init__(self) -> None:
        self._points: list[Point] = []

    def add(self, progress: Progress) -> None:
        """Note where the search is; what is no news is left out.

        A search that begins anew, since whoever was at it died, begins a new course.
        """
        if self._points and progress.seconds < self._points[-1].seconds:
            self._points.clear()
        if not progress.level or (progress.best is None and progress.bound is None):
            return
        point = Point(progress.seconds, progress.level, progress.best, progress.bound)
        if self._points and point[1:] == self._points[-1][1:]:
            return
        self._points.append(point)
        if len(self._points) > MOST_POINTS:
            self._points = _thinned(self._points)

    def stored(self) -> dict[str, Any]:
        """As it stands in `PlanningRun.report`."""
        return {KEY: [list(point) for point in self._points]}


def course_of(report: Mapping[str, Any] | None) -> tuple[Point, ...]:
    """The course that a run's `report` holds; none where there is none."""
    stored = (report or {}).get(KEY, ())
    return tuple(Point(*each) for each in stored)


def levels_of(points: Iterable[Point]) -> dict[str, tuple[Point, ...]]:
    """The points of each level, in the order in which the levels were reached first."""
    found: dict[str, tuple[Point, ...]] = {}
    for point in points:
        found[point.level] = (*found.get(point.level, ()), point)
    return found


def _thinned(points: list[Point]) -> list[Point]:
    """Every second point of the level that has most left out; its first and last stay."""
    (level, _), *_ = Counter(point.level for point in points).most_common(1)
    mine = [at for at, point in enumerate(points) if point.level == level]
    dropped = set(mine[1:-1:2])
    return [point for at, point in enumerate(points) if at not in dropped]
