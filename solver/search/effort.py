"""How long solvers' work would take: for limits that fall at the same point in every run.

The figures were fitted by eye on moves in seasons of 150 to 3,000 children; what matters is only
that they are of the right order.
"""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 1e6
"""Seconds that stand for "no limit"."""

_BEGIN: Final = 0.02
"""Seconds that any integer program takes."""

_ENTRY: Final = 1e-5
"""Seconds for each entry of an integer program, for presolve, the root and its cuts."""

_ITERATION: Final = 1e-4
"""Seconds for each simplex iteration of an integer program."""

_ITERATION_ENTRY: Final = 3e-9
"""And for each entry in each of them."""

_NODE_ITERATIONS: Final = 500
"""Simplex iterations for each node of a search tree, those of the heuristics between included."""

_STEP_ENTRY: Final = 4e-9
"""Seconds for each entry in a step of the first-order method, by two threads."""


def nodes_within(entries: int, seconds: float) -> int:
    """How many nodes of an integer program's tree about so many seconds allow, at least 1."""
    node = _NODE_ITERATIONS * (_ITERATION + entries * _ITERATION_ENTRY)
    return max(1, round((min(seconds, _LONGEST) - _BEGIN - entries * _ENTRY) / node))


def seconds_of_search(entries: int, iterations: int) -> float:
    """About how long an integer program of so many entries takes so many simplex iterations."""
    return _BEGIN + entries * _ENTRY + iterations * (_ITERATION + entries * _ITERATION_ENTRY)


def steps_within(entries: int, seconds: float) -> int:
    """How many steps of the first-order method about so many seconds allow, at least 1."""
    return max(1, round(min(seconds, _LONGEST) / max(1e-6, entries * _STEP_ENTRY)))


def seconds_of_steps(entries: int, steps: int) -> float:
    """About how long so many steps of the first-order method take."""
    return steps * entries * _STEP_ENTRY
