"""The line of a search: its best value and the proven bound over time, as coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scheduler.worker.course import Point
from web.staff.runs.words import duration, level_title, value_said

WIDTH: Final = 640
HEIGHT: Final = 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 74, 18, 16, 34
_STEPS: Final = (1, 2, 5, 10)
_TIMES: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800)
_MOST_TICKS: Final = 5


@dataclass(frozen=True)
class Tick:
    """A place on an axis, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True)
class Chart:
    """A chart of one level. Paths are of an SVG of `width` × `height`; empty: no such line."""

    level: str
    title: str
    best_path: str
    bound_path: str
    best: str
    bound: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM


def chart_of(level: str, points: Sequence[Point], *, until: float) -> Chart:
    """The chart of the points of one level; lines go on as they are until that second."""
    begin = points[0].seconds
    end = max(until, points[-1].seconds, begin + 1.0)
    values = [value for point in points for value in (point.best, point.bound) if value is not None]
    marks = _marks(min(values), max(values))
    low, high = min(marks[0], *values), max(marks[-1], *values)

    def x(seconds: float) -> float:
        return round(_LEFT + (seconds - begin) / (end - begin) * (WIDTH - _LEFT - _RIGHT), 1)

    def y(value: float) -> float:
        return round(HEIGHT - _BOTTOM - (value - low) / (high - low) * (HEIGHT - _TOP - _BOTTOM), 1)

    bests = [(x(p.seconds), y(p.best)) for p in points if p.best is not None]
    bounds = [(x(p.seconds), y(p.bound)) for p in points if p.bound is not None]
    last = points[-1]
    return Chart(
        level,
        level_title(level),
        _path(bests, x(end)),
        _path(bounds, x(end)),
        value_said(level, last.best),
        value_said(level, last.bound),
        tuple(Tick(x(at), duration(at)) for at in _moments(begin, end)),
        tuple(Tick(y(mark), value_said(level, mark)) for mark in marks),
    )


def _path(corners: Sequence[tuple[float, float]], end: float) -> str:
    """A line that stays as it was until it steps."""
    if not corners:
        return ""
    (first_x, first_y), *rest = corners
    return f"M{first_x} {first_y}" + "".join(f"H{x}V{y}" for x, y in rest) + f"H{end}"


def _marks(low: int, high: int) -> list[int]:
    """Round numbers from at most the lowest to at least the highest value; always two or more."""
    apart = max(1, high - low)
    power = 10 ** max(0, math.floor(math.log10(apart / _MOST_TICKS)) if apart > _MOST_TICKS else 0)
    step = next(s * power for s in _STEPS if apart / (s * power) <= _MOST_TICKS)
    first, last = low // step * step, -(-high // step) * step
    return list(range(first, max(last, first + step) + 1, step))


def _moments(begin: float, end: float) -> list[float]:
    step = next((s for s in _TIMES if (end - begin) / s <= _MOST_TICKS), _TIMES[-1])
    first = math.ceil(begin / step) * step
    return [first + n * step for n in range(int((end - first) // step) + 1)] if first <= end else []
